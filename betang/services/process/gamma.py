"""The gamma distribution: service times from always-the-same (cv 0) over exponential (cv 1) to very uneven ones."""

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_STEADY = 0.02
"""Below this coefficient of variation a time counts as constant."""
_MOST = 10_000
"""Terms of the continued fraction; a few hundred are enough for any shape above."""


def gamma_cdf(x: Floats, *, mean: float, cv: float) -> Floats:
    """Return the share of times up to each x, for times of a mean and a coefficient of variation (0 or more)."""
    if cv < _STEADY:
        return (x >= mean).astype(np.float64)
    shape = cv**-2
    return _regular(shape, np.maximum(x, 0) / mean * shape)


def _regular(a: float, x: Floats) -> Floats:
    """Return the regularised lower incomplete gamma function P(a, x).

    Series below a + 1, continued fraction by the modified Lentz method above (Press and others, Numerical Recipes,
    3rd edition, 6.2).
    """
    out = np.zeros(len(x))
    low, high = (x > 0) & (x < a + 1), x >= a + 1
    for part, reckon in ((low, _series), (high, _fraction)):
        if part.any():
            out[part] = reckon(a, x[part])
    return out


def _front(a: float, x: Floats) -> Floats:
    return np.exp(-x + a * np.log(x) - math.lgamma(a))


def _series(a: float, x: Floats) -> Floats:
    term = np.full(len(x), 1 / a)
    total, n = term.copy(), a
    while (np.abs(term) > np.abs(total) * 1e-15).any():
        n += 1
        term = term * x / n
        total = total + term
    return total * _front(a, x)


def _fraction(a: float, x: Floats) -> Floats:
    b = x + 1 - a
    c, d = np.full(len(x), 1e300), 1 / b
    h = d.copy()
    for i in range(1, _MOST):
        step, b = -i * (i - a), b + 2
        d = 1 / _apart(step * d + b)
        c = _apart(b + step / c)
        change = d * c
        h = h * change
        if (np.abs(change - 1) < 1e-14).all():
            break
    return 1 - _front(a, x) * h


def _apart(value: Floats) -> Floats:
    """Keep a divisor away from 0."""
    return np.where(np.abs(value) < 1e-300, 1e-300, value)
