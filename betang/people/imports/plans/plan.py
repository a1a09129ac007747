"""A plan: what would be added, what would be changed and how, what stays."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from betang.kernel.audit.plain import plain
from betang.people.imports.reading import Row

Changes = Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the file that leads to something: a new row, or changes of a recorded one (before, after)."""

    verb: Literal["add", "change"]
    row: Row
    key: str
    label: str
    changes: Changes
    found: Any = None  # what is recorded, as `state` gives it


@dataclass(slots=True)
class Plan:
    """All steps of a file, in the order in which they can be carried out."""

    day: date
    steps: list[Step] = field(default_factory=list)
    unchanged: int = 0
    absent: int = 0  # recorded, but not in the file; they stay as they are

    def add(self, row: Row, key: str, label: str, changes: Changes) -> None:
        """Plan a new row."""
        self.steps.append(Step("add", row, key, label, changes))

    def change(self, row: Row, key: str, label: str, changes: Changes, found: Any) -> None:
        """Plan changes of a recorded row; none when nothing differs."""
        if changes:
            self.steps.append(Step("change", row, key, label, changes, found))
        else:
            self.unchanged += 1

    @property
    def additions(self) -> list[Step]:
        """The new rows."""
        return [step for step in self.steps if step.verb == "add"]

    @property
    def alterations(self) -> list[Step]:
        """The changed rows."""
        return [step for step in self.steps if step.verb == "change"]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, for the list of imports."""
        return {
            "baru": len(self.additions),
            "berubah": len(self.alterations),
            "tetap": self.unchanged,
            "tidak_di_berkas": self.absent,
        }

    @property
    def digest(self) -> str:
        """A fingerprint of what would be done: it differs as soon as what is recorded changed meanwhile."""
        steps = [
            [step.verb, step.key, {name: plain(pair) for name, pair in step.changes.items()}] for step in self.steps
        ]
        return hashlib.sha256(json.dumps([str(self.day), steps], sort_keys=True).encode()).hexdigest()


def differing(row: Row, recorded: Mapping[str, Any], names: Mapping[str, str], *, keep_blank: bool = True) -> Changes:
    """Compare columns with what is recorded; `names` maps columns to fields. A blank optional cell changes nothing."""
    changes = {}
    for column, name in names.items():
        if column not in row.values:
            continue
        value = row.values[column]
        if keep_blank and value in {"", None}:
            continue
        if recorded[name] != value:
            changes[name] = (recorded[name], value)
    return changes
