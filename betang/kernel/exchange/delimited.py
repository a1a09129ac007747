"""Csv files: comma or semicolon, UTF-8 with or without BOM, rows numbered as a spreadsheet shows them.

Polars reads the ordinary case. What it cannot split (a title above the header, rows of different lengths, stray
quotation marks) goes through Python's own reader, which can name the row that is at fault.
"""

import csv
import io
from itertools import islice
from pathlib import Path

import numpy as np
import polars as pl

from betang.kernel.exchange.grid import Grid
from betang.kernel.exchange.report import Place, Problem, Report, refuse
from betang.kernel.exchange.table import BROKEN, Table

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = "berkas csv dalam UTF-8 (simpan ulang sebagai CSV UTF-8)"
_PIECE = 1 << 22
_SLOW = 20
_REMEDY = ", atau tanda kutip yang berpasangan, baris yang sama panjang, dan akhir baris yang biasa"
csv.field_size_limit(1 << 24)


def read_text(path: Path, place: Place) -> bytes:
    """Return the bytes of a csv file without BOM; raise BadInput if they are not UTF-8."""
    return checked_text(path.read_bytes(), place)


def checked_text(data: bytes, place: Place) -> bytes:
    """Return the bytes of a csv text without BOM; raise BadInput if they are not UTF-8."""
    if data[:2] in _UTF16 or b"\0" in data[:1024]:
        raise refuse(place, _ENCODING, found="berkas dalam UTF-16")
    data = data.removeprefix(_BOM)
    start = 0
    while start < len(data):
        stop = start + _PIECE
        while stop < len(data) and data[stop] & 0xC0 == 0x80:
            stop += 1  # a piece ends where a character ends
        try:
            data[start:stop].decode("utf-8")
        except UnicodeDecodeError as error:
            at = start + error.start
            found = f"byte 0x{data[at]:02x}, yang bukan UTF-8"
            raise refuse(place, _ENCODING, found=found, row=data.count(b"\n", 0, at) + 1) from error
        start = stop
    return data


def separator(data: bytes) -> str:
    """Tell the separator of a csv file: the one that its first line holds more often outside quotation marks."""
    line = data.lstrip().split(b"\n", 1)[0].split(b"\r", 1)[0]
    bare = b"".join(line.split(b'"')[::2])
    return ";" if bare.count(b";") > bare.count(b",") else ","


def csv_table(data: bytes, place: Place, report: Report, *, cells: int | None = None) -> Table | None:
    """Make a table of csv bytes whose first row is the header; None if there is nothing in it.

    BadInput for more than so many `cells`: short rows count as long as the header, and separators within quotation
    marks too. Python's reader holds each cell in twenty times the memory of polars, so it takes a twentieth.
    """
    split = separator(data)
    _bound(data, split, place, cells)
    first = csv_rows(data, place, split=split, limit=1)
    header = tuple(title.strip() for title in first[0]) if first else ()
    _bound(data, split, place, cells, width=len(header))
    # A carriage return alone ends a row for Python and spreadsheets, but not for polars; and an odd number of quotation
    # marks means that one is not closed, which polars may let pass.
    plain = any(header) and data.count(b"\r") == data.count(b"\r\n") and data.count(b'"') % 2 == 0
    quick = _quick(data, split, first[0]) if plain else None
    if quick is None:
        _bound(data, split, place, cells and cells // _SLOW, width=len(header), remedy=_REMEDY)
        rows = csv_rows(data, place, split=split)
        check_width(rows, place, report)
        return Grid(rows).table(place, report)
    blank = quick.select(pl.all_horizontal(pl.all().is_null() | (pl.all().str.strip_chars() == ""))).to_series()
    kept = np.flatnonzero(~blank.to_numpy())
    frame = quick.filter(~blank) if len(kept) < len(quick) else quick
    return Table(
        place=place,
        header=header,
        header_row=1,
        frame=frame.lazy(),
        dtypes={position: pl.String() for position in range(len(header))},
        height=len(frame),
        first_row=2,
        row_numbers=kept + 2 if len(kept) < len(quick) else None,
    )


def _bound(data: bytes, split: str, place: Place, most: int | None, *, width: int = 1, remedy: str = "") -> None:
    """Refuse more cells than `most` (None: any number) before anything splits them."""
    if most is None:
        return
    rows = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n") + 1
    found = max(rows * width, rows + data.count(split.encode()))
    if found > most:
        raise refuse(place, f"paling banyak {most} sel{remedy}", found=f"{found} sel")


def csv_rows(data: bytes, place: Place, *, split: str, limit: int | None = None) -> list[list[str]]:
    """Split csv bytes into rows with Python's reader (a blank line is a row without cells); BadInput names the row."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")
    rows: list[list[str]] = []
    try:
        rows.extend(islice(csv.reader(text, delimiter=split, strict=True), limit))
    except csv.Error as error:
        expected, found = "tanda kutip yang berpasangan", f"baris tidak dapat dipisah ({error})"
        raise refuse(place, expected, found=found, row=len(rows) + 1) from error
    return rows


def check_width(rows: list[list[str]], place: Place, report: Report, *, header_row: int = 0) -> None:
    """Report rows with more filled cells than the header: an unquoted comma has shifted them."""
    width = len(rows[header_row]) if header_row < len(rows) else 0
    long = [i for i in range(header_row + 1, len(rows)) if any(cell.strip() for cell in rows[i][width:])]
    expected = f"paling banyak {width} sel seperti baris judul; apit isi yang memuat pemisah dengan tanda kutip"
    problems = [Problem(place, expected, i + 1, value=",".join(rows[i][width:]), position=width) for i in long[:50]]
    report.add_many(problems, len(long))
    for i in range(header_row + 1, len(rows)):
        del rows[i][width:]


def _quick(data: bytes, split: str, first: list[str]) -> pl.DataFrame | None:
    """Let polars split the file; None where it cannot, or reads the header differently."""
    schema = {str(position): pl.String() for position in range(len(first))}
    try:
        records = pl.read_csv(io.BytesIO(data), separator=split, schema=schema, has_header=False)
    except BROKEN:
        return None
    if [cell or "" for cell in records.row(0)] != first:
        return None
    return records.slice(1)
