"""Reading a file into rows, each with the number a spreadsheet shows for it; every fault is named by its cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from betang.kernel.exchange.columns import Words
from betang.kernel.exchange.reading import Column, Description, Reading, read
from betang.kernel.exchange.report import Report
from betang.kernel.exchange.single import open_table
from betang.people.imports.layouts import (
    CHOICE,
    DAY,
    EMAIL,
    NIK,
    NIP,
    NO_WORDS,
    TEXT,
    WHOLE,
    YES,
    YES_WORDS,
    Field,
    Layout,
)
from betang.people.nip import nik_normalised, nik_problems, normalised, problems

MOST_ROWS = 50_000
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its number in the file, its values by column. A blank cell is "" or None, a missing column absent."""

    number: int
    values: Values


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that was read: its rows, and how to report a fault of one of them."""

    rows: list[Row]
    reading: Reading
    report: Report

    def flag(self, indexes: list[int], column: str, expected: str, detail: Callable[[int], str] | None = None) -> None:
        """Report rows (by their index) whose cell in a column does not fit what is recorded."""
        self.reading.flag(np.array(sorted(indexes), dtype=np.int64), [column], expected, detail=detail)


def read_sheet(path: Path, layout: Layout, *, day: date) -> Sheet:
    """Read a csv, parquet, xlsx or ods file by its layout; faults are in the report, BadInput when nothing can be read.

    `day` is the day of the law by which numbers of employees are checked.
    """
    report = Report()
    table = open_table(path, report)
    columns = tuple(
        Column(field.name, Words(), present=field.filled, filled=field.filled, also=field.also)
        for field in layout.fields
    )
    reading = read(table, Description(str(layout.kind), columns), report)
    if table.height > MOST_ROWS:
        reading.flag(np.array([MOST_ROWS], dtype=np.int64), [layout.key[0]], f"paling banyak {MOST_ROWS} baris")
    if not reading.complete:
        return Sheet([], reading, report)
    parsed = {field.name: parse(reading, field, day=day) for field in layout.fields if reading.has(field.name)}
    rows = [
        Row(table.row_number(index), {name: cells[index] for name, cells in parsed.items()})
        for index in range(table.height)
    ]
    refuse_repeats(reading, layout, rows)
    return Sheet(rows, reading, report)


def parse(reading: Reading, field: Field, *, day: date) -> list[Any]:
    """Parse the cells of one column, reporting those that do not fit."""
    texts = [(text or "").rstrip("\0").strip() for text in reading.values(field.name).to_list()]
    if field.kind in NUMBERS:
        return parse_numbers(reading, field, texts, day=day)
    cells: list[Any] = []
    bad: list[int] = []
    for index, text in enumerate(texts):
        try:
            cells.append(PARSERS[field.kind](text, field))
        except ValueError:
            cells.append(None)
            bad.append(index)
    reading.flag(np.array(bad, dtype=np.int64), [field.name], expected(field))
    return cells


def parse_numbers(reading: Reading, field: Field, texts: list[str], *, day: date) -> list[Any]:
    """Parse a column of NIP or NIK by the rule of the law, reporting those that cannot be one and why."""
    bare, problems_of, wanted = NUMBERS[field.kind]
    cells: list[Any] = [bare(text) for text in texts]
    faults = problems_of(cells, day=day)
    bad = [index for index, fault in enumerate(faults) if fault and cells[index]]
    reading.flag(np.array(bad, dtype=np.int64), [field.name], wanted, detail=faults.__getitem__)
    return cells


NUMBERS = {
    NIP: (normalised, problems, "NIP: 18 angka sebagai teks; "),
    NIK: (nik_normalised, nik_problems, "NIK: 16 angka sebagai teks; "),
}


def as_text(text: str, field: Field) -> str:
    """Take a text that is not too long and holds no control characters."""
    if len(text) > field.longest or any(ord(sign) < 32 for sign in text):
        raise ValueError(text)
    return text


def as_email(text: str, field: Field) -> str:
    """Take an address to which mail can be sent."""
    if text:
        try:
            validate_email(as_text(text, field))
        except ValidationError as error:
            raise ValueError(text) from error
    return text


def as_day(text: str, field: Field) -> date | None:
    """Take a date as 2026-12-31, 31-12-2026 or 31/12/2026, also with a time of midnight behind it."""
    if not text:
        return None
    bare = text.replace("T", " ").removesuffix(" 00:00:00")
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            found = datetime.strptime(bare, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if 1940 <= found.year <= 2100:
            return found
    raise ValueError(text)


def as_yes(text: str, field: Field) -> bool:
    """Take ya or tidak."""
    word = text.casefold()
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    raise ValueError(text)


def as_whole(text: str, field: Field) -> int | None:
    """Take a whole number; a spreadsheet may write it with ".0"."""
    return int(text.removesuffix(".0")) if text else None


def as_choice(text: str, field: Field) -> str:
    """Take one of the values of the column, whatever the case."""
    word = text.casefold().replace(" ", "_")
    if word and word not in field.choices:
        raise ValueError(text)
    return word


PARSERS: dict[str, Callable[[str, Field], Any]] = {
    TEXT: as_text,
    DAY: as_day,
    YES: as_yes,
    WHOLE: as_whole,
    CHOICE: as_choice,
    EMAIL: as_email,
}


def expected(field: Field) -> str:
    """Say what a cell of a column should hold."""
    return {
        TEXT: f"teks paling panjang {field.longest} huruf, tanpa tanda kendali",
        DAY: "tanggal, mis. 2026-12-31 atau 31/12/2026",
        YES: "ya atau tidak",
        WHOLE: "bilangan bulat",
        EMAIL: "alamat surel, mis. nama@contoh.go.id",
        CHOICE: f"salah satu dari: {', '.join(field.choices)}",
    }[field.kind]


def refuse_repeats(reading: Reading, layout: Layout, rows: list[Row]) -> None:
    """Report lines whose key stands in an earlier line."""
    first: dict[tuple[Any, ...], int] = {}
    later: dict[int, int] = {}
    for index, row in enumerate(rows):
        key = tuple(row.values.get(name) for name in layout.key)
        if not all(key):
            continue
        if key in first:
            later[index] = rows[first[key]].number
        else:
            first[key] = index
    reading.flag(
        np.array(sorted(later), dtype=np.int64),
        list(layout.key),
        "satu baris saja; sudah ada di baris ",
        detail=lambda index: str(later[index]),
    )
