"""The staff of the counter in the units that somebody heads, as they are today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import make_aware

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.people.models import Absence, Employee, Grant
from betang.people.queries.structure import homes_on, serving
from betang.services.factual import FINISHED
from betang.services.history import EFFECTIVE
from betang.services.models import Event
from betang.services.rules import COUNTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who works at the counter; `takes` requests, or only validates them; `away` today, never why.

    `finished`: steps of this week, from Monday on, that were not taken back.
    """

    employee: Employee
    takes: bool
    away: bool
    finished: int


def staff_of(viewer: Viewer, units: Collection[int]) -> list[Member]:
    """List the staff of some units, by name; two queries, none for no units."""
    if not units:
        return []
    day = viewer.today
    held = Grant.objects.on(day).filter(user__employee=OuterRef("pk"))
    people = list(
        Employee.objects.filter(Exists(held.filter(role__in=COUNTER)), serving(day))
        .annotate(
            takes=Exists(held.filter(role=Role.OFFICER)),
            away=Exists(Absence.objects.on(day).filter(employee=OuterRef("pk"))),
            finished=finished_since(day - timedelta(days=day.weekday())),
        )
        .order_by("name", "pk")
    )
    homes = homes_on(day, [each.pk for each in people])
    return [
        Member(employee=each, takes=each.takes, away=each.away, finished=each.finished)
        for each in people
        if homes.get(each.pk) in units
    ]


def finished_since(day: date) -> Coalesce:
    """Count, for each employee of a question, the steps finished since the beginning of a day that hold."""
    begin = make_aware(datetime.combine(day, time.min))
    rows = Event.objects.filter(employee=OuterRef("pk"), at__gte=begin, before__in=[*FINISHED])
    held = rows.filter(EFFECTIVE).order_by().values("employee")
    return Coalesce(Subquery(held.annotate(n=Count("pk")).values_list("n")), 0)
