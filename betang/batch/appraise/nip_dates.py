"""Whether the dates inside civil servants' numbers can be: a warning, never a refusal."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from betang.kernel.exchange.table import Mask
from betang.regulation.identity.digits import digits_of_numbers
from betang.regulation.identity.nip import KEADAAN_NIP, NIP, USIA, check_nip
from betang.regulation.parameters import book

_PIECE = 1 << 17
_DATES = (KEADAAN_NIP.code("TANGGAL"), KEADAAN_NIP.code("TMT"))
_POSSIBLE = KEADAAN_NIP.code("SAH")


def implausible(nips: npt.NDArray[np.int64]) -> Mask:
    """Say for each 18-digit number whether one of its dates cannot be, or the age at appointment is unlikely.

    Numbers of all years are checked by the newest values of the two rules: a city's staff was appointed over decades.
    """
    law = book().on(max(book()[name].values[-1].start for name in (NIP, USIA)))
    doubtful = np.flatnonzero(~_ordinary(nips, law[USIA].value))
    out = np.zeros(len(nips), dtype=bool)
    for start in range(0, len(doubtful), _PIECE):
        rows = doubtful[start : start + _PIECE]
        found = check_nip(number=digits_of_numbers(nips[rows], length=18), law=law)
        out[rows] = np.isin(found.state, _DATES) | ((found.state == _POSSIBLE) & found.age)
    return out


def _ordinary(nips: npt.NDArray[np.int64], limits: Mapping[str, int]) -> Mask:
    """Say which numbers need no closer look: days that every month has, and an age well inside the limits."""
    month, day, start_month = nips // 10**12 % 100, nips // 10**10 % 100, nips // 10**4 % 100
    years = nips // 10**6 % 10**4 - nips // 10**14
    good = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 28) & (start_month >= 1) & (start_month <= 12)
    return np.asarray(good & (years > limits["paling_muda"]) & (years < limits["paling_tua"]), dtype=bool)
