"""Which plan the year is evaluated on, and the periods of the year's other plans that it takes in.

After a move somebody has several plans in a year. Each is evaluated in its own periods; the whole year is evaluated
once, on the last plan, by its rater, who takes the earlier evaluations into account (law/appraisal-2022 §13).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from betang.performance.models import Decision, Evaluation, Period, Plan
from betang.performance.words import Mark, predicate

#: A plan that was closed though it reaches the end of its year: its post turned out not to have been held.
SPARE = Q(closed_at__isnull=False, to_date__gte=F("cycle__to_date"))


def later_plans(*, cycle: Any, employee: Any, from_date: Any) -> QuerySet[Plan]:
    """Select the plans of somebody in a year that begin after a day; values or references to an outer row."""
    return Plan.objects.filter(cycle=cycle, employee=employee, from_date__gt=from_date).exclude(SPARE)


def last_of_year() -> Q:
    """Give the condition that a plan is its person's last of the year: the one the whole year is evaluated on."""
    names = ("cycle", "employee", "from_date")
    return ~SPARE & ~Q(Exists(later_plans(**{name: OuterRef(name) for name in names})))


def takes_the_year(plans: Iterable[int]) -> set[int]:
    """Say which of some plans the whole year is evaluated on; one query."""
    return set(Plan.objects.filter(last_of_year(), pk__in=set(plans)).values_list("pk", flat=True))


def evaluated(plan: Plan, period: Period) -> bool:
    """Tell whether a plan is evaluated in a period; a query only for the whole year."""
    shared = plan.from_date <= period.to_date and plan.to_date >= period.from_date
    return plan.cycle_id == period.cycle_id and shared and (not period.annual or bool(takes_the_year([plan.pk])))


@dataclass(frozen=True, slots=True)
class Part:
    """One period of one plan of the year: its days in that plan, and what was decided (None: nothing yet)."""

    plan: Plan
    period: Period
    first: date
    last: date
    mark: Mark | None
    other: bool  # of another plan than the one the year is evaluated on


def parts_of(evaluation: Evaluation, frozen: Sequence[Mapping[str, Any]] | None = None) -> list[Part]:
    """List the periods of a year, of all plans of the person, in order of their days; one query.

    `frozen` is what an evaluation that was sent took into account; what was decided anew later does not show in it.
    """
    last = Decision.objects.filter(evaluation=OuterRef("pk"), replaced_by=None).values("predicate")[:1]
    rows = Evaluation.objects.filter(
        plan__employee=evaluation.plan.employee_id, period__cycle=evaluation.period.cycle_id, period__number__gt=0
    ).select_related("plan__unit", "plan__rater", "period__cycle")
    found = rows.defer("snapshot").annotate(decided=Subquery(last)).order_by("period__from_date", "plan__from_date")
    kept = None if frozen is None else {(one["plan"], one["period"]): one["predicate"] for one in frozen}
    return [_part(row, evaluation.plan_id, kept) for row in found]


def _part(row: Any, plan: int, kept: Mapping[tuple[str, int], str] | None) -> Part:
    decided = row.decided if kept is None else kept.get((str(row.plan.uid), row.period.number))
    first, last = max(row.plan.from_date, row.period.from_date), min(row.plan.to_date, row.period.to_date)
    return Part(row.plan, row.period, first, last, predicate(decided or ""), row.plan_id != plan)


def years_decided(evaluations: Collection[Evaluation]) -> Mapping[tuple[int, int], list[Decision]]:
    """Read all decisions on the periods of some people's years, by person and cycle, in the order they were taken."""
    found: dict[tuple[int, int], list[Decision]] = {
        (one.plan.employee_id, one.period.cycle_id): [] for one in evaluations if one.period.annual
    }
    if found:
        rows = Decision.objects.filter(
            evaluation__plan__employee__in={person for person, _cycle in found},
            evaluation__period__cycle__in={cycle for _person, cycle in found},
            evaluation__period__number__gt=0,
        )
        related = rows.select_related("evaluation__plan", "evaluation__period").defer("evaluation__snapshot")
        for row in related.order_by("id"):
            key = (row.evaluation.plan.employee_id, row.evaluation.period.cycle_id)
            if key in found:
                found[key].append(row)
    return found
