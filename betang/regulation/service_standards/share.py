"""How sure a share is, and whether there are enough cases to hold it against anything. Pure; whole columns.

Wilson's interval (1927) holds for few cases and for shares near 0 and 1, where the usual p ± z·√(p(1−p)/n) leaves the
range or shrinks to nothing.
"""

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from betang.regulation.parameters import InForce

UKURAN = "layanan/ukuran"
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares with the ends of their intervals, all 0 to 1; `compared` says whether there are enough cases."""

    share: Floats
    low: Floats
    high: Floats
    compared: Flags


def wilson(*, within: Ints, of: Ints, level: float) -> tuple[Floats, Floats]:
    """Return the ends of Wilson's interval for `within` cases of `of` (1 or more), 0 to 1, the share between them."""
    z2 = quantile(level) ** 2
    n = of.astype(np.float64)
    share = within / n
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2) / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At the ends of the range the interval touches it exactly; rounding would leave 1e-18 between.
    return np.clip(middle - half, 0.0, share), np.clip(middle + half, share, 1.0)


@lru_cache(maxsize=8)
def quantile(level: float) -> float:
    """Return how many standard deviations around the mean hold this share of the normal distribution."""
    return NormalDist().inv_cdf((1 + level) / 2)


def enough(*, of: Ints, law: InForce) -> Flags:
    """Say which numbers rest on enough cases to be compared with another time, with others or with a target."""
    return np.asarray(of >= law[UKURAN].value["fakta_min"])


def shares(*, within: Ints, of: Ints, law: InForce) -> Shares:
    """Return shares, their intervals by the level in force, and which of them may be compared."""
    low, high = wilson(within=within, of=of, level=float(law[UKURAN].value["taraf"]))
    return Shares(within / of, low, high, enough(of=of, law=law))
