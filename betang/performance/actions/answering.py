"""What the person evaluated does: assess oneself, receive, accept or comment."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.performance.evaluating import begun, held, on_last_plan, owner_only, unsent
from betang.performance.models import Evaluation, EvaluationState, Period, Plan
from betang.performance.rating_rows import Given, ratings_written

OWN_COLUMNS = {"own", "own_note", "realisation"}


def self_send(*, actor: User, plan: Plan, period: Period, given: Given, now: datetime) -> Evaluation:
    """Hand in one's self-assessment (Penilaian Diri); it may be handed in anew until the evaluation was sent.

    Invalid when it would write anything but one's own ratings, notes and realisations.
    """
    owner_only(plan, actor)
    begun(period, now)
    columns = {name for one in [*given.items.values(), *given.behaviours.values()] for name in one}
    if not columns <= OWN_COLUMNS or given.chosen:
        raise Invalid(_("Penilaian diri hanya memuat penilaian Anda sendiri."))
    with transaction.atomic():
        evaluation = held(plan, period)
        unsent(evaluation)
        on_last_plan([evaluation])
        changes = ratings_written(evaluation, given, actor=actor, now=now)
        changes["self_sent_at"] = (evaluation.self_sent_at, now)
        evaluation.self_sent_at = now
        evaluation.edition += 1
        evaluation.save(update_fields=["self_sent_at", "edition"])
        _record(evaluation, "self_send", changes, actor=actor, now=now)
    return evaluation


def evaluation_receive(*, actor: User, evaluation: Evaluation, now: datetime) -> Evaluation:
    """Confirm receipt; from this day the time to object runs. Receiving twice changes nothing."""
    owner_only(evaluation.plan, actor)
    with transaction.atomic():
        row = held(evaluation.plan, evaluation.period)
        if row.state == EvaluationState.OPEN:
            raise Conflict(_("Evaluasi ini belum dikirim."))
        if row.state == EvaluationState.SENT:
            _move(row, EvaluationState.RECEIVED, "receive", actor=actor, now=now, received_at=now)
    return row


def evaluation_answer(*, actor: User, evaluation: Evaluation, text: str, accept: bool, now: datetime) -> Evaluation:
    """Accept a received evaluation, or only comment on it (then a text is needed)."""
    owner_only(evaluation.plan, actor)
    if not accept and not text.strip():
        raise Invalid(_("Tulis tanggapan Anda."), fields={"text": _("Tulis tanggapan Anda.")})
    with transaction.atomic():
        row = held(evaluation.plan, evaluation.period)
        if row.state != EvaluationState.RECEIVED:
            raise Conflict(_("Evaluasi hanya dapat ditanggapi sesudah diterima dan sebelum disetujui."))
        state = EvaluationState.ACCEPTED if accept else EvaluationState.RECEIVED
        wanted = {"answered_at": now, "answer": text.strip() or row.answer}
        _move(row, state, "accept" if accept else "comment", actor=actor, now=now, **wanted)
    return row


def _move(row: Evaluation, state: EvaluationState, verb: str, *, actor: User, now: datetime, **fields: Any) -> None:
    """Set an evaluation's state and what goes with it, and enter it in the trail."""
    wanted = {"state": state.value, **fields}
    changes = {name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save(update_fields=list(wanted))
    _record(row, verb, changes, actor=actor, now=now)


def _record(row: Evaluation, verb: str, changes: dict[str, Any], *, actor: User, now: datetime) -> None:
    subject = row.plan.employee.uid
    record(actor=actor, action=f"performance.evaluation_{verb}", target=row, subject=subject, changes=changes, now=now)
