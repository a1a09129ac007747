"""Showing a masked datum: the reason enters the trail before the value leaves the house."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Invalid
from betang.people.models import Employee

REVEALABLE = frozenset({"nik", "phone", "email", "address"})


def person_reveal(*, actor: User, employee: Employee, field: str, reason: str, now: datetime) -> str:
    """Return the plain value of a masked field and enter who saw it and why. Invalid without a reason."""
    if field not in REVEALABLE:
        raise Invalid(_("Data ini tidak dapat dibuka."))
    if not reason.strip():
        raise Invalid(_("Alasan membuka data harus diisi."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        record(
            actor=actor,
            action="people.reveal",
            target=employee,
            subject=employee.uid,
            changes={field: (None, None)},
            reason=reason,
            now=now,
        )
    return str(getattr(employee, field).reveal())
