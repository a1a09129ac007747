"""The public figures: computed from requests and their histories at most once an hour, then read from one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from betang.kernel.calendar.queries import calendar_now
from betang.regulation.calendar.zone import MINUTE
from betang.regulation.parameters import book
from betang.regulation.service_standards.catalogue import state_codes
from betang.regulation.service_standards.clocks import three_clocks
from betang.services.figures import Figures, Issued, Satisfaction, Satisfied, enough, from_text, rows_of
from betang.services.flow import CLOSED, ISSUED_OR_LATER
from betang.services.models import Event, PublicFigures, Request
from betang.services.queries.survey import Year, survey_year
from betang.services.settled import bars
from betang.services.survey_figures import Figures as SurveyFigures
from betang.services.survey_figures import Published
from betang.services.timing import EPOCH

HOLDS = timedelta(hours=1)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Measured:
    """How long a service really took: how many were finished, and the median and the 90th percentile in minutes."""

    count: int
    median_minutes: int
    most_minutes: int


def figures_kept(now: datetime) -> Figures | None:
    """Return the figures of the last twelve months if they are at most an hour old; None otherwise. One query."""
    kept = PublicFigures.objects.filter(pk=1, computed_at__gt=now - HOLDS, computed_at__lte=now).first()
    return from_text(kept.content, kept.computed_at) if kept else None


def figures_last() -> Figures | None:
    """Return the figures kept last, however old; None before any were. One query."""
    kept = PublicFigures.objects.filter(pk=1).first()
    return from_text(kept.content, kept.computed_at) if kept else None


def measured(service: str) -> Measured | None:
    """Return how long a service really took by the figures kept last; None while too few say so. One query."""
    found = figures_last()
    row = found.of(service) if found else None
    return Measured(row.issued, row.median_minutes, row.most_minutes) if row else None


def compute(now: datetime) -> Figures:
    """Compute the figures; seven queries, whatever stands in the tables."""
    today = timezone.localdate(now)
    since = first_of(today.replace(day=1), 1 - MONTHS)
    begin = timezone.make_aware(datetime.combine(since, time.min))
    least = bars(now).published
    rows, hidden = rows_of(issued_since(begin, today), late_open(now), least)
    return Figures(
        computed_at=now,
        since=since,
        rows=rows,
        months=months_of(begin, since, [row.service for row in rows], least),
        hidden=hidden,
        least=least,
        satisfaction=satisfaction_on(today),
    )


def satisfaction_on(today: date) -> Satisfaction | None:
    """Return the survey's last published quarter, of the year before until this one has any. Two or four queries."""
    years = (today.year, today.year - 1) if today.month < 7 else (today.year,)  # the first quarter comes out by then
    last = next((found for year in years if (found := last_of(survey_year(year, today)))), None)
    if last is None or last.office is None:
        return None
    rows = [satisfied(each) for each in last.services if each.index is not None]
    return Satisfaction(
        year=last.quarter.year,
        quarter=last.quarter.number,
        office=satisfied(last.office),
        rows=sorted(rows, key=lambda row: (-row.index, row.service)),
    )


def last_of(year: Year) -> Published | None:
    """Return the last quarter of a year that shows an index."""
    return next((each for each in reversed(year.quarters) if each.office and each.office.index is not None), None)


def satisfied(found: SurveyFigures) -> Satisfied:
    """Give what is shown of a group of the survey."""
    return Satisfied(service=found.service, answered=found.answered, index=float(found.index or 0))


def issued_since(begin: datetime, today: date) -> Issued:
    """Read the issued requests with their working time from acceptance to issue, as columns. Three queries."""
    wanted = Request.objects.filter(issued_at__gte=begin).order_by("pk")
    rows = list(wanted.values_list("pk", "service", "issued_at", "legal_due_at"))
    keys = np.array([row[0] for row in rows], dtype=np.int64)
    states = state_codes()
    code = {name: number for number, name in enumerate(states.names)}
    undone = Event.objects.filter(reverses__isnull=False).values("reverses")
    held = Event.objects.filter(request__issued_at__gte=begin, reverses__isnull=True).exclude(pk__in=undone)
    steps = held.order_by("request_id", "id")
    events = list(steps.values_list("request_id", "at", "state"))
    clocks = three_clocks(
        calendar_now(),
        case=np.searchsorted(keys, np.array([each[0] for each in events], dtype=np.int64)),
        instant=np.array([(each[1] - EPOCH) // timedelta(microseconds=1) for each in events], dtype=np.int64),
        state=np.array([code[each[2]] for each in events], dtype=np.int8),
        n=len(rows),
        states=states,
        law=book().on(today),
    )
    return Issued(
        service=np.array([row[1] for row in rows], dtype=np.str_),
        minutes=-(-clocks.net.astype(np.int64) // MINUTE),
        in_time=np.array([-1 if row[3] is None else int((row[2] or EPOCH) <= row[3]) for row in rows], dtype=np.int64),
    )


def late_open(now: datetime) -> Counter[str]:
    """Count by service the requests whose clock runs past the legal limit. One query."""
    open_now = Request.objects.exclude(state__in=[*CLOSED, *ISSUED_OR_LATER]).filter(due_at__isnull=False)
    found = open_now.filter(legal_due_at__lt=now).order_by("service").values_list("service").annotate(n=Count("pk"))
    return Counter(dict(found))


def months_of(begin: datetime, since: date, services: Sequence[str], least: int) -> list[tuple[date, int | None]]:
    """Give how many requests of these services were sent in each month, the current one last; None for too few."""
    months = Request.objects.filter(submitted_at__gte=begin, service__in=services).annotate(
        month=TruncMonth("submitted_at")
    )
    counts = {month.date(): n for month, n in months.order_by("month").values_list("month").annotate(n=Count("pk"))}
    return [
        (month, enough(counts.get(month, 0), least)) for month in (first_of(since, number) for number in range(MONTHS))
    ]


def first_of(month: date, later: int) -> date:
    """Return the first day of a month so many months later (negative: earlier)."""
    index = month.year * 12 + month.month - 1 + later
    return date(index // 12, index % 12 + 1, 1)
