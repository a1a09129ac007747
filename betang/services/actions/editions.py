"""Setting how a service is offered from a day on, and taking that back."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.services.definition import Definition
from betang.services.editing import read
from betang.services.models.editions import ServiceEdition
from betang.services.queries.catalogue import definition_on
from betang.services.queries.editions import text_on
from betang.services.reading import BadDefinition
from betang.services.stored import as_json

LONGEST = 60_000  # characters of a definition; the longest packaged one has a tenth of it


def edition_add(
    *, actor: User, service: str, from_date: date, content: str, source: str, reason: str, now: datetime
) -> ServiceEdition:
    """Offer a service by this text from a day on; requests made before keep theirs. Audited.

    Invalid when the text does not hold, changes nothing, the day is past, or source or reason is missing; Conflict
    when an edition begins on that day already; NotFound for an unknown service.
    """
    content = "\n".join(content.split("\r\n")).strip() + "\n"
    before = definition_on(service, max(from_date, localdate(now)))
    made = definition_of(service=service, content=content)
    wrong = problems(from_date=from_date, source=source, reason=reason, today=localdate(now))
    if not wrong and made == before:
        wrong = {"content": _("Isi ini sama dengan yang berlaku pada hari itu.")}
    if wrong:
        raise Invalid(_("Edisi ini belum dapat disimpan."), fields=wrong)
    try:
        with transaction.atomic():
            old = text_on(service, from_date)
            row = ServiceEdition.objects.create(
                service=service, from_date=from_date, content=content, definition=as_json(made), source=source.strip(),
                confidence=made.confidence, reason=reason.strip(), recorded_at=now, recorded_by=actor,
            )  # fmt: skip
            changes = {"service": (None, service), "from_date": (None, from_date), "content": (old, content)}
            record(actor=actor, action="services.edition_add", target=row, changes=changes, reason=row.reason, now=now)
    except IntegrityError as error:
        raise Conflict(_("Layanan ini sudah mempunyai edisi mulai hari itu. Batalkan dahulu edisi itu.")) from error
    return row


def edition_void(*, actor: User, edition: int, reason: str, now: datetime) -> ServiceEdition:
    """Take an edition back: what was offered before it holds again. Audited.

    NotFound when there is no such row, Conflict when it is void already, Invalid without a reason.
    """
    with transaction.atomic():
        row = ServiceEdition.objects.select_for_update(of=("self",)).filter(pk=edition).first()
        if row is None:
            raise NotFound
        if row.voided_at:
            raise Conflict(_("Edisi ini sudah dibatalkan."))
        if not reason.strip():
            raise Invalid(_("Pembatalan memerlukan alasan."), fields={"reason": _("Tulis alasannya.")})
        row.voided_at, row.voided_by, row.void_reason = now, actor, reason.strip()[:300]
        row.save(update_fields=["voided_at", "voided_by", "void_reason"])
        changes = {"voided_at": (None, now)}
        record(
            actor=actor, action="services.edition_void", target=row, changes=changes, reason=row.void_reason, now=now
        )
    return row


def definition_of(*, service: str, content: str) -> Definition:
    """Read a text; Invalid with the sentence that says where it does not hold."""
    if len(content) > LONGEST:
        raise Invalid(_("Isinya terlalu panjang."), fields={"content": _("Isinya terlalu panjang.")})
    try:
        return read(service, content)
    except BadDefinition as error:
        words = error.text.text(get_language() or "id")
        raise Invalid(_("Isi layanan belum benar."), fields={"content": words}) from error


def problems(*, from_date: date, source: str, reason: str, today: date) -> dict[str, str]:
    """Say what is missing beside the text, by field."""
    wrong = {}
    if from_date < today:
        wrong["from_date"] = _("Pilih hari ini atau sesudahnya; yang lalu tidak berubah.")
    if not source.strip() or len(source) > 300:
        wrong["source"] = _("Tulis sumbernya, paling banyak 300 huruf.")
    if not reason.strip() or len(reason) > 300:
        wrong["reason"] = _("Tulis alasannya, paling banyak 300 huruf.")
    return wrong
