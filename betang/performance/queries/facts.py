"""The facts behind an evaluation's numbers, as somebody may see them.

Of a unit's facts those of colleagues are shown without a name, but to whoever leads the unit or reads the whole city.
"""

from collections.abc import Sequence
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
from betang.ledger.models import Fact
from betang.ledger.queries.imports import said
from betang.ledger.queries.measured import facts_of
from betang.performance.models import Evaluation, IndicatorValue, Period, Plan
from betang.performance.queries.annual import evaluated
from betang.performance.queries.evidence import FACTS, Due, indicators_due
from betang.performance.rules import READERS, may_see_plan

ROWS = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: its values in words, whether it corrects an earlier one, a name where it may be seen."""

    fact: Fact
    name: str
    values: Sequence[tuple[str, str]]


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

    @property
    def number(self) -> Decimal | None:
        """The last number that was drawn, without noughts at its end."""
        return shortened(self.value.value) if self.value else None

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
    plans = Plan.objects.select_related("employee", "unit", "rater", "cycle")
    plan = visible(plans, may_see_plan(viewer), uid=uid)
    period = Period.objects.select_related("cycle").filter(cycle=plan.cycle_id, number=number).first()
    if period is None or not evaluated(plan, period):
        raise NotFound
    found = Evaluation.objects.filter(plan=plan, period=period).first() or Evaluation()
    found.plan, found.period = plan, period
    return found


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
    found = Paginator(_facts(due[chosen]), ROWS).get_page(page)
    kind = find(due[chosen].ask.measure.kind)
    lines = [_line(fact, named=_named(viewer, fact)) for fact in found]
    return Behind(
        evaluation=evaluation,
        indicators=listed,
        chosen=chosen,
        kind=str(kind.title) if kind else "",
        value=values.order_by("-id").first(),
        quality_about=_about(quality_of(due[chosen].ask.measure)),
        page=found,
        lines=lines,
    )


def _about(quality: Measure | None) -> str:
    """Say what the quality beside a volume measures: "% with ... at most 0", or the mean of a value."""
    if quality is None:
        return ""
    title = str(quality.about.fields[quality.field].title)
    if quality.limit is None:
        return _("rata-rata: %(title)s") % {"title": title}
    words = {Compare.AT_MOST: _("persen dengan %(title)s paling banyak %(limit)s")}
    word = words.get(quality.limit.test, _("persen dengan %(title)s paling sedikit %(limit)s"))
    return word % {"title": title, "limit": quality.limit.values[0]}


def _facts(due: Due) -> QuerySet[Fact]:
    ask = due.ask
    return facts_of(ask.measure, subject=ask.subject, unit=ask.unit, first=ask.first, last=ask.last)


def _named(viewer: Viewer, fact: Fact) -> bool:
    leads = viewer.has(Role.UNIT_HEAD) and fact.unit_id in viewer.leads
    return fact.subject_id == viewer.employee_id or viewer.has(*READERS) or leads or fact.subject_id in viewer.reports


def _line(fact: Fact, *, named: bool) -> Line:
    kind = find(fact.kind)
    fields = kind.fields if kind else {}
    values = [(str(fields[name].title), said(fields[name], value)) for name, value in fact.data.items()]
    return Line(fact, fact.subject.full_name if named else "", values)
