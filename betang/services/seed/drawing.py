"""Draws the histories of many requests at once, and those that wait for somebody now.

Chance is numpy's old generator, whose numbers never change between versions: the same seed gives the same city.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from betang.regulation.calendar.arithmetic import add_working_time, local_days, working_time_between
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import MINUTE, Micros
from betang.services.seed import slots
from betang.services.seed.pace import Flags, Index, Rows, evening, minutes, passed, walked
from betang.services.seed.staff import Pool
from betang.services.timing import micros

CHANNELS = ("daring", "kelurahan", "loket")
SET_BACK = 20 * 450 * MINUTE
TRAINED_EACH = 3  # every third officer was trained
TRAINED_FACTOR = 0.85
TRAINED_BEFORE = micros(datetime.fromisoformat("1970-01-01T00:00:00+00:00") + timedelta(days=300))


@dataclass(frozen=True, slots=True)
class Drawn:
    """Requests; `at` and `there` have a column for each place (see `slots`), the rest are places in lists."""

    service: Index
    channel: Index
    officer: Index
    verifier: Index
    ending: Index
    reason: Index
    at: Micros
    there: Flags

    def __len__(self) -> int:
        return len(self.service)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the drawing stands on: the calendar, the first moment and now, the services' shares and weights, people."""

    calendar: WorkCalendar
    begin: datetime
    now: datetime
    shares: Rows
    weights: Rows
    officers: Pool
    verifiers: Pool
    handed: Sequence[int]  # services whose result is collected


def drawn(chance: np.random.RandomState, given: Setting, *, ended: int, waiting: int) -> Drawn:
    """Draw `ended` requests that came to an end and `waiting` ones that have not, in the order of their sending."""
    parts = (history(chance, ended, given), open_ones(chance, waiting, given))
    joined = Drawn(*(np.concatenate([getattr(part, name) for part in parts]) for name in Drawn.__slots__))
    order = np.argsort(joined.at[:, slots.SUBMITTED], kind="stable")
    return Drawn(*(getattr(joined, name)[order] for name in Drawn.__slots__))


def history(chance: np.random.RandomState, count: int, given: Setting) -> Drawn:
    """Draw requests that have come to an end before now; those that would not have are sent earlier."""
    service, channel = chance.choice(len(given.shares), count, p=given.shares), channels(chance, count)
    there, ending = passed(chance, count)
    spent = weighed(minutes(chance, count), given.weights[service])
    whole = working_time_between(given.calendar, one(given.begin), one(given.now))[0]
    reading = np.maximum((chance.random_sample(count) ** 0.92 * whole).astype(np.int64), 1)
    late = np.where((channel == 0) & (chance.random_sample(count) < 0.22), 1080 + 240 * chance.random_sample(count), 0)
    picks, reason = chance.random_sample((2, count)), reasons(chance, count)
    officer, at = np.zeros(count, dtype=np.int64), np.zeros(there.shape, dtype=np.int64)
    rows = np.arange(count)
    while len(rows):
        start = sent(given, reading[rows], late[rows])
        officer[rows] = given.officers.drawn(local_days(given.calendar, start), picks[0][rows])
        pace = eased(given, spent[rows], officer[rows], start)
        at[rows] = walked(given.calendar, start, pace, there[rows], ending[rows])
        rows = rows[at[rows].max(axis=1) >= micros(given.now)]
        reading[rows] = np.maximum(reading[rows] - SET_BACK, 1)
    verifier = given.verifiers.drawn(local_days(given.calendar, at[:, slots.SUBMITTED]), picks[1])
    return Drawn(service, channel, officer, verifier, ending, reason, at, there)


WAITING = (
    (slots.SUBMITTED, (4, 15, 35, 60, 85, 104, 118, 190)),
    (slots.CHECKED, (10, 35, 64, 130)),
    (slots.RETURNED, (120, 700, 2400)),
    (slots.RECORDED, (25, 160, 380, 520)),
    (slots.HELD, (90,)),
    (slots.VALIDATED, (15, 120, 280, 345, 410)),
    (slots.SIGNED, (40, 300, 500)),
    (slots.ISSUED, (20,)),
    (slots.HANDED, (60, 900)),
)
"""Requests that wait now: where, and since how many working minutes. Some are late, some nearly so."""


def open_ones(chance: np.random.RandomState, count: int, given: Setting) -> Drawn:
    """Draw requests that wait now, in every state; of the first ones the demo's own officers hold what is held."""
    cases = sorted(((place, age) for place, ages in WAITING for age in ages), key=lambda case: case[1])
    chosen = [cases[n % len(cases)] for n in range(count)]
    there = np.zeros((count, slots.COUNT), dtype=bool)
    spent = weighed(np.tile([slots.USUAL.get(n, 0) for n in range(slots.COUNT)], (count, 1)) * 0.7, np.ones(count))
    for row, (place, _age) in enumerate(chosen):
        there[row, [n for n in (*slots.PLAIN, place) if n <= place]] = True
    age = np.array([minute for _place, minute in chosen]) * (0.9 + 0.2 * chance.random_sample(count))
    total = (age + (spent * there).sum(axis=1)) * MINUTE
    whole = working_time_between(given.calendar, one(given.begin), one(given.now))[0]
    start = sent(given, (whole - total).astype(np.int64), np.zeros(count))
    day, own = local_days(given.calendar, start), np.arange(count) < len(cases)
    officer = np.where(own, given.officers.place("petugas"), given.officers.drawn(day, chance.random_sample(count)))
    verifier = np.where(
        own, given.verifiers.place("verifikator"), given.verifiers.drawn(day, chance.random_sample(count))
    )
    ending = np.full(count, -1)
    at = walked(given.calendar, start, spent, there, ending)
    service = chance.choice(len(given.shares), count, p=given.shares)
    service[[place == (slots.HANDED, 900) for place in chosen]] = given.handed[0]
    return Drawn(service, channels(chance, count), officer, verifier, ending, reasons(chance, count), at, there)


def channels(chance: np.random.RandomState, count: int) -> Index:
    """Draw how requests came in."""
    return np.asarray(chance.choice(3, count, p=(0.56, 0.14, 0.30)))


def reasons(chance: np.random.RandomState, count: int) -> Index:
    """Draw why requests would be returned (a place in `writing.WHY`)."""
    return np.asarray(chance.choice(4, count, p=(0.40, 0.30, 0.20, 0.10)))


def weighed(spent: Rows, weight: Rows) -> Rows:
    """Let services that are more work take longer where work is done; waiting for people takes its own time."""
    worked = np.isin(np.arange(slots.COUNT), (slots.RETURNED, slots.RECORDED, slots.VALIDATED, slots.SIGNED))
    return np.where(worked, spent * weight[:, None], spent)


def eased(given: Setting, spent: Rows, officer: Index, start: Micros) -> Rows:
    """Let officers who were trained be a little quicker since then: a modest effect, as real ones are."""
    trained = (officer % TRAINED_EACH == 0) & (start > micros(given.now) - TRAINED_BEFORE)
    own = np.isin(np.arange(slots.COUNT), (slots.RETURNED, slots.RECORDED, slots.VALIDATED))
    return np.where(trained[:, None] & own, spent * TRAINED_FACTOR, spent)


def sent(given: Setting, reading: Micros, late: Rows) -> Micros:
    """Give when requests were sent: after so much working time since the beginning, or in the evening of that day."""
    begin = np.full(len(reading), micros(given.begin))
    start = add_working_time(given.calendar, begin, np.maximum(reading, 1))
    return np.where(late > 0, evening(given.calendar, start, late), start)


def one(moment: datetime) -> Micros:
    """Make a column of one moment."""
    return np.array([micros(moment)], dtype=np.int64)
