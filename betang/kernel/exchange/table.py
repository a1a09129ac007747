"""One table as it was found in a file: its header, its raw columns, and the row numbers that a spreadsheet shows.

Nothing is judged here. A column keeps the type the file gave it (text, whole number, float, truth value); a workbook's
column that mixes types becomes text, and remembers which of its cells were numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.kernel.exchange.report import Place, refuse
from betang.regulation.exact import plain

Mask = npt.NDArray[np.bool_]
BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
"""What polars raises over a file that cannot be read."""


@dataclass(frozen=True)
class Table:
    """A raw table. Columns of `frame` are named by their position: "0", "1", …"""

    place: Place
    header: tuple[str, ...]
    header_row: int
    frame: pl.LazyFrame
    dtypes: Mapping[int, pl.DataType]
    height: int
    first_row: int
    row_numbers: npt.NDArray[np.int64] | None = None
    number_cells: Mapping[int, Mask] = field(default_factory=dict)
    odd_cells: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """Position -> row index -> error text of a formula, "" for a formula whose result is not stored."""
    streamed: bool = False

    def row_number(self, index: int) -> int:
        """Return the number under which a spreadsheet shows a data row (parquet: the first data row is 1)."""
        return self.first_row + index if self.row_numbers is None else int(self.row_numbers[index])

    def select(self, expressions: Sequence[pl.Expr]) -> pl.DataFrame:
        """Evaluate expressions over the columns; a parquet file is read in one pass, in pieces, on all cores."""
        return self._collected(self.frame.select(*expressions))

    def _collected(self, frame: pl.LazyFrame) -> pl.DataFrame:
        try:
            return frame.collect(engine="streaming" if self.streamed else "in-memory")
        except BROKEN as error:
            raise refuse(self.place, "berkas yang utuh", found=f"isi tabel tidak dapat dibaca ({error})") from error

    def cells(self, position: int, rows: Sequence[int]) -> list[str | None]:
        """Return the raw cells of a few rows (ascending) as text, for messages."""
        return [cell_text(value) for value in self.values(position, rows)]

    def values(self, position: int, rows: Sequence[int]) -> list[Any]:
        """Return the raw cells of a few rows (ascending)."""
        name = str(position)
        picked = self.frame.select(name).with_row_index("row").filter(pl.col("row").is_in(list(rows)))
        values: list[Any] = self._collected(picked).sort("row")[name].to_list()
        return values


def as_text(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return a cell as the text a person would have typed: the number 101.0 is "101"."""
    if dtype == pl.String:
        return cell
    if dtype.is_float():
        whole = cell.is_finite() & (cell == cell.round(0)) & (cell.abs() < 1e15)
        return pl.when(whole).then(cell.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(cell.cast(pl.String))
    return cell.cast(pl.String)


def cell_text(value: Any) -> str | None:
    """Return one raw cell as text, None where it is blank."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        number = Decimal(repr(value))
        return plain(number) if number.is_finite() else str(value)
    return str(value).strip() or None
