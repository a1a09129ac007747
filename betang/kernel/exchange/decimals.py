"""Numbers as exact decimals: whole numbers with one power of ten for the column.

A binary float stands for its shortest decimal form, the one a person typed: 97.89, not 97.8900000000000005684.
"""

from decimal import Decimal

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.kernel.exchange.table import Mask
from betang.regulation.exact import Exact, from_decimals

Floats = npt.NDArray[np.floating]

LONGEST = 400
"""Digits on either side of the decimal point; every finite float has fewer."""
_PIECE = 1 << 18
_SAMPLE = 512
_MOST_PLACES = 15
_PATTERN = r"^[+-]?[0-9]+(?:[.,][0-9]+)?$"


def from_floats(values: Floats) -> Exact:
    """Return finite floats (float64 or float32) as the shortest decimals that read back to the same floats."""
    pieces = []
    places = 0
    for start in range(0, len(values), _PIECE):
        piece = values[start : start + _PIECE]
        found = _short(piece, places)
        if found is None:
            found = _any_length(piece)
        else:
            places = found.scale
        pieces.append(found)
    return joined(pieces)


def _short(values: Floats, places: int) -> Exact | None:
    """Try ever more places until all values are decimals of few digits; None if some need more digits.

    Decimals of up to 15 digits (6 for float32) are all different as floats: where one reads back to the float, it is
    the shortest one. Both 10**places and the mantissa are exact floats, and division rounds to the nearest float.
    """
    limit = 1e15 if values.dtype == np.float64 else 1e6
    wide = values.astype(np.float64, copy=False)
    for scale in range(places, _MOST_PLACES + 1):
        if _fits(wide[:_SAMPLE], values[:_SAMPLE], scale, limit) is not None:
            mantissa = _fits(wide, values, scale, limit)
            if mantissa is not None:
                return Exact(mantissa.astype(np.int64), scale)
    return None


def _fits(wide: Floats, values: Floats, scale: int, limit: float) -> Floats | None:
    """Return values × 10**scale as whole floats if all of them read back to the same floats, else None."""
    power = 10.0**scale
    with np.errstate(over="ignore"):
        mantissa = np.rint(wide * power)
    back = (mantissa / power).astype(values.dtype, copy=False)
    return mantissa if ((back == values) & (np.abs(mantissa) < limit)).all() else None


def _any_length(values: Floats) -> Exact:
    """Return floats of any number of digits by way of their text (polars writes the shortest one)."""
    texts = pl.Series(values).cast(pl.String)
    short = ~texts.str.contains("e", literal=True)
    plain, _ = from_texts(texts.set(~short, None))
    odd = np.flatnonzero(~short.to_numpy())
    if not len(odd):
        return plain
    rest = from_decimals([Decimal(text) for text in texts.gather(odd).to_list()])
    scale = max(plain.scale, rest.scale)
    mantissa, others = plain.rescaled(scale).mantissa, rest.rescaled(scale).mantissa
    if others.dtype == object:
        mantissa = mantissa.astype(object)
    mantissa[odd] = others
    return Exact(mantissa, scale)


def from_texts(texts: pl.Series) -> tuple[Exact, Mask]:
    """Read trimmed texts: digits with a decimal point, or with one decimal comma. Null counts as 0.

    Returns the numbers and a mask of the texts that are none ("1.000,5", "1E+3", more than 400 digits on a side).
    """
    understood = texts.str.contains(_PATTERN) & (texts.str.len_bytes() < 2 * LONGEST)
    numbers = texts.set(~understood.fill_null(value=False), None)
    fraction = numbers.str.extract(r"[.,]([0-9]*?)0*$").fill_null("")
    whole = numbers.str.extract(r"^([+-]?[0-9]+)")
    longest = fraction.str.len_bytes().max()
    scale = longest if isinstance(longest, int) else 0
    digits = whole + fraction.str.pad_end(scale, "0")
    mantissa = digits.cast(pl.Int64, strict=False)
    wrong = (texts.is_not_null() & numbers.is_null()).to_numpy()
    if mantissa.null_count() == digits.null_count():
        return Exact(mantissa.fill_null(0).to_numpy(), scale), wrong
    exact = [0 if text is None else int(text) for text in digits.to_list()]
    return Exact(np.array(exact, dtype=object), scale), wrong


def from_wholes(numbers: pl.Series) -> Exact:
    """Return a column of whole numbers of any width; null counts as 0."""
    narrow = numbers.cast(pl.Int64, strict=False)
    if narrow.null_count() == numbers.null_count():
        return Exact(narrow.fill_null(0).to_numpy(), 0)
    return Exact(np.array([value or 0 for value in numbers.to_list()], dtype=object), 0)


def joined(pieces: list[Exact]) -> Exact:
    """Join parts of a column, bringing them to the finest of their scales."""
    if len(pieces) == 1:
        return pieces[0]
    scale = max((piece.scale for piece in pieces), default=0)
    if not pieces:
        return Exact(np.zeros(0, dtype=np.int64), 0)
    return Exact(np.concatenate([piece.rescaled(scale).mantissa for piece in pieces]), scale)
