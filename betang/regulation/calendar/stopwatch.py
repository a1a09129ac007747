"""Timing cases whose clock runs, pauses and stops, over the working calendar.

Events of all cases lie in columns; a case is a whole number from 0 on. Between an event and the next one of its case
the clock runs if the event says RUN. After a case's last event nothing more is counted.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.arithmetic import timeline_of
from betang.regulation.calendar.work import CoverageError, WorkCalendar
from betang.regulation.calendar.zone import Micros
from betang.regulation.codes import codes

Cases = npt.NDArray[np.integer]
Mask = npt.NDArray[np.bool_]

JAM = codes(
    ("STOP", "Selesai", "Finished"),
    ("PAUSE", "Jam berhenti sementara", "Clock paused"),
    ("RUN", "Jam berjalan", "Clock running"),
)
"""What an event does to the clock."""
STOP, PAUSE, RUN = (JAM.code(name) for name in ("STOP", "PAUSE", "RUN"))


@dataclass(frozen=True, slots=True)
class Events:
    """Events sorted by case and time (ties as they came), with the working time from each to the next of its case.

    `order[i]` is where event i stood before sorting; `heads` are the first events of the cases that have any,
    `owners` those cases, `n` the number of cases.
    """

    order: npt.NDArray[np.int64]
    case: Cases
    gap: Micros
    heads: npt.NDArray[np.int64]
    owners: Cases
    n: int

    def total(self, counted: Mask) -> Micros:
        """Return for each case the working time after the events marked in `counted` (given in sorted order)."""
        out = np.zeros(self.n, dtype=np.int64)
        if len(self.heads):
            out[self.owners] = np.add.reduceat(np.where(counted, self.gap, 0), self.heads)
        return out

    def first(self, marked: Mask) -> npt.NDArray[np.int64]:
        """Return for each case the place of its first marked event, for cases without one the number of events."""
        out = np.full(self.n, len(self.case), dtype=np.int64)
        if len(self.heads):
            places = np.where(marked, np.arange(len(self.case)), len(self.case))
            out[self.owners] = np.minimum.reduceat(places, self.heads)
        return out

    @property
    def lasts(self) -> npt.NDArray[np.int64]:
        """Return the places of the last events of the cases in `owners`."""
        return np.append(self.heads[1:], len(self.case))[: len(self.heads)] - 1


@dataclass(frozen=True, slots=True)
class Elapsed:
    """For each case: working time while the clock ran, working time from its first RUN to its last event (both in
    microseconds), and whether its last event stops the clock.
    """

    net: Micros
    gross: Micros
    finished: Mask


def arrange(calendar: WorkCalendar, *, case: Cases, instant: Micros, n: int) -> Events:
    """Sort the events of `n` cases and measure the gaps. CoverageError carries the place of the event as it came."""
    same, forward = case[1:] == case[:-1], instant[1:] >= instant[:-1]
    in_order = bool(((case[1:] > case[:-1]) | (same & forward)).all())
    order = np.arange(len(case)) if in_order else np.lexsort((instant, case))
    case, instant = case[order], instant[order]
    try:
        worked = timeline_of(calendar, instant).worked(instant)
    except CoverageError as error:
        raise CoverageError(error.message, error.year, int(order[error.index])) from None
    # Each event starts a case or follows one of its own; the last of a case has nothing after it.
    turns = np.flatnonzero(case[1:] != case[:-1]) + 1
    heads = np.concatenate(([0], turns)) if len(case) else turns
    gap = np.diff(worked, append=worked[-1:])
    gap[turns - 1] = 0
    return Events(order=order, case=case, gap=gap, heads=heads, owners=case[heads], n=n)


def elapsed(calendar: WorkCalendar, *, case: Cases, instant: Micros, clock: npt.NDArray[np.int8], n: int) -> Elapsed:
    """Time `n` cases from their RUN, PAUSE and STOP events (codes of JAM); a case without RUN has 0 and 0."""
    events = arrange(calendar, case=case, instant=instant, n=n)
    sorted_clock = clock[events.order]
    running = sorted_clock == RUN
    started = events.first(running)[events.case] <= np.arange(len(case))
    finished = np.zeros(n, dtype=bool)
    finished[events.owners] = sorted_clock[events.lasts] == STOP
    return Elapsed(net=events.total(running), gross=events.total(started), finished=finished)
