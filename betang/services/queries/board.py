"""The service board: what waits, what came and went, where time is lost, what the next day brings. Nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl
from django.db.models import Count, F, Min, Q
from django.utils import timezone

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.regulation.calendar.work import WorkCalendar
from betang.services import flow
from betang.services.models import Event, Request
from betang.services.office import leads_office
from betang.services.process.clock import working_clock
from betang.services.process.load import WEEKS, Forecast, forecast
from betang.services.process.log import EventLog, event_log
from betang.services.process.waiting import Loss, Split, losses, split
from betang.services.timing import micros

OPEN = tuple(each for each in flow.flow_on(date(2026, 1, 1)).states if each not in (*flow.CLOSED, flow.DRAFT))
GOVERN = (Role.LEADERSHIP, Role.MAYOR, Role.BKPSDM, Role.AUDITOR)
DAYS = 14
"""Days whose steps say where time is lost."""
WEEK = 7
NEXT_DAYS = 14  # within which the office opens again


def may_oversee(viewer: Viewer) -> bool:
    """Tell whether somebody governs the service: the head of its office, or who reads the whole city."""
    return viewer.has(*GOVERN) or leads_office(viewer)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many requests stand in a state, how many of them past their limit, and when the oldest was sent."""

    state: str
    count: int
    late: int
    oldest: datetime | None


def standing(now: datetime) -> list[Standing]:
    """Count what is open, in the order of the states; states without any are there too. One query."""
    rows = (
        Request.objects.filter(state__in=OPEN)
        .order_by("state")
        .values_list("state")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)), oldest=Min("submitted_at"))
    )
    found = {row[0]: Standing(*row) for row in rows}
    return [found.get(state, Standing(state, 0, 0, None)) for state in OPEN]


@dataclass(frozen=True, slots=True)
class Passed:
    """What came in and was issued in some days; `judged` of the issued have a legal limit, `in_time` kept it."""

    came: int
    issued: int
    judged: int
    in_time: int


def passed(first: date, now: datetime, came: Mapping[date, int]) -> Passed:
    """Count what came (by day, see `arrivals`) and was issued since a day. One query."""
    begin = timezone.make_aware(datetime.combine(first, time.min))
    judged = Q(request__legal_due_at__isnull=False)
    issued = Event.objects.filter(at__gte=begin, at__lte=now, state=flow.ISSUED).aggregate(
        n=Count("pk"),
        judged=Count("pk", filter=judged),
        in_time=Count("pk", filter=judged & Q(at__lte=F("request__legal_due_at"))),
    )
    came_since = sum(count for day, count in came.items() if day >= first)
    return Passed(came_since, issued["n"], issued["judged"], issued["in_time"])


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of the last days as a log, split into waiting and working, and where waiting is lost."""

    log: EventLog
    parts: Split
    lost: Sequence[Loss]


def course(now: datetime, calendar: WorkCalendar) -> Course | None:
    """Read the steps of the last fourteen days; None without any. One query."""
    wanted = Event.objects.filter(at__gt=now - timedelta(days=DAYS), at__lte=now).order_by("request_id", "id")
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


def arrivals(now: datetime) -> Mapping[date, int]:
    """Count what came on each day, today too, as far as a forecast looks back. One query."""
    zone = timezone.get_current_timezone()
    begin = timezone.make_aware(datetime.combine(timezone.localdate(now) - timedelta(weeks=WEEKS), time.min))
    sent = Request.objects.filter(submitted_at__gte=begin, submitted_at__lte=now).order_by("submitted_at")
    return Counter(each.astimezone(zone).date() for each in sent.values_list("submitted_at", flat=True) if each)


def coming(today: date, calendar: WorkCalendar, came: Mapping[date, int]) -> Forecast | None:
    """Forecast the next day on which the office is open; None where the calendar knows none."""
    days = (today + timedelta(days=number) for number in range(1, NEXT_DAYS))
    following = next((day for day in days if day.year <= calendar.years[1] and calendar.spans_on(day)), None)
    return forecast(came, following, calendar) if following else None
