"""Arithmetic with working time: limits in working minutes, in working days, in calendar days; time worked between two
moments.

All functions take whole columns of instants (microseconds since 1970-01-01 UTC) and answer in kind. Intervals are
closed at the start and open at the end. A moment or a result in a year that the calendar does not know is refused
(CoverageError, with its place in the column), never guessed.
"""

import datetime as dt
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.timeline import Days, Timeline
from betang.regulation.calendar.work import EVERY_YEAR, WorkCalendar, day_number, day_of
from betang.regulation.calendar.zone import DAY, MINUTE, SECOND, Micros, zone_offsets
from betang.regulation.exact import Exact, Ratio

Counts = npt.NDArray[np.int64]
_MOST = 10**10
"""Counts are cut here: far more than any calendar holds, and small enough for 64 bits in microseconds."""


def timeline_of(calendar: WorkCalendar, *columns: Micros) -> Timeline:
    """Return open hours that cover all the given instants; CoverageError names the first that lies outside."""
    filled = [column for column in columns if len(column)]
    low, high = _years(filled) if filled else calendar.years
    timeline = calendar.timeline(low - 1, high + 1)
    for column in filled:
        outside = (column < timeline.begin) | (column > timeline.end)
        if outside.any():
            index = int(np.argmax(outside))
            raise calendar.missing(calendar.year_of(int(column[index])), index)
    return timeline


def add_working_minutes(calendar: WorkCalendar, start: Micros, minutes: Counts | int) -> Micros:
    """Return the first instant at which so many working minutes (1 or more) have passed since each start.

    A start outside hours counts from the next opening; a limit that falls on a closing time stays there.
    """
    return add_working_time(calendar, start, _counts(minutes, len(start)) * MINUTE)


def add_working_time(calendar: WorkCalendar, start: Micros, wanted: Micros) -> Micros:
    """Return the first instant at which so much working time (microseconds, more than 0) has passed."""

    def search(timeline: Timeline) -> tuple[Counts, Micros]:
        target = timeline.worked(start) + wanted
        place = np.searchsorted(timeline.before[1:], target, side="left")
        inside = np.minimum(place, len(timeline.starts) - 1)
        return place, timeline.starts[inside] + (target - timeline.before[inside])

    return _within(calendar, start, search, lambda timeline: len(timeline.starts))


def nth_working_day_close(calendar: WorkCalendar, start: Micros, days: Counts | int) -> Micros:
    """Return the closing time of the N-th open day (N 1 or more) after the local day of each start."""
    wanted = _counts(days, len(start))

    def search(timeline: Timeline) -> tuple[Counts, Micros]:
        place = np.searchsorted(timeline.open_days, timeline.days(start), side="right") + wanted - 1
        return place, timeline.closes[np.minimum(place, len(timeline.closes) - 1)]

    return _within(calendar, start, search, lambda timeline: len(timeline.closes))


def next_opening(calendar: WorkCalendar, start: Micros) -> Micros:
    """Return each instant itself where it lies in working hours, else the next opening."""

    def search(timeline: Timeline) -> tuple[Counts, Micros]:
        place = np.searchsorted(timeline.ends, start, side="right")
        return place, np.maximum(start, timeline.starts[np.minimum(place, len(timeline.starts) - 1)])

    return _within(calendar, start, search, lambda timeline: len(timeline.starts))


def calendar_days_end(calendar: WorkCalendar, start: Micros, days: Counts | int) -> Micros:
    """Return 23:59:59 of the N-th calendar day (N 1 or more) after the local day of each start.

    No table of holidays is needed for it, so the years of the table do not bound it.
    """
    if len(start) == 0:
        return start
    end = local_days(calendar, start) + _counts(days, len(start))
    far = end > day_number(dt.date(EVERY_YEAR[1], 12, 31))
    if far.any():
        endless = WorkCalendar(zone=calendar.zone, base=())
        raise endless.missing(EVERY_YEAR[1] + 1, int(np.argmax(far)))
    offsets = zone_offsets(calendar.zone, int(end.min()), int(end.max()) + 1)
    return offsets.last_instant((end + 1) * DAY) - SECOND


def after_closed_days(calendar: WorkCalendar, instants: Micros) -> Micros:
    """Return each instant, moved to the next opening where its local day has no working hours at all."""
    timeline = timeline_of(calendar, instants)
    closed = ~np.isin(timeline.days(instants), timeline.open_days)
    moved = instants.copy()
    moved[closed] = next_opening(calendar, instants[closed])
    return moved


def working_time_between(calendar: WorkCalendar, start: Micros, end: Micros) -> Micros:
    """Return the working time from each start to each end in microseconds (negative where the end comes first)."""
    timeline = timeline_of(calendar, start, end)
    return timeline.worked(end) - timeline.worked(start)


def working_minutes_between(calendar: WorkCalendar, start: Micros, end: Micros) -> Exact:
    """Return the working minutes from each start to each end, half up to two places."""
    return as_minutes(working_time_between(calendar, start, end))


def as_minutes(micros: Micros) -> Exact:
    """Return exact durations as minutes, half up to two places."""
    return Exact(Ratio(micros, np.full(len(micros), MINUTE, dtype=np.int64)).half_up(2), 2)


def local_days(calendar: WorkCalendar, instants: Micros) -> Days:
    """Return the local day of each instant (days since 1970-01-01)."""
    if len(instants) == 0:
        return instants
    offsets = zone_offsets(calendar.zone, int(instants.min()) // DAY - 1, int(instants.max()) // DAY + 2)
    return offsets.local(instants) // DAY


def _within(
    calendar: WorkCalendar,
    start: Micros,
    search: Callable[[Timeline], tuple[Counts, Micros]],
    size: Callable[[Timeline], int],
) -> Micros:
    """Search in ever more years until every result is found; CoverageError where the calendar ends before."""
    timeline = timeline_of(calendar, start)
    if len(start) == 0:
        return start
    low, high = _years([start])
    reach = high + 1
    while True:
        beyond = np.full(len(start), True)
        if size(timeline):
            place, found = search(timeline)
            beyond = place >= size(timeline)
            if not beyond.any():
                return found
        if calendar.bounded or reach >= calendar.years[1]:
            raise calendar.missing(calendar.years[1] + 1, int(np.argmax(beyond)))
        reach += reach - low + 1
        timeline = calendar.timeline(low - 1, reach)


def _counts(counts: Counts | int, size: int) -> Counts:
    column = np.broadcast_to(np.asarray(counts, dtype=np.int64), (size,))
    if (column < 1).any():
        raise ValueError("a limit counts at least 1")
    return np.minimum(column, _MOST)


def _years(columns: list[Micros]) -> tuple[int, int]:
    """Return the first and last year (UTC) that occur."""
    return _year(min(int(c.min()) for c in columns)), _year(max(int(c.max()) for c in columns))


def _year(micros: int) -> int:
    return day_of(micros // DAY).year
