"""The limits of drawn requests, by the same arithmetic as those of real ones (see `services.timing`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from betang.regulation.calendar.arithmetic import calendar_days_end
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import Micros
from betang.regulation.parameters import book
from betang.regulation.service_standards.catalogue import STANDAR_WAKTU, TARGET_INTERNAL, TARGET_VERIFIKASI, TIGA_JAM
from betang.regulation.service_standards.due import NO_PAUSES, Pauses, legal_due, target_due
from betang.services import flow
from betang.services.seed import slots
from betang.services.seed.drawing import Drawn
from betang.services.seed.pace import Index


@dataclass(frozen=True, slots=True)
class Limits:
    """Instants, 0 for none: the limit that holds after each place, the legal limit, and when a request lapses."""

    step: Micros
    legal: Micros
    lapse: Micros


def limits(calendar: WorkCalendar, drawn: Drawn, services: Sequence[str], day: date) -> Limits:
    """Reckon all limits. The parameters are those of the day: they have not changed in the years that are drawn."""
    law, at, there = book().on(day), drawn.at, drawn.there
    step = np.zeros(at.shape, dtype=np.int64)
    quick = law[TARGET_VERIFIKASI].value
    for place in (slots.SUBMITTED, slots.AGAIN, slots.LAST):
        rows = np.flatnonzero(there[:, place])
        step[rows, place] = target_due(calendar, start=at[rows, place], minutes=np.full(len(rows), quick))
    step[:, slots.CHECKED] = np.where(there[:, slots.CHECKED], step[:, slots.SUBMITTED], 0)
    legal = np.zeros(len(drawn), dtype=np.int64)
    target, standard = law[TARGET_INTERNAL].value, law[STANDAR_WAKTU].value
    wanted = np.array([target["khusus_menit"].get(each, target["bawaan_menit"]) for each in services])[drawn.service]
    hours = np.array([standard.get(each, {}).get("batas_jam") or 0 for each in services])[drawn.service]
    move = law[TIGA_JAM].value["pindah_bila_tutup"]
    for place, rows in phases(drawn):
        pauses = pauses_of(drawn, rows) if place == slots.RESUMED else NO_PAUSES
        start = at[rows, slots.RECORDED]
        step[rows, place] = target_due(calendar, start=start, minutes=wanted[rows], pauses=pauses)
        due = legal_due(calendar, start=start, hours=np.maximum(hours[rows], 1), pauses=pauses, move_if_closed=move)
        legal[rows] = np.where(hours[rows] > 0, due, 0)
    resumed = there[:, slots.RESUMED]
    for place in (slots.VALIDATED, slots.SIGNED):
        last = np.where(resumed, step[:, slots.RESUMED], step[:, slots.RECORDED])
        step[:, place] = np.where(there[:, place], last, 0)
    return Limits(step, legal, lapses(calendar, drawn, day))


def phases(drawn: Drawn) -> tuple[tuple[int, Index], tuple[int, Index]]:
    """Give the requests that were accepted, and those of them whose work went on after an outage."""
    return (
        (slots.RECORDED, np.flatnonzero(drawn.there[:, slots.RECORDED])),
        (slots.RESUMED, np.flatnonzero(drawn.there[:, slots.RESUMED])),
    )


def pauses_of(drawn: Drawn, rows: Index) -> Pauses:
    """Give the outages of some requests."""
    return Pauses(np.arange(len(rows)), drawn.at[rows, slots.HELD], drawn.at[rows, slots.RESUMED])


def lapses(calendar: WorkCalendar, drawn: Drawn, day: date) -> Micros:
    """Give when those lapse that wait for their applicants now, 0 for all others."""
    found = np.zeros(len(drawn), dtype=np.int64)
    there = drawn.there
    rows = np.flatnonzero(there[:, slots.RETURNED] & ~there[:, slots.RETURNED + 1 :].any(axis=1))
    if len(rows):
        days = flow.flow_on(day).states[flow.CORRECTING].lapse_days or 1
        found[rows] = calendar_days_end(calendar, drawn.at[rows, slots.RETURNED], days)
    return found
