"""Rows for the addresses of performance that belong to a year or a tree: cycles, their steps, goals, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from betang.kernel.accounts.models import User
from betang.performance.models import Cycle, Goal, GoalIndicator, Period
from tests.access.people import CITY, OTHER_OFFICE, OWN_OFFICE, RECORDED, unit

Kinds = Mapping[str, Mapping[str, Any]]


def cycles(user: User | None) -> Kinds:
    """A year of performance, open to all staff."""
    made = Cycle.objects.filter(year=2025).first() or Cycle.objects.create(
        year=2025, from_date=date(2025, 1, 1), to_date=date(2025, 12, 31), rhythm="triwulan", opened_at=RECORDED
    )
    return {"own": {"year": made.year}, "unknown": {"year": 1999}}


def cycle_steps(user: User | None) -> Kinds:
    """A step of a year."""
    year = cycles(user)["own"]["year"]
    return {"own": {"year": year, "key": "sepakat"}, "unknown": {"year": year, "key": "tidak-ada"}}


def closings(user: User | None) -> Kinds:
    """A period that is over, and a step in which nothing is sent."""
    year = cycles(user)["own"]["year"]
    span = {"from_date": date(2025, 1, 1), "to_date": date(2025, 3, 31)}
    Period.objects.get_or_create(cycle=Cycle.objects.get(year=year), number=1, defaults=span)
    return {"own": {"year": year, "key": "evaluasi-1"}, "unknown": {"year": year, "key": "sepakat"}}


def some_goals(user: User | None) -> dict[str, Goal]:
    """A goal of each office and of the city, each with an indicator."""
    cycles(user)
    year = Cycle.objects.get(year=2025)
    found = {}
    for kind, office in (("own", OWN_OFFICE), ("foreign", OTHER_OFFICE), ("city", CITY)):
        found[kind] = Goal.objects.create(
            cycle=year, level="ultimate", text="Uji", unit=unit(office), created_at=RECORDED
        )
        GoalIndicator.objects.create(goal=found[kind], text="Uji")
    return found


def goals(user: User | None) -> Kinds:
    """Goals of both offices and of the city."""
    return {**{kind: {"pk": goal.pk} for kind, goal in some_goals(user).items()}, "unknown": {"pk": 10**9}}


def goal_indicators(user: User | None) -> Kinds:
    """Their indicators."""
    rows = {kind: {"pk": one.pk, "indicator": one.indicators.get().pk} for kind, one in some_goals(user).items()}
    return {**rows, "unknown": {"pk": 10**9, "indicator": 10**9}}
