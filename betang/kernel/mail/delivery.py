"""Handing mails to the mail server, one by one, each marked as soon as it has left."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from betang.kernel.errors import DomainError
from betang.kernel.mail.models import OutboxMessage

KEEP_DAYS = 30
PERMANENT = 500  # SMTP codes from here on say that trying again is useless


def delivers() -> bool:
    """Say whether mails are handed to a server: never in demo mode, in development only when one is named."""
    return settings.BETANG_MODE == "production" or (settings.BETANG_MODE != "demo" and bool(settings.EMAIL_HOST))


@contextmanager
def connection() -> Iterator[Any]:
    """Open one connection to the mail server; DomainError when none is named, OSError when it does not answer."""
    if not settings.EMAIL_HOST:
        raise DomainError(_("Peladen surel belum ditentukan. Isi BETANG_SMTP, lalu ulangi tugas ini."))
    opened = get_connection()
    opened.open()
    try:
        yield opened
    finally:
        opened.close()


def waiting(messages: Sequence[int]) -> list[OutboxMessage]:
    """Return those of some mails that have neither left nor been refused, in their order."""
    found = OutboxMessage.objects.filter(pk__in=messages, sent_at__isnull=True, refused_at__isnull=True)
    return list(found.order_by("pk"))


def hand_over(message: OutboxMessage, *, through: Any, now: datetime) -> None:
    """Hand one mail to the server and mark it: its content is emptied. One that is refused for good is marked so.

    A process killed between the two hands it over again; its Message-ID stays the same, by which mail programs tell.
    """
    mail = EmailMessage(
        subject=message.subject.reveal(),
        body=message.text.reveal(),
        to=[message.address.reveal()],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
        connection=through,
    )
    own = OutboxMessage.objects.filter(pk=message.pk)
    try:
        mail.send()
    except SMTPRecipientsRefused as refusal:
        if min(code for code, _text in refusal.recipients.values()) < PERMANENT:
            raise
        own.update(refused_at=now, text="")
    else:
        own.update(sent_at=now, text="")


def message_id(message: OutboxMessage) -> str:
    """Return the name of a mail for mail programs, the same at every attempt."""
    host = settings.BETANG_ADDRESS.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
    return f"<betang-{message.pk}-{int(message.created_at.timestamp())}@{host}>"


def old_ones(now: datetime) -> Any:
    """Return the mails that are not kept any longer."""
    return OutboxMessage.objects.filter(created_at__lt=now - timedelta(days=KEEP_DAYS))
