"""Facts in a spreadsheet: the columns of each kind, and turning lines into drafts; every fault is named by its cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from betang.ledger.drafts import Draft
from betang.ledger.kinds import FactKind
from betang.ledger.kinds import Field as Measured
from betang.people.imports.layouts import NIP, NO_WORDS, TEXT, YES_WORDS, Field, Layout
from betang.people.imports.reading import Row, Sheet, read_sheet

MOST_ROWS = 10_000  # one transaction: about a second
FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M")
OWN = {"id", "nip", "waktu", "menggantikan"}
WHOLE = re.compile(r"(-?[0-9]+)\.0+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file and the fact it speaks of."""

    index: int
    row: Row
    draft: Draft


def layout_of(kind: FactKind) -> Layout:
    """Give the columns of a file with facts of a kind."""
    own = (
        Field("id", _("Nomor unik baris ini pada sistem asal"), TEXT, filled=True, example="A-0001"),
        Field("nip", _("NIP pegawai"), NIP, filled=True, example="199004172015032008"),
        Field("waktu", _("Tanggal, boleh dengan jam"), TEXT, filled=True, example="2026-11-23 07:55", longest=40),
        Field("menggantikan", _("Id baris lama yang dikoreksi; kosong bila bukan koreksi"), TEXT),
    )
    fields = kind.fields.values()
    return Layout("fakta", (*own, *(column_of(field) for field in fields)), ("id",))


def column_of(field: Measured) -> Field:
    """Give the column of a measured value."""
    example = next(iter(field.choices), "") if field.choices else ("ya" if field.yes_no else str(field.lowest))
    about = f"{field.title} ({', '.join(field.choices)})" if field.choices else str(field.title)
    about += f", {field.unit}" if field.unit else ""
    return Field(field.name, about, TEXT, filled=field.required, example=example, longest=40)


def lines_of(path: Path, kind: FactKind, *, day: date) -> tuple[Sheet, list[Line]]:
    """Read a file into drafts; faults of cells are in the sheet's report. BadInput when nothing can be read."""
    sheet = read_sheet(path, layout_of(kind), day=day)
    if len(sheet.rows) > MOST_ROWS:
        sheet.flag([MOST_ROWS], "id", f"paling banyak {MOST_ROWS} baris; bagi menjadi beberapa berkas")
    moments = [moment(row.values.get("waktu") or "") for row in sheet.rows]
    wrong = [index for index, found in enumerate(moments) if found is None and sheet.rows[index].values.get("waktu")]
    sheet.flag(wrong, "waktu", "tanggal, boleh dengan jam, mis. 2026-11-23 07:55")
    data = values_of(sheet, kind)
    lines = []
    for index, row in enumerate(sheet.rows):
        when = moments[index]
        if when is not None and row.values.get("id") and row.values.get("nip"):
            lines.append(Line(index, row, draft_of(row, kind, when, data[index])))
    return sheet, lines


def draft_of(row: Row, kind: FactKind, when: datetime, data: Mapping[str, Any]) -> Draft:
    """Make the draft of a line."""
    return Draft(
        event_id=row.values["id"],
        kind=kind.name,
        nip=row.values["nip"],
        happened_at=when,
        data=data,
        corrects=row.values.get("menggantikan") or "",
    )


def values_of(sheet: Sheet, kind: FactKind) -> list[dict[str, Any]]:
    """Take the measured values of all lines, reporting cells that do not hold."""
    found: list[dict[str, Any]] = [{} for _row in sheet.rows]
    for name, field in kind.fields.items():
        wrong: dict[int, str] = {}
        for index, row in enumerate(sheet.rows):
            text = row.values.get(name) or ""
            if not text:
                continue
            try:
                found[index][name] = field.clean(written(text, field))
            except ValueError as error:
                wrong[index] = str(error)
        sheet.reading.flag(np.array(sorted(wrong), dtype=np.int64), [name], "nilai yang ", detail=wrong.__getitem__)
    return found


def written(text: str, field: Measured) -> str | bool:
    """Bring a cell into the form that a field takes: ya and tidak, a comma for a point, whole numbers without ".0"."""
    if field.yes_no:
        word = text.casefold()
        return True if word in YES_WORDS else False if word in NO_WORDS else text
    if field.choices is not None:
        return text.casefold().replace(" ", "_")
    return WHOLE.sub(r"\1", text.replace(",", "."))


def moment(text: str) -> datetime | None:
    """Take a day, or a day and a time, in the city's time unless a zone is given; None when it is neither."""
    bare = text.strip().replace("T", " ")
    for form in FORMS:
        try:
            found = datetime.strptime(bare, form)  # noqa: DTZ007  the city's zone is put in below
        except ValueError:
            continue
        return timezone.make_aware(found) if 2000 <= found.year <= 2100 else None
    return None
