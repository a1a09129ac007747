"""Evaluations as they are read: periods of a year, one's team in a period, one evaluation, what people may see of it.

Ratings are for the rater alone until they are sent; whoever may read an evaluation then reads what was frozen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Forbidden, NotFound
from betang.performance import rules
from betang.performance.models import Decision, Evaluation, EvaluationState, Period, Plan
from betang.performance.queries.annual import evaluated, last_of_year, takes_the_year

RELATED = (
    "plan__employee", "plan__rater", "plan__unit", "plan__assignment__position", "plan__cycle", "period__cycle",
)  # fmt: skip
OF_PLAN = ("employee", "rater", "unit", "assignment__position", "cycle")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods one can look at, and the one that is looked at."""

    periods: Sequence[Period]
    chosen: Period | None

    @property
    def of_year(self) -> list[Period]:
        """The periods of the chosen one's year, the year itself last."""
        if self.chosen is None:
            return []
        same = [one for one in self.periods if one.cycle_id == self.chosen.cycle_id]
        return sorted(same, key=lambda one: (one.annual, one.number))

    @property
    def years(self) -> list[int]:
        """The years there are, the latest first."""
        return sorted({one.cycle.year for one in self.periods}, reverse=True)


def calendar_of(day: date, *, year: str = "", number: str = "") -> Calendar:
    """Read all periods; chosen is the one asked for, else the last that ended, else the running one."""
    periods = list(Period.objects.select_related("cycle"))
    asked = [one for one in periods if str(one.cycle.year) == year]
    named = [one for one in asked if str(one.number) == number]
    pool = asked or periods
    parts = sorted((one for one in pool if not one.annual), key=lambda one: one.to_date)
    ended = [one for one in parts if one.to_date < day]
    begun = [one for one in parts if one.from_date <= day]
    chosen = next(iter(named or ended[-1:] or begun[-1:] or parts[:1] or pool[:1]), None)
    return Calendar(periods, chosen)


def evaluated_in(period: Period) -> Q:
    """Give the condition that a plan is evaluated in a period: they share days; the whole year on the last plan."""
    shared = Q(cycle=period.cycle_id, from_date__lte=period.to_date, to_date__gte=period.from_date)
    return shared & last_of_year() if period.annual else shared


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a team in a period: the plan, and the evaluation when there is one yet."""

    plan: Plan
    evaluation: Evaluation | None
    rated: int = 0
    predicate: str = ""

    @property
    def state(self) -> str:
        """How far it came."""
        return self.evaluation.state if self.evaluation else EvaluationState.OPEN.value

    @property
    def state_word(self) -> str:
        """How far it came, in words."""
        return str(EvaluationState(self.state).label)

    @property
    def is_open(self) -> bool:
        """Whether it can still be rated."""
        return self.state == EvaluationState.OPEN


def team(viewer: Viewer, period: Period) -> list[Row]:
    """List those one rates in a period, by name; two queries."""
    plans = Plan.objects.filter(rules.may_rate_plan(viewer), evaluated_in(period)).select_related(*OF_PLAN)
    return rows_of(list(plans.order_by("employee__name", "id")), period)


def rows_of(plans: Sequence[Plan], period: Period) -> list[Row]:
    """Put plans beside their evaluations in a period, in one query."""
    last = Decision.objects.filter(evaluation=OuterRef("pk")).order_by("-id").values("predicate")[:1]
    rated = Count("behaviours", filter=~Q(behaviours__rating=""), distinct=True)
    found = {
        row.plan_id: row
        for row in Evaluation.objects.filter(period=period, plan__in=plans).annotate(
            predicate=Subquery(last), rated=rated + Count("items", filter=~Q(items__rating=""), distinct=True)
        )
    }
    rows = []
    for plan in plans:
        one = found.get(plan.pk)
        if one is None:
            rows.append(Row(plan, None))
        else:
            rows.append(Row(plan, one, one.rated, one.predicate or ""))
    return rows


def rated_by(viewer: Viewer, uid: UUID, number: int) -> Evaluation:
    """Find the evaluation of a plan in a period that one rates; one that nobody wrote in yet is given unsaved.

    NotFound when one may not see the plan, Forbidden when one sees it but does not rate it, also one's own.
    """
    found = Evaluation.objects.filter(_mine(viewer), plan__uid=uid, period__number=number).select_related(*RELATED)
    row = found.first()
    if row is not None:
        return row
    plan = visible(Plan.objects.select_related(*OF_PLAN), rules.may_see_plan(viewer), uid=uid)
    if plan.rater_id != viewer.employee_id or plan.employee_id == viewer.employee_id:
        raise Forbidden(_("Evaluasi ini dinilai oleh pejabat penilainya, dan tidak pernah oleh pegawainya sendiri."))
    return _unwritten(plan, number)


def _mine(viewer: Viewer) -> Q:
    """Give the evaluations one rates, in terms of the plan's columns: no question inside the question."""
    mine = viewer.employee_id
    return Q(plan__rater=mine) & ~Q(plan__employee=mine) if mine else rules.NOBODY


def _unwritten(plan: Plan, number: int) -> Evaluation:
    """Give an evaluation that is not there yet; NotFound for a period the plan does not reach."""
    period = Period.objects.select_related("cycle").filter(cycle=plan.cycle_id, number=number).first()
    if period is None or not evaluated(plan, period):
        raise NotFound
    return Evaluation(plan=plan, period=period)


def seen(viewer: Viewer, uid: UUID, number: int) -> Evaluation:
    """Find an evaluation to read: one's own at any time (without ratings before it is sent), others' once sent."""
    if viewer.employee_id:
        own = Evaluation.objects.filter(plan__employee=viewer.employee_id, plan__uid=uid, period__number=number)
        row = own.select_related(*RELATED, "objection").first()
        if row is not None:
            return row
    rows = Evaluation.objects.filter(rules.may_see_evaluation(viewer)).exclude(state=EvaluationState.OPEN)
    found = rows.filter(plan__uid=uid, period__number=number).select_related(*RELATED, "objection").first()
    if found is not None:
        return found
    plans = Plan.objects.filter(rules.own_plan(viewer)).select_related(*OF_PLAN)
    return _unwritten(visible(plans, Q(), uid=uid), number)


def own(viewer: Viewer) -> list[tuple[Period, Row]]:
    """List one's own periods with their evaluations, the latest first; those that have begun or were evaluated."""
    plans = list(Plan.objects.filter(rules.own_plan(viewer)).select_related(*OF_PLAN).order_by("-from_date")[:24])
    years = {plan.cycle_id for plan in plans}
    periods = list(Period.objects.filter(cycle__in=years).select_related("cycle"))
    last = Decision.objects.filter(evaluation=OuterRef("pk")).order_by("-id").values("predicate")[:1]
    rows = Evaluation.objects.filter(plan__in=plans).annotate(predicate=Subquery(last))
    there = {(row.plan_id, row.period_id): row for row in rows}
    whole = takes_the_year(plan.pk for plan in plans)
    found = []
    for plan in plans:
        for period in periods:
            one = there.get((plan.pk, period.pk))
            shared = plan.cycle_id == period.cycle_id and plan.from_date <= period.to_date
            if period.annual and plan.pk not in whole and (one is None or one.state == EvaluationState.OPEN):
                continue  # the whole year is evaluated on the last plan
            if shared and plan.to_date >= period.from_date and (one or period.from_date <= viewer.today):
                found.append((period, Row(plan, one, 0, getattr(one, "predicate", "") or "")))
    return sorted(found, key=lambda pair: (pair[0].to_date, pair[0].annual), reverse=True)


def mates_of(evaluation: Evaluation) -> list[UUID]:
    """List the plans of everybody the same person rates in the period, in the order of the team's list."""
    plans = Plan.objects.filter(evaluated_in(evaluation.period), rater=evaluation.plan.rater_id)
    return list(
        plans.exclude(employee=evaluation.plan.rater_id).order_by("employee__name", "id").values_list("uid", flat=True)
    )


def written(viewer: Viewer, period: Period) -> list[Evaluation]:
    """List the evaluations of a period that one has begun to rate and not sent, by name."""
    rows = Evaluation.objects.filter(_mine(viewer), period=period, state=EvaluationState.OPEN, edition__gt=0)
    return list(rows.select_related(*RELATED).order_by("plan__employee__name", "id"))
