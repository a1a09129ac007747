"""The facts behind an evaluation's numbers, as somebody may see them.

Of a unit's facts those of colleagues are shown without a name, but to whoever leads the unit or reads the whole city.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.ledger.kinds import find
from betang.ledger.measures import Compare, Measure, quality_of
from betang.ledger.models import Contest, Fact
from betang.ledger.queries.contests import contestable, contests_about, corrected_since
from betang.ledger.queries.imports import values_said
from betang.ledger.queries.measured import facts_of, facts_then
from betang.performance.comparing import Sure, sure_of
from betang.performance.measuring import label_of
from betang.performance.models import Evaluation, EvaluationState, IndicatorValue, Period, Plan
from betang.performance.queries.annual import evaluated
from betang.performance.queries.evidence import FACTS, Due, indicators_due
from betang.performance.rules import READERS, may_see_plan

ROWS = 50
OF_PLAN = ("employee", "unit", "rater", "cycle")


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: its values in words, a name where it may be seen, how a contest of it stands, whether one may contest.

    `contest` is the last one of the record; its page is open to whom the name is.
    """

    fact: Fact
    name: str
    values: Sequence[tuple[str, str]]
    contest: Contest | None
    may_contest: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the numbers of an evaluation: its measured indicators, and the facts of the chosen one."""

    evaluation: Evaluation
    indicators: Sequence[tuple[UUID, str]]
    chosen: UUID | None
    kind: str
    value: IndicatorValue | None
    quality_about: str
    page: Page[Any] | None
    lines: Sequence[Line]
    corrected: int = 0  # of a frozen number: how many facts behind it were corrected since

    @property
    def number(self) -> Decimal | None:
        """The last number that was drawn, without noughts at its end."""
        return shortened(self.value.value) if self.value else None

    @property
    def sure(self) -> Sure:
        """How sure the number is, and whether it is compared with anything."""
        return sure_of(self.value.drawn if self.value else None)

    @property
    def quality(self) -> Decimal | None:
        """The number of its quality, likewise."""
        found = (self.value.drawn or {}).get("quality") if self.value else None
        return shortened(Decimal(found)) if found is not None else None


def shortened(number: Decimal) -> Decimal:
    """Leave out noughts at the end: 105.0000 becomes 105."""
    return Decimal(f"{number.normalize():f}")


def evaluation_of(viewer: Viewer, uid: UUID, number: int) -> Evaluation:
    """Find the evaluation of a plan that somebody may see, unsaved when nobody wrote in it; NotFound otherwise.

    What it says of facts is no rating, so it may be read before it is sent.
    """
    written = Evaluation.objects.filter(plan__in=Plan.objects.filter(may_see_plan(viewer)), plan__uid=uid)
    there = written.filter(period__number=number).select_related(*(f"plan__{name}" for name in OF_PLAN), "period")
    if row := there.first():
        row.period.cycle = row.plan.cycle
        return row
    plans = Plan.objects.select_related(*OF_PLAN)
    plan = visible(plans, may_see_plan(viewer), uid=uid)
    period = Period.objects.select_related("cycle").filter(cycle=plan.cycle_id, number=number).first()
    if period is None or not evaluated(plan, period):
        raise NotFound
    return Evaluation(plan=plan, period=period)


def facts_behind(viewer: Viewer, evaluation: Evaluation, *, lineage: str, page: str) -> Behind:
    """Show what stands behind an evaluation's numbers; `lineage` chooses an indicator, the first when it names none."""
    due = {
        one.lineage: one for one in indicators_due(today=viewer.today, evaluations=[evaluation.pk or 0], sent_too=True)
    }
    chosen = next((one for one in due if str(one) == lineage), next(iter(due), None))
    listed = [(one.lineage, one.text) for one in due.values()]
    if chosen is None:
        return Behind(evaluation, listed, None, "", None, "", None, [])
    values = IndicatorValue.objects.filter(evaluation=evaluation, lineage=chosen, source=FACTS)
    value = values.order_by("-id").first()
    found = Paginator(_facts(due[chosen]), ROWS).get_page(page)
    kind = find(due[chosen].ask.measure.kind)
    return Behind(
        evaluation=evaluation,
        indicators=listed,
        chosen=chosen,
        kind=str(kind.title) if kind else "",
        value=value,
        quality_about=_about(quality_of(due[chosen].ask.measure)),
        page=found,
        lines=_lines(viewer, list(found), closed=evaluation.plan.cycle.closed_at is not None),
        corrected=_corrected(evaluation, due[chosen], value),
    )


def _about(quality: Measure | None) -> str:
    """Say what the quality beside a volume measures: "% with ... at most 0", or the mean of a value."""
    if quality is None:
        return ""
    title = str(quality.about.fields[quality.field].title)
    if quality.limit is None:
        return _("rata-rata: %(title)s") % {"title": title}
    if quality.limit.test == Compare.IS:
        limit = label_of(quality.about, quality.field, quality.limit.values[0])
        return _("persen dengan %(title)s: %(limit)s") % {"title": title, "limit": limit}
    words = {Compare.AT_MOST: _("persen dengan %(title)s paling banyak %(limit)s")}
    word = words.get(quality.limit.test, _("persen dengan %(title)s paling sedikit %(limit)s"))
    return word % {"title": title, "limit": quality.limit.values[0]}


def _facts(due: Due) -> QuerySet[Fact]:
    ask = due.ask
    return facts_of(ask.measure, subject=ask.subject, unit=ask.unit, first=ask.first, last=ask.last)


def _named(viewer: Viewer, fact: Fact) -> bool:
    leads = viewer.has(Role.UNIT_HEAD) and fact.unit_id in viewer.leads
    return fact.subject_id == viewer.employee_id or viewer.has(*READERS) or leads or fact.subject_id in viewer.reports


def _corrected(evaluation: Evaluation, due: Due, value: IndicatorValue | None) -> int:
    if evaluation.state == EvaluationState.OPEN or value is None:
        return 0
    return corrected_since([(facts_then(due.ask, path=evaluation.plan.unit.path), value.recorded_at)])


def _lines(viewer: Viewer, facts: Sequence[Fact], *, closed: bool) -> list[Line]:
    """Set out facts with what became of contests; those of a closed year can be contested no more."""
    contests = contests_about(viewer, facts)
    may = set() if closed else contestable(viewer, facts, contests)
    return [_line(fact, contests, named=_named(viewer, fact), may_contest=fact.pk in may) for fact in facts]


def _line(fact: Fact, contests: Mapping[int, Contest], *, named: bool, may_contest: bool) -> Line:
    name = fact.subject.full_name if named else ""
    return Line(fact, name, values_said(fact.kind, fact.data), contests.get(fact.pk), may_contest)
