"""Columns of whole numbers: sums by owner, and constants; int64 while everything fits, Python integers otherwise."""

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import Exact, Whole

_INT64 = 2**63 - 1


def summed(owner: npt.NDArray[np.integer], values: Whole, n: int) -> Whole:
    """Add up `values` for each of n owners, exactly; owners without a row get 0."""
    if values.dtype != object and len(values):
        peak = max(abs(int(values.max())), abs(int(values.min())))
        values = values.astype(object) if peak * len(values) > _INT64 else values
    out = np.zeros(n, dtype=values.dtype)
    np.add.at(out, owner, values)
    return out


def counted(owner: npt.NDArray[np.integer], n: int) -> npt.NDArray[np.int64]:
    """Count the rows of each of n owners."""
    return np.bincount(owner, minlength=n).astype(np.int64)


def constant(whole: int, n: int) -> Whole:
    """Return a column of n times the same whole number."""
    return np.full(n, whole, dtype=np.int64 if abs(whole) <= _INT64 else object)


def over_power(column: Exact) -> tuple[Whole, Whole]:
    """Return a column of decimals as numerators and denominators."""
    return column.mantissa, constant(10**column.scale, len(column))
