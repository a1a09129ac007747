"""Cases of a sitting: a member proposes other ratings with a reason, the rater alone accepts or keeps, and signs."""

from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.performance.calibrating import member_only, opened
from betang.performance.evaluating import RELATED, rater_only, unsent
from betang.performance.models import CalibrationAnswer, CalibrationCase, CalibrationProposal, Evaluation
from betang.regulation.eksp2022.levels import PREDIKAT, RATING
from betang.regulation.eksp2022.quadrant import quadrant
from betang.regulation.parameters import book


def calibration_propose(
    *, actor: User, case: CalibrationCase, result: str, behaviour: str, reason: str, now: datetime
) -> CalibrationProposal:
    """Propose other ratings for a case, or the same to mark it as an example; never in one's own case.

    Conflict while a proposal waits for the rater, or when the evaluation was sent; Invalid without a reason.
    """
    if not {result, behaviour} <= set(RATING.names):
        raise Invalid(_("Pilih kedua rating."))
    if not reason.strip():
        raise Invalid(_("Tulis alasan dan buktinya."), fields={"reason": _("Tulis alasan dan buktinya.")})
    with transaction.atomic():
        row = _held(case, now)
        plan = row.evaluation.plan
        member_only(row.calibration, actor)
        if plan.employee.user_id == actor.pk:
            raise Forbidden(_("Tidak seorang pun ikut membahas perkaranya sendiri."))
        if plan.leads_unit and result != row.result:
            raise Invalid(
                _("Rating hasil kerja kepala unit adalah capaian unitnya; yang dapat diusulkan hanya perilaku.")
            )
        if row.proposals.filter(outcome=CalibrationAnswer.WAITING).exists():
            raise Conflict(_("Perkara ini sudah diusulkan anggota lain dan menunggu penilai. Muat ulang halamannya."))
        made = CalibrationProposal.objects.create(
            case=row, result=result, behaviour=behaviour, predicate=_predicate(row, result, behaviour),
            reason=reason.strip(), proposed_at=now, proposed_by=actor,
        )  # fmt: skip
        text = gettext_lazy("{name}: sidang kalibrasi mengusulkan perubahan. Putuskan: terima atau pertahankan.")
        _tell(row, [plan.rater.user_id if plan.rater else None], text, now)
        _record(made, row, "propose", {"predicate": (row.predicate, made.predicate)}, actor, made.reason, now)
    return made


def calibration_answer(
    *,
    actor: User,
    case: CalibrationCase,
    proposal: CalibrationProposal | None,
    outcome: str,
    answer: str,
    now: datetime,
) -> CalibrationProposal:
    """Accept a proposal or keep one's own ratings, with a reason: signed by the rater, who decides alone.

    Forbidden for anybody else, Conflict when it was answered already, when the sitting is over or the evaluation sent.
    """
    if outcome not in {CalibrationAnswer.ACCEPTED, CalibrationAnswer.KEPT}:
        raise Invalid(_("Pilih terima atau pertahankan."))
    if not answer.strip():
        raise Invalid(_("Tulis alasan Anda."), fields={"answer": _("Tulis alasan Anda.")})
    with transaction.atomic():
        case = _held(case, now)
        rater_only(case.evaluation.plan, actor)
        row = case.proposals.select_for_update().filter(pk=proposal.pk).first() if proposal else None
        if row is None or row.outcome:
            raise Conflict(_("Usulan ini sudah dijawab. Muat ulang halamannya."))
        row.outcome, row.answer, row.answered_at, row.answered_by = outcome, answer.strip(), now, actor
        row.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
        text = gettext_lazy("{name}: penilai menjawab usulan kalibrasi.")
        _tell(case, [row.proposed_by_id], text, now)
        _record(row, case, "answer", {"outcome": ("", outcome)}, actor, row.answer, now)
    return row


def _held(case: CalibrationCase, now: datetime) -> CalibrationCase:
    """Hold a case with its sitting and its evaluation, in this order, as long as all three are open."""
    sitting = opened(case.calibration, now)
    evaluation = Evaluation.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=case.evaluation_id)
    unsent(evaluation)
    row = CalibrationCase.objects.get(pk=case.pk)
    row.calibration, row.evaluation = sitting, evaluation
    return row


def _predicate(case: CalibrationCase, result: str, behaviour: str) -> str:
    """Take the predikat of two ratings from the quadrant of the period's law."""
    law = book().on(case.calibration.period.to_date)
    code = quadrant(result=RATING.array([result]), behaviour=RATING.array([behaviour]), law=law)
    return PREDIKAT.names[int(np.asarray(code)[0])]


def _tell(case: CalibrationCase, users: list[int | None], text: Any, now: datetime) -> None:
    words = format_lazy(text, name=case.evaluation.plan.employee.full_name)
    url = reverse("calibration_case", args=[case.uid])
    to = [one for one in users if one is not None]
    notice_send(to=to, kind="performance.calibration", text=words, url=url, now=now)


def _record(
    proposal: CalibrationProposal, case: CalibrationCase, verb: str, changes: dict[str, tuple[str, str]], actor: User,
    reason: str, now: datetime,
) -> None:  # fmt: skip
    record(
        actor=actor, action=f"performance.calibration_{verb}", target=proposal,
        subject=case.evaluation.plan.employee.uid, changes=changes, reason=reason, now=now,
    )  # fmt: skip
