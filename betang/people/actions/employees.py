"""Employees join, are corrected, change grade or status, and leave."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.accounts.actions.sessions import account_close, account_reopen
from betang.kernel.accounts.models import User
from betang.kernel.errors import Conflict, Invalid
from betang.people import nip, rows
from betang.people.actions.lines import lines_refresh
from betang.people.grades import grade_problem, right_grade
from betang.people.models import Assignment, Employee, EmployeeKind, Grade, Grant, Status, StatusKind
from betang.people.models.employees import LEFT

NAMES = ["nip", "kind", "name", "front_title", "back_title", "education"]
CORRECTABLE = frozenset({*NAMES, "nik", "phone", "email", "address"})


def employee_add(
    *, actor: User | None, employee: Employee, from_date: date, grade: str = "", reason: str = "", now: datetime
) -> Employee:
    """Add an employee (given unsaved), serving from a day on. Invalid for a wrong NIP or grade."""
    employee.created_at = now
    _refuse_nip(employee, now=now)
    grade = grade and _right_grade(employee, grade, from_date)
    with transaction.atomic():
        rows.save_new(
            employee,
            actor=actor,
            action="people.employee_add",
            subject=employee.uid,
            names=NAMES,
            reason=reason,
            now=now,
        )
        shared = {"from_date": from_date, "recorded_at": now, "recorded_by": actor, "reason": reason}
        Status.objects.create(employee=employee, kind=StatusKind.ACTIVE, **shared)
        if grade:
            Grade.objects.create(employee=employee, grade=grade, **shared)
    return employee


def _refuse_nip(employee: Employee, *, now: datetime) -> None:
    """Refuse a NIP that cannot be one (law/people-reference §1); its century and month are checked by regulation."""
    if employee.kind == EmployeeKind.ELECTED or not employee.nip:
        return
    if problem := nip.problems([employee.nip], day=timezone.localdate(now))[0]:
        raise Invalid(problem, fields={"nip": problem})


def employee_correct(
    *, actor: User, employee: Employee, changes: Mapping[str, Any], reason: str, now: datetime
) -> bool:
    """Correct what is recorded of a person, with a reason; False when nothing differs.

    Invalid without a reason, for a field that is not corrected here, or for a value the field refuses.
    """
    if not reason.strip():
        raise Invalid(_("Alasan koreksi harus diisi."), fields={"reason": _("Tulis alasannya.")})
    if foreign := set(changes) - CORRECTABLE:
        raise Invalid(_("Isian ini tidak dapat dikoreksi di sini: %(names)s.") % {"names": ", ".join(sorted(foreign))})
    changes = dict(changes)
    if changes.get("nik"):
        changes["nik"] = _right_nik(str(changes["nik"]), employee, now=now)
    with transaction.atomic():
        employee = Employee.objects.select_for_update().get(pk=employee.pk)
        return rows.save_changes(
            employee,
            changes,
            actor=actor,
            action="people.employee_correct",
            subject=employee.uid,
            reason=reason,
            now=now,
        )


def _right_nik(text: str, employee: Employee, *, now: datetime) -> str:
    """Return a NIK without spaces; refuse one that cannot be one, or that somebody else has."""
    found = nip.nik_normalised(text)
    problem = nip.nik_problems([found], day=timezone.localdate(now))[0]
    if not problem and Employee.objects.filter(nik_index__of=found).exclude(pk=employee.pk).exists():
        problem = _("NIK ini sudah tercatat pada pegawai lain.")
    if problem:
        raise Invalid(problem, fields={"nik": problem})
    return found


def _right_grade(employee: Employee, grade: str, from_date: date) -> str:
    """Return a grade as the law writes it; refuse one that somebody of this kind of service cannot hold that day."""
    if problem := grade_problem(employee.kind, grade, from_date):
        raise Invalid(problem, fields={"grade": problem})
    return right_grade(employee.kind, grade, from_date)


def grade_set(
    *, actor: User | None, employee: Employee, grade: str, from_date: date, reason: str = "", now: datetime
) -> Grade:
    """Record the grade somebody holds from a day on; the one before ends the day before. Invalid when unknown."""
    grade = _right_grade(employee, grade, from_date)
    with transaction.atomic():
        Employee.objects.select_for_update().get(pk=employee.pk)
        _close_before(Grade, employee, from_date, actor=actor, action="people.grade_end", reason=reason, now=now)
        row = Grade(
            employee=employee, grade=grade, from_date=from_date, reason=reason, recorded_at=now, recorded_by=actor
        )
        return rows.save_new(
            row,
            actor=actor,
            action="people.grade_set",
            subject=employee.uid,
            names=["grade", "from_date"],
            reason=reason,
            now=now,
        )


def status_set(
    *, actor: User | None, employee: Employee, kind: StatusKind, from_date: date, reason: str, now: datetime
) -> Status:
    """Record whether somebody serves from a day on. Who leaves loses posts and grants that day."""
    with transaction.atomic():
        Employee.objects.select_for_update().get(pk=employee.pk)
        _close_before(Status, employee, from_date, actor=actor, action="people.status_end", reason=reason, now=now)
        row = Status(
            employee=employee, kind=kind, from_date=from_date, reason=reason, recorded_at=now, recorded_by=actor
        )
        rows.save_new(
            row,
            actor=actor,
            action="people.status_set",
            subject=employee.uid,
            names=["kind", "from_date"],
            reason=reason,
            now=now,
        )
        if kind in LEFT:
            _leave(employee, from_date, actor=actor, reason=reason, now=now)
    return row


def _close_before(
    model: type[Grade] | type[Status],
    employee: Employee,
    from_date: date,
    *,
    actor: User | None,
    action: str,
    reason: str,
    now: datetime,
) -> None:
    """End the open row the day before another begins; Conflict when it began on that day or later."""
    old = model.objects.filter(employee=employee, to_date__isnull=True, voided_at__isnull=True).first()
    if old is None:
        return
    if old.from_date >= from_date:
        raise Conflict(_("Sudah ada catatan yang berlaku sejak hari itu atau sesudahnya; koreksi catatan itu."))
    rows.end(
        old,
        to_date=from_date - timedelta(days=1),
        actor=actor,
        action=action,
        subject=employee.uid,
        reason=reason,
        now=now,
    )


def _leave(employee: Employee, from_date: date, *, actor: User | None, reason: str, now: datetime) -> None:
    """End posts and grants of somebody who leaves on a day: the last day of each is the day before."""
    last = from_date - timedelta(days=1)
    posts = Assignment.objects.filter(employee=employee, to_date__isnull=True, voided_at__isnull=True)
    grants = Grant.objects.none()
    if employee.user_id:
        grants = Grant.objects.filter(user_id=employee.user_id, to_date__isnull=True, voided_at__isnull=True)
    for row, action in [
        *((post, "people.assignment_end") for post in posts),
        *((grant, "people.grant_end") for grant in grants),
    ]:
        if row.from_date > last:
            rows.void(row, actor=actor, action=action, subject=employee.uid, reason=reason, now=now)
        else:
            rows.end(row, to_date=last, actor=actor, action=action, subject=employee.uid, reason=reason, now=now)


def status_change(*, actor: User, employee: Employee, kind: StatusKind, now: datetime, **options: Any) -> Status:
    """Record a status and bring the rest in step: superiors at once, and the sessions of who has left."""
    with transaction.atomic():
        row = status_set(actor=actor, employee=employee, kind=kind, now=now, **options)
        lines_refresh(actor=actor, day=timezone.localdate(now), now=now)
        if kind in LEFT and row.from_date <= timezone.localdate(now) and employee.user:
            account_close(actor=actor, user=employee.user, reason=row.reason, now=now)
        if kind not in LEFT and employee.user and not employee.user.is_active:
            account_reopen(actor=actor, user=employee.user, reason=row.reason, now=now)
    return row
