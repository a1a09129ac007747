"""What somebody already told in an own request, taken over into the next one: the only prefilling there is.

Own are the requests of one's account and those sent from this browser session. One that was merely opened with number
and PIN is not: whoever finds a receipt would read NIK and phone number out of the new draft.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from betang.kernel.access.viewer import Viewer
from betang.services.answering import NotAnAnswer, answer
from betang.services.content import definition_of
from betang.services.definition import Definition
from betang.services.models import Channel, Request

KEYS = frozenset({"nama", "nik", "no_kk", "punya_nik", "kelurahan", "kabar", "surel", "ponsel"})  # common.toml
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An own request whose answers can be taken over."""

    row: Request
    number: str
    service: str


def earlier_of(viewer: Viewer, made_here: Collection[str], language: str) -> list[Earlier]:
    """List the newest own requests that were sent; one query, none for who can have none."""
    own = Q(uid__in=[UUID(each) for each in made_here]) if made_here else Q(pk__in=[])
    if viewer.user_id is not None:
        own |= Q(user_id=viewer.user_id)
    elif not made_here:
        return []
    found = Request.objects.filter(own, channel=Channel.ONLINE, number__isnull=False, erased_at=None)
    rows = found.select_related("definition").order_by("-submitted_at")[:MOST]
    return [Earlier(row=row, number=row.number or "", service=definition_of(row).name.text(language)) for row in rows]


def taken_over(
    definition: Definition, answers: Mapping[str, str], *, today: date, kelurahan: Container[str]
) -> dict[str, str]:
    """Return those answers that the new service asks for too and that hold today as well."""
    kept: dict[str, str] = {}
    for question in definition.questions:
        if question.key in KEYS and answers.get(question.key) and question.applies(kept):
            try:
                kept[question.key] = answer(question, answers[question.key], today=today, kelurahan=kelurahan).value
            except NotAnAnswer:
                continue
    return kept
