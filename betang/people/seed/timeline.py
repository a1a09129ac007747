"""The days of a demo city: when its data was brought in, and on which days something happens until today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from betang.people.seed.careers import PART_TIME_SINCE

EARLIEST = date(2024, 1, 1)
LATEST = date(2099, 12, 31)
SATURDAY = 5
#: Months after the first of a quarter's month until a vacant post is filled, in days.
VACANT_DAYS = 44
#: Nothing but the last touches happens so shortly before the day.
QUIET_DAYS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """`opening`: the city's data is brought in. `quarters`: people retire. `ceremonies`: posts are filled."""

    day: date
    opening: date
    quarters: tuple[date, ...]
    ceremonies: tuple[date, ...]
    newcomers: date
    part_time: date | None

    def ceremony_after(self, leaving: date) -> date | None:
        """Give the day on which a post is filled that somebody left; None when it has not come yet."""
        return next((day for day in self.ceremonies if day > leaving), None)

    def before(self, days: int) -> date:
        """Give a day so many days before the day."""
        return self.day - timedelta(days=days)


def timeline(day: date) -> Timeline:
    """Lay out the days of a city seen on a day; ValueError for a day that the demo city cannot stand on."""
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"Kota contoh dapat dibuat untuk tanggal {EARLIEST} sampai {LATEST}, bukan {day}.")
    opening = date(day.year - 1, 1, 1)
    firsts = [date(year, month, 1) for year in (opening.year, day.year) for month in (4, 7, 10, 1)]
    quarters = sorted(first for first in firsts if opening < first < day - timedelta(days=QUIET_DAYS))
    filled = [working_day(first + timedelta(days=VACANT_DAYS)) for first in quarters]
    since = PART_TIME_SINCE if day - timedelta(days=QUIET_DAYS) > PART_TIME_SINCE else None
    return Timeline(
        day=day,
        opening=opening,
        quarters=tuple(quarters),
        ceremonies=tuple(day_filled for day_filled in filled if day_filled < day - timedelta(days=QUIET_DAYS)),
        newcomers=months_before(day, 5),
        part_time=since,
    )


def working_day(day: date) -> date:
    """Give the day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)


def months_before(day: date, months: int) -> date:
    """Give the first of the month so many months before."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
