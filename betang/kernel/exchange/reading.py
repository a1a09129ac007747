"""Reading one table against its description: which columns it has, what its cells hold, and every fault by its cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.kernel.exchange.columns import Encoded, HashedWords, Kind, Words
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.grid import column_letters
from betang.kernel.exchange.lookup import Keys, repeats
from betang.kernel.exchange.report import SHOWN, Place, Problem, Report
from betang.kernel.exchange.table import Mask, Table, as_text

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """A column of a described table. `present`: the column is required; `filled`: every cell of it is."""

    name: str
    kind: Kind
    present: bool = False
    filled: bool = False
    also: tuple[str, ...] = ()

    @property
    def titles(self) -> frozenset[str]:
        """The folded titles under which the column may stand."""
        return frozenset(fold(title) for title in (self.name, *self.also))


@dataclass(frozen=True)
class Description:
    """A described table: its name, its columns, and columns that may stand there but are nobody's business."""

    name: str
    columns: tuple[Column, ...]
    silent: frozenset[str] = frozenset()

    @property
    def signature(self) -> list[frozenset[str]]:
        """The titles that must all occur in a row for it to be this table's header."""
        return [column.titles for column in self.columns if column.present]


def required(name: str, kind: Kind, *also: str) -> Column:
    """Make a column that must be there, with every cell filled."""
    return Column(name, kind, present=True, filled=True, also=also)


@dataclass
class Reading:
    """A table that has been read. `flag` reports further faults that need more than one cell to see."""

    table: Table
    report: Report
    positions: dict[str, int]
    encoded: dict[str, Encoded] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    complete: bool = True
    """All required columns are there and can be read."""

    def __len__(self) -> int:
        return self.table.height

    def has(self, name: str) -> bool:
        """Say whether the column is there."""
        return name in self.encoded

    def values(self, name: str) -> Any:
        """Return the compact values of a column; KeyError if it is not there."""
        return self.encoded[name].values

    def hashes(self, name: str) -> npt.NDArray[np.uint64]:
        """Return the 64-bit hashes of a text column, whether or not its text was kept; blank = 0."""
        found = self.encoded[name].values
        if isinstance(found, pl.Series):
            return np.where(found.is_null().to_numpy(), np.uint64(0), found.hash().to_numpy())
        return np.asarray(found)

    def filled(self, name: str) -> Mask:
        """Say for each cell of a column whether it holds a value that was understood."""
        if name not in self.encoded:
            return np.zeros(len(self), dtype=bool)
        column = self.encoded[name]
        good = np.ones(len(self), dtype=bool)
        for mask in (column.blank, column.wrong):
            if mask is not None:
                good &= ~mask
        return good

    def flag(
        self,
        rows: "Mask | Rows",
        columns: Sequence[str],
        expected: str,
        *,
        detail: Callable[[int], str] | None = None,
    ) -> None:
        """Report rows (a mask, or ascending row indices) whose cells in `columns` do not hold.

        `detail` adds to `expected` for one row. Several columns are shown together: a key made of two is one fault.
        """
        found = np.flatnonzero(rows) if rows.dtype == bool else rows
        first = [int(row) for row in found[:SHOWN]]
        if not first:
            return
        cells = [self._cells(name, first) for name in columns]
        position = self.positions.get(columns[0], len(self.table.header))
        problems = []
        for number, row in enumerate(first):
            shown = [column[number] for column in cells]
            value = None if not any(shown) else " / ".join(text or "" for text in shown)
            said = expected + (detail(row) if detail else "")
            place, at = self.table.place, self.table.row_number(row)
            problems.append(Problem(place, said, at, ", ".join(columns), value, position=position))
        self.report.add_many(problems, len(found))

    def flag_repeats(
        self, keys: Keys, columns: Sequence[str], *, among: Mask | None = None, groups: Keys | None = None
    ) -> None:
        """Report rows whose key (64-bit, of the cells in `columns`) occurs before; `among` limits it to some rows.

        `groups`, if given, are equal where keys are equal: the owners of the rows, which usually stand together.
        """
        if among is None or among.all():
            later, first = repeats(keys, groups=groups)
        else:
            later, first = repeats(keys[among], groups=None if groups is None else groups[among])
            rows = np.flatnonzero(among)
            later, first = rows[later], rows[first]
        if not len(later):
            return
        same = self._same(columns, later[:SHOWN], first[:SHOWN])
        later = np.concatenate([later[:SHOWN][same], later[SHOWN:]])
        first = np.concatenate([first[:SHOWN][same], first[SHOWN:]])

        def place(row: int) -> str:
            return str(self.table.row_number(int(first[np.searchsorted(later, row)])))

        self.flag(later, columns, f"kunci unik ({', '.join(columns)}); sudah ada di baris ", detail=place)

    def _same(self, columns: Sequence[str], left: Rows, right: Rows) -> Mask:
        """Compare the cells themselves: two texts may share a hash."""
        same = np.ones(len(left), dtype=bool)
        for name in columns:
            if not isinstance(self.kinds.get(name), HashedWords | Words):
                continue
            rows = np.unique(np.concatenate([left, right]))
            cells = np.array(self._cells(name, rows.tolist()), dtype=object)
            same &= cells[np.searchsorted(rows, left)] == cells[np.searchsorted(rows, right)]
        return same

    def _cells(self, name: str, rows: Sequence[int]) -> list[str | None]:
        if name not in self.positions:
            return [None] * len(rows)
        return self.table.cells(self.positions[name], rows)


def read(table: Table, description: Description, report: Report) -> Reading:
    """Read the described columns of a table, reporting what is missing, blank or wrong."""
    positions = _positions(table, description, report)
    complete = all(column.name in positions for column in description.columns if column.present)
    reading = Reading(table, report, positions, complete=complete)
    columns = [column for column in description.columns if column.name in positions]
    unreadable = [column for column in columns if not _readable(reading, column)]
    reading.complete = complete and not unreadable
    columns = [column for column in columns if column not in unreadable]
    quick = _quick(table, [(positions[column.name], column.kind) for column in columns])
    for column in columns:
        reading.kinds[column.name] = column.kind
        reading.encoded[column.name] = _finish(reading, column, quick.pop(positions[column.name]))
    return reading


def _positions(table: Table, description: Description, report: Report) -> dict[str, int]:
    """Match the header; report missing and doubled columns, warn once of each unknown one."""
    named = {title: column.name for column in description.columns for title in column.titles}
    positions: dict[str, int] = {}
    for position, title in enumerate(table.header):
        folded = fold(title)
        name = named.get(folded)
        if name is None:
            if folded not in description.silent and not (title == "" and _empty(table, position)):
                told = f'kolom "{title}"' if title else f"kolom {column_letters(position)} tanpa judul"
                report.warn(table.place, f"{told} tidak dikenal, diabaikan")
        elif name in positions:
            expected = f"satu kolom {name} saja"
            report.add(Problem(table.place, expected, table.header_row or None, name, title, position=position))
        else:
            positions[name] = position
    for column in description.columns:
        if column.present and column.name not in positions:
            expected = f"kolom wajib {column.name} pada baris judul"
            report.add(Problem(table.place, expected, table.header_row or None, column.name, found="kolom tidak ada"))
    return positions


def _empty(table: Table, position: int) -> bool:
    """Say whether nothing stands in a column: a spacer between others needs no title."""
    cells = as_text(pl.col(str(position)), table.dtypes[position]).str.strip_chars()
    return not table.select([(cells.is_not_null() & (cells != "")).any()]).item()


def _readable(reading: Reading, column: Column) -> bool:
    """Refuse a parquet column of a type that cannot hold what is expected, such as lists or bytes."""
    dtype = reading.table.dtypes[reading.positions[column.name]]
    if not (dtype.is_nested() or dtype in (pl.Binary, pl.Object)):
        return True
    found = f"kolom bertipe {dtype}"
    expected = column.kind.expected
    position = reading.positions[column.name]
    reading.report.add(Problem(reading.table.place, expected, None, column.name, found=found, position=position))
    return False


def _quick(table: Table, kinds: list[tuple[int, Kind]]) -> dict[int, pl.Series]:
    """Evaluate the quick expressions of all columns in one pass over the table."""
    expressions = []
    for position, kind in kinds:
        name = str(position)
        expressions.append(kind.quick(pl.col(name), table.dtypes[position]).alias(name))
    if not expressions:
        return {}
    frame = table.select(expressions)
    return {position: frame[str(position)] for position, _ in kinds}


def _finish(reading: Reading, column: Column, quick: pl.Series) -> Encoded:
    """Encode one column and report its faulty cells."""
    table, position = reading.table, reading.positions[column.name]
    cell = pl.col(str(position))

    def again(expression: pl.Expr) -> pl.Series:
        return table.select([expression.alias("again")]).to_series()

    found = column.kind.finish(quick, cell, table.dtypes[position], again)
    blank, wrong = found.blank, found.wrong
    numbers = table.number_cells.get(position)
    if numbers is not None and column.kind.refuses_numbers:
        wrong = numbers if wrong is None else wrong | numbers
    odd = table.odd_cells.get(position)
    if odd:
        blank, wrong = _odd(reading, column, odd, blank, wrong)
    if wrong is not None:
        clean = wrong if not odd else wrong & ~_rows_mask(odd, len(reading))
        reading.flag(clean, [column.name], column.kind.expected)
    if blank is not None and column.filled:
        reading.flag(blank, [column.name], f"sel wajib terisi: {column.kind.expected}")
    return Encoded(found.values, blank, wrong)


def _odd(
    reading: Reading, column: Column, odd: Any, blank: Mask | None, wrong: Mask | None
) -> tuple[Mask | None, Mask | None]:
    """Report formulas that failed or have no stored result; they count as wrong, not as blank."""
    mask = _rows_mask(odd, len(reading))
    expected = f"hasil rumus yang tersimpan ({column.kind.expected}); hitung ulang lalu simpan buku kerjanya"
    problems = []
    for row in sorted(odd)[:SHOWN]:
        found = f"rumus bergalat {odd[row]}" if odd[row] else "rumus tanpa hasil tersimpan"
        number, position = reading.table.row_number(row), reading.positions[column.name]
        problems.append(Problem(reading.table.place, expected, number, column.name, found=found, position=position))
    reading.report.add_many(problems, len(odd))
    wrong = mask if wrong is None else wrong | mask
    return (None if blank is None else blank & ~mask), wrong


def _rows_mask(rows: Any, length: int) -> Mask:
    mask = np.zeros(length, dtype=bool)
    mask[list(rows)] = True
    return mask


__all__ = ["Column", "Description", "Place", "Reading", "read", "required"]
