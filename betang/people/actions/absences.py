"""Absences are recorded by the unit or by import, and voided when they did not happen."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Conflict
from betang.people import rows
from betang.people.models import Absence, AbsenceKind, Employee


def absence_add(
    *,
    actor: User | None,
    employee: Employee,
    kind: AbsenceKind,
    from_date: date,
    to_date: date,
    reason: str = "",
    now: datetime,
) -> Absence:
    """Record that somebody is away. Conflict when an absence is recorded for one of the days already."""
    with transaction.atomic():
        Employee.objects.select_for_update().get(pk=employee.pk)
        if Absence.objects.overlapping(first=from_date, last=to_date).filter(employee=employee).exists():
            raise Conflict(_("Untuk salah satu hari itu sudah tercatat ketidakhadiran."))
        row = Absence(
            employee=employee,
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
            action="people.absence_add",
            subject=employee.uid,
            names=["kind", "from_date", "to_date"],
            reason=reason,
            now=now,
        )


def absence_void(*, actor: User, absence: Absence, reason: str, now: datetime) -> None:
    """Void an absence that did not happen, with the reason."""
    with transaction.atomic():
        row = Absence.objects.select_for_update(of=("self",)).select_related("employee").get(pk=absence.pk)
        rows.void(row, actor=actor, action="people.absence_void", subject=row.employee.uid, reason=reason, now=now)
