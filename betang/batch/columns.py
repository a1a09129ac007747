"""Result columns of the batch commands: identity numbers, named levels and exact decimals as Polars columns."""

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.regulation.codes import Codes
from betang.regulation.exact import Exact, Ratio

PLACES = 10
NUMBER = pl.Decimal(38, PLACES)
"""Numbers leave a command with at most 10 places, rounded half up."""


def nip_text(nip: npt.NDArray[np.int64]) -> pl.Series:
    """Write NIPs as 18 digits."""
    return pl.Series(nip).cast(pl.String).str.zfill(18)


def names(codes: Codes, array: npt.NDArray[np.integer[Any]]) -> pl.Series:
    """Write codes as their names, null for -1."""
    place = np.where(array < 0, len(codes.names), array).astype(np.uint32)
    return pl.Series([*codes.names, None], dtype=pl.String).gather(pl.Series(place))


def numbers(column: Ratio | Exact | None, present: npt.NDArray[np.bool_] | None = None) -> pl.Series:
    """Write exact numbers as decimals, half up; null where not `present`. Without a column: all null."""
    if column is None:
        return pl.Series([None] * (0 if present is None else len(present)), dtype=NUMBER)
    scaled = column.half_up(PLACES) if isinstance(column, Ratio) else _places(column)
    whole = pl.Series(scaled.tolist(), dtype=pl.Int128) if scaled.dtype == object else pl.Series(scaled)
    frame = pl.DataFrame(
        {
            "whole": whole,
            "present": pl.Series(np.ones(len(whole), dtype=bool) if present is None else present, dtype=pl.Boolean),
        }
    )
    value = pl.col("whole").cast(pl.Decimal(38, 0)) * pl.lit(Decimal(1).scaleb(-PLACES))
    return frame.select(pl.when("present").then(value).cast(NUMBER)).to_series()


def _places(column: Exact) -> npt.NDArray[Any]:
    """Bring an exact column to 10 places, half up."""
    if column.scale <= PLACES:
        return column.rescaled(PLACES).mantissa
    return Ratio(column.mantissa, np.full(len(column), 10**column.scale, dtype=object)).half_up(PLACES)
