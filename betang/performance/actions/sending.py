"""A rater sends evaluations, one or several together: what was decided is frozen with its inputs and rule version."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Conflict, Invalid
from betang.performance.actions.freezing import evaluations_keep
from betang.performance.calibrating import not_in_calibration
from betang.performance.evaluating import RELATED, begun, on_last_plan, rater_only, units_held, unsent
from betang.performance.models import Evaluation
from betang.performance.queries.readiness import MISSING, Ready, ready

CHUNK = 200


def evaluation_send(*, actor: User, evaluation: Evaluation, edition: int, now: datetime) -> Evaluation:
    """Send one evaluation to the employee; see `evaluations_send`."""
    return evaluations_send(actor=actor, editions={evaluation.pk: edition}, now=now)[0]


def evaluations_send(*, actor: User, editions: Mapping[int, int], now: datetime) -> list[Evaluation]:
    """Send evaluations (id: the edition that was seen), all of them or none.

    Forbidden for one of somebody else's, Conflict for one that changed or was sent, Invalid naming each that lacks
    something: the unit's achievement, a rating, or a reason where the decision is not the proposal.
    """
    sent: list[Evaluation] = []
    keys = sorted(editions)
    with transaction.atomic():
        for start in range(0, len(keys), CHUNK):
            sent += _send(actor, {key: editions[key] for key in keys[start : start + CHUNK]}, now)
    return sent


def _send(actor: User, editions: Mapping[int, int], now: datetime) -> list[Evaluation]:
    rows = list(
        Evaluation.objects.select_for_update(of=("self",)).select_related(*RELATED).filter(pk__in=editions).order_by("pk")
    )  # fmt: skip
    for row in rows:
        rater_only(row.plan, actor)
        unsent(row)
        begun(row.period, now)
        if row.edition != editions[row.pk]:
            raise Conflict(_("Penilaian ini berubah sejak Anda membukanya. Muat ulang, periksa, lalu kirim lagi."))
    on_last_plan(rows)
    not_in_calibration(rows, now)
    units_held(rows)
    found = ready(rows)
    _refuse_incomplete(found)
    evaluations_keep(actor=actor, found=found, now=now)
    return rows


def _refuse_incomplete(found: Sequence[Ready]) -> None:
    """Refuse to send what lacks something, naming who and what."""
    lacking = [one for one in found if one.missing]
    if lacking:
        lines = [
            f"{one.evaluation.plan.employee.full_name}: {', '.join(str(MISSING[key]) for key in one.missing)}."
            for one in lacking
        ]
        raise Invalid(_("Belum dapat dikirim. %(what)s") % {"what": " ".join(lines)})
