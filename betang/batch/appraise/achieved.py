"""The exact achievement of rows of the indicator table, for both rule sets, and what it was computed from."""

from collections.abc import Mapping
from typing import Any

from betang.batch.appraise.model import Indicators
from betang.regulation.exact import Ratio
from betang.regulation.field import Maybe
from betang.regulation.indicator import ARAH, achievement


def achieved(table: Indicators, part: Any) -> Ratio:
    """Return C in percent for the rows `part` (a slice or an index) of the table."""
    return achievement(
        direction=table.direction[part],
        target=table.target.take(part),
        realised=table.realised.take(part),
        upper=None if table.upper is None else table.upper.take(part),
        has_upper=None if table.has_upper is None else table.has_upper[part],
    )


def evidence(table: Indicators) -> Mapping[str, Any]:
    """Return the columns that a derivation shows beside an achievement."""
    shown: dict[str, Any] = {"indikator": table.name, "arah": ARAH.of(table.direction), "target": table.target}
    if table.upper is not None and table.has_upper is not None:
        shown["target_atas"] = Maybe(table.upper, table.has_upper)
    return {**shown, "realisasi": table.realised}
