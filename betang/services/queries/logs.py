"""The steps of a year as a log in which cases and people bear pseudonyms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from betang.kernel.crypto.blind import blind
from betang.kernel.crypto.keyring import Purpose, keyring
from betang.services.models import Event
from betang.services.process import export

SPAN = timedelta(days=365)
LETTERS = 16
PIECE = 2000


def events(now: datetime) -> Iterator[export.Event]:
    """Give the steps of the requests sent in the last year, those of a request together. One query, read in pieces.

    A pseudonym is a keyed hash that only stays the same within this use: it is no number and no NIP, and leads to none.
    """
    key = keyring().current(Purpose.INDEX)

    def pseudonym(what: str, value: object) -> str:
        return blind(f"services.log.{what}", str(value), key=key)[:LETTERS]

    sent = Event.objects.filter(request__submitted_at__gt=now - SPAN, at__lte=now).order_by("request_id", "id")
    rows = sent.values_list("request__uid", "state", "at", "employee_id", "reasons")
    people: dict[int, str] = {}
    for uid, state, at, employee, reasons in rows.iterator(chunk_size=PIECE):
        if employee is not None and employee not in people:
            people[employee] = pseudonym("person", employee)
        yield export.Event(
            pseudonym("case", uid), state, timezone.localtime(at), people.get(employee), reasons[0] if reasons else None
        )
