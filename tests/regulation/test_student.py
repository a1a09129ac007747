"""Student's t against a printed table, closed forms, and its own density integrated numerically."""

from __future__ import annotations

import math

import numpy as np
import pytest

from betang.regulation.skm.student import SERIES_UP_TO, t_quantile

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: upper critical values, probability 0.975.
PRINTED = {
    1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 9: 2.262, 10: 2.228, 20: 2.086, 29: 2.045, 30: 2.042,
    40: 2.021, 60: 2.000, 100: 1.984,
}  # fmt: skip
POINTS, WEIGHTS = np.polynomial.legendre.leggauss(200)


def integral(angle: float, degrees: int) -> float:
    """Integrate the density up to a factor, in the angle arctan(t/√degrees), by Gauss and Legendre."""
    return angle * float(np.cos(angle * (POINTS + 1) / 2) ** (degrees - 1) @ WEIGHTS)


def probability(t: float, degrees: int) -> float:
    """Return P(|T| ≤ t); beyond 40/√degrees the density has vanished."""
    whole = min(math.pi / 2, 40 / math.sqrt(degrees))
    return integral(math.atan(t / math.sqrt(degrees)), degrees) / integral(whole, degrees)


@pytest.mark.parametrize(("degrees", "printed"), PRINTED.items())
def test_printed_table(degrees: int, printed: float) -> None:
    assert round(t_quantile(0.975, degrees), 3) == printed


def test_closed_forms() -> None:
    assert t_quantile(0.975, 1) == pytest.approx(math.tan(math.pi * 0.475), rel=1e-13)
    assert t_quantile(0.975, 2) == pytest.approx(0.95 * math.sqrt(2 / (1 - 0.95**2)), rel=1e-14)


# Respondents n = 2, 3, 10, 30, 1000, the border of the two formulas, and surveys of a whole city and of millions.
@pytest.mark.parametrize("degrees", [1, 2, 9, 29, 999, SERIES_UP_TO, SERIES_UP_TO + 1, 5000, 100_000])
@pytest.mark.parametrize("share", [0.95, 0.975, 0.995])
def test_integral_of_the_density(share: float, degrees: int) -> None:
    assert probability(t_quantile(share, degrees), degrees) == pytest.approx(2 * share - 1, rel=1e-12)


def test_twelve_digits() -> None:
    known = {1: 12.7062047361747, 2: 4.30265272974946, 9: 2.26215716279820, 29: 2.04522964213270, 999: 1.96234146113345}
    for degrees, value in known.items():
        assert t_quantile(0.975, degrees) == pytest.approx(value, rel=1e-12)


def test_many_respondents_approach_the_normal() -> None:
    values = [t_quantile(0.975, degrees) for degrees in (900, 1000, 1001, 1100, 10**6, 10**9)]
    assert values == sorted(values, reverse=True)
    assert values[-1] == pytest.approx(1.959963984540054, abs=1e-8)


@pytest.mark.parametrize(("share", "degrees"), [(0.5, 3), (1.0, 3), (0.975, 0)])
def test_outside_its_range_it_refuses(share: float, degrees: int) -> None:
    with pytest.raises(ValueError, match="share"):
        t_quantile(share, degrees)
