"""Whether the dates inside civil servants' numbers can be: a warning, never a refusal."""

import numpy as np
import numpy.typing as npt

from betang.kernel.exchange.table import Mask

_PPPK_CODE = 21
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int64)


def implausible(nips: npt.NDArray[np.int64]) -> Mask:
    """Say for each 18-digit number whether its date of birth (8 digits) or month of appointment (6) cannot be."""
    year, month, day = nips // 10**14, nips // 10**12 % 100, nips // 10**10 % 100
    start_year, start_month = nips // 10**6 % 10**4, nips // 10**4 % 100
    good = (month >= 1) & (month <= 12) & (day >= 1)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = _DAYS[np.where(good, month, 0)] + (leap & (month == 2))
    good &= (day <= last) & (start_year > year)
    good &= ((start_month >= 1) & (start_month <= 12)) | (start_month == _PPPK_CODE)
    return np.asarray(~good, dtype=bool)
