"""Whether facts that a frozen evaluation rests on were corrected since: the evaluation stays, and says so."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from betang.ledger.queries.contests import corrected_since
from betang.ledger.queries.measured import Ask, facts_then
from betang.performance.models import Evaluation, EvaluationState, Indicator, IndicatorValue
from betang.performance.queries.contents import Content
from betang.performance.queries.evidence import FACTS, read


def corrected_since_frozen(evaluation: Evaluation) -> int:
    """Count the facts behind the frozen numbers of a sent evaluation that were corrected after these were drawn.

    None are asked for when no number was drawn from facts; else three questions, whatever there is.
    """
    if evaluation.state == EvaluationState.OPEN or not evaluation.sent_at:
        return 0
    content: Content = (evaluation.snapshot or {}).get("content", {})
    drawn = {
        UUID(one["lineage"])
        for item in content.get("items", []) for one in item["indicators"] if one["source"] == FACTS
    }  # fmt: skip
    values = _values(evaluation, drawn) if drawn else {}
    if not values:
        return 0
    plan = evaluation.plan
    rows = Indicator.objects.filter(
        result__version__plan=plan,
        result__version__number=content["version"],
        lineage__in=values,
        measure__isnull=False,
    )
    parts = []
    for lineage, kept in rows.values_list("lineage", "measure"):
        measure, value = read(kept), values[lineage]
        if measure is not None:
            first, last = (date.fromisoformat((value.drawn or {})[name]) for name in ("first", "last"))
            ask = Ask(measure=measure, subject=plan.employee_id, unit=plan.unit_id, first=first, last=last)
            parts.append((facts_then(ask, path=plan.unit.path), value.recorded_at))
    return corrected_since(parts)


def _values(evaluation: Evaluation, lineages: set[UUID]) -> Mapping[UUID, IndicatorValue]:
    """Give the last values drawn from facts before the evaluation was sent, by indicator."""
    rows = IndicatorValue.objects.filter(
        evaluation=evaluation, lineage__in=lineages, source=FACTS, recorded_at__lte=evaluation.sent_at
    )
    return {row.lineage: row for row in rows.order_by("id") if row.drawn and "first" in row.drawn}
