"""Small inputs in every format, made of the same rows; tests change a cell and look what is said about it."""

import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import polars as pl
import xlsxwriter

from betang.batch.appraise import load as loading
from betang.batch.appraise.model import AppraiseInput
from betang.regulation.parameters import book as parameters

Rows = list[list[Any]]
Book = dict[str, Rows]

A, B = "199004172015032008", "198512012010011003"

DAYS = {"eksp-2022": dt.date(2026, 6, 30), "num-2019": dt.date(2021, 12, 31)}


def load(path: Path, *, rules: str, explain: bool = False) -> AppraiseInput:
    """Read an input under the law of a day on which the rules were in force."""
    return loading.load(path, rules=rules, law=parameters().on(DAYS[rules]), explain=explain)


def book() -> Book:
    """A whole, faultless input of two units and two people; cells are text, numbers or None."""
    return deepcopy(
        {
            "unit": [
                ["kode", "nama", "induk", "capaian"],
                ["D", "Dinas", None, "ISTIMEWA"],
                ["D.1", "Bidang", "D", "BUTUH_PERBAIKAN"],
            ],
            "pegawai": [
                ["nip", "nama", "unit", "kepala_unit", "jenjang", "bulan"],
                [A, "Ani", "D", "ya", None, None],
                [B, "Budi", "D.1", None, "AHLI_MUDA", 6],
            ],
            "hasil": [
                ["nip", "rhk", "jenis", "rating"],
                [A, "Layanan tepat waktu", "UTAMA", "SESUAI"],
                [A, "Data mutakhir", "TAMBAHAN", None],
                [B, "Layanan tepat waktu", None, "DI_ATAS"],
            ],
            "indikator": [
                ["nip", "rhk", "indikator", "aspek", "arah", "target", "target_atas", "target_maksimal", "realisasi"],
                [A, "Layanan tepat waktu", "Persen", "waktu", "NAIK", 95, None, "tidak", 97.89],
                [A, "Data mutakhir", "Kesalahan", "kualitas", "TURUN", 7, 8, None, 6.5],
            ],
            "perilaku": [
                ["nip", "nilai", "rating"],
                [A, 1, "SESUAI"],
                [A, "Akuntabel", "DI_ATAS"],
                [B, 7, "DI_BAWAH"],
            ],
            "keputusan": [
                ["nip", "rating_hasil", "rating_perilaku", "alasan"],
                [A, None, None, None],
                [B, "SESUAI", None, "Bukti diperiksa bersama"],
            ],
        }
    )


def numeric_book() -> Book:
    """A faultless input for num-2019, with a score for one of two people."""
    made = {"indikator": book()["indikator"]}
    made["pegawai"] = [
        ["nip", "nama", "unit", "nskp", "npk", "bobot", "ide_baru"],
        [A, "Ani", "D", 102.8, 110, "70/30", "ya"],
        [B, "Budi", "D", None, None, None, None],
    ]
    return made


def write_xlsx(path: Path, tables: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a workbook with a sheet for each table."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in tables.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    elif cell is not None:
                        sheet.write(number, column, cell)
    return path


def write_csv(folder: Path, tables: Mapping[str, Sequence[Sequence[Any]]], *, separator: str = ",") -> Path:
    """Write a folder of csv files."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        lines = [separator.join(_csv_cell(cell) for cell in row) for row in rows]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _csv_cell(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',;"\n') else text


def write_parquet(folder: Path, tables: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a folder of parquet files; a column with text in it is text throughout."""
    folder.mkdir(exist_ok=True)
    for name, (header, *rows) in tables.items():
        columns = {}
        for position, title in enumerate(header):
            cells = [row[position] for row in rows]
            if any(isinstance(cell, str) for cell in cells):
                cells = [None if cell is None else str(cell) for cell in cells]
            columns[title] = pl.Series(title, cells, strict=False)
        pl.DataFrame(columns).write_parquet(folder / f"{name}.parquet")
    return folder


def write_ods(path: Path, tables: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Write an .ods workbook as LibreOffice lays one out. A cell that starts with "<" goes in as it is."""
    sheets = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(_ods_row, rows))}{_ODS_REST}</table:table>"
        for name, rows in tables.items()
    )
    return write_ods_content(path, sheets)


def write_ods_content(path: Path, sheets: str, *, prolog: str = "") -> Path:
    """Write an .ods workbook with the given XML of its sheets."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<office:document-content {_ODS_NAMES}>'
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


_ODS_NAMES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
_ODS_REST = (
    '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def _ods_row(row: Sequence[Any]) -> str:
    cells = "".join(map(_ods_cell, row))
    return f'<table:table-row>{cells}<table:table-cell table:number-columns-repeated="16370"/></table:table-row>'


def _ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        if cell.startswith("<"):
            return cell
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )


WRITERS = {
    "xlsx": lambda path, tables: write_xlsx(path / "masukan.xlsx", tables),
    "ods": lambda path, tables: write_ods(path / "masukan.ods", tables),
    "csv": lambda path, tables: write_csv(path / "masukan", tables),
    "parquet": lambda path, tables: write_parquet(path / "masukan", tables),
}
