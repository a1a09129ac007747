"""The same rules as a per-person Python loop: what the column kernels are measured against, and checked with."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

Item = tuple[int, int]
"""(kind: 0 core, 1 additional; rating: 0 below, 1 meets, 2 above)"""

_QUADRANT = ((0, 2, 2), (1, 3, 3), (1, 3, 4))


def item_rating(indicators: Sequence[tuple[int, Decimal, Decimal]]) -> int:
    """Rate one work result from (direction, target, realised) of its indicators."""
    ratings = []
    for direction, target, realised in indicators:
        done = 2 * target - realised if direction else realised
        achieved = Fraction(done) / Fraction(target) * 100
        ratings.append(0 if achieved < 90 else 2 if achieved > 100 else 1)
    return sorted(ratings)[(len(ratings) - 1) // 2]


def result_rating(items: Sequence[Item]) -> int:
    """Rate the results of one person."""
    above = sum(rating == 2 for _, rating in items)
    below = sum(rating == 0 for _, rating in items)
    core = [rating for kind, rating in items if kind == 0]
    core_below = sum(rating == 0 for rating in core)
    if 2 * above > len(items) and core_below == 0:
        return 2
    return 0 if 2 * below > len(items) or (core and 2 * core_below >= len(core)) else 1


def behaviour_rating(ratings: Sequence[int]) -> int:
    """Rate the behaviour of one person."""
    above, below = sum(r == 2 for r in ratings), sum(r == 0 for r in ratings)
    if 2 * above > len(ratings) and below == 0:
        return 2
    return 0 if 2 * below >= len(ratings) else 1


def predikat(
    kinds: Sequence[int], indicators: Sequence[Sequence[tuple[int, Decimal, Decimal]]], behaviours: Sequence[int]
) -> int:
    """Rate one person from everything (codes SK 0 … SB 4)."""
    items = [(kind, item_rating(rows)) for kind, rows in zip(kinds, indicators, strict=True)]
    return _QUADRANT[result_rating(items)][behaviour_rating(behaviours)]
