"""Where calibration meets sending: what the rater accepted in a sitting is decided anew.

The first decision is always what the rater rated; the one after calibration replaces it and points to it.
"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from betang.kernel.audit import Change
from betang.performance import frozen
from betang.performance.models import (
    CalibrationAnswer,
    CalibrationProposal,
    Decision,
    DecisionBy,
    Evaluation,
)
from betang.performance.queries.proposals import law_of
from betang.regulation.eksp2022.levels import PREDIKAT, RATING
from betang.regulation.eksp2022.quadrant import quadrant

APPLIED = "performance.calibration_apply"


def calibrated(*, rows: Sequence[Evaluation], firsts: Sequence[Decision], now: datetime) -> list[Change]:
    """Add a decision after calibration where the rater accepted one; return what the trail says of it."""
    accepted = {
        one.case.evaluation_id: one
        for one in CalibrationProposal.objects.select_related("case")
        .filter(case__evaluation__in=rows, outcome=CalibrationAnswer.ACCEPTED)
        .order_by("answered_at", "id")
    }
    pairs = [(row, first) for row, first in zip(rows, firsts, strict=True) if row.pk in accepted]
    made = [one for row, first in pairs if (one := _after(row, first, accepted[row.pk], now))]
    Decision.objects.bulk_create(made)
    return [_change(one) for one in made]


def _after(row: Evaluation, first: Decision, accepted: CalibrationProposal, now: datetime) -> Decision | None:
    """Make the decision that replaces the rater's, unsaved; None where the rater rated the same already."""
    # The result of whoever leads a unit is the unit's (law/appraisal-2022 §6), also when it was set after the sitting.
    result = first.result if row.plan.leads_unit else accepted.result
    if (result, accepted.behaviour) == (first.result, first.behaviour) or row.snapshot is None:
        return None
    law = law_of(row.snapshot["content"])
    code = quadrant(result=RATING.array([result]), behaviour=RATING.array([accepted.behaviour]), law=law)
    made = Decision(
        evaluation=row,
        by=DecisionBy.CALIBRATION,
        proposed_result=first.result,
        proposed_behaviour=first.behaviour,
        result=result,
        behaviour=accepted.behaviour,
        predicate=PREDIKAT.names[int(np.asarray(code)[0])],
        reason=f"{accepted.reason}\n\n{accepted.answer}",
        note=first.note,
        decided_at=now,
        decided_by_id=first.decided_by_id,  # the rater, whoever sends
        replaces=first,
    )
    made.digest = frozen.decision_digest(made, snapshot=row.snapshot_digest, before=first.digest)
    return made


def _change(made: Decision) -> Change:
    """Say in the trail that a decision was replaced; verification holds the digests against it."""
    before = made.replaces
    changes = {
        "decision": (before.digest if before else None, made.digest),
        "predicate": (before.predicate if before else None, made.predicate),
    }
    return Change(
        action=APPLIED, target=made.evaluation, subject=made.evaluation.plan.employee.uid, changes=changes,
        reason=made.reason,
    )  # fmt: skip
