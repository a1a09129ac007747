"""Writing mails: checked, put into the outbox, and handed to the job that delivers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid
from betang.kernel.jobs import job_start
from betang.kernel.mail import plain
from betang.kernel.mail.delivery import delivers
from betang.kernel.mail.jobs import deliver
from betang.kernel.mail.models import OutboxMessage

CHUNK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to be sent: one address, a subject of one line, a plain text."""

    to: str
    subject: str | Promise
    text: str | Promise


def mail_send(*, to: str, subject: str | Promise, text: str | Promise, now: datetime) -> OutboxMessage:
    """Put one mail into the outbox within the caller's transaction; it is delivered when that is committed.

    Invalid, and nothing is written, when the address is not one bare address or the subject holds a line break.
    Text becomes plain (`plain.body`): no link but to this site (`site_url`), no number of 15 digits or more.
    """
    return mails_send([Mail(to=to, subject=subject, text=text)], now=now)[0]


def mails_send(mails: Sequence[Mail], *, now: datetime) -> list[OutboxMessage]:
    """Put many mails into the outbox, all or none; Invalid names what the first bad one lacks."""
    rows = [_row(mail, now) for mail in mails]
    with transaction.atomic():
        written = OutboxMessage.objects.bulk_create(rows, batch_size=CHUNK)
        for start in range(0, len(written) if delivers() else 0, CHUNK):
            numbers = [row.pk for row in written[start : start + CHUNK]]
            job_start(deliver, actor=None, args={"messages": numbers}, now=now)
    return written


def _row(mail: Mail, now: datetime) -> OutboxMessage:
    text = plain.body(str(mail.text))
    if not text.strip() or len(text) > plain.LONGEST_TEXT:
        raise Invalid(_("Isi surel kosong atau terlalu panjang."))
    return OutboxMessage(
        address=plain.address(mail.to), subject=plain.header(str(mail.subject)), text=text, created_at=now
    )
