"""Achievement of an indicator in percent, exact: PermenPANRB 8/2021 (Lampiran), also used for IKU.

Higher is better: C = realisation / target × 100. Lower is better: C = (1 + (1 − realisation / target)) × 100. Where the
target is a range, the end that was missed divides; inside the range C is 100 (derived, no source states it).
"""

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.exact import Exact, Ratio, Whole, added, align, product

ARAH = codes(
    ("NAIK", "Makin tinggi makin baik", "Higher is better"), ("TURUN", "Makin rendah makin baik", "Lower is better")
)
NAIK, TURUN = 0, 1


def achievement(
    *,
    direction: npt.NDArray[np.int8],
    target: Exact,
    realised: Exact,
    upper: Exact | None = None,
    has_upper: npt.NDArray[np.bool_] | None = None,
) -> Ratio:
    """Return C in percent for each indicator, unrounded (may be below 0 where lower is better).

    Arguments are columns of one length; target > 0, realised ≥ 0, upper ≥ target where `has_upper`.
    """
    goal, done, _ = align(target, realised)
    inside: npt.NDArray[np.bool_] = np.zeros(len(goal), dtype=bool)
    if upper is not None and has_upper is not None and has_upper.any():
        goal, done, inside = _nearest_end(target, realised, upper, has_upper)
    falling = direction == TURUN
    num = np.where(falling, added(product(goal, 2), -done), done) if falling.any() else done
    num = product(num, 100)
    if inside.any():
        num, goal = np.where(inside, 100, num), np.where(inside, 1, goal)
    return Ratio(num, goal)


def _nearest_end(
    target: Exact, realised: Exact, upper: Exact, has_upper: npt.NDArray[np.bool_]
) -> tuple[Whole, Whole, npt.NDArray[np.bool_]]:
    """Choose the end of a range that divides, and say which realisations lie inside their range."""
    scale = max(target.scale, realised.scale, upper.scale)
    low, done, high = (column.rescaled(scale).mantissa for column in (target, realised, upper))
    over = np.asarray(has_upper & (done > high), dtype=bool)
    inside = np.asarray(has_upper & ~over & (done >= low), dtype=bool)
    return np.where(over, high, low), done, inside
