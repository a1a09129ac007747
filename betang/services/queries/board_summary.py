"""What the board reckons once in a quarter of an hour: the course of steps, what is usual, what kept its limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl
from django.db.models import Count, F, Q
from django.utils import timezone

from betang.regulation.calendar.work import WorkCalendar
from betang.services import flow
from betang.services.board_figures import HOURS, Lost, OnTime, Summary, Timed, Work
from betang.services.history import EFFECTIVE
from betang.services.models import Event, Request
from betang.services.process.clock import working_clock
from betang.services.process.load import WEEKS, Forecast, forecast
from betang.services.process.log import EventLog, event_log
from betang.services.process.waiting import Loss, Split, losses, split
from betang.services.queries.board import begin_of
from betang.services.queries.figures import late_open
from betang.services.timing import micros

DAYS = 14
"""Days whose steps say where time is lost."""
WINDOW = timedelta(days=28)
"""Days whose issued documents say what kept its limit."""
WAITED_WEEKS = 6
NEXT_DAYS = 14  # within which the office opens again
MINUTE = 60_000_000
MOST_LOST = 8


def summary_compute(now: datetime, calendar: WorkCalendar) -> Summary:
    """Reckon everything that the board keeps; five queries, whatever stands in the tables."""
    found, hours = course(now, calendar), arrivals(now)
    return Summary(
        computed_at=now,
        steps=timed(found) if found else [],
        lost=lost(found) if found else [],
        work=work_of(found) if found else None,
        came=hours,
        waited=waited(now, min(hours, default=None)),
        on_time=on_time(now),
        ahead=coming(timezone.localdate(now), calendar, hours),
    )


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of some days as a log, split into waiting and working, and where waiting is lost."""

    log: EventLog
    parts: Split
    lost: Sequence[Loss]


def course(now: datetime, calendar: WorkCalendar) -> Course | None:
    """Read the steps of the last fourteen days that hold; None without any. One query."""
    held = Event.objects.filter(EFFECTIVE, at__gt=now - timedelta(days=DAYS), at__lte=now)
    wanted = held.order_by("request_id", "id")
    rows = list(wanted.values_list("request_id", "state", "before", "at", "employee_id", "reasons"))
    if not rows:
        return None
    log = event_log(
        case=pl.Series([str(row[0]) for row in rows]),
        activity=pl.Series([step_of(row[1], row[2]) for row in rows]),
        instant=np.array([micros(row[3]) for row in rows], dtype=np.int64),
        resource=pl.Series([None if row[4] is None else str(row[4]) for row in rows], dtype=pl.String),
        reason=pl.Series([row[5][0] if row[5] else None for row in rows], dtype=pl.String),
    )
    parts = split(log, working_clock(log, calendar))
    return Course(log, parts, losses(log, parts))


def step_of(state: str, before: str) -> str:
    """Name the step that ends when a state is entered: by the state, or by who put the request right."""
    return flow.CORRECTING + "+" if before == flow.CORRECTING and state == flow.VERIFYING else state


def timed(found: Course) -> list[Timed]:
    """Give the mean times of the steps, by their codes."""
    at, names = found.log.followed + 1, found.log.activity.names
    codes = found.log.activity.codes[at]
    n = np.bincount(codes, minlength=len(names))
    sums = [
        np.bincount(codes, weights=column[at] / MINUTE, minlength=len(names))
        for column in (found.parts.waiting, found.parts.working, found.parts.undivided)
    ]
    return [
        Timed(name, int(n[code]), *(float(each[code] / n[code]) for each in sums))
        for code, name in enumerate(names)
        if n[code]
    ]


def lost(found: Course) -> list[Lost]:
    """Give where most waiting is lost."""
    return [
        Lost(each.activity, each.reason, each.n, each.share, each.median / MINUTE)
        for each in found.lost[:MOST_LOST]
        if each.total
    ]


def work_of(found: Course) -> Work | None:
    """Give how long a request is worked on; None where too few say so."""
    work = np.bincount(found.log.case, weights=found.parts.working / MINUTE)
    work = work[work > 0]
    mean = float(work.mean()) if len(work) else 0.0
    return Work(mean, float(work.std(ddof=1) / mean)) if len(work) > 1 else None


def arrivals(now: datetime) -> Mapping[date, list[int]]:
    """Count what came on each day and in each of its hours, today too, as far as a forecast looks back. One query."""
    zone = timezone.get_current_timezone()
    begin = begin_of(timezone.localdate(now) - timedelta(weeks=WEEKS))
    sent = Request.objects.filter(submitted_at__gte=begin, submitted_at__lte=now).order_by("submitted_at")
    found: dict[date, list[int]] = {}
    for moment in sent.values_list("submitted_at", flat=True):
        local = moment.astimezone(zone) if moment else now
        found.setdefault(local.date(), [0] * HOURS)[local.hour] += 1
    if not found:
        return {}
    first = min(found)
    days = [first + timedelta(days=number) for number in range((timezone.localdate(now) - first).days + 1)]
    return {day: found.get(day, [0] * HOURS) for day in days}


def waited(now: datetime, first: date | None) -> list[int]:
    """Count what was open at this time on the same weekday of weeks before, as far as is known. One query."""
    moments = [now - timedelta(weeks=number) for number in range(1, WAITED_WEEKS + 1)]
    counts = {
        f"w{number}": Count("pk", filter=Q(submitted_at__lte=moment) & still_open(moment))
        for number, moment in enumerate(moments)
    }
    found = Request.objects.filter(still_open(moments[-1]), submitted_at__isnull=False).aggregate(**counts)
    known = [number for number, each in enumerate(moments) if first and timezone.localdate(each) >= first]
    return [found[f"w{number}"] for number in known]


def still_open(moment: datetime) -> Q:
    """Requests that had not ended at a moment."""
    return Q(closed_at__isnull=True) | Q(closed_at__gt=moment)


def on_time(now: datetime) -> list[OnTime]:
    """Count by service what was issued with a legal limit, and what kept it, in four weeks and in those before."""
    recent, kept = Q(issued_at__gt=now - WINDOW), Q(issued_at__lte=F("legal_due_at"))
    rows = (
        Request.objects.filter(issued_at__gt=now - 2 * WINDOW, issued_at__lte=now, legal_due_at__isnull=False)
        .order_by("service")
        .values_list("service")
        .annotate(
            judged=Count("pk", filter=recent),
            in_time=Count("pk", filter=recent & kept),
            judged_before=Count("pk", filter=~recent),
            in_time_before=Count("pk", filter=~recent & kept),
        )
    )
    found: dict[str, tuple[int, int, int, int]] = {row[0]: row[1:] for row in rows}
    late = late_open(now)
    nothing = (0, 0, 0, 0)
    return [OnTime(each, *found.get(each, nothing), late[each]) for each in sorted({*found, *late})]


def coming(today: date, calendar: WorkCalendar, came: Mapping[date, Sequence[int]]) -> Forecast | None:
    """Forecast the next day on which the office is open; None where the calendar knows none."""
    days = (today + timedelta(days=number) for number in range(1, NEXT_DAYS))
    following = next((day for day in days if day.year <= calendar.years[1] and calendar.spans_on(day)), None)
    return forecast({day: sum(hours) for day, hours in came.items()}, following, calendar) if following else None
