"""How many people to ask (Krejcie & Morgan), and how many of them in each service."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import Ratio, Whole, added, product
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace
from betang.regulation.wholes import summed

SAMPEL = "skm/sampel"
PEMBULATAN = "skm/pembulatan_sampel"


@dataclass(frozen=True, slots=True)
class SampleSize:
    """Sample sizes of a column of populations: exact, rounded both ways, and `chosen` as the parameter says."""

    exact: Ratio
    nearest: Whole
    up: Whole
    chosen: Whole


def sample_size(*, population: npt.NDArray[np.int64], law: InForce, trace: Trace | None = None) -> SampleSize:
    """Return the least number of respondents for each population (recipients in the last period), exactly.

    ValueError for a population below 1.
    """
    if len(population) and int(population.min()) < 1:
        raise ValueError("a population is at least 1")
    formula, rounding = law[SAMPEL], law[PEMBULATAN]
    spread = Fraction(formula.value["chi_kuadrat"]) * _variance(formula.value)
    error = Fraction(formula.value["galat"]) ** 2
    unit = math.lcm(spread.denominator, error.denominator)
    top, bottom = int(spread * unit), int(error * unit)
    exact = Ratio(product(population, top), added(product(population - 1, bottom), top))
    nearest, up = exact.half_up(0), -(-exact.num // exact.den)
    found = SampleSize(exact, nearest, up, up if rounding.value == "UP" else nearest)
    if trace is not None:
        trace.step("sampel_tepat", {"populasi": population, **formula.value}, exact, parameter=formula)
        inputs = {"sampel_tepat": exact, "pembulatan_sampel": rounding.value}
        trace.step("sampel", inputs, found.chosen, parameter=rounding)
    return found


def _variance(formula: dict[str, Any]) -> Fraction:
    share = Fraction(formula["proporsi"])
    return share * (1 - share)


def allocate(
    *, owner: npt.NDArray[np.integer], size: npt.NDArray[np.int64], total: Whole, trace: Trace | None = None
) -> Whole:
    """Share `total[c]` among the services of case c (those with owner c) in proportion to their size, whole.

    What rounding down leaves goes to the largest remainders; of equal ones to the larger service, then to the first.
    Sizes are at least 1.
    """
    whole = summed(owner, size, len(total))
    quota = product(np.asarray(total[owner]), size)
    share, rest = quota // whole[owner], quota % whole[owner]
    left = total - summed(owner, share, len(total))
    order = np.lexsort((np.arange(len(size)), -size, -rest.astype(np.int64), owner))
    first = np.searchsorted(owner[order], np.arange(len(total)))
    rank = np.empty(len(size), dtype=np.int64)
    rank[order] = np.arange(len(size)) - first[owner[order]]
    found = share + (rank < left[owner])
    if trace is not None:
        inputs = {"populasi": size, "bagian_bulat": share, "sisa": Ratio(rest, whole[owner])}
        trace.step("alokasi", inputs, found, basis="Rancangan Betang", confidence="INFER", owner=owner)
    return np.asarray(found)
