"""A sheet as rows of cells, and how a table with typed columns is made of it.

Rows that hold nothing are left out, wherever they stand; the others keep the number a spreadsheet shows. Columns
without any cell are left out too: spreadsheets are full of formatted, empty columns and rows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.report import Place, Problem, Report
from betang.kernel.exchange.table import Mask, Table, cell_text

TRUTH = ("FALSE\0", "TRUE\0")
"""How a truth value stands in a column of mixed cells: unlike the typed word TRUE, which is just a word."""
_HEADER_SEARCH = 60


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet from A1 on; "" or None is a blank cell.

    `odd` names cells (row, column from 0) whose formula failed (its error text) or has no stored result ("").
    `merges` are merged areas (first row, first column, last row, last column).
    """

    rows: Sequence[Sequence[Any]]
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merges: Sequence[tuple[int, int, int, int]] = ()

    def find_header(self, wanted: Sequence[Collection[str]]) -> int | None:
        """Find the row that is a header by its content: at least one folded name of each of the wanted sets."""
        for index, row in enumerate(self.rows[:_HEADER_SEARCH]):
            names = {fold(cell) for cell in row if isinstance(cell, str)}
            if all(any(name in names for name in choice) for choice in wanted):
                return index
        return None

    def filled(self) -> bool:
        """Say whether anything stands in the sheet."""
        return bool(self.odd) or any(map(_holds, self.rows))

    def table(self, place: Place, report: Report, *, header_row: int = 0) -> Table | None:
        """Make a table of the rows below a header row; None if the sheet holds nothing at all."""
        if not self.filled():
            return None
        header = self._header(place, report, header_row)
        width = max([*map(len, self.rows), *(column + 1 for _, column in self.odd), 0])
        kept, below = [], self.rows[header_row + 1 :]
        odd_rows = {row for row, _ in self.odd}
        for index, row in enumerate(below, header_row + 1):
            if _holds(row) or index in odd_rows:
                kept.append(index)
        rows = (self.rows[index] for index in kept)
        full = [row if len(row) == width else [*row, *[None] * (width - len(row))] for row in rows]
        columns = [list(column) for column in zip(*full, strict=True)] if full else [[] for _ in range(width)]
        return self._typed(place, header, header_row, columns, kept)

    def _header(self, place: Place, report: Report, header_row: int) -> list[str]:
        """Read the header; a merged cell in it, or one whose formula gives nothing, is a fault."""
        row = self.rows[header_row] if header_row < len(self.rows) else ()
        for top, left, bottom, right in self.merges:
            if top <= header_row <= bottom:
                area = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
                expected = "judul kolom tanpa sel gabungan (merged)"
                report.add(Problem(place, expected, header_row + 1, column_letters(left), area, position=left))
        for (at, column), text in sorted(self.odd.items()):
            if at == header_row:
                expected = "judul kolom sebagai teks"
                found = f"rumus bergalat {text}" if text else "rumus tanpa hasil tersimpan"
                report.add(Problem(place, expected, at + 1, column_letters(column), found=found, position=column))
        return [cell_text(cell) or "" for cell in row]

    def _typed(
        self, place: Place, header: list[str], header_row: int, columns: list[list[Any]], kept: list[int]
    ) -> Table:
        """Give each column the type of its cells."""
        series: dict[str, pl.Series] = {}
        numbers: dict[int, Mask] = {}
        for position, cells in enumerate(columns):
            series[str(position)], mixed = typed_column(cells)
            if mixed is not None:
                numbers[position] = mixed
        filled = {int(name) for name, column in series.items() if column.null_count() < len(column)}
        odd: dict[int, dict[int, str]] = {}
        place_of = {row: index for index, row in enumerate(kept)}
        for (row, column), text in self.odd.items():
            if row in place_of:
                odd.setdefault(column, {})[place_of[row]] = text
        titled = {index for index, title in enumerate(header) if title}
        width = max((position + 1 for position in titled | filled | set(odd)), default=0)
        titles = tuple((header[i] if i < len(header) else "") for i in range(width))
        frame = pl.DataFrame({name: column for name, column in series.items() if int(name) < width})
        return Table(
            place=place,
            header=titles,
            header_row=header_row + 1,
            frame=frame.lazy(),
            dtypes={int(name): dtype for name, dtype in frame.schema.items()},
            height=len(kept),
            first_row=header_row + 2,
            row_numbers=np.array(kept, dtype=np.int64) + 1,
            number_cells=numbers,
            odd_cells=odd,
        )


def typed_column(cells: list[Any]) -> tuple[pl.Series, Mask | None]:
    """Make a column of cells: of one type if all are, else text with a mask of the cells that were numbers."""
    values = [None if cell == "" or (type(cell) is str and cell.isspace()) else cell for cell in cells]
    types = set(map(type, values)) - {type(None)}
    if types <= {str}:
        return pl.Series(values, dtype=pl.String), None
    if types <= {int, float} and all(abs(v) < 2**53 for v in values if type(v) is int):
        return pl.Series(values, dtype=pl.Float64, strict=False), None
    if types == {bool}:
        return pl.Series(values, dtype=pl.Boolean), None
    numbers = np.array([type(value) in (int, float) for value in values], dtype=bool)
    texts = [TRUTH[value] if isinstance(value, bool) else cell_text(value) for value in values]
    return pl.Series(texts, dtype=pl.String), numbers


def column_letters(index: int) -> str:
    """Return the letters a spreadsheet shows above a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _holds(row: Sequence[Any]) -> bool:
    """Say whether anything stands in a row; usually the first cell answers."""
    first = row[0] if row else None
    return (type(first) is str and first != "" and not first.isspace()) or any(map(_filled, row))


def _filled(cell: Any) -> bool:
    return not (cell is None or (isinstance(cell, str) and not cell.strip()))
