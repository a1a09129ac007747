"""How requests move from place to place: what they pass, how long each step takes, and when they get there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.arithmetic import add_working_time, calendar_days_end, local_days
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import DAY, MINUTE, SECOND, Micros, zone_offsets
from betang.services import flow
from betang.services.seed import slots

Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
ENDS = (flow.REJECTED, flow.LAPSED, flow.CANCELLED)
REJECTED, LAPSED, CANCELLED = range(3)
AFTER_LAPSE = 31 * MINUTE
RETURNED, RETURNED_TWICE, HELD_UP, REFUSED, GIVEN_UP, TAKEN_BACK = 0.17, 0.12, 0.03, 0.015, 0.06, 0.01
"""Shares: of all requests; of those returned; of all; of all; of those returned; of all. Our own assumption."""


def passed(chance: np.random.RandomState, count: int) -> tuple[Flags, Index]:
    """Draw which places each request passes, and how those end that are not served (a place in ENDS)."""
    there = np.zeros((count, slots.COUNT), dtype=bool)
    there[:, slots.PLAIN] = True
    luck = chance.random_sample((4, count))
    back = luck[0] < RETURNED
    there[back, slots.RETURNED : slots.TWICE] = True
    there[back & (luck[1] < RETURNED_TWICE), slots.TWICE : slots.RECORDED] = True
    there[luck[2] < HELD_UP, slots.HELD : slots.VALIDATED] = True
    given_up = back & (luck[1] > 1 - GIVEN_UP)
    ending = np.full(count, -1)
    for rows, how, after in (
        (luck[3] < REFUSED, REJECTED, slots.CHECKED),
        (given_up, LAPSED, slots.RETURNED),
        (luck[3] > 1 - TAKEN_BACK, CANCELLED, slots.SUBMITTED),
    ):
        ending[rows] = how
        there[rows, after + 1 :] = False
        there[rows, : after + 1] = True
        there[rows, slots.ENDED] = True
    return there, ending


def minutes(chance: np.random.RandomState, count: int) -> Rows:
    """Draw the working minutes until each place: most near the usual, a few very long (log-normal)."""
    usual = np.array([slots.USUAL.get(place, 0) for place in range(slots.COUNT)])
    spread = np.array([slots.SPREAD.get(place, slots.OTHERS_SPREAD) for place in range(slots.COUNT)])
    found: Rows = usual * np.exp(spread * chance.standard_normal((count, slots.COUNT)))
    return found


def whole_seconds(instants: Micros) -> Micros:
    """Leave out fractions of a second."""
    return instants // SECOND * SECOND


def evening(calendar: WorkCalendar, instants: Micros, local_minutes: Rows) -> Micros:
    """Move moments to a minute of their local day."""
    days = local_days(calendar, instants)
    offsets = zone_offsets(calendar.zone, int(days.min()), int(days.max()) + 1)
    return offsets.instant(days * DAY + (local_minutes * MINUTE).astype(np.int64))


def walked(calendar: WorkCalendar, start: Micros, spent: Rows, there: Flags, ending: Index) -> Micros:
    """Give when each place was reached, 0 where it was not passed; working time runs on the city's calendar."""
    at = np.zeros(there.shape, dtype=np.int64)
    at[:, slots.SUBMITTED] = reached = whole_seconds(start)
    for place in range(1, slots.COUNT):
        rows = np.flatnonzero(there[:, place])
        wanted = (np.maximum(spent[rows, place], 1) * MINUTE).astype(np.int64)
        reached[rows] = whole_seconds(add_working_time(calendar, reached[rows], wanted))
        at[rows, place] = reached[rows]
    lapsed = np.flatnonzero(ending == LAPSED)
    at[lapsed, slots.ENDED] = lapse(calendar, at[lapsed, slots.RETURNED], start) + AFTER_LAPSE
    return at


def lapse(calendar: WorkCalendar, returned: Micros, start: Micros) -> Micros:
    """Give when requests lapse that were returned and not put right."""
    if not len(returned):
        return returned
    days = flow.flow_on(np.datetime64(int(start.max()), "us").astype("datetime64[D]").item()).states[flow.CORRECTING]
    return calendar_days_end(calendar, returned, days.lapse_days or 1) + SECOND
