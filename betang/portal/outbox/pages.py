"""How a mail stands on a page: its own links can be followed, everything else is text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from betang.kernel.mail.models import OutboxMessage
from betang.kernel.mail.plain import own_links


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with `path` it is a link to a page of this site."""

    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, opened."""

    number: int
    to: str
    subject: str
    pieces: Sequence[Piece]
    written_at: datetime


def letters(messages: Iterable[OutboxMessage]) -> list[Letter]:
    """Open mails for the page."""
    return [
        Letter(
            number=message.pk,
            to=message.address.reveal(),
            subject=message.subject.reveal(),
            pieces=pieces(message.text.reveal()),
            written_at=message.created_at,
        )
        for message in messages
    ]


def pieces(text: str) -> list[Piece]:
    """Split a text at this site's own addresses, which become paths: the demo may run at another port."""
    parts = own_links().split(text)
    return [
        Piece(part, part.removeprefix(settings.BETANG_ADDRESS)) if number % 2 else Piece(part)
        for number, part in enumerate(parts)
        if part
    ]
