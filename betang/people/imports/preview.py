"""What a person sees before a file is applied: faults, or the new and changed rows, masked where data are secret."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from betang.kernel.audit.plain import plain
from betang.kernel.crypto.secret import Secret
from betang.kernel.exchange.report import Problem
from betang.kernel.exchange.report import shown as on_one_line
from betang.people.imports.plans.plan import Plan, Step
from betang.people.imports.preview_words import field_word, names_for
from betang.people.imports.said import said as said_of_files
from betang.people.models import ImportKind

SHOWN = 500
EMPTY = (None, "", False)  # what a new row does not have is not worth a word
SECRET = {"nik": "nik", "phone": "phone", "email": "email", "address": "text"}


@dataclass(frozen=True, slots=True)
class Line:
    """One new or changed row: where it stands in the file, whom it is about, what changes from what to what."""

    verb: str
    number: int
    label: str
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file: which cell, what stands there (`value`, or in words `found`), what should."""

    row: int | None
    column: str | None
    value: str | None
    found: str
    expected: str

    @classmethod
    def of(cls, problem: Problem) -> "Fault":
        """Take over what the reading of a file reported."""
        value = None if problem.value is None else on_one_line(problem.value)
        return cls(problem.row, problem.column, value, problem.found, problem.expected)

    @property
    def wanted(self) -> str:
        """What should stand there, in the language of the page."""
        return said_of_files(self.expected)

    @property
    def stands(self) -> str:
        """What is there instead of a value, in the language of the page."""
        return said_of_files(self.found)


@dataclass(frozen=True, slots=True)
class Preview:
    """What was found in a file."""

    faults: list[Fault]
    total: int
    lines: list[Line]
    more: int


def written(plan: Plan | None, *, faults: Sequence[Fault], total: int) -> str:
    """Write a preview as JSON: at most 500 rows, changes before additions since they need the closer look."""
    steps = [*plan.alterations, *plan.additions] if plan else []
    rows = [
        {"verb": step.verb, "number": step.row.number, "label": step.label, "changes": changes_of(step)}
        for step in steps[:SHOWN]
    ]
    listed = [asdict(fault) for fault in faults]
    return json.dumps({"faults": listed, "total": total, "lines": rows, "more": max(0, len(steps) - SHOWN)})


def changes_of(step: Step) -> list[tuple[str, Any, Any]]:
    """List the changes of a step as (field, before, after), masked where the field is secret."""
    return [(name, shown(name, before), shown(name, after)) for name, (before, after) in step.changes.items()]


def shown(name: str, value: Any) -> Any:
    """Turn a value into what may be shown."""
    if name in SECRET and value:
        return str(value if isinstance(value, Secret) else Secret(str(value), mask=SECRET[name]))
    return plain(value)


def read(text: str, *, kind: ImportKind, language: str) -> Preview:
    """Read a preview that `written` made, in the words of the page."""
    found = json.loads(text)
    names = names_for(kind, [change for row in found["lines"] for change in row["changes"]], language=language)
    lines = [
        Line(
            row["verb"],
            row["number"],
            row["label"],
            [
                (field_word(kind, name), names.said(name, old), names.said(name, new))
                for name, old, new in row["changes"]
                if row["verb"] != "add" or new not in EMPTY
            ],
        )
        for row in found["lines"]
    ]
    return Preview([Fault(**fault) for fault in found["faults"]], found["total"], lines, found["more"])
