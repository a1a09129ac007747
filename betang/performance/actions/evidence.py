"""Writing down what the facts say of indicators: new rows beside the old ones, never over them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.performance.models import Evaluation, EvaluationState, IndicatorValue
from betang.performance.queries.evidence import FACTS, Before, Drawn, details, last_drawn

CHUNK = 100  # evaluations a transaction


def evidence_collect(*, actor: User | None, drawn: Sequence[Drawn], now: datetime) -> int:
    """Write drawn values and return how many; one transaction, an entry in the trail for each evaluation.

    Repeating it writes nothing: what was drawn already is left out, also when another run wrote it meanwhile. So is
    what was sent meanwhile: its inputs are frozen.
    """
    with transaction.atomic():
        rows = Evaluation.objects.select_for_update(of=("self",)).filter(pk__in=[one.evaluation for one in drawn])
        unsent = set(rows.filter(state=EvaluationState.OPEN).values_list("pk", flat=True))
        before = last_drawn(unsent)
        fresh: list[IndicatorValue] = []
        entries: list[Change] = []
        for one in drawn:
            if one.evaluation not in unsent:
                continue
            made = _rows(one, before, actor=actor, now=now)
            if made:
                fresh += made
                entries.append(_entry(one, made, before))
        IndicatorValue.objects.bulk_create(fresh)
        if entries:
            record_many(entries, actor=actor, now=now)
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
        if before.get((one.evaluation, lineage)) != (answer.value, details(ask, answer))
    ]


def _entry(one: Drawn, made: Sequence[IndicatorValue], before: Before) -> Change:
    """Make the entry of an evaluation for the trail."""
    changes = {}
    for row in made:
        known = before.get((one.evaluation, row.lineage))
        changes[f"{row.lineage}.value"] = (known[0] if known else None, row.value)
    target = ("performance.evaluation", str(one.evaluation))
    return Change(action="performance.evidence_collect", target=target, subject=one.person, changes=changes)
