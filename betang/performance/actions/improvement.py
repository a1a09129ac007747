"""Plans to do better: made by the superior after a low predikat, worked off by the person, closed with an outcome."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Employee
from betang.performance.evaluating import held, owner_only, rater_only
from betang.performance.models import Evaluation, ImprovementPlan, ImprovementStep, Outcome
from betang.performance.queries.improvement import LOW

MOST_STEPS = 12
KIND = "performance.improvement"


def improvement_open(
    *, actor: User, evaluation: Evaluation, need: str, support: str, steps: Sequence[tuple[str, date]], now: datetime
) -> ImprovementPlan:
    """Make the plan that follows an evaluation with a low predikat; both sides see it from now on.

    Forbidden for anybody but the rater; Conflict when the predikat asks for none or there is one already.
    """
    rater_only(evaluation.plan, actor)
    if not need.strip():
        raise Invalid(_("Tulis apa yang perlu diperbaiki."), fields={"need": _("Tulis apa yang perlu diperbaiki.")})
    if not steps:
        raise Invalid(_("Tulis paling sedikit satu langkah dengan tanggalnya."))
    with transaction.atomic():
        row = held(evaluation.plan, evaluation.period)
        holds = row.decisions.filter(replaced_by=None).first()
        if holds is None or holds.predicate not in LOW:
            raise Conflict(_("Rencana perbaikan dibuat untuk predikat Butuh Perbaikan ke bawah yang sudah dikirim."))
        if ImprovementPlan.objects.filter(evaluation=row).exists():
            raise Conflict(_("Rencana perbaikan untuk evaluasi ini sudah ada."))
        made = ImprovementPlan.objects.create(
            evaluation=row, need=need.strip(), support=support.strip(), opened_at=now, opened_by=actor
        )
        ImprovementStep.objects.bulk_create([_step(made, text, due, now) for text, due in steps])
        _tell(row.plan.employee, gettext_lazy("Rencana perbaikan untuk Anda sudah dibuat."), made, now)
        changes = {"need": (None, made.need), "steps": (None, [f"{due}: {text}" for text, due in steps])}
        _record(made, "open", changes, actor=actor, now=now)
    return made


def improvement_step_add(*, actor: User, plan: ImprovementPlan, text: str, due: date, now: datetime) -> ImprovementStep:
    """Add a step to a running plan; the superior only."""
    rater_only(plan.evaluation.plan, actor)
    with transaction.atomic():
        row = _running(plan)
        if row.steps.count() >= MOST_STEPS:
            raise Conflict(_("Satu rencana perbaikan memuat paling banyak %(most)s langkah.") % {"most": MOST_STEPS})
        made = _step(row, text, due, now)
        made.save()
        _tell(row.evaluation.plan.employee, gettext_lazy("Ada langkah baru dalam rencana perbaikan Anda."), row, now)
        _record(row, "step_add", {"step": (None, f"{due}: {made.text}")}, actor=actor, now=now)
    return made


def improvement_step_done(*, actor: User, step: ImprovementStep, note: str, now: datetime) -> ImprovementStep:
    """Say that a step is done, and how one sees it; the person only. The superior is told."""
    owner_only(step.improvement.evaluation.plan, actor)
    if not note.strip():
        raise Invalid(_("Tulis apa yang sudah dilakukan."))
    with transaction.atomic():
        row = _open_step(step)
        if row.done_at:
            raise Conflict(_("Langkah ini sudah dilaporkan selesai dan menunggu konfirmasi."))
        row.done_at, row.done_note, row.returned_note = now, note.strip()[:300], ""
        row.save(update_fields=["done_at", "done_note", "returned_note"])
        plan = row.improvement.evaluation.plan
        words = gettext_lazy("Satu langkah perbaikan {name} menunggu konfirmasi Anda.")
        _tell(plan.rater, format_lazy(words, name=plan.employee.full_name), row.improvement, now)
        _record(row.improvement, "step_done", {"step": (row.text, row.done_note)}, actor=actor, now=now)
    return row


def improvement_step_judge(
    *, actor: User, step: ImprovementStep, accept: bool, note: str, now: datetime
) -> ImprovementStep:
    """Confirm a step that was reported, or give it back with the reason; the superior only."""
    rater_only(step.improvement.evaluation.plan, actor)
    if not accept and not note.strip():
        raise Invalid(_("Tulis mengapa langkah ini dikembalikan."))
    with transaction.atomic():
        row = _open_step(step)
        if row.done_at is None:
            raise Conflict(_("Langkah ini belum dilaporkan selesai oleh pegawai."))
        if accept:
            row.confirmed_at = now
        else:
            row.done_at, row.returned_note = None, note.strip()[:300]
        row.save(update_fields=["confirmed_at", "done_at", "returned_note"])
        words = (
            gettext_lazy("Satu langkah perbaikan Anda dikonfirmasi.") if accept
            else gettext_lazy("Satu langkah perbaikan Anda dikembalikan dengan catatan.")
        )  # fmt: skip
        _tell(row.improvement.evaluation.plan.employee, words, row.improvement, now)
        verb = "step_confirm" if accept else "step_return"
        _record(row.improvement, verb, {"step": (None, row.text)}, actor=actor, reason=note, now=now)
    return row


def improvement_close(*, actor: User, plan: ImprovementPlan, outcome: str, note: str, now: datetime) -> ImprovementPlan:
    """End a plan with its outcome and the reason; reached only when every step was confirmed. The superior only."""
    rater_only(plan.evaluation.plan, actor)
    if outcome not in Outcome.values:
        raise Invalid(_("Pilih hasilnya."), fields={"outcome": _("Pilih hasilnya.")})
    if not note.strip():
        raise Invalid(_("Tulis alasan hasilnya."), fields={"note": _("Tulis alasannya.")})
    with transaction.atomic():
        row = _running(plan)
        if outcome == Outcome.REACHED and row.steps.filter(confirmed_at=None).exists():
            raise Conflict(_("Masih ada langkah yang belum dikonfirmasi; hasilnya belum dapat disebut tercapai."))
        row.outcome, row.outcome_note, row.closed_at = outcome, note.strip(), now
        row.save(update_fields=["outcome", "outcome_note", "closed_at"])
        _tell(row.evaluation.plan.employee, gettext_lazy("Rencana perbaikan Anda sudah ditutup."), row, now)
        _record(row, "close", {"outcome": ("", outcome)}, actor=actor, reason=note, now=now)
    return row


def _step(plan: ImprovementPlan, text: str, due: date, now: datetime) -> ImprovementStep:
    """Make a step; Invalid without a text, or on a day that is not to come."""
    if not text.strip():
        raise Invalid(_("Tulis langkahnya."))
    if due <= localdate(now):
        raise Invalid(_("Tanggal langkah harus sesudah hari ini."))
    return ImprovementStep(improvement=plan, text=text.strip()[:300], due_date=due)


def _running(plan: ImprovementPlan) -> ImprovementPlan:
    """Take a plan until the transaction ends; Conflict when it was closed."""
    rows = ImprovementPlan.objects.select_for_update(of=("self",))
    row = rows.select_related("evaluation__plan__employee", "evaluation__plan__rater").get(pk=plan.pk)
    if row.closed_at:
        raise Conflict(_("Rencana perbaikan ini sudah ditutup."))
    return row


def _open_step(step: ImprovementStep) -> ImprovementStep:
    """Take a step of a running plan; Conflict when it was confirmed."""
    plan = _running(step.improvement)
    row = ImprovementStep.objects.get(pk=step.pk)
    row.improvement = plan
    if row.confirmed_at:
        raise Conflict(_("Langkah ini sudah dikonfirmasi."))
    return row


def _tell(who: Employee | None, words: str | Promise, plan: ImprovementPlan, now: datetime) -> None:
    """Tell one side, when it has an account."""
    if who is not None and who.user_id:
        notice_send(to=[who.user_id], kind=KIND, text=words, url=reverse("improvement", args=[plan.uid]), now=now)


def _record(
    plan: ImprovementPlan, verb: str, changes: dict[str, Any], *, actor: User, reason: str = "", now: datetime
) -> None:
    record(
        actor=actor, action=f"performance.improvement_{verb}", target=plan,
        subject=plan.evaluation.plan.employee.uid, changes=changes, reason=reason, now=now,
    )  # fmt: skip
