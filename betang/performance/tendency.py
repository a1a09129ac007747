"""How much more leniently or strictly each rater rates than the indicators say, with intervals. Pure.

A rater with few ratings says little about the rater and much about chance; such a mean is therefore drawn towards that
of all raters (empirical Bayes: raters vary normally around a common mean, ratings normally around their rater). The
more somebody rated, the less is drawn. Raters with fewer than `least` ratings are not shown, yet help to estimate.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Z90 = 1.6448536269514722  # the normal distribution leaves 5 % beyond it on either side


@dataclass(frozen=True, slots=True)
class Tendency:
    """Of each rater (row for row): ratings, the raw and the shrunken mean, the 90 % interval, whether it is shown."""

    n: Index
    raw: Floats
    mean: Floats
    low: Floats
    high: Floats
    weight: Floats
    shown: npt.NDArray[np.bool_]


def tendencies(*, rater: Index, gap: Floats, n: int, least: int) -> Tendency:
    """Estimate n raters from single gaps (rating given minus rating proposed, in levels); `rater` says whose each is.

    Nobody's mean is known from a single rating when no rater has two: then all weight lies on the common mean.
    """
    counts = np.bincount(rater, minlength=n).astype(np.int64)
    order = np.lexsort((gap, rater))  # sums in one order, whatever the order of the rows
    raw = _share(np.bincount(rater[order], weights=gap[order], minlength=n), counts)
    within = _within(rater[order], gap[order], raw, counts)
    centre, between = _between(raw, counts, within)
    error = _share(np.full(n, within), counts)
    weight = _weights(counts, error, between)
    mean = centre + weight * (raw - centre)
    of_centre = _error_of_centre(counts, between, within)
    spread = Z90 * np.sqrt(weight * error + (1 - weight) ** 2 * of_centre)
    shown = counts >= max(1, least)
    return Tendency(counts, raw, mean, mean - spread, mean + spread, weight, shown)


def _share(total: npt.ArrayLike, counts: Index) -> Floats:
    found: Floats = np.divide(total, counts, out=np.zeros(len(counts)), where=counts > 0)
    return found


def _weights(counts: Index, error: Floats, between: float) -> Floats:
    """Give the part of a rater's own mean that is believed: between 0 and 1, growing with the number of ratings."""
    whole = between + error
    found: Floats = np.divide(between * (counts > 0), whole, out=np.zeros(len(counts)), where=whole > 0)
    return found


def _within(rater: Index, gap: Floats, raw: Floats, counts: Index) -> float:
    """Give the variance of single ratings around their rater's mean, pooled over all raters."""
    free = int((counts - 1)[counts > 0].sum())
    return float(((gap - raw[rater]) ** 2).sum() / free) if free else 0.0


def _between(raw: Floats, counts: Index, within: float) -> tuple[float, float]:
    """Give the common mean and the variance of raters around it, by moments; never below zero."""
    total, raters = int(counts.sum()), int((counts > 0).sum())
    if not total:
        return 0.0, 0.0
    centre = float((np.sort(counts * raw)).sum() / total)
    reach = total - float((counts.astype(np.float64) ** 2).sum()) / total
    if raters < 2 or reach <= 0 or total == raters:
        return centre, 0.0
    found = float(np.sort(counts * (raw - centre) ** 2).sum())
    return centre, max(0.0, (found - (raters - 1) * within) / reach)


def _error_of_centre(every: Index, between: float, within: float) -> float:
    """Give the variance of the common mean itself."""
    counts = every[every > 0].astype(np.float64)
    total = counts.sum()
    return float((counts / total) ** 2 @ (between + within / counts)) if total else 0.0
