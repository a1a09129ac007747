"""What all actions on dated rows share: checking, ending, voiding, and the entry in the trail."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.crypto.fields import BlindIndexField
from betang.kernel.errors import Conflict, Invalid
from betang.people.models.dated import Dated

Model = TypeVar("Model", bound=models.Model)


def checked(row: Model) -> Model:
    """Return a row that its fields and constraints accept; Invalid names each field that they do not."""
    try:
        row.full_clean()
    except ValidationError as error:
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise Invalid(_("Isian belum benar; belum ada yang disimpan."), fields=fields) from error
    return row


def values(row: models.Model, names: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    """Give the columns of a new row as changes from nothing."""
    return {name: (None, getattr(row, name)) for name in names}


def save_new(
    row: Model,
    *,
    actor: User | None,
    action: str,
    subject: UUID | None,
    names: Iterable[str],
    reason: str,
    now: datetime,
) -> Model:
    """Check and save a new row and enter it in the trail."""
    checked(row).save()
    record(actor=actor, action=action, target=row, subject=subject, changes=values(row, names), reason=reason, now=now)
    return row


def save_changes(
    row: models.Model,
    changes: Mapping[str, Any],
    *,
    actor: User | None,
    action: str,
    subject: UUID | None,
    reason: str,
    now: datetime,
) -> bool:
    """Change columns of a row and enter what differed; False when nothing did."""
    differing = {name: (getattr(row, name), value) for name, value in changes.items() if getattr(row, name) != value}
    if not differing:
        return False
    for name, (_before, after) in differing.items():
        setattr(row, name, after)
    indexes = [f.name for f in row._meta.concrete_fields if isinstance(f, BlindIndexField) and f.source in differing]
    checked(row).save(update_fields=[*differing, *indexes])
    record(actor=actor, action=action, target=row, subject=subject, changes=differing, reason=reason, now=now)
    return True


def end(
    row: Dated, *, to_date: date, actor: User | None, action: str, subject: UUID | None, reason: str, now: datetime
) -> None:
    """Set the last day of an open row; Conflict when it has one already, Invalid when it would end before it began."""
    if row.voided_at or row.to_date:
        raise Conflict(_("Baris ini sudah berakhir atau sudah dibatalkan."))
    save_changes(row, {"to_date": to_date}, actor=actor, action=action, subject=subject, reason=reason, now=now)


def void(row: Dated, *, actor: User | None, action: str, subject: UUID | None, reason: str, now: datetime) -> None:
    """Mark a row as wrong from the start; it stays readable. Conflict when it was voided already."""
    if row.voided_at:
        raise Conflict(_("Baris ini sudah dibatalkan."))
    if not reason.strip():
        raise Invalid(_("Alasan pembatalan harus diisi."), fields={"reason": _("Tulis alasannya.")})
    row.voided_at, row.voided_by, row.void_reason = now, actor, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record(
        actor=actor,
        action=action,
        target=row,
        subject=subject,
        changes={"voided": (False, True)},
        reason=reason,
        now=now,
    )
