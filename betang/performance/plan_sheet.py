"""A plan as a spreadsheet: the layout with its template, and reading one back with every fault named by its cell.

One line an indicator; lines with the same result text belong to one result. A line without indicator is a result of
the qualitative approach, or one whose indicators are still to come.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.exchange.columns import Words
from betang.kernel.exchange.reading import Column, Description, Reading, read
from betang.kernel.exchange.report import Report
from betang.kernel.exchange.single import open_table
from betang.performance.actions.content import MOST_RESULTS, Draft
from betang.performance.models import Approach, Aspect, Polarity
from betang.regulation.eksp2022.levels import JENIS, UTAMA

MOST_ROWS = 400
HEAD = {"bold": True, "bg_color": "#E6F2EC", "bottom": 1}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its title, what it means, an example, whether every cell is filled, other titles, how long."""

    name: str
    about: str | Promise
    example: str = ""
    filled: bool = False
    also: tuple[str, ...] = ()
    longest: int = 300
    choices: tuple[str, ...] = ()
    number: bool = False


KINDS = tuple(name.lower() for name in JENIS.names)
FIELDS = (
    Field("jenis", gettext_lazy("Utama atau tambahan; kosong berarti utama"), "utama", choices=KINDS),
    Field(
        "rencana_hasil_kerja",
        gettext_lazy("Hasil, bukan kegiatan; baris dengan teks sama adalah satu hasil"),
        "Terbitnya Kartu Keluarga tepat waktu",
        filled=True,
        also=("rhk", "rencana hasil kerja"),
        longest=400,
    ),
    Field("penugasan_dari", gettext_lazy("Untuk hasil tambahan"), longest=200),
    Field("aspek", gettext_lazy("Aspek indikator"), "waktu", choices=tuple(Aspect.values)),
    Field(
        "indikator",
        gettext_lazy("Indikator kinerja individu"),
        "Kartu Keluarga selesai dalam janji layanan",
        also=("indikator kinerja individu", "iki"),
    ),
    Field("target", gettext_lazy("Angka"), "95", number=True),
    Field("target_sampai", gettext_lazy("Batas atas, bila target berupa rentang"), number=True),
    Field("satuan", gettext_lazy("Satuan target"), "%", longest=40),
    Field("polaritas", gettext_lazy("Kosong berarti positif"), "positif", choices=tuple(Polarity.values)),
    Field("definisi", gettext_lazy("Definisi indikator"), longest=2000),
    Field("rumus", gettext_lazy("Cara menghitung"), "selesai tepat waktu / semua x 100", longest=400),
    Field("sumber_data", gettext_lazy("Dari mana angkanya berasal"), "Register layanan"),
    Field("ukuran", gettext_lazy("Ukuran keberhasilan, untuk pendekatan kualitatif"), longest=4000),
)
BY_NAME = {one.name: one for one in FIELDS}


@dataclass(slots=True)
class SheetResult:
    """A result as it stands in a file."""

    values: dict[str, Any]
    indicators: list[Draft] = field(default_factory=list)


def template() -> bytes:
    """Write the template as a workbook: a sheet with one example line, another that says what the columns mean."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        text, head = book.add_format({"num_format": "@"}), book.add_format(HEAD)
        data, about = book.add_worksheet("skp"), book.add_worksheet(_("petunjuk"))
        data.freeze_panes(1, 0)
        about.write_row(0, 0, [_("Kolom"), _("Isi"), _("Wajib"), _("Pilihan")], head)
        for number, one in enumerate(FIELDS):
            data.write_string(0, number, one.name, head)
            data.set_column(number, number, max(14, len(one.example) + 2), text)
            data.write_string(1, number, one.example, text)
            needed = _("ya") if one.filled else _("tidak")
            for column, cell in enumerate([one.name, str(one.about), needed, ", ".join(one.choices)]):
                about.write_string(number + 1, column, cell, text)
        about.set_column(0, 3, 34)
    return out.getvalue()


def read_plan(path: Path, *, approach: str, present: Sequence[str]) -> list[SheetResult]:
    """Read a file by the layout; BadInput with all faults (the first fifty are shown) when anything does not hold.

    `present`: texts of results that the draft holds already, which a file may not repeat.
    """
    report = Report()
    table = open_table(path, report)
    columns = tuple(Column(one.name, Words(), present=one.filled, filled=one.filled, also=one.also) for one in FIELDS)
    reading = read(table, Description("skp", columns), report)
    if not reading.complete:
        report.raise_if_bad()
    if table.height > MOST_ROWS:
        flag(reading, [MOST_ROWS], "rencana_hasil_kerja", f"paling banyak {MOST_ROWS} baris")
        report.raise_if_bad()
    cells = {one.name: parsed(reading, one) for one in FIELDS if reading.has(one.name)}
    rows = [{name: values[index] for name, values in cells.items()} for index in range(table.height)]
    check(reading, rows, approach=approach, present=present)
    report.raise_if_bad()
    return grouped(rows, approach=approach)


def flag(
    reading: Reading, rows: Sequence[int], column: str, expected: str, detail: Callable[[int], str] | None = None
) -> None:
    """Report rows whose cell in a column does not hold."""
    reading.flag(np.array(sorted(rows), dtype=np.int64), [column], expected, detail=detail)


def parsed(reading: Reading, one: Field) -> list[Any]:
    """Parse the cells of a column, reporting those that do not fit."""
    texts = [(text or "").strip() for text in reading.values(one.name).to_list()]
    bad: list[int] = []
    cells: list[Any] = []
    for index, text in enumerate(texts):
        try:
            cells.append(value_of(text, one))
        except ValueError:
            cells.append(None)
            bad.append(index)
    flag(reading, bad, one.name, expected(one))
    return cells


def value_of(text: str, one: Field) -> Any:
    """Read one cell; ValueError when it does not hold."""
    if one.number:
        return decimal(text)
    if one.choices:
        word = text.casefold()
        if word and word not in one.choices:
            raise ValueError(text)
        return word
    if len(text) > one.longest or any(ord(sign) < 32 and sign != "\n" for sign in text):
        raise ValueError(text)
    return text


def decimal(text: str) -> Decimal | None:
    """Read a number with a point or one comma; ValueError for anything else, or beyond 14 digits and 4 decimals."""
    if not text:
        return None
    bare = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    if not bare.replace(".", "", 1).removeprefix("-").isdecimal():
        raise ValueError(text)
    found = Decimal(bare)
    if abs(found) >= 10**14 or found != round(found, 4):
        raise ValueError(text)
    return found


def expected(one: Field) -> str:
    """Say what a cell of a column should hold."""
    if one.number:
        return "angka dengan titik atau satu koma desimal, paling banyak 4 desimal"
    if one.choices:
        return f"salah satu dari: {', '.join(one.choices)}"
    return f"teks paling panjang {one.longest} huruf, tanpa tanda kendali"


def check(reading: Reading, rows: Sequence[Mapping[str, Any]], *, approach: str, present: Sequence[str]) -> None:
    """Report what needs more than one cell, or the draft, to see."""
    name = "rencana_hasil_kerja"
    known = {text.casefold() for text in present}
    flag(reading, _where(rows, lambda row: (row[name] or "").casefold() in known), name, "hasil yang belum ada di draf")
    if approach == Approach.QUALITATIVE:
        flag(reading, _where(rows, lambda row: not row.get("ukuran")), "ukuran", "ukuran keberhasilan")
        return
    flag(reading, _where(rows, lambda row: row.get("indikator") and not row.get("aspek")), "aspek", "aspek indikator")
    flag(
        reading,
        _where(rows, lambda row: row.get("target") is not None and not row.get("indikator")),
        "indikator",
        "indikator untuk target ini",
    )
    backwards = _where(rows, lambda row: row.get("target_sampai") is not None and not _upwards(row))
    flag(reading, backwards, "target_sampai", "angka yang sama dengan target atau lebih besar")
    kinds = {(row[name] or "").casefold() for row in rows}
    if len(kinds) > MOST_RESULTS:
        flag(reading, [len(rows) - 1], name, f"paling banyak {MOST_RESULTS} hasil")


def _upwards(row: Mapping[str, Any]) -> bool:
    """Tell whether a range of targets runs upwards."""
    low = row.get("target")
    return low is not None and row["target_sampai"] >= low


def _where(rows: Sequence[Mapping[str, Any]], wrong: Callable[[Mapping[str, Any]], Any]) -> list[int]:
    """List the rows for which something holds."""
    return [index for index, row in enumerate(rows) if wrong(row)]


def grouped(rows: Sequence[Mapping[str, Any]], *, approach: str) -> list[SheetResult]:
    """Join the lines of one result, in the order of the file."""
    found: dict[str, SheetResult] = {}
    for row in rows:
        key = row["rencana_hasil_kerja"].casefold()
        values = {
            "text": row["rencana_hasil_kerja"],
            "kind": (row.get("jenis") or JENIS.names[UTAMA]).upper(),
            "assigned_by": row.get("penugasan_dari") or "",
        }
        if approach == Approach.QUALITATIVE:
            values["measure"] = row.get("ukuran") or ""
        one = found.setdefault(key, SheetResult(values))
        if row.get("indikator") and approach == Approach.QUANTITATIVE:
            one.indicators.append(Draft(values=indicator_of(row)))
    return list(found.values())


def indicator_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give the columns of an indicator as the tables name them."""
    texts = {"definition": "definisi", "formula": "rumus", "data_source": "sumber_data", "measure_unit": "satuan"}
    return {
        "text": row["indikator"],
        "aspect": row["aspek"],
        "target": row.get("target"),
        "target_top": row.get("target_sampai"),
        "polarity": row.get("polaritas") or Polarity.POSITIVE.value,
        **{name: row.get(column) or "" for name, column in texts.items()},
    }
