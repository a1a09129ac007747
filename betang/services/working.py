"""One request as the counter sees it: answers with numbers masked, papers, history, and the steps that can be taken."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.crypto.masks import MASKS
from betang.services import flow
from betang.services.content import answers_of, definition_of
from betang.services.course import Course, course
from betang.services.definition import By, Kind
from betang.services.history import reversible
from betang.services.minors import holds_child
from betang.services.models import Attachment, Delivery, HeldStep, Request, Result
from betang.services.moves import MOVES, Move, hindrance, moves_of
from betang.services.queries.counter import files_of
from betang.services.queries.deliveries import delivery_of, result_of
from betang.services.queries.requests import kelurahan_names
from betang.services.screening import warning_words
from betang.services.settled import returns_told
from betang.services.skill_words import lacking
from betang.services.walking import shown
from betang.ui import formats

MASKED = {Kind.NIK: "nik", Kind.KK: "nik", Kind.PHONE: "phone", Kind.EMAIL: "email"}
NEAR_SHARE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer; `key` is given for a masked one that may be seen with a reason."""

    label: str
    value: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One paper with its file, None where none was sent."""

    label: str
    original: bool
    attachment: Attachment | None
    warnings: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One button. `asks`: something is to be written, and so it has a form of its own."""

    to: str
    move: Move

    @property
    def asks(self) -> bool:
        """Whether something is to be written."""
        return self.move.reasons or self.move.words or self.move.hands


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A step that is not taken yet: its label, whether it is one's own, the seconds that are left."""

    label: str
    own: bool
    seconds: int


def held_of(viewer: Viewer, row: Request, now: datetime) -> Held | None:
    """Return the step that is held on a request selected with it."""
    held: HeldStep | None = getattr(row, "held", None)
    if held is None:
        return None
    move = MOVES.get((row.state, held.to))
    left = max(0, math.ceil((held.due_at - now).total_seconds()))
    return Held(label=str(move.label) if move else held.to, own=held.user_id == viewer.user_id, seconds=left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """Everything about one request."""

    row: Request
    name: str
    child: bool
    again: bool
    service: str
    lines: list[Line]
    files: list[File]
    steps: list[Step]
    held_up: str
    unskilled: str
    held: Held | None
    reversible: bool
    course: Course
    sla: str
    due: str
    attachable: bool
    result: Result | None
    document_number: str
    delivery: Delivery | None

    @property
    def plain(self) -> list[Step]:
        """The steps that are one button."""
        return [each for each in self.steps if not each.asks]

    @property
    def asking(self) -> list[Step]:
        """The steps with a form."""
        return [each for each in self.steps if each.asks]


def worked(viewer: Viewer, row: Request, language: str, now: datetime) -> Worked:
    """Put a request together for the counter; at most five queries."""
    definition = definition_of(row)
    held, path = held_of(viewer, row, now), course(row, language, now)
    unskilled = lacking(viewer, row)
    moves = {} if held else moves_of(viewer, row, digital=definition.digital, barred=unskilled.barred)
    steps = [Step(to=to, move=move) for to, move in moves.items()]
    state, due = limit(row, now, language)
    delivery = delivery_of(row) if definition.digital and row.state in flow.DELIVERED else None
    attachable = definition.digital and row.state in flow.ATTACHABLE
    result = delivery.result if delivery else result_of(row) if attachable else None
    return Worked(
        row=row,
        name=row.name.reveal(),
        child=holds_child(definition, answers_of(row), timezone.localdate(now)),
        again=row.returns >= returns_told(now),
        service=definition.name.text(language),
        lines=lines(row, language),
        files=files(row, language),
        steps=steps,
        held_up=""
        if steps or held
        else hindrance(viewer, row, to=flow.SIGNING, digital=definition.digital, barred=unskilled.barred),
        unskilled="" if unskilled.stops or held else unskilled.words,
        held=held,
        reversible=held is None and reversible(viewer, path.history) is not None,
        course=path,
        sla=state,
        due=due,
        attachable=attachable,
        result=result,
        document_number=result.number.reveal() if result else "",
        delivery=delivery,
    )


def lines(row: Request, language: str) -> list[Line]:
    """Show the answers, numbers of identity and contact masked."""
    definition, answers, kelurahan = definition_of(row), answers_of(row), kelurahan_names()
    found = []
    for question in definition.asked(answers, By.APPLICANT):
        value = answers.get(question.key, "")
        if value and question.kind in MASKED:
            masked = MASKS[MASKED[question.kind]](value)
            found.append(Line(label=question.text.text(language), value=masked, key=question.key))
        elif value:
            label, text = question.text.text(language), shown(question, value, language, kelurahan)
            found.append(Line(label=label, value=text))
    return found


def files(row: Request, language: str) -> list[File]:
    """Show the papers that the answers ask for, each with the file that holds now."""
    have = {each.paper: each for each in files_of(row)}
    return [
        File(
            label=paper.text.text(language),
            original=paper.original,
            attachment=have.get(paper.key),
            warnings=warning_words(have[paper.key].warnings) if paper.key in have else [],
        )
        for paper in definition_of(row).needed(answers_of(row))
    ]


def limit(row: Request, now: datetime, language: str) -> tuple[str, str]:
    """Say how urgent a request is (`lewat`, `dekat`, `aman`, "" without a limit) and how much time is left."""
    if row.due_at is None:
        return "", _("waktu berhenti") if row.state == flow.OUTAGE else ""
    left = round((row.due_at - now).total_seconds() / 60)
    words = formats.duration(abs(left), day_minutes=10**9, short=True, language=language)
    if left < 0:
        return "lewat", _("lewat %(time)s") % {"time": words}
    begun = row.accepted_at or row.submitted_at or now
    whole = (row.due_at - begun).total_seconds()
    near = whole > 0 and (now - begun).total_seconds() / whole >= NEAR_SHARE
    return "dekat" if near else "aman", _("sisa %(time)s") % {"time": words}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of the queue."""

    row: Request
    name: str
    service: str
    sla: str
    due: str
    share: float
    state: str
    held: bool
    again: bool


def listed(rows: Sequence[Request], language: str, now: datetime) -> list[Listed]:
    """Show the queue."""
    states, again = flow.flow_on(timezone.localdate(now)).states, returns_told(now)
    found = []
    for row in rows:
        state, due = limit(row, now, language)
        found.append(
            Listed(
                row=row,
                name=row.name.reveal(),
                service=definition_of(row).name.text(language),
                sla=state,
                due=due,
                share=used(row, now),
                state=states[row.state].name.text(language),
                held=getattr(row, "held", None) is not None,
                again=row.returns >= again,
            )
        )
    return found


def used(row: Request, now: datetime) -> float:
    """Return the share of the time that is used up, 0 to 1."""
    begun = row.accepted_at or row.submitted_at
    if row.due_at is None or begun is None or row.due_at <= begun:
        return 0.0
    return min(max((now - begun) / (row.due_at - begun), 0.0), 1.0)
