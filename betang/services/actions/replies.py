"""Answers of a section for its officers: decided by its head from a day on, and taken back."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.people.models import Unit
from betang.services.models import ReplyText
from betang.services.replies import STEPS, packaged, problem


def reply_add(
    *,
    actor: User,
    unit: Unit,
    code: str,
    to: str,
    title: str,
    text: str,
    text_en: str,
    from_date: date,
    reason: str,
    now: datetime,
) -> ReplyText:
    """Offer an answer from a day on, in the place of one with its code, or a new one without; no text takes it out.

    Invalid for a past day, an unknown step, no title or reason, or words that are not plain. Conflict when one begins
    on that day already. Audited.
    """
    code = code[:24] or _new_code(title)
    wrong = {}
    if to not in STEPS:
        wrong["to"] = _("Pilih salah satu langkah.")
    if not title.strip() or not code:
        wrong["title"] = _("Tulis judul yang dikenali petugas.")
    for name, words in (("text", text), ("text_en", text_en)):
        if words.strip() and (said := problem(words)):
            wrong[name] = said
    if text_en.strip() and not text.strip():
        wrong["text"] = _("Tulis kalimatnya.")
    if from_date < localdate(now):
        wrong["from_date"] = _("Pilih hari ini atau sesudahnya; yang lalu tidak berubah.")
    if not reason.strip() or len(reason) > 300:
        wrong["reason"] = _("Tulis alasannya, paling banyak 300 huruf.")
    if wrong:
        raise Invalid(_("Jawaban ini belum dapat disimpan."), fields=wrong)
    try:
        with transaction.atomic():
            row = ReplyText.objects.create(
                unit=unit, code=code, to=to, title=title.strip()[:80], text=text.strip(), text_en=text_en.strip(),
                from_date=from_date, reason=reason.strip(), recorded_at=now, recorded_by=actor,
            )  # fmt: skip
            changes = {
                "unit": (None, unit.pk), "code": (None, code), "to": (None, to), "text": (None, row.text),
                "from_date": (None, from_date),
            }  # fmt: skip
            record(actor=actor, action="services.reply_add", target=row, changes=changes, reason=row.reason, now=now)
    except IntegrityError as error:
        raise Conflict(_("Jawaban ini sudah diubah mulai hari itu. Batalkan dahulu perubahan itu.")) from error
    return row


def _new_code(title: str) -> str:
    """Make the code of a new answer from its title, one that no answer of any unit has; "" without letters."""
    taken = {each.code for each in packaged()} | set(ReplyText.objects.values_list("code", flat=True))
    slug = slugify(title)
    codes = (slug[:24] if number == 1 else f"{slug[:20]}-{number}" for number in count(1))
    return next(each for each in codes if each not in taken) if slug else ""


def reply_void(*, actor: User, unit: Unit, row: int, reason: str, now: datetime) -> ReplyText:
    """Take a decision of a unit back: what held before holds again. Audited.

    NotFound when the unit has no such row, Conflict when it is void already, Invalid without a reason.
    """
    with transaction.atomic():
        found = ReplyText.objects.select_for_update(of=("self",)).filter(pk=row, unit=unit).first()
        if found is None:
            raise NotFound
        if found.voided_at:
            raise Conflict(_("Perubahan ini sudah dibatalkan."))
        if not reason.strip():
            raise Invalid(_("Pembatalan memerlukan alasan."), fields={"reason": _("Tulis alasannya.")})
        found.voided_at, found.voided_by, found.void_reason = now, actor, reason.strip()[:300]
        found.save(update_fields=["voided_at", "voided_by", "void_reason"])
        record(
            actor=actor, action="services.reply_void", target=found, changes={"voided_at": (None, now)},
            reason=found.void_reason, now=now,
        )  # fmt: skip
    return found
