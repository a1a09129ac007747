"""The column kind of a survey's scores: the plain digits at once, every other spelling of a whole number with care."""

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from betang.kernel.exchange.columns import BLANK, Again, Encoded, Whole

_UNREAD = -3


@dataclass(frozen=True)
class Score:
    """A score between two bounds, as text mostly one digit. Values are int8, blank = -1, wrong = -2."""

    refuses_numbers: ClassVar[bool] = False
    low: int
    high: int

    @property
    def whole(self) -> Whole:
        """The kind that knows every spelling."""
        return Whole(self.low, self.high)

    @property
    def expected(self) -> str:
        """The bounds in words."""
        return f"{self.whole.expected}, atau kosong"

    def quick(self, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
        """Read text that is just a digit; columns of numbers are read by `Whole`."""
        if dtype != pl.String:
            return self.whole.quick(cell, dtype)
        digits = {str(score): score for score in range(self.low, self.high + 1)}
        blank = pl.when(cell.is_null()).then(pl.lit(BLANK, pl.Int8))
        return blank.otherwise(cell.replace_strict({**digits, "": BLANK}, default=_UNREAD, return_dtype=pl.Int8))

    def finish(self, quick: pl.Series, cell: pl.Expr, dtype: pl.DataType, again: Again) -> Encoded:
        """Go back to the cells if one is not just a digit."""
        if dtype != pl.String:
            return self.whole.finish(quick, cell, dtype, again)
        values = quick.to_numpy()
        if not len(values) or values.min() != _UNREAD:
            blank = values == BLANK
            return Encoded(values, blank=blank if blank.any() else None)
        return self.whole.finish(again(self.whole.quick(cell, dtype)), cell, dtype, again)
