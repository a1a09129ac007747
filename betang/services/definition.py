"""What a service asks for: its questions, their conditions, and the papers that follow from the answers. Pure.

A definition is data, so that an office changes it without a programmer. It says who answers: the applicant while
applying, or the officer at the counter. A question or a paper stands under a condition on earlier answers; whatever
does not apply is neither shown nor stored. The wording and the order are our own design; forms and papers follow
Permendagri 109/2019 and the public summaries of Perpres 96/2018 and Permendagri 108/2019.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from betang.regulation.text import Text

Answers = Mapping[str, str]
NO_THING = frozenset({"aplikasi", "data"})  # a result that is neither sent nor handed over


class Kind(StrEnum):
    """How a question is answered; `services.answering` says what each takes."""

    CHOICE = "choice"
    TEXT = "text"
    LONG = "long"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    NIK = "nik"
    KK = "kk"
    PHONE = "phone"
    EMAIL = "email"
    KELURAHAN = "kelurahan"


class By(StrEnum):
    """Who answers a question."""

    APPLICANT = "applicant"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Is:
    """Holds when the answer to an earlier question is one of some values; an empty answer is the value ""."""

    key: str
    values: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether the answers fulfil it."""
        return answers.get(self.key, "") in self.values


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `note` says to the applicant what follows from it."""

    value: str
    text: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, one screen. `form` names the field's form where it is known ("F-2.01")."""

    key: str
    kind: Kind
    text: Text
    help: Text | None = None
    options: tuple[Option, ...] = ()
    when: tuple[Is, ...] = ()
    by: By = By.APPLICANT
    optional: bool = False
    form: str = ""

    def applies(self, answers: Answers) -> bool:
        """Tell whether it is asked after these answers."""
        return all(each.holds(answers) for each in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document to bring or to photograph. `original`: the old one is handed in or shown, not only copied.

    `case` says in words when a paper with a condition is needed ("Bila hilang").
    """

    key: str
    text: Text
    help: Text | None = None
    when: tuple[Is, ...] = ()
    case: Text | None = None
    optional: bool = False
    original: bool = False
    form: str = ""

    def applies(self, answers: Answers) -> bool:
        """Tell whether it is needed after these answers."""
        return all(each.holds(answers) for each in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A service as it is offered from some day on."""

    id: str
    name: Text
    area: str
    group: str
    output: Text
    forms: tuple[str, ...]
    words: tuple[str, ...]
    questions: tuple[Question, ...]
    papers: tuple[Paper, ...]
    summary: Text
    digital: bool = True
    attendance: bool = False
    needs_nik: bool = True
    fee_rupiah: int = 0
    packages: tuple[str, ...] = ()
    note: Text | None = None
    confidence: str = "DESIGN"
    media: str = "hvs_a4_80g_tte_qr"
    stops: tuple[Stop, ...] = field(default=())

    @property
    def pickup(self) -> bool:
        """Whether the result is a thing that is handed over at the counter."""
        return not self.digital and self.media not in NO_THING

    def asked(self, answers: Answers, by: By = By.APPLICANT) -> Iterator[Question]:
        """Give the questions that apply, in order; an answer to one that does not apply counts as not given."""
        kept: dict[str, str] = {}
        for question in self.questions:
            if question.applies(kept):
                if question.key in answers:
                    kept[question.key] = answers[question.key]
                if question.by == by:
                    yield question

    def applying(self, answers: Answers) -> dict[str, str]:
        """Keep the answers to questions that apply."""
        return {each.key: answers[each.key] for by in By for each in self.asked(answers, by) if each.key in answers}

    def needed(self, answers: Answers) -> list[Paper]:
        """List the papers that these answers ask for, in order."""
        kept = self.applying(answers)
        return [paper for paper in self.papers if paper.applies(kept)]

    def stopped(self, answers: Answers) -> Stop | None:
        """Give the sentence with which these answers end the way: another service, or another office, is right."""
        kept = self.applying(answers)
        return next((stop for stop in self.stops if all(each.holds(kept) for each in stop.when)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Answers with which this service is the wrong one: what to say, and which service is right, if any."""

    when: tuple[Is, ...]
    text: Text
    service: str = ""
