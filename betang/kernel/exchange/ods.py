"""Sheets of an .ods workbook, read from content.xml in one pass.

python-calamine is not used here: it gives a failed formula as an empty text (the error stands only in the displayed
text), does not tell formulas without a result or merged cells, and lays out repeated cells without limit.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from betang.kernel.exchange.archive import members
from betang.kernel.exchange.grid import Grid
from betang.kernel.exchange.report import BadInput, Place, refuse

CELL_LIMIT = 20_000_000
"""Cells of one sheet after repeated rows and cells are laid out."""
_NUMBERS = {"float", "percentage", "currency"}
_CELLS = {"table:table-cell", "table:covered-table-cell"}
_FAILED = re.compile(r"#(REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)|Err:\d+")


@dataclass
class _Sheet:
    rows: list[list[Any]] = field(default_factory=list)
    odd: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    blank_rows: int = 0
    cells: int = 0


class OdsWorkbook:
    """An .ods workbook. Raises BadInput for whatever its guards refuse."""

    def __init__(self, path: Path, place: Place) -> None:
        reader = _Reader(place)
        found = False
        for name, pieces in members(path, place):
            for piece in pieces:
                if name == "content.xml":
                    found = True
                    reader.feed(piece)
                elif name == "META-INF/manifest.xml" and b"encryption-data" in piece:
                    raise refuse(place, "buku kerja tanpa kata sandi", found="buku kerja terenkripsi")
        if not found:
            raise refuse(place, "buku kerja .ods yang utuh", found="arsip tanpa content.xml")
        self._sheets = reader.finish()
        self.sheet_names = tuple(self._sheets)

    def grid(self, sheet: str) -> Grid:
        """Return one sheet."""
        found = self._sheets[sheet]
        return Grid(found.rows, found.odd, found.merges)


class _Reader:
    """Turns the stream of XML into sheets."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.sheets: dict[str, _Sheet] = {}
        self.sheet: _Sheet | None = None
        self.depth = 0
        self.row: list[Any] = []
        self.blank_cells = 0
        self.repeat_row = 1
        self.cell: dict[str, str] | None = None
        self.lines: list[str] = []
        self.line: list[str] | None = None
        self.ignored = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Parse the next piece of content.xml."""
        try:
            self.parser.Parse(piece, last)
        except BadInput:
            raise
        except (expat.ExpatError, ValueError, KeyError) as error:
            raise refuse(self.place, "buku kerja .ods yang utuh", found=f"tidak dapat dibaca ({error})") from error

    def finish(self) -> dict[str, _Sheet]:
        """End the document and return its sheets in order."""
        self.feed(b"", last=True)
        return self.sheets

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.sheet = self.sheets.setdefault(attributes.get("table:name", ""), _Sheet())
        elif self.sheet is None or self.depth > 1:
            return  # a table inside a cell or outside the sheets
        elif tag == "table:table-row":
            self.row, self.blank_cells = [], 0
            self.repeat_row = _repeat(attributes, "table:number-rows-repeated")
        elif tag in _CELLS:
            self.cell, self.lines = attributes, []
        elif tag in ("office:annotation", "draw:frame"):
            self.ignored += 1
        elif self.cell is not None and not self.ignored:
            self._text_start(tag, attributes)

    def _text_start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "text:p":
            self.line = []
        elif self.line is not None and tag == "text:s":
            self.line.append(" " * min(_repeat(attributes, "text:c"), 1000))
        elif self.line is not None and tag in ("text:tab", "text:line-break"):
            self.line.append("\t" if tag == "text:tab" else "\n")

    def _characters(self, text: str) -> None:
        if self.line is not None and not self.ignored:
            self.line.append(text)

    def _end(self, tag: str) -> None:
        if tag == "table:table":
            self.depth -= 1
            self.sheet = self.sheet if self.depth else None
        elif self.sheet is None or self.depth > 1:
            return
        elif tag in ("office:annotation", "draw:frame"):
            self.ignored -= 1
        elif tag == "text:p" and self.line is not None and not self.ignored:
            self.lines.append("".join(self.line))
            self.line = None
        elif tag in _CELLS and self.cell is not None:
            self._close_cell(self.sheet, self.cell)
            self.cell = None
        elif tag == "table:table-row":
            self._close_row(self.sheet)

    def _close_cell(self, sheet: _Sheet, cell: dict[str, str]) -> None:
        """Lay a cell out as often as it repeats; blank cells cost nothing until something follows them."""
        repeat = _repeat(cell, "table:number-columns-repeated")
        row, column = len(sheet.rows) + sheet.blank_rows, len(self.row) + self.blank_cells
        value, oddity = _cell_value(cell, "\n".join(self.lines))
        down = _repeat(cell, "table:number-rows-spanned")
        across = _repeat(cell, "table:number-columns-spanned")
        if down > 1 or across > 1:
            sheet.merges.append((row, column, row + down - 1, column + across - 1))
        if value is None:
            self.blank_cells += repeat
            return
        self._count(sheet, self.blank_cells + repeat)
        if oddity is not None:
            sheet.odd.update({(row, column + offset): oddity for offset in range(repeat)})
        self.row.extend([None] * self.blank_cells)
        self.row.extend([value] * repeat)
        self.blank_cells = 0

    def _close_row(self, sheet: _Sheet) -> None:
        if not self.row:
            sheet.blank_rows += self.repeat_row
            return
        self._count(sheet, sheet.blank_rows + (self.repeat_row - 1) * len(self.row))
        sheet.rows.extend([] for _ in range(sheet.blank_rows))
        sheet.blank_rows = 0
        sheet.rows.extend(list(self.row) for _ in range(self.repeat_row))

    def _count(self, sheet: _Sheet, cells: int) -> None:
        sheet.cells += cells
        if sheet.cells > CELL_LIMIT:
            raise refuse(self.place, f"lembar dengan paling banyak {CELL_LIMIT} sel", found="sel berulang tanpa batas")


def _repeat(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


def _cell_value(cell: dict[str, str], text: str) -> tuple[Any, str | None]:
    """Return the value of a cell (None if blank), and the oddity of a formula that failed or has no stored result."""
    kind = cell.get("office:value-type") or cell.get("calcext:value-type")
    formula = "table:formula" in cell
    if cell.get("calcext:value-type") == "error" or (formula and _FAILED.fullmatch(text)):
        return "", text or "#GALAT"
    if formula and kind is None and not text:
        return "", ""
    if kind in _NUMBERS:
        return float(cell["office:value"]), None
    if kind == "boolean":
        return cell.get("office:boolean-value") == "true", None
    if kind in ("date", "time"):
        return cell.get(f"office:{kind}-value", text), None
    value = cell.get("office:string-value", text)
    return (value if value.strip() else None), None
