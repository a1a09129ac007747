"""What a reporter does with the data of a complaint: put the contact right, keep the complaint in one's account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.services.models import Complaint, Secrecy

CONTACT = ("name", "email", "phone")


def complaint_contact(
    *, actor: User | None, complaint: Complaint, name: str, email: str, phone: str, now: datetime
) -> Complaint:
    """Put name and contact right, or take them away; the trail says which, not what. Repeating changes nothing.

    Invalid for an anonymous complaint, which has none; Conflict for one whose contents were erased.
    """
    given = {"name": name.strip(), "email": email.strip(), "phone": phone.strip()}
    with transaction.atomic():
        row = _held(complaint)
        changed = [field for field in CONTACT if getattr(row, field).reveal() != given[field]]
        if changed:
            for field in changed:
                setattr(row, field, given[field])
            row.save(update_fields=changed)
            changes = dict.fromkeys(changed, (None, None))
            record(actor=actor, action="services.complaint_contact", target=row, subject=row.subject,
                   changes=changes, now=now)  # fmt: skip
    return row


def complaint_keep(*, actor: User, complaint: Complaint, now: datetime) -> Complaint:
    """Keep a complaint in a resident's account; Conflict where another one keeps it. Repeating changes nothing."""
    with transaction.atomic():
        row = _held(complaint)
        if row.user_id not in {None, actor.pk}:
            raise Conflict(_("Pengaduan ini sudah disimpan di akun lain."))
        if row.user_id is None:
            row.user = actor
            row.save(update_fields=["user"])
            record(actor=actor, action="services.complaint_keep", target=row, subject=row.subject, now=now)
    return row


def _held(complaint: Complaint) -> Complaint:
    row = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    if row.secrecy == Secrecy.ANONYMOUS:
        raise Invalid(_("Laporan anonim tidak menyimpan nama dan kontak, dan tidak masuk akun mana pun."))
    if row.erased_at is not None:
        raise Conflict(_("Isi laporan ini sudah dihapus menurut masa simpannya."))
    return row
