"""The kinds of columns and how raw cells become compact arrays.

Every kind first takes the quick way, one expression over the whole column that understands the ordinary spelling; only
if a cell is left over does the column go through the careful one, which knows every spelling that is allowed. A blank
and a wrong cell are told apart; what is said about them is the reader's business.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.kernel.exchange import decimals
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.grid import TRUTH
from betang.kernel.exchange.table import Mask, as_text
from betang.regulation.exact import Exact

BLANK, WRONG = -1, -2
_BLANK_BYTE, _REST_BYTE = 254, 255
Again = Callable[[pl.Expr], pl.Series]
"""Evaluates another expression over the same column; the column's name is `CELL`."""


@dataclass(frozen=True)
class Encoded:
    """A column in its compact form, and which cells were blank or wrong (None: not one)."""

    values: Any
    blank: Mask | None = None
    wrong: Mask | None = None


class Kind(Protocol):
    """A kind of column: what it expects, in words, and how it reads."""

    refuses_numbers: ClassVar[bool]

    @property
    def expected(self) -> str:
        """What a cell should hold, as a message says it."""

    def quick(self, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
        """The expression for the ordinary case."""

    def finish(self, quick: pl.Series, cell: pl.Expr, dtype: pl.DataType, again: Again) -> Encoded:
        """Turn the quick result into arrays, going back to the cells where it left some over."""


def _mask(values: Any) -> Mask | None:
    """Return a mask, or None if it is empty: most columns have neither blanks nor faults."""
    mask = np.asarray(values, dtype=bool)
    return mask if mask.any() else None


def _nulls(series: pl.Series) -> Mask | None:
    return series.is_null().to_numpy() if series.null_count() else None


def _stripped(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    text = as_text(cell, dtype).str.strip_chars()
    return pl.when(text.str.len_bytes() > 0).then(text)


@dataclass(frozen=True)
class Words:
    """Free text, kept: values are a polars Series of trimmed text, blank = null."""

    refuses_numbers: ClassVar[bool] = False
    expected: str = "teks"

    def quick(self, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
        """Trim."""
        return _stripped(cell, dtype)

    def finish(self, quick: pl.Series, cell: pl.Expr, dtype: pl.DataType, again: Again) -> Encoded:
        """Keep the text."""
        return Encoded(quick, blank=_nulls(quick))


@dataclass(frozen=True)
class HashedWords:
    """Free text of which only equality matters: values are 64-bit hashes (uint64), blank = 0.

    Two different texts share a hash once in 10**19; where that would be said to be a fault, the texts are compared.
    """

    refuses_numbers: ClassVar[bool] = False
    expected: str = "teks"

    def quick(self, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
        """Trim and hash."""
        return as_text(cell, dtype).str.strip_chars().hash()

    def finish(self, quick: pl.Series, cell: pl.Expr, dtype: pl.DataType, again: Again) -> Encoded:
        """Keep the hashes; a blank cell is one whose hash is that of nothing or of an empty text."""
        values = quick.to_numpy()
        empty, nothing = pl.Series(["", None], dtype=pl.String).hash().to_list()
        blank = _mask((values == np.uint64(empty)) | (values == np.uint64(nothing)))
        return Encoded(values if blank is None else np.where(blank, np.uint64(0), values), blank=blank)


@dataclass(frozen=True)
class Nip:
    """The number of a civil servant: 18 digits, spaces allowed. Values are int64, blank and wrong below 0."""

    refuses_numbers: ClassVar[bool] = True
    expected: str = "NIP: 18 angka sebagai teks (sel angka kehilangan digit)"

    def quick(self, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
        """Read 18 characters that are a number of 18 digits."""
        low, high = 10**17, 10**18 - 1
        if dtype.is_integer():
            number, fits = cell.cast(pl.Int64, strict=False), pl.lit(value=True)
        elif dtype in (pl.String, pl.Categorical, pl.Enum):
            text = as_text(cell, dtype)
            number, fits = text.cast(pl.Int64, strict=False), text.str.len_bytes() == 18
        else:
            return pl.when(cell.is_null()).then(pl.lit(BLANK, pl.Int64)).otherwise(pl.lit(WRONG, pl.Int64))
        understood = fits & number.is_between(low, high)
        blank = pl.when(cell.is_null()).then(pl.lit(BLANK, pl.Int64))
        return blank.when(understood).then(number).otherwise(pl.lit(WRONG, pl.Int64))

    def finish(self, quick: pl.Series, cell: pl.Expr, dtype: pl.DataType, again: Again) -> Encoded:
        """Read once more without spaces where the quick way left numbers over (or one with a leading zero)."""
        values = quick.to_numpy()
        low = int(values.min()) if len(values) else 0
        if low == WRONG and not (dtype.is_integer() or dtype.is_float() or dtype == pl.Boolean):
            bare = as_text(cell, dtype).str.replace_all(r"\s", "")
            number = pl.when(bare.str.contains(r"^[0-9]{18}$")).then(bare.cast(pl.Int64, strict=False))
            blank = pl.when(bare.is_null() | (bare == "")).then(pl.lit(BLANK, pl.Int64))
            values = again(blank.otherwise(number.fill_null(WRONG))).to_numpy()
        if low >= 0:
            return Encoded(values)
        return Encoded(values, blank=_mask(values == BLANK), wrong=_mask(values == WRONG))


@dataclass(frozen=True)
class Choice:
    """One of a few labels. Values are int8 codes, blank = -1, wrong = -2.

    `labels` maps every allowed spelling, folded by `folding`, to its code; `common` are spellings as they usually
    stand. With `numbered` = n the numbers 1 … n stand for the codes 0 … n-1. `truth` accepts a cell that is a truth
    value.
    """

    refuses_numbers: ClassVar[bool] = False
    labels: Mapping[str, int]
    expected: str
    common: tuple[str, ...]
    numbered: int = 0
    truth: tuple[int, int] | None = None
    folding: Callable[[str], str] = fold

    @cached_property
    def _usual(self) -> tuple[str, ...]:
        """The spellings of the quick way: as many as fit beside the two marks of a byte."""
        return self.common[:_BLANK_BYTE]

    @cached_property
    def _quick_codes(self) -> npt.NDArray[np.int8]:
        codes = np.full(256, WRONG, dtype=np.int8)
        codes[: len(self._usual)] = [self.labels[self.folding(spelling)] for spelling in self._usual]
        codes[_BLANK_BYTE] = BLANK
        return codes

    def quick(self, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
        """Look the usual spellings up; what is not among them stays 255 (text) or -2 (others)."""
        blank = pl.when(cell.is_null())
        if dtype == pl.Boolean and self.truth is not None:
            no, yes = (pl.lit(code, pl.Int8) for code in self.truth)
            return blank.then(pl.lit(BLANK, pl.Int8)).when(cell).then(yes).otherwise(no)
        if dtype.is_numeric():
            known = (cell >= 1) & (cell <= self.numbered) & (cell == cell.floor())
            number = cell.cast(pl.Int8, strict=False) - 1
            return blank.then(pl.lit(BLANK, pl.Int8)).when(known).then(number).otherwise(pl.lit(WRONG, pl.Int8))
        place = as_text(cell, dtype).cast(pl.Enum(self._usual), strict=False).to_physical().cast(pl.UInt8)
        return blank.then(pl.lit(_BLANK_BYTE, pl.UInt8)).otherwise(place.fill_null(_REST_BYTE))

    def finish(self, quick: pl.Series, cell: pl.Expr, dtype: pl.DataType, again: Again) -> Encoded:
        """Look every spelling up that occurs, if the usual ones were not all."""
        values = quick.to_numpy()
        if quick.dtype == pl.UInt8:
            if len(values) and values.max() == _REST_BYTE:
                values = self._careful(cell, dtype, again)
            else:
                values = self._quick_codes[values]
        return Encoded(values, blank=_mask(values == BLANK), wrong=_mask(values == WRONG))

    def _careful(self, cell: pl.Expr, dtype: pl.DataType, again: Again) -> npt.NDArray[np.int8]:
        text = as_text(cell, dtype)
        spellings = again(text.unique()).drop_nulls().to_list()
        known = {spelling: self.code(spelling) for spelling in spellings}
        codes = text.replace_strict(known, default=BLANK, return_dtype=pl.Int8)
        return again(codes).to_numpy()

    def code(self, spelling: str) -> int:
        """Return the code of a spelling, -1 for a blank one, -2 for an unknown one."""
        if self.truth is not None and spelling in TRUTH:
            return self.truth[TRUTH.index(spelling)]
        folded = self.folding(spelling)
        return self.labels.get(folded, WRONG) if folded else BLANK


@dataclass(frozen=True)
class Number:
    """A decimal number. Values are an `Exact` column (blank and wrong cells count as 0)."""

    refuses_numbers: ClassVar[bool] = False
    expected: str = "angka dengan titik atau satu koma desimal"

    def quick(self, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
        """Pass numbers on as they are, everything else as trimmed text."""
        return cell if dtype.is_numeric() else _stripped(cell, dtype)

    def finish(self, quick: pl.Series, cell: pl.Expr, dtype: pl.DataType, again: Again) -> Encoded:
        """Make exact decimals."""
        blank = _nulls(quick)
        if quick.dtype.is_float():
            values = quick.fill_null(0).to_numpy()
            finite = np.isfinite(values)
            if not finite.all():
                return Encoded(decimals.from_floats(np.where(finite, values, 0)), blank, _mask(~finite))
            return Encoded(decimals.from_floats(values), blank)
        if quick.dtype.is_integer():
            return Encoded(decimals.from_wholes(quick), blank)
        exact, wrong = decimals.from_texts(quick.cast(pl.String))
        return Encoded(exact, blank, _mask(wrong))


@dataclass(frozen=True)
class Whole:
    """A whole number between two bounds. Values are int8, blank = -1, wrong = -2."""

    refuses_numbers: ClassVar[bool] = False
    low: int
    high: int

    @property
    def expected(self) -> str:
        """The bounds in words."""
        return f"bilangan bulat {self.low} sampai {self.high}"

    def quick(self, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
        """Read as a decimal number first."""
        return Number().quick(cell, dtype)

    def finish(self, quick: pl.Series, cell: pl.Expr, dtype: pl.DataType, again: Again) -> Encoded:
        """Keep what is whole and within the bounds."""
        if quick.dtype.is_integer():
            inside = quick.is_between(self.low, self.high)
            codes = pl.select(pl.when(inside).then(quick.cast(pl.Int8, strict=False)).otherwise(pl.lit(WRONG, pl.Int8)))
            values = codes.to_series().to_numpy()
            values = np.where(quick.is_null().to_numpy(), np.int8(BLANK), values) if quick.null_count() else values
        else:
            read = Number().finish(quick, cell, dtype, again)
            values = self._bounded(read)
        return Encoded(values, blank=_mask(values == BLANK), wrong=_mask(values == WRONG))

    def _bounded(self, read: Encoded) -> Any:
        exact: Exact = read.values
        power = 10**exact.scale
        mantissa = exact.mantissa if power <= 2**62 else exact.mantissa.astype(object)
        whole = mantissa // power
        good = (mantissa == whole * power) & (whole >= self.low) & (whole <= self.high)
        good = good if read.wrong is None else good & ~read.wrong
        values = np.where(good, whole, WRONG).astype(np.int8)
        if read.blank is not None:
            values[read.blank] = BLANK
        return values
