"""How much comes on a day ahead: the same weekday of the last weeks, over days on which the office was open."""

import datetime as dt
import math
import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.text import Text

WEEKS = 8
_FEWEST = 3
_Z80 = 1.2816
"""The normal quantile between which and its opposite four of five values lie."""

ASSUMPTIONS = (
    Text(
        f"Perkiraan adalah rata-rata hari yang sama dalam {WEEKS} minggu terakhir, tanpa hari tutup; bila kurang "
        f"dari {_FEWEST} hari, rata-rata semua hari buka dalam masa itu.",
        f"The forecast is the mean of the same weekday in the last {WEEKS} weeks, closed days left out; with fewer "
        f"than {_FEWEST} such days, the mean of all open days in that time.",
    ),
    Text(
        "Rentang memuat empat dari lima hari bila hari mendatang seperti hari yang lalu; lonjakan sesudah libur "
        "panjang tidak diperkirakan.",
        "The range holds four of five days if days to come are like past ones; a rush after long holidays is not "
        "foreseen.",
    ),
)


@dataclass(frozen=True)
class Forecast:
    """What is expected on a day: people in all and an hour, a range that holds four of five days, and its ground.

    `n` days stand behind it; `open_hours` of 0 means closed. Without any history the figures are None.
    """

    day: dt.date
    open_hours: float
    n: int
    same_weekday: bool
    mean: float | None
    low: float | None
    high: float | None

    @property
    def per_hour(self) -> float | None:
        """The people expected in an opening hour."""
        return self.mean / self.open_hours if self.mean is not None and self.open_hours else None


def forecast(arrivals: Mapping[dt.date, int], day: dt.date, calendar: WorkCalendar) -> Forecast:
    """Forecast the arrivals of a day from those of the days before it; a day left out of `arrivals` had none.

    Only days from the first one in `arrivals` on count as observed. CoverageError where the calendar does not know
    the day or one of the weeks before it.
    """
    hours = sum(end - start for start, end in calendar.spans_on(day)) / 60
    if not hours:
        return Forecast(day, 0.0, 0, same_weekday=True, mean=0.0, low=0.0, high=0.0)
    begin = max([day - dt.timedelta(weeks=WEEKS), *([min(arrivals)] if arrivals else [day])])
    past = [begin + dt.timedelta(days=n) for n in range((day - begin).days)]
    past = [one for one in past if calendar.spans_on(one)]
    same = [one for one in past if one.weekday() == day.weekday()]
    used = same if len(same) >= _FEWEST else past
    counts = [arrivals.get(one, 0) for one in used]
    low, mean, high = _range(counts)
    return Forecast(day, hours, len(counts), same_weekday=used is same, mean=mean, low=low, high=high)


def _range(counts: list[int]) -> tuple[float | None, float | None, float | None]:
    """Return low, mean and high; counts vary at least as those of chance arrivals do (Poisson)."""
    if not counts:
        return None, None, None
    mean = statistics.fmean(counts)
    variance = max(statistics.variance(counts) if len(counts) > 1 else 0.0, mean)
    spread = _Z80 * math.sqrt(variance * (1 + 1 / len(counts)))
    return max(0.0, mean - spread), mean, mean + spread
