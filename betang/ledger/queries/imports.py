"""Files with facts: the list, one of them, and what its preview showed, with the names of the people."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from betang.kernel.crypto.files import file_open
from betang.kernel.errors import NotFound
from betang.ledger.kinds import find
from betang.ledger.models import FactImport
from betang.people.models import Employee
from betang.ui import formats


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: who, when, which values in words, and whether it is new, a correction or there already."""

    number: int
    name: str
    nip: str
    day: date
    values: list[tuple[str, str]]
    word: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What was found in a file."""

    faults: list[str]
    total: int
    lines: list[Line]
    more: int


def imports_listed() -> QuerySet[FactImport]:
    """List imports, the latest first."""
    return FactImport.objects.select_related("source", "uploaded_by__employee").order_by("-uploaded_at")


def import_found(pk: UUID) -> FactImport:
    """Find one import; NotFound when there is none."""
    found = imports_listed().select_related("preview").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def preview_of(run: FactImport) -> Preview:
    """Read what the preview showed."""
    found = json.loads(b"".join(file_open(run.preview)).decode())
    nips = {row["nip"] for row in found["lines"]}
    names = {one.nip: one.full_name for one in Employee.objects.filter(nip__in=nips)}
    lines = [
        Line(
            row["number"],
            names.get(row["nip"], ""),
            row["nip"],
            date.fromisoformat(row["day"]),
            values_said(run.kind, row["data"]),
            row["word"],
        )
        for row in found["lines"]
    ]
    return Preview(found["faults"], found["total"], lines, found["more"])


def values_said(name: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Write the values of a fact in words, each with its title; of a kind that is gone nothing is left to say."""
    kind = find(name)
    fields = kind.fields if kind else {}
    return [(str(fields[one].title), said(fields[one], value)) for one, value in data.items() if one in fields]


def said(field: Any, value: Any) -> str:
    """Write a measured value in words: a choice by its label, with its unit."""
    if field.yes_no:
        return "✓" if value else "–"
    if field.choices is not None:
        return str(field.choices.get(value, value))
    written = formats.number(Decimal(str(value)), language=get_language() or "id")
    return f"{written} {field.unit}".strip()
