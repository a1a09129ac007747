"""Category and value of an indicator from its achievement C: PermenPANRB 8/2021 (Lampiran).

The table of the annex names whole percents and leaves gaps between them. By default C is rounded half up to a whole
percent first; asked for EXACT, a C between two rows takes the lower row and its formula. C below 0 counts as 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import Exact, Ratio, Whole, added, product
from betang.regulation.num2019.levels import KATEGORI
from betang.regulation.parameters import InForce, Value
from betang.regulation.trace import Trace

PEMBULATAN = "num-2019/num_2019"
TABEL = "num-2019/kategori"
MAKSIMAL = "num-2019/target_maksimal"
Owner = npt.NDArray[np.integer] | None


@dataclass(frozen=True, slots=True)
class IndicatorValues:
    """What each indicator counts for: C used (whole percents, or exact quotients), category code, value."""

    used: Exact | Ratio
    category: npt.NDArray[np.int8]
    value: Ratio


@dataclass(frozen=True, slots=True)
class Rows:
    """The table as straight lines: from `start[k]` on, value = (a[k] + b[k] × C) / common."""

    start: tuple[Decimal, ...]
    code: npt.NDArray[np.int8]
    a: Whole
    b: Whole
    common: int


def indicator_values(
    *, achieved: Ratio, maximum: npt.NDArray[np.bool_], law: InForce, trace: Trace | None = None, owner: Owner = None
) -> IndicatorValues:
    """Return C used, category (0 SK … 4 SB) and value of each indicator.

    `achieved` is C in percent as of `betang.regulation.indicator.achievement`; `maximum` marks targets that are the
    most that can be attained. `owner` names the case of each indicator where a case has several (for traces).
    """
    used = used_achievement(achieved, law)
    rows = table_rows(law[TABEL].value)
    if isinstance(used, Exact):
        # Whole percents: the same formulas, computed once for each percent up to where the value stops growing.
        top = floor(rows.start[-1]) + 1
        grid = np.arange(top + 1, dtype=np.int64)
        category, value = _looked_up(rows, Ratio(grid, np.ones_like(grid)))
        place = np.minimum(used.mantissa, top).astype(np.intp)
        category, value = category[place], Ratio(value.num[place], value.den[place])
    else:
        category, value = _looked_up(rows, used)
    hit, category, value = _at_maximum(used, category, value, maximum, law[MAKSIMAL].value)
    found = IndicatorValues(used, category, value)
    if trace is not None:
        _record(trace, achieved=achieved, maximum=maximum, found=found, hit=hit, law=law, owner=owner)
    return found


def used_achievement(achieved: Ratio, law: InForce) -> Exact | Ratio:
    """Return the C that counts: at least 0, rounded half up to whole percents or left exact. There is no upper cap."""
    if law[PEMBULATAN].value["pembulatan_capaian"] == "HALF_UP_INT":
        return Exact(np.maximum(achieved.half_up(0), 0), 0)
    return Ratio(np.maximum(achieved.num, 0), achieved.den)


def table_rows(table: Sequence[Mapping[str, Any]]) -> Rows:
    """Read the table of the annex; ValueError when it does not begin at 0, is out of order, or does not end flat."""
    starts = tuple(Decimal(row["dari"]) for row in table)
    if starts[0] > 0 or list(starts) != sorted(starts) or "sampai" in table[-1]:
        raise ValueError("the table must begin at 0, rise, and end with a row without `sampai`")
    lines = [_line(row) for row in table]
    common = lcm(*(part.denominator for line in lines for part in line))
    a, b = ([int(line[k] * common) for line in lines] for k in (0, 1))
    codes = KATEGORI.array([row["kategori"] for row in table])
    return Rows(starts, codes, np.array(a, dtype=np.int64), np.array(b, dtype=np.int64), common)


def _line(row: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    """Return intercept and slope of one row: value = nilai_dari + (nilai_sampai − nilai_dari)/(sampai − dari) × …"""
    start, low = Fraction(row["dari"]), Fraction(row["nilai_dari"])
    if "sampai" not in row:
        return low, Fraction(0)
    slope = (Fraction(row["nilai_sampai"]) - low) / (Fraction(row["sampai"]) - start)
    return low - slope * start, slope


def _looked_up(rows: Rows, used: Ratio) -> tuple[npt.NDArray[np.int8], Ratio]:
    """Return category and value by the last row that begins at or below C."""
    row = np.zeros(len(used), dtype=np.intp)
    for start in rows.start[1:]:
        row += ~used.less(start)
    value = added(product(rows.a[row], used.den), product(rows.b[row], used.num))
    return rows.code[row], Ratio(value, product(used.den, rows.common))


def _at_maximum(
    used: Exact | Ratio, category: npt.NDArray[np.int8], value: Ratio, maximum: npt.NDArray[np.bool_], rule: Any
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int8], Ratio]:
    """Put the value of "C = 100 and the target is the maximum attainable" where it applies."""
    if not maximum.any():
        return np.zeros(len(category), dtype=bool), category, value
    column = Ratio(used.mantissa, np.ones_like(used.mantissa)) if isinstance(used, Exact) else used
    hit = np.asarray(maximum & ~column.less(rule["capaian"]) & ~column.greater(rule["capaian"]), dtype=bool)
    if not hit.any():
        return hit, category, value
    top, bottom = Decimal(rule["nilai"]).as_integer_ratio()
    code = np.int8(KATEGORI.code(rule["kategori"]))
    value = Ratio(np.where(hit, top, value.num), np.where(hit, bottom, value.den))
    return hit, np.where(hit, code, category).astype(np.int8), value


def _record(
    trace: Trace,
    *,
    achieved: Ratio,
    maximum: npt.NDArray[np.bool_],
    found: IndicatorValues,
    hit: npt.NDArray[np.bool_],
    law: InForce,
    owner: Owner,
) -> None:
    trace.step("capaian_dipakai", {"capaian_persen": achieved}, found.used, parameter=law[PEMBULATAN], owner=owner)
    inputs = {"capaian_dipakai": found.used, "target_maksimal": maximum}
    category = KATEGORI.of(found.category)
    for where, parameter in ((~hit, law[TABEL]), (hit, law[MAKSIMAL])):
        _step(trace, "kategori_iki", inputs, category, parameter, where, owner)
        _step(trace, "nilai_iki", {**inputs, "kategori_iki": category}, found.value, parameter, where, owner)


def _step(
    trace: Trace, name: str, inputs: Mapping[str, Any], result: Any, parameter: Value, where: Any, owner: Owner
) -> None:
    """Record a step for some rows only: rows are cases, or items of which the others get no owner."""
    if owner is not None:
        trace.step(name, inputs, result, parameter=parameter, owner=np.where(where, owner, -1))
        return
    both = where if trace.where is None else where & trace.where
    trace.only(both).step(name, inputs, result, parameter=parameter)
