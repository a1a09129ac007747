"""Writing down what the facts say of indicators: new rows beside the old ones, never over them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.performance.models import Evaluation, EvaluationState, IndicatorValue
from betang.performance.queries.evidence import FACTS, Before, Drawn, details, last_drawn

CHUNK = 100  # evaluations a transaction


def evidence_collect(*, actor: User | None, drawn: Sequence[Drawn], now: datetime) -> int:
    """Write drawn values and return how many; one transaction, an entry in the trail for each plan.

    Repeating it writes nothing: what was drawn already is left out, also when another run wrote it meanwhile. So is
    what was sent meanwhile: its inputs are frozen.
    """
    with transaction.atomic():
        rows = Evaluation.objects.select_for_update(of=("self",)).filter(pk__in=[one.evaluation for one in drawn])
        unsent = set(rows.filter(state=EvaluationState.OPEN).values_list("pk", flat=True))
        before = last_drawn(unsent)
        fresh: list[IndicatorValue] = []
        changes: dict[tuple[int, UUID], dict[str, tuple[Any, Any]]] = {}
        for one in drawn:
            made = _rows(one, before, actor=actor, now=now) if one.evaluation in unsent else []
            if made:
                fresh += made
                changes.setdefault((one.plan, one.person), {}).update(_changes(made, before))
        IndicatorValue.objects.bulk_create(fresh)
        if fresh:
            record_many(
                [_entry(plan, person, found) for (plan, person), found in changes.items()], actor=actor, now=now
            )
    return len(fresh)


def _rows(one: Drawn, before: Before, *, actor: User | None, now: datetime) -> list[IndicatorValue]:
    """Build the rows of an evaluation that are news."""
    return [
        IndicatorValue(
            evaluation_id=one.evaluation,
            lineage=lineage,
            value=answer.value,
            source=FACTS,
            facts=answer.facts,
            drawn=details(ask, answer),
            recorded_at=now,
            recorded_by=actor,
        )
        for lineage, (ask, answer) in one.values.items()
        if answer.value is not None and before.get((one.evaluation, lineage)) != (answer.value, details(ask, answer))
    ]


def _changes(made: Sequence[IndicatorValue], before: Before) -> dict[str, tuple[Any, Any]]:
    """Give the values of an evaluation before and after, by evaluation and indicator."""
    known = [before.get((row.evaluation_id, row.lineage)) for row in made]
    return {
        f"{row.evaluation_id}.{row.lineage}": (last[0] if last else None, row.value)
        for row, last in zip(made, known, strict=True)
    }


def _entry(plan: int, person: UUID, changes: Mapping[str, tuple[Any, Any]]) -> Change:
    """Make the entry of a plan for the trail."""
    target = ("performance.plan", str(plan))
    return Change(action="performance.evidence_collect", target=target, subject=person, changes=changes)
