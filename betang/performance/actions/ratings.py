"""The rater writes realisations, feedback, ratings and what is meant to be decided; saved again until it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict
from betang.performance.evaluating import begun, held, on_last_plan, rater_only, unsent
from betang.performance.models import (
    Evaluation,
    Period,
    Plan,
)
from betang.performance.rating_rows import Columns, Given, ratings_written


def ratings_save(*, actor: User, plan: Plan, period: Period, edition: int, given: Given, now: datetime) -> Evaluation:
    """Keep what the rater wrote so far; nobody else sees it. Conflict when it was saved elsewhere since `edition`.

    Invalid for a rating that does not exist or a result that is not in the agreed plan; nothing is kept then.
    """
    rater_only(plan, actor)
    begun(period, now)
    with transaction.atomic():
        evaluation = held(plan, period)
        unsent(evaluation)
        on_last_plan([evaluation])
        if evaluation.edition != edition:
            raise Conflict(_("Penilaian ini sudah disimpan dari tempat lain sejak Anda membukanya. Muat ulang dahulu."))
        changes = ratings_written(evaluation, given, actor=actor, now=now)
        changes |= _choose(evaluation, given.chosen)
        if changes:
            _saved(evaluation, "performance.ratings_save", changes, actor=actor, now=now)
    return evaluation


def _saved(evaluation: Evaluation, action: str, changes: Mapping[str, Any], *, actor: User, now: datetime) -> None:
    """Count a save and enter it in the trail, under the person evaluated."""
    evaluation.edition += 1
    Evaluation.objects.filter(pk=evaluation.pk).update(edition=F("edition") + 1)
    record(
        actor=actor, action=action, target=evaluation, subject=evaluation.plan.employee.uid, changes=changes, now=now
    )


def _choose(evaluation: Evaluation, chosen: Columns) -> dict[str, tuple[Any, Any]]:
    """Keep what the rater means to decide."""
    changes = {name: (getattr(evaluation, name), text) for name, text in chosen.items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    for name, (_before, after) in changes.items():
        setattr(evaluation, name, after)
    if changes:
        evaluation.save(update_fields=list(changes))
    return changes
