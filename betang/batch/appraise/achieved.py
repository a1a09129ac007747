"""The exact achievement of rows of the indicator table, for both rule sets."""

from typing import Any

from betang.batch.appraise.model import Indicators
from betang.regulation.exact import Ratio
from betang.regulation.indicator import achievement


def achieved(table: Indicators, part: Any) -> Ratio:
    """Return C in percent for the rows `part` (a slice or an index) of the table."""
    return achievement(
        direction=table.direction[part],
        target=table.target.take(part),
        realised=table.realised.take(part),
        upper=None if table.upper is None else table.upper.take(part),
        has_upper=None if table.has_upper is None else table.has_upper[part],
    )
