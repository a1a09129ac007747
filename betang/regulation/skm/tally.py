"""Counts of a survey's answers, from which every figure follows exactly.

A survey of five million answers is read piece by piece: tallies of the pieces add up. Nothing here is a rule of law.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for g groups and e elements.

    `answered`, `total`: answers and sum of scores of each element, shape (g, e). `respondents`, `scored`, `squared`:
    respondents with k answers, the sum of their summed scores and of its squares, shape (g, e + 1), column k.
    """

    answered: Counts
    total: Counts
    respondents: Counts
    scored: Counts
    squared: Counts

    def __add__(self, other: "Tally") -> "Tally":
        """Add the tally of another piece of the same survey; the piece may know more groups."""
        pairs = zip(self.columns(), other.columns(), strict=True)
        return Tally(*(_sum(left, right) for left, right in pairs))

    def columns(self) -> tuple[Counts, ...]:
        """Return all counts."""
        return (self.answered, self.total, self.respondents, self.scored, self.squared)

    def whole(self) -> "Tally":
        """Return all groups together as one."""
        return Tally(*(column.sum(axis=0, keepdims=True) for column in self.columns()))


def tally(
    *, scores: npt.NDArray[np.int8], highest: int, group: npt.NDArray[np.integer] | None = None, groups: int = 1
) -> Tally:
    """Count answers; `scores` has shape (n, e), 0 = blank; `group[i]` is the group of respondent i, below `groups`.

    ValueError for a score outside 0 to `highest`.
    """
    if scores.size and (int(scores.min()) < 0 or int(scores.max()) > highest):
        raise ValueError(f"a score must lie between 0 (blank) and {highest}")
    n, elements = scores.shape
    where = np.zeros(n, dtype=np.int64) if group is None else group.astype(np.int64)
    answers = np.zeros(n, dtype=np.int64)
    summed = np.zeros(n, dtype=np.int64)
    answered, total = [], []
    for element in range(elements):
        column = scores[:, element]
        counts = np.bincount(where * (highest + 1) + column, minlength=groups * (highest + 1))
        by_score = counts.reshape(groups, highest + 1)
        answered.append(by_score[:, 1:].sum(axis=1))
        total.append(by_score @ np.arange(highest + 1))
        answers += column > 0
        summed += column
    moments = _moments(where, groups, answers, summed, elements)
    return Tally(np.stack(answered, axis=1), np.stack(total, axis=1), *moments)


def _moments(
    where: Counts, groups: int, answers: Counts, summed: Counts, elements: int
) -> tuple[Counts, Counts, Counts]:
    """Count respondents by number of answers, and sum their scores; sums stay whole in floats up to 2**53."""
    key, size = where * (elements + 1) + answers, groups * (elements + 1)
    shape = (groups, elements + 1)
    respondents = np.bincount(key, minlength=size).reshape(shape)
    scored = np.bincount(key, weights=summed, minlength=size).astype(np.int64).reshape(shape)
    squared = np.bincount(key, weights=summed * summed, minlength=size).astype(np.int64).reshape(shape)
    return respondents, scored, squared


def _sum(left: Counts, right: Counts) -> Counts:
    """Add two tables; the one with fewer groups counts nothing in the others."""
    if len(left) < len(right):
        left, right = right, left
    result = left.copy()
    result[: len(right)] += right
    return result
