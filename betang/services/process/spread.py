"""How durations spread, for one group or for many at once: number, mean, median, any percentile, longest."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.regulation.calendar.zone import SECOND, Micros
from betang.services.process.log import Codes

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spreads:
    """Durations (microseconds) sorted within each of `groups` groups. Figures are NaN for a group without any."""

    values: Micros
    bounds: Codes
    """Group g holds the values from bounds[g] up to bounds[g + 1]."""

    @cached_property
    def n(self) -> Codes:
        """How many durations each group has."""
        return np.diff(self.bounds)

    @cached_property
    def mean(self) -> Floats:
        """The mean of each group."""
        return _divided(self.total, self.n)

    @cached_property
    def total(self) -> list[int]:
        """The sum of each group, exact."""
        return _sums(self.values, self.bounds)

    @cached_property
    def median(self) -> Floats:
        """The middle of each group; between two, half-way."""
        return self.percentile(50)

    @cached_property
    def p90(self) -> Floats:
        """What nine of ten do not exceed, interpolated."""
        return self.percentile(90)

    @cached_property
    def max(self) -> Floats:
        """The longest of each group."""
        return self.percentile(100)

    def percentile(self, percent: int) -> Floats:
        """Return a percentile of each group, interpolated linearly between the two nearest values."""
        out = np.full(len(self.n), np.nan)
        some = np.flatnonzero(self.n)
        place, hundredths = np.divmod((self.n[some] - 1) * percent, 100)
        low = self.values[self.bounds[some] + place]
        high = self.values[self.bounds[some] + np.minimum(place + 1, self.n[some] - 1)]
        out[some] = low + (high - low) * hundredths / 100
        return out


def spreads(values: Micros, group: Codes | None = None, groups: int = 1) -> Spreads:
    """Sort durations into groups; `group[i]` is the group of value i (None: all are in one)."""
    if group is None:
        return Spreads(np.sort(values), np.array([0, len(values)]))
    counts = np.bincount(group, minlength=groups)
    return Spreads(_sorted(values, group, groups), np.concatenate(([0], np.cumsum(counts))))


def _sorted(values: Micros, group: Codes, groups: int) -> Micros:
    """Sort by group and value: as one number where both fit into 63 bits, which is the quick way."""
    low = int(values.min(initial=0))
    bits = (int(values.max(initial=0)) - low).bit_length()
    if groups.bit_length() + bits > 63:
        return pl.DataFrame({"group": group, "value": values}).sort("group", "value")["value"].to_numpy()
    key = (group << bits) | (values - low)
    key.sort()
    return (key & ((1 << bits) - 1)) + low


def totals(values: Micros, group: Codes, groups: int) -> list[int]:
    """Return the sum of each group, exact."""
    order = np.argsort(group, kind="stable")
    bounds = np.concatenate(([0], np.cumsum(np.bincount(group, minlength=groups))))
    return _sums(values[order], bounds)


def _sums(values: Micros, bounds: Codes) -> list[int]:
    """Sum stretches in Python integers at the end: five million long gaps do not fit 64 bits in microseconds."""
    parts = (np.diff(np.concatenate(([0], np.cumsum(part)))[bounds]).tolist() for part in np.divmod(values, SECOND))
    return [seconds * SECOND + rest for seconds, rest in zip(*parts, strict=True)]


def _divided(totals: list[int], counts: Codes) -> Floats:
    pairs = zip(totals, counts.tolist(), strict=True)
    return np.array([total / n if n else np.nan for total, n in pairs], dtype=np.float64)
