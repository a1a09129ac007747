"""Check-ins: proposed by either side, confirmed by the other; steps that both agreed on, ticked by either."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from betang.kernel.notices import notice_send
from betang.people.models import Employee
from betang.performance.models import CheckIn, CheckInStep, Plan

PROPOSED = gettext_lazy("{name} mengusulkan dialog kinerja. Mohon disepakati.")
CONFIRMED = gettext_lazy("{name} menyepakati dialog kinerja.")


def checkin_propose(*, actor: User, plan: Plan, day: date, agenda: str, now: datetime) -> CheckIn:
    """Propose a check-in on a day within the plan; the other side is told."""
    _check(plan, day, agenda)
    with transaction.atomic():
        me = _side(plan, actor)
        made = CheckIn.objects.create(plan=plan, day=day, agenda=agenda.strip(), proposed_by=me, proposed_at=now)
        _done("propose", made, {"day": (None, day)}, me, PROPOSED, actor=actor, now=now)
    return made


def checkin_change(*, actor: User, checkin: CheckIn, day: date, agenda: str, now: datetime) -> CheckIn:
    """Change day or agenda; that proposes it anew, so the other side confirms once more."""
    _check(checkin.plan, day, agenda)
    with transaction.atomic():
        row, me = _held(checkin, actor)
        before, row.day, row.agenda = row.day, day, agenda.strip()
        _proposed_anew(row, me, now)
        _done("change", row, {"day": (before, day)}, me, PROPOSED, actor=actor, now=now)
    return row


def checkin_confirm(*, actor: User, checkin: CheckIn, seen: str, now: datetime) -> CheckIn:
    """Confirm what the other side proposed, as it was `seen`; Conflict for one's own proposal or when it changed."""
    with transaction.atomic():
        row, me = _held(checkin, actor)
        if row.proposed_by_id == me.pk:
            raise Conflict(_("Usulan Anda sendiri disepakati oleh pihak lain."))
        if row.stamp != seen:
            raise Conflict(_("Dialog ini berubah sejak Anda membukanya. Muat ulang halamannya, lalu sepakati."))
        if row.confirmed_at is None:
            row.confirmed_at = now
            row.save(update_fields=["confirmed_at"])
            _done("confirm", row, {"confirmed_at": (None, now)}, me, CONFIRMED, actor=actor, now=now)
    return row


def checkin_step_add(*, actor: User, checkin: CheckIn, text: str, due: date, now: datetime) -> CheckInStep:
    """Add a step with the day it is due; the other side confirms the check-in with it."""
    if not text.strip():
        raise Invalid(_("Tulis langkahnya."), fields={"text": _("Tulis langkahnya.")})
    with transaction.atomic():
        row, me = _held(checkin, actor)
        if due < row.day:
            raise Invalid(_("Langkah selesai sesudah dialog."), fields={"due_date": _("Pilih hari sesudah dialog.")})
        made = CheckInStep.objects.create(checkin=row, text=text.strip(), due_date=due)
        _proposed_anew(row, me, now)
        _done("step_add", row, {"step": (None, made.pk)}, me, PROPOSED, actor=actor, now=now)
    return made


def checkin_step_done(*, actor: User, checkin: CheckIn, step: int, done: bool, now: datetime) -> CheckInStep:
    """Mark a step as done, or as not done after all; repeating changes nothing."""
    with transaction.atomic():
        row, _me = _held(checkin, actor)
        found = CheckInStep.objects.select_for_update().filter(checkin=row, pk=step).first()
        if found is None:
            raise NotFound(_("Langkah ini tidak ditemukan."))
        if (found.done_at is not None) != done:
            before, found.done_at = found.done_at, now if done else None
            found.save(update_fields=["done_at"])
            _record("step_done", row, {"done_at": (before, found.done_at)}, actor=actor, now=now)
    return found


def _check(plan: Plan, day: date, agenda: str) -> None:
    if not agenda.strip():
        raise Invalid(_("Tulis agendanya."), fields={"agenda": _("Tulis agendanya.")})
    if not plan.from_date <= day <= plan.to_date:
        raise Invalid(_("Pilih hari dalam masa SKP."), fields={"day": _("Pilih hari dalam masa SKP.")})


def _side(plan: Plan, actor: User) -> Employee:
    """Give the side an account stands on; Forbidden for others."""
    found = next((one for one in (plan.employee, plan.rater) if one is not None and one.user_id == actor.pk), None)
    if found is None:
        raise Forbidden(_("Dialog kinerja diadakan pegawai bersama pejabat penilainya."))
    return found


def _held(checkin: CheckIn, actor: User) -> tuple[CheckIn, Employee]:
    """Take a check-in until the transaction ends, and the side that acts."""
    rows = CheckIn.objects.select_for_update(of=("self",)).select_related("plan__employee", "plan__rater")
    row = rows.get(pk=checkin.pk)
    return row, _side(row.plan, actor)


def _proposed_anew(row: CheckIn, me: Employee, now: datetime) -> None:
    row.proposed_by, row.proposed_at, row.confirmed_at = me, now, None
    row.save(update_fields=["day", "agenda", "proposed_by", "proposed_at", "confirmed_at"])


def _done(
    verb: str, row: CheckIn, changes: dict[str, Any], me: Employee, text: Any, *, actor: User, now: datetime
) -> None:
    """Tell the other side and enter it in the trail."""
    other = row.plan.rater if me.pk == row.plan.employee_id else row.plan.employee
    if other is not None and other.user_id is not None:
        words, url = format_lazy(text, name=me.full_name), reverse("checkin", args=[row.uid])
        notice_send(to=[other.user_id], kind="performance.checkin", text=words, url=url, now=now)
    _record(verb, row, changes, actor=actor, now=now)


def _record(verb: str, row: CheckIn, changes: dict[str, Any], *, actor: User, now: datetime) -> None:
    subject = row.plan.employee.uid
    record(actor=actor, action=f"performance.checkin_{verb}", target=row, subject=subject, changes=changes, now=now)
