"""What the facts say of everybody's indicators: measured at once, and what differs from what was drawn before.

Only what can still be judged is measured: evaluations that were not sent, of agreed plans, whose period has begun.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from betang.kernel.errors import Invalid
from betang.ledger.measures import Days, Measure, measure_from_json
from betang.ledger.models import Fact
from betang.ledger.queries.measured import Ask, Measured, facts_of, measured
from betang.performance.comparing import details_of
from betang.performance.models import EvaluationState, Indicator, IndicatorValue, VersionState

FACTS = "otomatis"  # the source of a value that was drawn
MOST = Decimal(10) ** 14  # what the column of a value holds
COLUMNS = (
    "lineage", "text", "measure", "result__version__plan_id", "result__version__plan__employee_id",
    "result__version__plan__employee__uid",
    "result__version__plan__unit_id", "result__version__plan__from_date", "result__version__plan__to_date",
    "result__version__plan__evaluations__id", "result__version__plan__evaluations__period__from_date",
    "result__version__plan__evaluations__period__to_date", "result__version__plan__cycle__from_date",
)  # fmt: skip


Before = Mapping[tuple[int, UUID], tuple[Decimal, Any]]  # the last value drawn, by evaluation and indicator


@dataclass(frozen=True, slots=True)
class Due:
    """An indicator of one evaluation that is drawn from facts, and what is asked of the ledger."""

    evaluation: int
    plan: int
    person: UUID
    lineage: UUID
    text: str
    ask: Ask


@dataclass(slots=True)
class Drawn:
    """What the facts say of one evaluation: by the lineage of the indicator, the days asked for and the answer."""

    evaluation: int
    plan: int
    person: UUID
    values: dict[UUID, tuple[Ask, Measured]] = field(default_factory=dict)


def indicators_due(*, today: date, evaluations: Collection[int] | None = None, sent_too: bool = False) -> list[Due]:
    """List what is to be measured, of some evaluations or of all; one query. Measures that no longer hold are left out.

    `sent_too`: also of evaluations that were sent, for looking at the facts behind them.
    """
    prefix = "result__version__plan__evaluations__"
    rows = Indicator.objects.filter(
        measure__isnull=False,
        result__version__state=VersionState.AGREED,
        **{f"{prefix}period__from_date__lte": today},
        **({} if sent_too else {f"{prefix}state": EvaluationState.OPEN}),
        **({} if evaluations is None else {f"{prefix}in": list(evaluations)}),
    )
    measures: dict[str, Measure | None] = {}
    due = (
        _due(row, measures)
        for row in rows.order_by("result__version__plan_id", f"{prefix}id", "id").values_list(*COLUMNS)
    )
    return [one for one in due if one is not None]


def _due(row: Sequence[Any], measures: dict[str, Measure | None]) -> Due | None:
    lineage, text, kept, plan, employee, person, unit, plan_first, plan_last, evaluation, first, last, year_first = row
    key = repr(kept)
    if key not in measures:
        measures[key] = read(kept)
    measure = measures[key]
    if measure is None:
        return None
    first = max(plan_first, year_first if measure.days == Days.YEAR else first)
    last = min(plan_last, last)
    if first > last:
        return None
    ask = Ask(measure=measure, subject=employee, unit=unit, first=first, last=last)
    return Due(evaluation, plan, person, lineage, text, ask)


def read(kept: Any) -> Measure | None:
    """Read the measure of an indicator; None when it no longer holds, such as one of a kind that is gone."""
    try:
        return measure_from_json(kept)
    except Invalid:
        return None


def evidence_drawn(*, today: date, evaluations: Collection[int] | None = None) -> list[Drawn]:
    """Measure what is due and give, by evaluation, the values that differ from those drawn before. Writes nothing."""
    due = indicators_due(today=today, evaluations=evaluations)
    before = last_drawn({one.evaluation for one in due} if evaluations is not None else None)
    found: dict[int, Drawn] = {}
    for one, answer in zip(due, measured([one.ask for one in due]), strict=True):
        if answer.value is not None and abs(answer.value) < MOST and differs(before, one, answer):
            drawn = found.setdefault(one.evaluation, Drawn(one.evaluation, one.plan, one.person))
            drawn.values[one.lineage] = (one.ask, answer)
    return list(found.values())


def last_drawn(evaluations: Collection[int] | None) -> Before:
    """Give the last value drawn from facts for each indicator of evaluations that were not sent; None: of all."""
    rows = IndicatorValue.objects.filter(source=FACTS, evaluation__state=EvaluationState.OPEN).order_by("id")
    if evaluations is not None:
        rows = rows.filter(evaluation__in=evaluations)
    columns = rows.values_list("evaluation_id", "lineage", "value", "drawn")
    return {(evaluation, lineage): (value, drawn) for evaluation, lineage, value, drawn in columns}


def differs(before: Before, due: Due, answer: Measured) -> bool:
    """Say whether an answer is news. What somebody wrote by hand since then stands until the facts say otherwise."""
    return before.get((due.evaluation, due.lineage)) != (answer.value, details(due.ask, answer))


def details(ask: Ask, answer: Measured) -> dict[str, Any]:
    """Give what is kept beside a drawn value: days, facts, flags, quality, how sure it is."""
    return {
        "first": ask.first.isoformat(),
        "last": ask.last.isoformat(),
        "facts": answer.facts,
        "small": answer.small,
        "spike": answer.spike,
        "quality": None if answer.quality is None else str(answer.quality),
        "quality_facts": answer.quality_facts,
        **details_of(ask.measure, answer, ask.last),
    }


def facts_behind(*, evaluation: int, lineage: UUID, today: date) -> QuerySet[Fact]:
    """List the facts behind an indicator of an evaluation, the latest first; none when it is not drawn from facts."""
    due = indicators_due(today=today, evaluations=[evaluation], sent_too=True)
    ask = next((one.ask for one in due if one.lineage == lineage), None)
    if ask is None:
        return Fact.objects.none()
    return facts_of(ask.measure, subject=ask.subject, unit=ask.unit, first=ask.first, last=ask.last)


def chunks(drawn: Sequence[Drawn], size: int) -> Iterable[Sequence[Drawn]]:
    """Cut what was drawn into pieces, each of which is written in a transaction of its own."""
    for start in range(0, len(drawn), size):
        yield drawn[start : start + size]
