"""The staff of the counter in the units that somebody heads, as they are today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.people.models import Absence, Employee, Grant
from betang.people.queries.structure import homes_on, serving
from betang.services.rules import COUNTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who works at the counter; `takes` requests, or only validates them; `away` today, never why."""

    employee: Employee
    takes: bool
    away: bool


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
        )
        .order_by("name", "pk")
    )
    homes = homes_on(day, [each.pk for each in people])
    return [Member(employee=each, takes=each.takes, away=each.away) for each in people if homes.get(each.pk) in units]
