"""The open questions: read from a file of the package, in both languages, with the values that nobody has settled."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from betang.regulation.parameters import Parameter, book
from betang.regulation.text import Text, text_from

FILE = "open_questions.toml"
_KEYS = {"section", "what", "why", "who", "meanwhile", "parameter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: what is uncertain, why, who can settle it, what is done meanwhile; the value it is about."""

    section: str
    what: Text
    why: Text | None
    who: Text
    meanwhile: Text
    parameter: Parameter | None

    def holds(self, words: Sequence[str]) -> bool:
        """Tell whether every word occurs somewhere in the question, in either language."""
        parts = [part for part in (self.what, self.why, self.who, self.meanwhile) if part]
        text = " ".join(f"{part.id} {part.en}" for part in parts).lower()
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of questions under its title."""

    id: str
    title: Text
    questions: Sequence[Question]


def read(source: str) -> tuple[Section, ...]:
    """Read the file; ValueError names the question and what is wrong with it."""
    raw = tomllib.loads(source)
    questions = [_question(entry, number) for number, entry in enumerate(raw["question"], start=1)]
    titles = {entry["id"]: text_from(entry["title"]) for entry in raw["section"]}
    if unknown := {question.section for question in questions} - set(titles):
        raise ValueError(f"no such section: {', '.join(sorted(unknown))}")
    return tuple(
        Section(name, title, tuple(question for question in questions if question.section == name))
        for name, title in titles.items()
    )


def _question(entry: Mapping[str, Any], number: int) -> Question:
    if unknown := set(entry) - _KEYS:
        raise ValueError(f"question {number}: unknown key: {', '.join(sorted(unknown))}")
    try:
        return Question(
            section=str(entry["section"]),
            what=text_from(entry.get("what")),
            why=text_from(entry["why"]) if "why" in entry else None,
            who=text_from(entry.get("who")),
            meanwhile=text_from(entry.get("meanwhile")),
            parameter=book()[entry["parameter"]] if "parameter" in entry else None,
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"question {number}: {error}") from error


@cache
def sections() -> tuple[Section, ...]:
    """Return the questions that ship with Betang."""
    return read((files("betang.portal.admin") / FILE).read_text(encoding="utf-8"))


def found(words: str) -> list[Section]:
    """Return the questions that hold all of some words, by section; sections without one are left out."""
    wanted = words.lower().split()
    kept = [
        Section(each.id, each.title, [question for question in each.questions if question.holds(wanted)])
        for each in sections()
    ]
    return [each for each in kept if each.questions]


def unset(words: str) -> list[Parameter]:
    """Return the values of law that nobody has settled, as far as they hold all of some words."""
    wanted = words.lower().split()
    return [
        parameter
        for parameter in book().parameters.values()
        if parameter.unset and all(word in _words_of(parameter) for word in wanted)
    ]


def _words_of(parameter: Parameter) -> str:
    why, meanwhile = (parameter.unset.why, parameter.unset.meanwhile) if parameter.unset else (None, None)
    texts = [part for part in (parameter.title, why, meanwhile) if part]
    settled_by = parameter.unset.settled_by if parameter.unset else ""
    return " ".join([settled_by, *(f"{text.id} {text.en}" for text in texts)]).lower()
