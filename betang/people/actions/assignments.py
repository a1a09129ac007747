"""Assignments begin, end, and are corrected; no two definitive ones at a time."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.accounts.actions.sessions import sessions_end
from betang.kernel.accounts.models import User
from betang.kernel.errors import Conflict, Invalid
from betang.people import rows
from betang.people.actions.lines import lines_refresh
from betang.people.models import Assignment, AssignmentKind, Employee, Position

NAMES = ["position", "kind", "from_date", "to_date"]


def assignment_open(
    *,
    actor: User | None,
    employee: Employee,
    position: Position,
    kind: AssignmentKind = AssignmentKind.HOLDER,
    from_date: date,
    to_date: date | None = None,
    reason: str = "",
    now: datetime,
) -> Assignment:
    """Put somebody into a post from a day on; a definitive post held before ends the day before.

    Conflict when a definitive assignment begins on that day or later, or a head's post has a holder already.
    """
    with transaction.atomic():
        Employee.objects.select_for_update().get(pk=employee.pk)
        if kind == AssignmentKind.HOLDER:
            _end_before(employee, from_date, actor=actor, reason=reason, now=now)
        _refuse_taken(position, kind, from_date, to_date)
        row = Assignment(
            employee=employee,
            position=position,
            kind=kind,
            from_date=from_date,
            to_date=to_date,
            reason=reason,
            recorded_at=now,
            recorded_by=actor,
        )
        return rows.save_new(
            row,
            actor=actor,
            action="people.assignment_open",
            subject=employee.uid,
            names=NAMES,
            reason=reason,
            now=now,
        )


def _end_before(employee: Employee, from_date: date, *, actor: User | None, reason: str, now: datetime) -> None:
    """End the definitive assignment that reaches into a day; Conflict when one begins on it or later."""
    held = Assignment.objects.overlapping(first=from_date, last=None).filter(
        employee=employee, kind=AssignmentKind.HOLDER
    )
    for row in held:
        if row.from_date >= from_date:
            raise Conflict(_("Pegawai ini sudah mempunyai jabatan definitif sejak hari itu atau sesudahnya."))
        rows.save_changes(
            row,
            {"to_date": from_date - timedelta(days=1)},
            actor=actor,
            action="people.assignment_end",
            subject=employee.uid,
            reason=reason,
            now=now,
        )


def _refuse_taken(position: Position, kind: AssignmentKind, from_date: date, to_date: date | None) -> None:
    """Refuse a second holder, or a second acting head, of a post that leads a unit."""
    if position.closed_date and position.closed_date < from_date:
        raise Invalid(_("Jabatan ini sudah ditutup."), fields={"position": _("Pilih jabatan lain.")})
    if not position.is_head:
        return
    others = Assignment.objects.overlapping(first=from_date, last=to_date).filter(position=position, kind=kind)
    if others.exists():
        raise Conflict(_("Jabatan pimpinan ini sudah ada yang menduduki pada masa itu."))


def assignment_end(*, actor: User | None, assignment: Assignment, last_day: date, reason: str, now: datetime) -> None:
    """Let an assignment end after a day."""
    with transaction.atomic():
        row = Assignment.objects.select_for_update(of=("self",)).select_related("employee__user").get(pk=assignment.pk)
        rows.end(
            row,
            to_date=last_day,
            actor=actor,
            action="people.assignment_end",
            subject=row.employee.uid,
            reason=reason,
            now=now,
        )
        if last_day < timezone.localdate(now) and row.employee.user:
            sessions_end(actor=actor, user=row.employee.user, now=now)


def assignment_correct(
    *,
    actor: User,
    assignment: Assignment,
    position: Position,
    kind: AssignmentKind,
    from_date: date,
    to_date: date | None,
    reason: str,
    now: datetime,
) -> Assignment:
    """Replace a wrong assignment by a right one; the wrong one stays readable, voided, with the reason.

    Conflict when it was voided already or the right one would overlap another definitive assignment.
    """
    with transaction.atomic():
        old = Assignment.objects.select_for_update(of=("self",)).select_related("employee").get(pk=assignment.pk)
        subject = old.employee.uid
        rows.void(old, actor=actor, action="people.assignment_void", subject=subject, reason=reason, now=now)
        overlapping = Assignment.objects.overlapping(first=from_date, last=to_date).filter(
            employee=old.employee, kind=AssignmentKind.HOLDER
        )
        if kind == AssignmentKind.HOLDER and overlapping.exists():
            raise Conflict(_("Masa itu bertumpang tindih dengan jabatan definitif yang lain."))
        _refuse_taken(position, kind, from_date, to_date)
        row = Assignment(
            employee=old.employee,
            position=position,
            kind=kind,
            from_date=from_date,
            to_date=to_date,
            reason=reason,
            recorded_at=now,
            recorded_by=actor,
            replaces=old,
        )
        return rows.save_new(
            row, actor=actor, action="people.assignment_open", subject=subject, names=NAMES, reason=reason, now=now
        )


def assignment_void(*, actor: User, assignment: Assignment, reason: str, now: datetime) -> None:
    """Void an assignment that was never right, with the reason; it stays readable."""
    with transaction.atomic():
        row = Assignment.objects.select_for_update(of=("self",)).select_related("employee").get(pk=assignment.pk)
        action = "people.assignment_void"
        rows.void(row, actor=actor, action=action, subject=row.employee.uid, reason=reason, now=now)
        lines_refresh(actor=actor, day=timezone.localdate(now), now=now)


def post_end(*, actor: User, assignment: Assignment, last_day: date, reason: str, now: datetime) -> None:
    """Let a post end after a day and bring everybody's superior in step with it; all or nothing."""
    with transaction.atomic():
        assignment_end(actor=actor, assignment=assignment, last_day=last_day, reason=reason, now=now)
        lines_refresh(actor=actor, day=timezone.localdate(now), now=now)


def post_change(*, actor: User, employee: Employee, position: Position, now: datetime, **options: Any) -> Assignment:
    """Put somebody into a post and bring everybody's superior in step with it; all or nothing."""
    with transaction.atomic():
        found = assignment_open(actor=actor, employee=employee, position=position, now=now, **options)
        lines_refresh(actor=actor, day=timezone.localdate(now), now=now)
    return found
