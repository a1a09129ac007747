"""The way through a draft: which question or paper comes next, how far somebody is, and all answers on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from betang.services.answering import NotAnAnswer, answer
from betang.services.content import answers_of, definition_of
from betang.services.definition import Definition, Kind, Paper, Question, Stop
from betang.services.flow import DRAFT
from betang.services.models import Attachment, Request
from betang.services.queries.appointments import appointment_chosen, attends
from betang.services.queries.requests import kelurahan_names
from betang.services.screening import warning_words

STAGES = ("question", "paper", "review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen: its address, the stage it belongs to (1 questions, 2 papers, 3 review), and whether it is done."""

    kind: str
    key: str
    url: str
    stage: int
    done: bool = False
    back: str = ""


def steps(row: Request) -> Iterator[Step]:
    """Give the screens of a draft in order; one query, for the files."""
    definition, answers = definition_of(row), answers_of(row)
    back = reverse("apply", args=[row.service])
    for question in definition.asked(answers):
        url = reverse("draft_question", args=[row.uid, question.key])
        done = question.key in answers and (question.optional or bool(answers[question.key]))
        yield Step(kind="question", key=question.key, url=url, stage=1, done=done, back=back)
        back = url
    if definition.stopped(answers) is None:
        have = set(row.attachments.filter(replaced_at__isnull=True).values_list("paper", flat=True))
        for paper in definition.needed(answers):
            url = reverse("draft_paper", args=[row.uid, paper.key])
            yield Step(kind="paper", key=paper.key, url=url, stage=2, done=paper.key in have, back=back)
            back = url
        if row.state == DRAFT and attends(row, definition):
            url = reverse("draft_slot", args=[row.uid])
            yield Step(kind="slot", key="", url=url, stage=3, done=appointment_chosen(row) is not None, back=back)
            back = url
    yield Step(kind="review", key="", url=reverse("draft_review", args=[row.uid]), stage=3, back=back)


def next_step(row: Request) -> Step:
    """Return the first screen that is not done; neither papers that may be left out nor the hour to come hold
    anybody up."""
    definition = definition_of(row)
    optional = {paper.key for paper in definition.papers if paper.optional}
    may_wait = {("slot", ""), *(("paper", key) for key in optional)}
    return next(each for each in steps(row) if not each.done and (each.kind, each.key) not in may_wait)


def after(row: Request, key: str, *, paper: bool = False) -> Step:
    """Return the screen after a question or a paper; one that stops the way leads to the review, which says why."""
    listed = list(steps(row))
    if not paper and definition_of(row).stopped(answers_of(row)) is not None:
        return listed[-1]
    kind = "paper" if paper else "question"
    place = next((n for n, each in enumerate(listed) if (each.kind, each.key) == (kind, key)), 0)
    later = listed[place + 1 :] if paper else [each for each in listed[place + 1 :] if not each.done]
    return later[0] if later else listed[-1]


def step_of(row: Request, kind: str, key: str) -> Step:
    """Return the screen of a question or a paper."""
    return next(each for each in steps(row) if (each.kind, each.key) == (kind, key))


def file_of(row: Request, paper: str) -> Attachment | None:
    """Return the file that stands for a paper now."""
    return row.attachments.filter(paper=paper, replaced_at__isnull=True).select_related("file").last()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer or paper as it is shown on the review."""

    label: str
    value: str
    url: str
    warnings: list[str]
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything on one page; `ready` says whether it can be sent."""

    answers: list[Line]
    papers: list[Line]
    stop: Stop | None
    comes: Line | None = None

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return self.stop is None and not any(line.missing for line in (*self.answers, *self.papers))


def review(row: Request, language: str) -> Review:
    """Put all answers and papers of a draft together; three queries."""
    definition, answers = definition_of(row), answers_of(row)
    kelurahan = kelurahan_names()
    files = {
        each.paper: each for each in row.attachments.filter(replaced_at__isnull=True).select_related("file")
    }  # fmt: skip
    asked = [
        answered(row, question, answers.get(question.key, ""), language, kelurahan)
        for question in definition.asked(answers)
    ]
    needed = [filed(row, paper, files.get(paper.key), language) for paper in definition.needed(answers)]
    return Review(answers=asked, papers=needed, stop=definition.stopped(answers), comes=comes(row, definition))


def comes(row: Request, definition: Definition) -> Line | None:
    """Show the hour that was chosen for coming; None where nobody has to come, or the request was sent."""
    if row.state != DRAFT or not attends(row, definition):
        return None
    chosen = appointment_chosen(row)
    when = date_format(timezone.localtime(chosen.begins_at), "l j F Y, H.i") if chosen else ""
    return Line(
        label=_("Hari dan jam datang"),
        value=when or _("Belum dipilih. Dapat juga dipilih sesudah permohonan dikirim."),
        url=reverse("draft_slot", args=[row.uid]),
        warnings=[],
    )


def answered(row: Request, question: Question, value: str, language: str, kelurahan: dict[str, str]) -> Line:
    """Show one answer, with what looks wrong with it."""
    url = reverse("draft_question", args=[row.uid, question.key])
    warning = ""
    if value and question.kind in {Kind.NIK, Kind.KK, Kind.DATE}:
        try:
            warning = answer(question, value, today=timezone.localdate()).warning
        except NotAnAnswer as error:
            warning = str(error)
    return Line(
        label=question.text.text(language),
        value=shown(question, value, language, kelurahan),
        url=url,
        warnings=[warning] if warning else [],
        missing=not value and not question.optional,
    )


def shown(question: Question, value: str, language: str, kelurahan: dict[str, str]) -> str:
    """Write an answer for people."""
    if question.kind == Kind.CHOICE:
        return next((each.text.text(language) for each in question.options if each.value == value), "")
    if question.kind == Kind.KELURAHAN:
        return kelurahan.get(value, "")
    if question.kind == Kind.DATE and value:
        return date_format(date.fromisoformat(value), "j F Y")
    return value


def filed(row: Request, paper: Paper, file: Attachment | None, language: str) -> Line:
    """Show one paper, with what looks wrong with its picture."""
    return Line(
        label=paper.text.text(language),
        value=file.file.name.reveal() if file else _("Belum ada"),
        url=reverse("draft_paper", args=[row.uid, paper.key]),
        warnings=warning_words(file.warnings) if file else [],
        missing=file is None and not paper.optional,
    )
