"""How rules ask the city's calendar: columns of moments in, refusals as sentences, days off as steps can show them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.arithmetic import local_days
from betang.regulation.calendar.city import HARI_LIBUR, DayOff, days_off, parameters
from betang.regulation.calendar.moments import MomentError, instants_of, moment_of
from betang.regulation.calendar.work import CoverageError, WorkCalendar
from betang.regulation.calendar.zone import Micros
from betang.regulation.field import InputError
from betang.regulation.parameters import Value

Mask = npt.NDArray[np.bool_]


@contextmanager
def refused_as(name: str) -> Iterator[None]:
    """Turn a refusal of the calendar into one of the input `name`."""
    try:
        yield
    except (CoverageError, MomentError) as error:
        raise InputError(name, error.message) from error


def read_instants(calendar: WorkCalendar, name: str, moments: Sequence[dt.datetime | None]) -> Micros:
    """Return the instants of an input's column (a missing one counts as 1970 and is not to be used)."""
    empty = dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
    with refused_as(name):
        return instants_of(calendar, [moment or empty for moment in moments])


@cache
def table() -> dict[dt.date, DayOff]:
    """Return the city's days off by date."""
    return {entry.day: entry for entry in days_off(parameters()[HARI_LIBUR])}


def by_year(years: npt.NDArray[np.int64]) -> Iterator[tuple[Value, Mask]]:
    """Yield the value of the table of days off for each year that occurs, with the cases it concerns."""
    for year in np.unique(years).tolist():
        value = parameters()[HARI_LIBUR].on(dt.date(year, 1, 1))
        if value is not None:
            yield value, years == year


def local_years(calendar: WorkCalendar, instants: Micros) -> npt.NDArray[np.int64]:
    """Return the local year of each instant."""
    days = local_days(calendar, instants).astype("datetime64[D]")
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


@dataclass(frozen=True, slots=True)
class DaysOffBetween:
    """A column for derivations: the days off after one moment's day, up to and including another's."""

    calendar: WorkCalendar
    start: Micros
    end: Micros

    def at(self, index: int) -> str | None:
        """Return the days off of one case, None where there is none."""
        first = moment_of(self.calendar, int(self.start[index])).date()
        last = moment_of(self.calendar, int(self.end[index])).date()
        found = [entry for day, entry in table().items() if first < day <= last]
        return "; ".join(f"{entry.day.isoformat()} {entry.name}" for entry in found) or None
