"""Exact decimals for whole columns: 0.7 × 90 allows 63, not 62.

Binary floats put cases on the wrong side of a bound that money, credits or a predikat hang on. Here a column is whole
numbers with one common power of ten; a quotient is kept as numerator and denominator and compared by multiplying out.
Columns are int64 as long as every product fits and Python integers (dtype object) otherwise: the same formulas serve.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[Any]
"""A column of whole numbers: int64, or object holding Python integers."""

_INT64 = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Exact:
    """A column of decimals: value = mantissa / 10**scale. Missing values are tracked by the owner of the column."""

    mantissa: Whole
    scale: int

    def __len__(self) -> int:
        return len(self.mantissa)

    def at(self, index: int) -> str:
        """Return one value as a plain decimal without trailing zeros."""
        return plain(self.decimal(index))

    def decimal(self, index: int) -> Decimal:
        """Return one value as a Decimal with as many places as the column has."""
        return _decimal(int(self.mantissa[index]), self.scale)

    def decimals(self) -> list[Decimal]:
        """Return all values as Decimal."""
        return [_decimal(int(m), self.scale) for m in self.mantissa]

    def take(self, index: Any) -> "Exact":
        """Return the values at the given places (anything NumPy accepts as an index)."""
        return Exact(self.mantissa[index], self.scale)

    def rescaled(self, scale: int) -> "Exact":
        """Return the same values on a finer scale; ValueError on a coarser one."""
        if scale < self.scale:
            raise ValueError("a coarser scale would lose digits")
        factor = 10 ** (scale - self.scale)
        return Exact(product(self.mantissa, factor), scale)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A column of exact quotients; denominators are positive."""

    num: Whole
    den: Whole

    def __len__(self) -> int:
        return len(self.num)

    def fraction(self, index: int) -> Fraction:
        """Return one quotient."""
        return Fraction(int(self.num[index]), int(self.den[index]))

    def at(self, index: int) -> str:
        """Return one quotient as a plain decimal, at most 10 places, half up."""
        return plain(decimal_of(self.fraction(index), 10))

    def less(self, bound: Decimal) -> npt.NDArray[np.bool_]:
        """Say for each quotient whether it is less than `bound`, exactly."""
        top, bottom = bound.as_integer_ratio()
        return np.asarray(product(self.num, bottom) < product(self.den, top), dtype=bool)

    def greater(self, bound: Decimal) -> npt.NDArray[np.bool_]:
        """Say for each quotient whether it is greater than `bound`, exactly."""
        top, bottom = bound.as_integer_ratio()
        return np.asarray(product(self.num, bottom) > product(self.den, top), dtype=bool)

    def half_up(self, places: int) -> Whole:
        """Return the quotients times 10**places, rounded half away from zero to whole numbers."""
        num, den = product(self.num, 2 * 10**places), self.den
        size = added(abs(num), den) // product(den, 2)
        return np.where(num < 0, -size, size)


def product(column: Whole, factor: "int | Whole") -> Whole:
    """Multiply whole numbers, changing to Python integers when int64 would overflow."""
    # A factor that does not fit int64 would not even multiply a column of zeros.
    if column.dtype != object and max(1, _peak(column)) * _peak(factor) > _INT64:
        column = column.astype(object)
    return np.asarray(column * factor)


def added(left: Whole, right: "int | Whole") -> Whole:
    """Add whole numbers, changing to Python integers when int64 would overflow."""
    if left.dtype != object and _peak(left) + _peak(right) > _INT64:
        left = left.astype(object)
    return np.asarray(left + right)


def _peak(values: "int | Whole") -> int:
    """Return the largest magnitude; two passes instead of abs(), which would copy the column."""
    if isinstance(values, int):
        return abs(values)
    if len(values) == 0:
        return 0
    return max(abs(int(values.max())), abs(int(values.min())))


def align(left: Exact, right: Exact) -> tuple[Whole, Whole, int]:
    """Bring two columns to one scale; return both mantissas and the scale."""
    scale = max(left.scale, right.scale)
    return left.rescaled(scale).mantissa, right.rescaled(scale).mantissa, scale


def from_decimals(values: Sequence[Decimal | int | None]) -> Exact:
    """Build a column from decimals (None counts as 0); scale = the most places used."""
    parts = [plain(Decimal(0) if v is None else Decimal(v)).partition(".") for v in values]
    scale = max((len(fraction) for _, _, fraction in parts), default=0)
    whole = [int(digits + fraction.ljust(scale, "0")) for digits, _, fraction in parts]
    fits = all(abs(w) <= _INT64 for w in whole)
    return Exact(np.array(whole, dtype=np.int64 if fits else object), scale)


def decimal_of(value: Fraction, places: int) -> Decimal:
    """Round a fraction half up (away from zero) to a number of decimal places."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return _decimal(whole if value >= 0 else -whole, places)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round a decimal half up to a number of places, keeping the places (25 → 25.00)."""
    with localcontext() as context:
        context.prec = max(context.prec, value.adjusted() + places + 2)
        return value.quantize(_decimal(1, places), rounding=ROUND_HALF_UP)


def _decimal(mantissa: int, scale: int) -> Decimal:
    """Return mantissa / 10**scale with all its digits: arithmetic on Decimal, `scaleb` included, keeps only 28."""
    return Decimal(f"{mantissa}E-{scale}")


def plain(value: Decimal) -> str:
    """Write a decimal without exponent and without trailing zeros."""
    if value == 0:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
