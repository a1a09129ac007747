"""Texts as columns of digits, and dates made of digits; whole columns at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Wholes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]

LONGEST = 64
SPACES = (" ", "\t", "\u00a0")


@dataclass(frozen=True, slots=True)
class Digits:
    """Numbers of one length: `values` has shape (n, length); `proper` marks the rows that are such a number at all."""

    values: npt.NDArray[np.int8]
    proper: Mask

    def __len__(self) -> int:
        return len(self.proper)

    def whole(self, start: int, stop: int) -> Wholes:
        """Return the whole number that stands in places start to stop - 1."""
        powers = 10 ** np.arange(stop - start - 1, -1, -1, dtype=np.int64)
        return np.asarray(self.values[:, start:stop].astype(np.int64) @ powers)

    def text(self, start: int, stop: int) -> npt.NDArray[np.str_]:
        """Return the digits in places start to stop - 1 as text."""
        letters = np.ascontiguousarray(self.values[:, start:stop].astype(np.uint32) + ord("0"))
        return letters.view(f"<U{stop - start}").reshape(len(self))


def digits(texts: Sequence[str | None], *, length: int, dropped: Sequence[str] = SPACES) -> Digits:
    """Read texts as numbers of `length` digits after leaving out the `dropped` characters."""
    gone = str.maketrans("", "", "".join(dropped))
    bare = ["" if text is None or len(text) > LONGEST else text.translate(gone) for text in texts]
    column = np.array(bare, dtype=np.str_)
    proper = np.strings.str_len(column) == length
    fitting = np.where(proper, column, "0" * length).astype(f"<U{length}")
    values = fitting.view(np.uint32).reshape(len(bare), length).astype(np.int64) - ord("0")
    proper &= ((values >= 0) & (values <= 9)).all(axis=1)
    return Digits(np.where(proper[:, None], values, 0).astype(np.int8), np.asarray(proper, dtype=bool))


def digits_of_numbers(numbers: npt.NDArray[np.integer], *, length: int) -> Digits:
    """Read whole numbers as numbers of `length` digits; leading zeros count, negative numbers are none."""
    wide = numbers.astype(np.int64)
    proper = (wide >= 0) & (wide < 10**length)
    safe = np.where(proper, wide, 0)
    values = [safe // 10 ** (length - 1 - place) % 10 for place in range(length)]
    return Digits(np.stack(values, axis=1).astype(np.int8), np.asarray(proper, dtype=bool))


def dates(year: Wholes, month: Wholes, day: Wholes) -> tuple[Days, Mask]:
    """Return the days, and which of them exist (the others are NaT); years are 1 or later."""
    proper = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)
    months = np.where(proper, (year - 1970) * 12 + month - 1, 0)
    first = _first_of(months)
    proper &= day <= (_first_of(months + 1) - first).astype(np.int64)
    found = first + np.where(proper, day - 1, 0).astype("timedelta64[D]")
    return np.where(proper, found, np.datetime64("NaT", "D")), np.asarray(proper, dtype=bool)


def _first_of(months: Wholes) -> Days:
    """Return the first day of months counted from January 1970."""
    return months.astype("datetime64[M]").astype("datetime64[D]")
