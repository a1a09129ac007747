"""Objection to an evaluation (PP 30/2019 ps 59): filed in time, both sides heard, decided by the rater's superior.

The decision is final. It is a new row that replaces the first decision; both stay. Which day is the last comes from
`regulation.appraisal_days`: while it is not settled whether calendar or working days count, the later holds.
"""

from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Employee, EmployeeKind
from betang.people.queries.structure import superior_on
from betang.performance import frozen
from betang.performance.evaluating import held, owner_only
from betang.performance.models import (
    Decision,
    DecisionBy,
    Evaluation,
    EvaluationState,
    Objection,
    ObjectionState,
    Plan,
)
from betang.performance.queries.objections import last_day
from betang.regulation.eksp2022.levels import PREDIKAT, RATING
from betang.regulation.eksp2022.quadrant import quadrant
from betang.regulation.objection import PUTUSAN
from betang.regulation.parameters import book

OPEN = (ObjectionState.FILED, ObjectionState.REVIEW)


def objection_file(*, actor: User, evaluation: Evaluation, reasons: str, now: datetime) -> Objection:
    """Object to a received evaluation, with reasons; whoever hears it is the rater's superior on this day.

    Conflict when it was not received, was accepted, was objected to already, or the time has passed.
    """
    owner_only(evaluation.plan, actor)
    if not reasons.strip():
        raise Invalid(_("Tulis alasan keberatan Anda."), fields={"reasons": _("Tulis alasannya.")})
    with transaction.atomic():
        row = held(evaluation.plan, evaluation.period)
        if row.state != EvaluationState.RECEIVED or row.received_at is None:
            raise Conflict(_("Keberatan diajukan atas evaluasi yang sudah diterima dan belum disetujui."))
        limit, today = last_day(row), localdate(now)
        if limit is not None and today > limit:
            raise Conflict(_("Batas waktu mengajukan keberatan sudah lewat."))
        made = Objection.objects.create(
            evaluation=row, reasons=reasons.strip(), filed_at=now, filed_by=actor, judge=_judge_of(row.plan, today)
        )
        Evaluation.objects.filter(pk=row.pk).update(state=EvaluationState.OBJECTED)
        changes = {"state": (None, made.state), "judge": (None, made.judge_id), "reasons": (None, made.reasons)}
        _tell([made.judge, row.plan.rater], gettext_lazy("{name} mengajukan keberatan atas evaluasinya."), made, now)
        _record(made, row, "file", changes, actor=actor, now=now)
    return made


def _judge_of(plan: Plan, day: date) -> Employee | None:
    """Find who hears an objection: the rater's superior on a day; the mayor himself, who has none above.

    None when nobody is recorded, or when it would be the person itself: then the personnel agency names somebody.
    """
    if plan.rater is None:
        return None
    found = plan.rater if plan.rater.kind == EmployeeKind.ELECTED else superior_on(plan.rater, day)
    return None if found is None or found.pk == plan.employee_id else found


def objection_assign(*, actor: User, objection: Objection, judge: Employee, reason: str, now: datetime) -> Objection:
    """Name who hears an objection; never the person itself, and not whoever rated unless that is the mayor."""
    if not reason.strip():
        raise Invalid(_("Tulis alasannya."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        row, evaluation = _held(objection)
        plan = evaluation.plan
        if plan.employee.user_id == actor.pk:
            raise Forbidden(_("Pemeriksa keberatan Anda sendiri ditetapkan oleh orang lain."))
        if judge.pk == plan.employee_id or (judge.pk == plan.rater_id and judge.kind != EmployeeKind.ELECTED):
            raise Invalid(_("Keberatan diperiksa oleh atasan penilai, bukan oleh pihak dalam perkara."))
        changes = {"judge": (row.judge_id, judge.pk)}
        row.judge = judge
        row.save(update_fields=["judge"])
        _tell([judge], gettext_lazy("Keberatan {name} ditetapkan untuk Anda periksa."), row, now)
        _record(row, evaluation, "assign", changes, actor=actor, reason=reason, now=now)
    return row


def objection_hear(*, actor: User, objection: Objection, side: str, text: str, now: datetime) -> Objection:
    """Take down what a side (`rater` or `employee`) explains: written by itself, or by the one who hears it."""
    if side not in {"rater", "employee"}:
        raise Invalid(_("Pihak tidak dikenal."))
    if not text.strip():
        raise Invalid(_("Tulis penjelasannya."), fields={"text": _("Tulis penjelasannya.")})
    with transaction.atomic():
        row, evaluation = _held(objection)
        of_side = evaluation.plan.rater if side == "rater" else evaluation.plan.employee
        if not (_is(of_side, actor) or _is_judge(row, actor)):
            raise Forbidden(_("Penjelasan ditulis oleh pihaknya sendiri atau dicatat oleh pemeriksa keberatan."))
        name = f"{side}_statement"
        changes = {name: (getattr(row, name), text.strip()), "state": (row.state, ObjectionState.REVIEW.value)}
        setattr(row, name, text.strip())
        setattr(row, f"{side}_at", now)
        row.state = ObjectionState.REVIEW
        row.save(update_fields=[name, f"{side}_at", "state"])
        _record(row, evaluation, "hear", changes, actor=actor, now=now)
    return row


def objection_decide(
    *, actor: User, objection: Objection, result: str, behaviour: str, reasoning: str, now: datetime
) -> Decision:
    """Decide an objection for good: the same ratings uphold the result, others change it; both rows stay.

    Forbidden for anybody but the one who hears it, Conflict before both sides were heard or after the decision.
    """
    if not {result, behaviour} <= set(RATING.names):
        raise Invalid(_("Pilih kedua rating."))
    if not reasoning.strip():
        raise Invalid(_("Tulis pertimbangan putusan."), fields={"reasoning": _("Tulis pertimbangannya.")})
    with transaction.atomic():
        row, evaluation = _held(objection)
        if not _is_judge(row, actor):
            raise Forbidden(_("Keberatan diputus oleh atasan pejabat penilai yang memeriksanya."))
        if not (row.rater_at and row.employee_at):
            raise Conflict(_("Kedua pihak harus dimintai penjelasan dahulu (PP 30/2019 Pasal 59)."))
        before = evaluation.decisions.get(replaced_by=None)
        changed = (result, behaviour) != (before.result, before.behaviour)
        made = _decision(evaluation, before, result, behaviour, reasoning.strip(), actor, now)
        row.state = ObjectionState.CHANGED if changed else ObjectionState.UPHELD
        row.decided_at, row.decided_by, row.reasoning = now, actor, reasoning.strip()
        row.save(update_fields=["state", "decided_at", "decided_by", "reasoning"])
        Evaluation.objects.filter(pk=evaluation.pk).update(state=EvaluationState.FINAL)
        sides = [evaluation.plan.employee, evaluation.plan.rater]
        _tell(sides, gettext_lazy("Keberatan {name} sudah diputus."), row, now)
        changes = {"state": (objection.state, row.state), "decision": (before.digest, made.digest)}
        _record(row, evaluation, "decide", changes, actor=actor, reason=reasoning, now=now)
    return made


def _is_judge(objection: Objection, actor: User) -> bool:
    """Tell whether an account hears an objection; never that of the person itself."""
    return _is(objection.judge, actor) and objection.evaluation.plan.employee.user_id != actor.pk


def _is(who: Employee | None, actor: User) -> bool:
    return who is not None and who.user_id == actor.pk


def _held(objection: Objection) -> tuple[Objection, Evaluation]:
    """Take an open objection and its evaluation until the transaction ends; Conflict when it is decided."""
    # The evaluation first, as everywhere, so that two never wait for each other.
    evaluation = held(objection.evaluation.plan, objection.evaluation.period)
    row = Objection.objects.select_for_update(of=("self",)).select_related("judge").get(pk=objection.pk)
    if row.state not in OPEN:
        raise Conflict(_("Keberatan ini sudah diputus; putusannya final."))
    row.evaluation = evaluation
    return row, evaluation


def _decision(
    evaluation: Evaluation, before: Decision, result: str, behaviour: str, reason: str, actor: User, now: datetime
) -> Decision:
    """Write the decision that replaces the one before, its predikat from the quadrant of the period's law."""
    law = book().on(evaluation.period.to_date)
    if (result, behaviour) != (before.result, before.behaviour) and not law[PUTUSAN].value["dapat_mengubah"]:
        raise Invalid(_("Menurut aturan yang berlaku, putusan keberatan tidak dapat mengubah hasil."))
    code = quadrant(result=RATING.array([result]), behaviour=RATING.array([behaviour]), law=law)
    made = Decision(
        evaluation=evaluation,
        by=DecisionBy.OBJECTION,
        proposed_result=before.result,
        proposed_behaviour=before.behaviour,
        result=result,
        behaviour=behaviour,
        predicate=PREDIKAT.names[int(np.asarray(code)[0])],
        reason=reason,
        decided_at=now,
        decided_by=actor,
        replaces=before,
    )
    made.digest = frozen.decision_digest(made, snapshot=evaluation.snapshot_digest, before=before.digest)
    made.save()
    return made


def _tell(people: list[Employee | None], text: Any, objection: Objection, now: datetime) -> None:
    """Tell those of some people who have an account."""
    users = [one.user_id for one in people if one is not None and one.user_id is not None]
    words = format_lazy(text, name=objection.evaluation.plan.employee.full_name)
    url = reverse("objection", args=[objection.uid])
    notice_send(to=users, kind="performance.objection", text=words, url=url, now=now)


def _record(
    objection: Objection, evaluation: Evaluation, verb: str, changes: dict[str, Any], *, actor: User, reason: str = "",
    now: datetime,
) -> None:  # fmt: skip
    record(
        actor=actor, action=f"performance.objection_{verb}", target=objection, subject=evaluation.plan.employee.uid,
        changes=changes, reason=reason, now=now,
    )  # fmt: skip
