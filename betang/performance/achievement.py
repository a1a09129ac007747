"""How far indicators of goals came, by the law's formula over whole columns (PermenPANRB 8/2021 Lampiran).

Pure. Higher is better: R/T × 100; lower is better: (2T − R)/T × 100. Without an upper cap, which is a local choice
that is not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from betang.regulation.exact import from_decimals, plain
from betang.regulation.indicator import NAIK, TURUN, achievement

PLACES = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator with what it came to: polarity as recorded, target above 0, value 0 or more."""

    polarity: str
    target: Decimal
    value: Decimal


def measurable(polarity: str, target: Decimal | None, value: Decimal | None) -> bool:
    """Tell whether the formula can be used: polarity known, target above 0, value there and not below 0."""
    return polarity in {"positif", "negatif"} and target is not None and target > 0 and value is not None and value >= 0


def percents(rows: Sequence[Measured]) -> list[Decimal]:
    """Return the achievement of each indicator in percent, rounded half up to one place."""
    if not rows:
        return []
    found = achievement(
        direction=np.array([NAIK if row.polarity == "positif" else TURUN for row in rows], dtype=np.int8),
        target=from_decimals([row.target for row in rows]),
        realised=from_decimals([row.value for row in rows]),
    )
    return [Decimal(plain(Decimal(int(tenths)).scaleb(-PLACES))) for tenths in found.half_up(PLACES)]
