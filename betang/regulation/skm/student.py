"""Quantiles of Student's t distribution, for the confidence interval of a small survey.

Source of both formulas: Abramowitz and Stegun, Handbook of Mathematical Functions (1964): the finite series 26.7.3 and
26.7.4 for whole degrees of freedom, and the expansion 26.7.5 around the normal quantile for many of them. Where the
two meet (1000 degrees of freedom) they agree to more than twelve digits.
"""

import math
from functools import cache
from statistics import NormalDist

import numpy as np

SERIES_UP_TO = 1000
_STEPS = 100


@cache
def t_quantile(share: float, degrees: int) -> float:
    """Return t with P(T ≤ t) = share for Student's t; relative error below 1e-12.

    `share` lies above 0.5 and below 1, `degrees` of freedom are at least 1; ValueError otherwise.
    """
    if not 0.5 < share < 1 or degrees < 1:
        raise ValueError("the share must lie between 0.5 and 1, the degrees of freedom be at least 1")
    return _by_series(2 * share - 1, degrees) if degrees <= SERIES_UP_TO else _by_expansion(share, degrees)


def _by_series(within: float, degrees: int) -> float:
    """Solve P(|T| ≤ t) = within for the angle arctan(t/√degrees), by Newton's method from 0.

    The probability grows ever more slowly with the angle, so no step goes past the solution.
    """
    shares = _coefficients(degrees)
    slope = 2 / math.sqrt(math.pi) * math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
    angle = 0.0
    for _ in range(_STEPS):
        missing = within - _probability(angle, degrees, shares)
        step = missing / (slope * math.cos(angle) ** (degrees - 1))
        angle += step
        if abs(step) <= 4e-16 * angle:
            break
    return math.sqrt(degrees) * math.tan(angle)


def _coefficients(degrees: int) -> list[float]:
    """Return the series' coefficients: 1, 2/3, (2·4)/(3·5) … for odd degrees, 1, 1/2, (1·3)/(2·4) … for even ones."""
    first = 2 if degrees % 2 else 1
    factors = np.arange(first, degrees - 2, 2) / np.arange(first + 1, degrees - 1, 2)
    return [1.0, *np.cumprod(factors).tolist()] if degrees > 1 else []


def _probability(angle: float, degrees: int, coefficients: list[float]) -> float:
    """Return P(|T| ≤ √degrees · tan(angle))."""
    square = math.cos(angle) ** 2
    total = 0.0
    for coefficient in reversed(coefficients):
        total = total * square + coefficient
    if degrees % 2 == 0:
        return math.sin(angle) * total
    return 2 / math.pi * (angle + math.sin(angle) * math.cos(angle) * total)


def _by_expansion(share: float, degrees: int) -> float:
    """Expand around the normal quantile in powers of 1/degrees."""
    z = NormalDist().inv_cdf(share)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return math.fsum([z, *(term / float(degrees) ** power for power, term in enumerate(terms, start=1))])
