"""What units achieved is set by the leadership above them, before their people are evaluated; and who rates instead."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Employee, Unit
from betang.performance.models import Evaluation, EvaluationState, Period, Plan, RaterChange, UnitAchievement
from betang.regulation.eksp2022.levels import CAPAIAN


def unit_achievement_set(
    *, actor: User, unit: Unit, period: Period, level: str, reason: str, now: datetime
) -> UnitAchievement:
    """Set what a unit achieved in a period, with a reason; a change is a new row.

    Who may is a rule of the screen (`may_set_achievement`); here nobody sets that of the unit he is rated by. Conflict
    when somebody of the unit was already sent an evaluation that rests on it; Invalid without level or reason.
    """
    if level not in CAPAIAN.names:
        raise Invalid(_("Pilih capaian kinerja unit."), fields={"level": _("Pilih salah satu.")})
    if not reason.strip():
        raise Invalid(_("Tulis alasannya."), fields={"reason": _("Tulis alasannya.")})
    if Plan.objects.filter(unit=unit, leads_unit=True, cycle=period.cycle_id, employee__user=actor).exists():
        raise Forbidden(_("Capaian unit yang Anda pimpin sendiri ditetapkan oleh pimpinan di atasnya."))
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        sent = Evaluation.objects.filter(plan__unit=unit, period=period).exclude(state=EvaluationState.OPEN)
        if sent.exists():
            raise Conflict(_("Capaian ini sudah menjadi dasar evaluasi yang dikirim dan tidak dapat diubah lagi."))
        before = UnitAchievement.objects.filter(unit=unit, period=period).order_by("id").last()
        made = UnitAchievement.objects.create(
            unit=unit, period=period, level=level, reason=reason.strip(), set_at=now, set_by=actor
        )
        changes = {"level": (before.level if before else None, level), "period": (None, period.pk)}
        record(
            actor=actor, action="performance.achievement_set", target=made, changes=changes, reason=reason, now=now
        )  # fmt: skip
    return made


def rater_assign(*, actor: User, plan: Plan, rater: Employee, reason: str, now: datetime) -> RaterChange:
    """Let somebody else rate a plan from now on: the rater is away, has left, or may not judge this case.

    What was sent stays with whoever sent it. Invalid without a reason, or for the person's own plan.
    """
    if not reason.strip():
        raise Invalid(_("Tulis alasannya."), fields={"reason": _("Tulis alasannya.")})
    if rater.pk == plan.employee_id:
        raise Invalid(_("Seseorang tidak dapat menilai dirinya sendiri."))
    with transaction.atomic():
        held = Plan.objects.select_for_update(of=("self",)).select_related("employee", "rater").get(pk=plan.pk)
        if held.employee.user_id == actor.pk:
            raise Forbidden(_("Penilai Anda sendiri ditetapkan oleh orang lain."))
        if held.rater_id == rater.pk:
            raise Conflict(_("Ia sudah menjadi pejabat penilai SKP ini."))
        made = RaterChange.objects.create(
            plan=held, before=held.rater, after=rater, reason=reason.strip(), changed_at=now, changed_by=actor
        )
        before, held.rater = held.rater_id, rater
        held.save(update_fields=["rater"])
        if rater.user_id:
            text = format_lazy(
                gettext_lazy("Penilaian {name} kini ditetapkan kepada Anda."), name=held.employee.full_name
            )
            notice_send(
                to=[rater.user_id], kind="performance.rater", text=text, url=reverse("evaluation_team"), now=now
            )
        record(
            actor=actor, action="performance.rater_assign", target=held, subject=held.employee.uid,
            changes={"rater": (before, rater.pk)}, reason=reason, now=now,
        )  # fmt: skip
    return made
