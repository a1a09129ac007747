"""How many may come to each slot: decided by the head of the office from a day on, and taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.services.models import SlotPlaces

MOST = 50


def places_add(
    *, actor: User, places: int, from_date: date, to_date: date | None, reason: str, now: datetime
) -> SlotPlaces:
    """Offer so many places in each slot from a day on, or from one day to another. Audited.

    Invalid for a past day, an end before the beginning, too many places, or no reason. What was booked stays booked.
    """
    wrong = {}
    if not 0 <= places <= MOST:
        wrong["places"] = _("Isi 0 sampai 50.")
    if from_date < localdate(now):
        wrong["from_date"] = _("Pilih hari ini atau sesudahnya; yang lalu tidak berubah.")
    if to_date is not None and to_date < from_date:
        wrong["to_date"] = _("Tanggal akhir tidak boleh mendahului tanggal mulai.")
    if not reason.strip() or len(reason) > 300:
        wrong["reason"] = _("Tulis alasannya, paling banyak 300 huruf.")
    if wrong:
        raise Invalid(_("Jadwal ini belum dapat disimpan."), fields=wrong)
    with transaction.atomic():
        row = SlotPlaces.objects.create(
            places=places, from_date=from_date, to_date=to_date, reason=reason.strip(), recorded_at=now,
            recorded_by=actor,
        )  # fmt: skip
        changes = {"places": (None, places), "from_date": (None, from_date), "to_date": (None, to_date)}
        record(actor=actor, action="services.places_add", target=row, changes=changes, reason=row.reason, now=now)
    return row


def places_void(*, actor: User, row: int, reason: str, now: datetime) -> SlotPlaces:
    """Take a decision back: what held before holds again. Audited.

    NotFound when there is none, Conflict when it is void already, Invalid without a reason.
    """
    with transaction.atomic():
        found = SlotPlaces.objects.select_for_update(of=("self",)).filter(pk=row).first()
        if found is None:
            raise NotFound
        if found.voided_at:
            raise Conflict(_("Jadwal ini sudah dibatalkan."))
        if not reason.strip():
            raise Invalid(_("Pembatalan memerlukan alasan."), fields={"reason": _("Tulis alasannya.")})
        found.voided_at, found.voided_by, found.void_reason = now, actor, reason.strip()[:300]
        found.save(update_fields=["voided_at", "voided_by", "void_reason"])
        record(
            actor=actor, action="services.places_void", target=found, changes={"voided_at": (None, now)},
            reason=found.void_reason, now=now,
        )  # fmt: skip
    return found
