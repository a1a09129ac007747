"""Which answers can be put right after the sending, and what waits for the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.regulation.data_protection import JAWAB_PERMINTAAN
from betang.regulation.parameters import book
from betang.services.content import answers_of, definition_of
from betang.services.definition import Kind, Question
from betang.services.flow import WITH_APPLICANT
from betang.services.models import DataCorrection, Request
from betang.services.rules import COUNTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """An answer that can be put right, and the latest wish about it, if any."""

    question: Question
    wish: DataCorrection | None
    words: str  # why it was refused


def correctable(row: Request) -> list[Question]:
    """List the answers that can be put right: none of a draft or of what was erased, and no choice.

    A choice decides which papers were asked for: with another one it would be another request.
    """
    if row.submitted_at is None or row.state in WITH_APPLICANT or row.erased_at:
        return []
    answers = answers_of(row)
    return [each for each in definition_of(row).asked(answers) if each.kind != Kind.CHOICE and answers.get(each.key)]


def wishes(row: Request) -> list[Correctable]:
    """List those answers, each with the latest wish; one query."""
    latest = {each.key: each for each in row.corrections.order_by("asked_at", "id")}
    found = [(each, latest.get(each.key)) for each in correctable(row)]
    return [Correctable(question=asked, wish=wish, words=wish.words.reveal() if wish else "") for asked, wish in found]


def question_correctable(row: Request, key: str) -> Question:
    """Return one of them; NotFound for any other."""
    found = next((each for each in correctable(row) if each.key == key), None)
    if found is None:
        raise NotFound
    return found


def due_of(now: datetime) -> datetime:
    """Return by when the office answers a wish of this moment (UU 27/2022)."""
    hours: int = book().on(timezone.localdate(now))[JAWAB_PERMINTAAN].value
    return now + timedelta(hours=hours)


def may_settle(viewer: Viewer) -> Q:
    """Wishes that somebody answers: all for the counter, none for anybody else."""
    return Q() if viewer.has(*COUNTER) else Q(pk__in=[])


def waiting() -> QuerySet[DataCorrection]:
    """Wishes that wait, the most urgent first."""
    return DataCorrection.objects.filter(accepted=None).select_related("request__definition")


def labels(rows: Sequence[DataCorrection], language: str) -> list[tuple[DataCorrection, str, str]]:
    """Give each wish with its service and question in words; no query."""
    found = []
    for row in rows:
        definition = definition_of(row.request)
        asked = next((each.text.text(language) for each in definition.questions if each.key == row.key), row.key)
        found.append((row, definition.name.text(language), asked))
    return found
