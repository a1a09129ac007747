"""Registering the systems that send facts, and giving and ending their tokens."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.ledger import kinds
from betang.ledger.models import Source, SourceToken
from betang.ledger.models.sources import HOUSE
from betang.ledger.tokens import token_digest
from betang.people.models import Unit

LONGEST = 366  # days a token may hold
PREFIX = "btg_"


def source_register(
    *, actor: User, uri: str, name: str, allowed: Sequence[str], days: int, token: str, unit: Unit | None = None,
    now: datetime,
) -> Source:  # fmt: skip
    """Register a system with its first token, which is shown by the caller once and never kept.

    `unit` answers for what it sends; None: the personnel agency does.

    Invalid when the name of the source is taken or badly formed, or a kind of facts is not known.
    """
    unknown = [kind for kind in allowed if kinds.find(kind) is None]
    if not allowed or unknown:
        raise Invalid(_("Pilih jenis fakta."), fields={"kinds": _("Pilih sedikitnya satu jenis fakta yang dikenal.")})
    if uri == HOUSE:
        raise Invalid(_("Nama sumber ini milik Betang sendiri."), fields={"uri": _("Pilih nama lain.")})
    source = Source(
        uri=uri, name=name, kinds=sorted(set(allowed)), unit=unit, registered_at=now, registered_by=actor
    )  # fmt: skip
    try:
        source.full_clean()
    except ValidationError as error:
        fields = {field: " ".join(texts) for field, texts in error.message_dict.items()}
        raise Invalid(_("Isian belum benar; belum ada yang disimpan."), fields=fields) from error
    with transaction.atomic():
        source.save()
        made = _token(source, actor=actor, days=days, token=token, now=now)
        changes = {"uri": (None, uri), "name": (None, name), "kinds": (None, source.kinds)}
        changes["unit"] = (None, _code(unit))
        changes["expires_at"] = (None, made.expires_at)
        record(actor=actor, action="ledger.source_register", target=source, changes=changes, now=now)
    return source


def token_renew(*, actor: User, source: Source, days: int, token: str, now: datetime) -> SourceToken:
    """Give a source a new token; the old one ends at once. Conflict when the source is closed."""
    with transaction.atomic():
        source = _locked(source)
        ended = source.tokens.filter(ended_at__isnull=True)
        before = ended.values_list("expires_at", flat=True).first()
        ended.update(ended_at=now)
        made = _token(source, actor=actor, days=days, token=token, now=now)
        changes = {"expires_at": (before, made.expires_at)}
        record(actor=actor, action="ledger.token_renew", target=source, changes=changes, now=now)
    return made


def source_entrust(*, actor: User, source: Source, unit: Unit | None, now: datetime) -> None:
    """Set which unit answers for what a source sends, None: the personnel agency; repeating changes nothing."""
    with transaction.atomic():
        source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
        before = source.unit
        if before != unit:
            source.unit = unit
            source.save(update_fields=["unit"])
            changes = {"unit": (_code(before), _code(unit))}
            record(actor=actor, action="ledger.source_entrust", target=source, changes=changes, now=now)


def source_close(*, actor: User, source: Source, reason: str, now: datetime) -> None:
    """Close a source: it sends no more. Invalid without a reason, Conflict when it is closed already."""
    if not reason.strip():
        raise Invalid(_("Alasan penutupan harus diisi."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        source = _locked(source)
        source.tokens.filter(ended_at__isnull=True).update(ended_at=now)
        source.closed_at, source.closed_by, source.close_reason = now, actor, reason.strip()[:300]
        source.save(update_fields=["closed_at", "closed_by", "close_reason"])
        changes = {"closed_at": (None, now)}
        record(actor=actor, action="ledger.source_close", target=source, changes=changes, reason=reason, now=now)


def _code(unit: Unit | None) -> str | None:
    return unit.code if unit else None


def _locked(source: Source) -> Source:
    found = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if found.closed_at or found.uri == HOUSE:
        raise Conflict(_("Sumber ini sudah ditutup."))
    return found


def _token(source: Source, *, actor: User, days: int, token: str, now: datetime) -> SourceToken:
    if not 1 <= days <= LONGEST:
        raise Invalid(
            _("Masa token belum benar."), fields={"days": _("Antara 1 dan %(longest)s hari.") % {"longest": LONGEST}}
        )
    return SourceToken.objects.create(
        source=source,
        digest=token_digest(token),
        tail=token[-4:],
        made_at=now,
        made_by=actor,
        expires_at=now + timedelta(days=days),
    )
