"""Sheets of an .xlsx workbook: python-calamine reads the cells, this module sees to what it does not tell.

calamine gives a failed formula and one whose result was never stored as a blank cell, and lays a sheet out as a full
rectangle however far away its last cell stands. Both are found in the XML while the archive's guards unpack it.
"""

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Any, NoReturn
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from betang.kernel.exchange.archive import members
from betang.kernel.exchange.grid import Grid
from betang.kernel.exchange.report import Place, refuse

AREA_LIMIT = 20_000_000
"""Cells in a sheet's rectangle; 1,048,576 rows of 19 columns. calamine allocates all of them."""
_FAR_CELL = re.compile(rb"""\sr=["'](?:([A-Z]{2,3})([0-9]{1,7})|([A-Z])([0-9]{6,7}))["']""")
"""A cell beyond column Z or row 99,999; up to there every sheet is small enough."""
_LAST_ROW = 1_048_575
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class _Watch:
    """What passes by while a sheet's XML is unpacked: how far it reaches, and whether a closer look is needed."""

    last_column: int = 25
    last_row: int = 99_999
    suspect: bool = False
    tail: bytes = b""

    def see(self, piece: bytes) -> None:
        """Look at the next piece of XML."""
        window = self.tail + piece
        for wide, row, narrow, far in _FAR_CELL.findall(window):
            self.last_column = max(self.last_column, _column_index((wide or narrow).decode()))
            self.last_row = max(self.last_row, int(row or far))
        marks = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b't="e"', b"t='e'")
        self.suspect = self.suspect or any(mark in window for mark in marks)
        self.tail = piece[-32:]

    @property
    def area(self) -> int:
        """The cells of a rectangle from A1 that holds everything."""
        return self.last_row * (self.last_column + 1)


class XlsxWorkbook:
    """An .xlsx workbook. Raises BadInput for whatever its guards refuse."""

    def __init__(self, path: Path, place: Place) -> None:
        self.path = path
        self.place = place
        self._watches = _watch(path, place)
        try:
            self._book = CalamineWorkbook.from_path(path)
            metadata = self._book.sheets_metadata
        except Exception as error:
            raise _unreadable(place, error) from error
        self.sheet_names = tuple(sheet.name for sheet in metadata if sheet.typ == SheetTypeEnum.WorkSheet)

    def grid(self, sheet: str) -> Grid:
        """Read one sheet."""
        part = self._parts.get(sheet)
        watch = self._watches.get(part or "", _Watch(suspect=True))
        if watch.area > AREA_LIMIT:
            found = f"sel sampai baris {watch.last_row} di lembar {sheet}"
            raise refuse(self.place, f"lembar dengan paling banyak {AREA_LIMIT} sel", found=found)
        try:
            cells = self._book.get_sheet_by_name(sheet)
            rows = cells.to_python(skip_empty_area=False)
            merges = [(top, left, bottom, right) for (top, left), (bottom, right) in cells.merged_cell_ranges or []]
        except BaseException as error:
            _unreadable_or_raise(self.place, error)
        odd = self._odd_cells(part) if part is not None and watch.suspect else {}
        last = max((row for row, _ in odd), default=-1)
        rows.extend([] for _ in range(len(rows), min(last, _LAST_ROW) + 1))  # calamine stops at the last filled row
        return Grid(rows, odd, merges)

    @cached_property
    def _parts(self) -> dict[str, str]:
        """Sheet name -> name of the archive's member that holds it."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                book_name = next(name for name in archive.namelist() if name.lower() == "xl/workbook.xml")
                book = ET.fromstring(archive.read(book_name))  # noqa: S314 - the guards refuse DOCTYPE and entities
                relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        except (StopIteration, KeyError, ET.ParseError, zipfile.BadZipFile) as error:
            raise _unreadable(self.place, error) from error
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        parts = {}
        for sheet in book.iter():
            if sheet.tag.rpartition("}")[2] == "sheet":
                target = targets.get(sheet.get(_RELATION), "")
                parts[sheet.get("name", "")] = str(PurePosixPath("xl", target)).removeprefix("/")
        return parts

    def _odd_cells(self, part: str) -> dict[tuple[int, int], str]:
        """Find the formulas of a sheet that failed or have no stored result."""
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(part) as file:
                return _OddCells().read(file)
        except (KeyError, expat.ExpatError, zipfile.BadZipFile, ValueError) as error:
            raise _unreadable(self.place, error) from error


class _OddCells:
    """Walks through a sheet's XML and notes cells that hold an error, or a formula without a stored result."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], str] = {}
        self.row, self.column = -1, -1
        self.kind, self.formula, self.valued = "", False, False
        self.text: list[str] | None = None
        self.value = ""

    def read(self, file: IO[bytes]) -> dict[tuple[int, int], str]:
        """Read the XML of one sheet; return (row, column) -> error text, "" for a missing result."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(file)
        return self.found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            self.column += 1
            if "r" in attributes:
                letters = attributes["r"].rstrip("0123456789")
                self.row, self.column = int(attributes["r"][len(letters) :]) - 1, _column_index(letters)
            self.kind, self.formula, self.valued, self.value = attributes.get("t", "n"), False, False, ""
        elif name == "f":
            self.formula = True
        elif name == "v":
            self.valued, self.text = True, []

    def _characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self.value, self.text = "".join(self.text or []), None
        elif name == "c":
            if self.kind == "e":
                self.found[self.row, self.column] = self.value or "#GALAT"
            elif self.formula and not self.value and not (self.kind == "str" and self.valued):
                # An empty text is a stored result (t="str" with an empty <v>); an empty <v> of a number is none.
                self.found[self.row, self.column] = ""


def _watch(path: Path, place: Place) -> dict[str, _Watch]:
    """Unpack the whole archive once under its guards, watching the sheets."""
    watches: dict[str, _Watch] = {}
    for name, pieces in members(path, place):
        _watch_member(name, pieces, watches)
    return watches


def _watch_member(name: str, pieces: Iterator[bytes], watches: dict[str, _Watch]) -> None:
    watched = name.endswith(".xml") and not name.endswith(("sharedStrings.xml", "styles.xml"))
    watch = watches.setdefault(name, _Watch()) if watched else None
    for piece in pieces:
        if watch is not None:
            watch.see(piece)


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _unreadable(place: Place, error: BaseException) -> Exception:
    return refuse(place, "buku kerja .xlsx yang utuh", found=f"tidak dapat dibaca ({error})")


def _unreadable_or_raise(place: Place, error: BaseException) -> NoReturn:
    """Refuse a file that the reader gives up on; a panic of the native reader is no Exception but means the same."""
    if isinstance(error, CalamineError | Exception) or type(error).__name__ == "PanicException":
        raise _unreadable(place, error) from error
    raise error


__all__: list[Any] = ["AREA_LIMIT", "XlsxWorkbook"]
