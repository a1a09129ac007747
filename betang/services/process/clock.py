"""Two ways of telling time: by the wall clock, or only while the office is open.

Either way a duration is the difference of two readings, so that every measure works with both and parts add up.
"""

from collections.abc import Callable

from betang.regulation.calendar.arithmetic import timeline_of
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import Micros
from betang.services.process.log import EventLog

Clock = Callable[[Micros], Micros]
"""Turns instants into readings in microseconds that never go back."""


def wall_clock(instants: Micros) -> Micros:
    """Read the wall clock: every hour counts."""
    return instants


def working_clock(log: EventLog, calendar: WorkCalendar) -> Clock:
    """Return the clock that runs while the calendar is open. CoverageError where the log leaves the calendar's years.

    The place in a CoverageError is that of the event in the log.
    """
    columns = (log.instant,) if log.started is None else (log.instant, log.started)
    return timeline_of(calendar, *columns).worked
