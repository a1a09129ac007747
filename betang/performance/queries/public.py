"""What everybody may see of the city's performance: its own goals, and how far the appraisal of the year is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from betang.performance.models import (
    Cycle,
    Evaluation,
    EvaluationState,
    GoalIndicator,
    Period,
    Plan,
    PlanVersion,
    VersionState,
)
from betang.performance.queries.goals import Gauge, gauges_of
from betang.performance.queries.monitor import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """How many plans of the year were agreed, and evaluations of the last period that is over were sent."""

    plans: Progress
    period: Period | None
    evaluations: Progress


def cycle_of(day: date) -> Cycle | None:
    """Return the year of a day; one query."""
    return Cycle.objects.filter(from_date__lte=day, to_date__gte=day).first()


def city_gauges(cycle: Cycle) -> list[Gauge]:
    """Return the key indicators of the goals at the top of a year with their latest values; two queries."""
    top = GoalIndicator.objects.filter(
        key=True, goal__cycle=cycle, goal__parent=None, goal__retired_at=None
    ).select_related("goal")  # fmt: skip
    return gauges_of(top)


def appraisal(cycle: Cycle, day: date) -> Appraisal:
    """Count the steps of a year; four queries, whatever the number of people."""
    agreed = PlanVersion.objects.filter(plan__cycle=cycle, state=VersionState.AGREED)
    plans = Progress(agreed.aggregate(n=Count("plan", distinct=True))["n"], Plan.objects.filter(cycle=cycle).count())
    over = Period.objects.filter(cycle=cycle, number__gt=0, to_date__lt=day)
    period = over.select_related("cycle").order_by("-to_date").first()
    sent = Progress()
    if period is not None:
        found = Evaluation.objects.filter(period=period).aggregate(
            n=Count("pk"), done=Count("pk", filter=~Q(state=EvaluationState.OPEN))
        )
        sent = Progress(found["done"], found["n"])
    return Appraisal(plans=plans, period=period, evaluations=sent)
