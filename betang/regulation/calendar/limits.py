"""A limit of time as it is written in rules: a number and its unit, counted over a calendar."""

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.arithmetic import add_working_minutes, calendar_days_end, nth_working_day_close
from betang.regulation.calendar.work import CoverageError, WorkCalendar
from betang.regulation.calendar.zone import Micros
from betang.regulation.codes import codes

SATUAN = codes(
    ("MENIT_KERJA", "Menit kerja", "Working minutes"),
    ("HARI_KERJA", "Hari kerja", "Working days"),
    ("HARI_KALENDER", "Hari kalender", "Calendar days"),
)
"""Units of a limit. Their order means nothing."""
MENIT_KERJA, HARI_KERJA, HARI_KALENDER = range(3)
_COUNT = {
    MENIT_KERJA: add_working_minutes,
    HARI_KERJA: nth_working_day_close,
    HARI_KALENDER: calendar_days_end,
}


def due(calendar: WorkCalendar, *, start: Micros, count: npt.NDArray[np.int64], unit: npt.NDArray[np.int8]) -> Micros:
    """Return the due instant of each start; counts are 1 or more, `unit` holds codes of SATUAN.

    Day 0 is the day of the start. CoverageError carries the place of the case in the columns.
    """
    out = np.empty(len(start), dtype=np.int64)
    for code, function in _COUNT.items():
        places = np.flatnonzero(unit == code)
        try:
            out[places] = function(calendar, start[places], count[places])
        except CoverageError as error:
            raise CoverageError(error.message, error.year, int(places[error.index])) from None
    return out
