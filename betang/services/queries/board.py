"""The service board as it stands now: what is open, what came and was issued, and the kept figures. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.services import flow
from betang.services.board_figures import Summary, from_text
from betang.services.history import EFFECTIVE
from betang.services.models import BoardFigures, Event, Request
from betang.services.office import leads_office

OPEN = tuple(each for each in flow.flow_on(date(2026, 1, 1)).states if each not in (*flow.CLOSED, flow.DRAFT))
GOVERN = (Role.LEADERSHIP, Role.MAYOR, Role.BKPSDM, Role.AUDITOR)
WEEK = 7
HOLDS = timedelta(minutes=15)
BOARD = "papan"


def may_oversee(viewer: Viewer) -> bool:
    """Tell whether somebody governs the service: the head of its office, or who reads the whole city."""
    return viewer.has(*GOVERN) or leads_office(viewer)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many requests stand somewhere, how many of them past their limit, and when the oldest was sent."""

    count: int
    late: int
    oldest: datetime | None


NOTHING = Standing(0, 0, None)


def standing(now: datetime) -> Mapping[tuple[str, str], Standing]:
    """Count what is open, by service and state; only those there are. One query."""
    rows = (
        Request.objects.filter(state__in=OPEN)
        .order_by("service", "state")
        .values_list("service", "state")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)), oldest=Min("submitted_at"))
    )
    return {(row[0], row[1]): Standing(*row[2:]) for row in rows}


def together(rows: Iterable[Standing]) -> Standing:
    """Put several standings together."""
    found = list(rows)
    oldest = min((row.oldest for row in found if row.oldest), default=None)
    return Standing(sum(row.count for row in found), sum(row.late for row in found), oldest)


def came(first: date, now: datetime) -> tuple[Mapping[str, int], int]:
    """Count by service what came since a day, and in all what came today. One query."""
    sent = Request.objects.filter(submitted_at__gte=begin_of(first), submitted_at__lte=now)
    of_today = Count("pk", filter=Q(submitted_at__gte=begin_of(timezone.localdate(now))))
    rows = list(sent.order_by("service").values_list("service").annotate(n=Count("pk"), today=of_today))
    return {row[0]: row[1] for row in rows}, sum(row[2] for row in rows)


def issued(first: date, now: datetime) -> Mapping[str, int]:
    """Count by service what was issued since a day and not taken back. One query."""
    steps = Event.objects.filter(EFFECTIVE, at__gte=begin_of(first), at__lte=now, state=flow.ISSUED)
    return dict(steps.order_by("request__service").values_list("request__service").annotate(n=Count("pk")))


def begin_of(day: date) -> datetime:
    """Return when a day begins in the city."""
    return timezone.make_aware(datetime.combine(day, time.min))


def summary_kept(now: datetime) -> Summary | None:
    """Return what was reckoned in the last quarter of an hour; None otherwise. One query."""
    kept = kept_under(BOARD, now)
    return from_text(kept.content, kept.computed_at) if kept else None


def kept_under(name: str, now: datetime) -> BoardFigures | None:
    """Return the figures kept under a name if they are at most a quarter of an hour old. One query."""
    return BoardFigures.objects.filter(name=name, computed_at__gt=now - HOLDS, computed_at__lte=now).first()
