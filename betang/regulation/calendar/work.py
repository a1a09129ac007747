"""What a working calendar is: a zone, the week's hours over stretches of dates, closed days, and the years it knows."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.timeline import Timeline, build
from betang.regulation.calendar.week import Spans, Week, as_lists
from betang.regulation.calendar.zone import DAY, Micros, zone_offsets
from betang.regulation.text import Text

EVERY_YEAR = (1900, 2999)
"""Years of a calendar that has no table of holidays to end with; far enough, and quick to lay out."""
_EPOCH = dt.date(1970, 1, 1)


class CoverageError(ValueError):
    """A moment or a result lies in a year the calendar does not know; `index` is its place in the column."""

    def __init__(self, message: Text, year: int, index: int) -> None:
        super().__init__(message.id)
        self.message = message
        self.year = year
        self.index = index


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week's hours between two dates, both included."""

    start: dt.date
    end: dt.date
    week: Week


@dataclass(frozen=True)
class WorkCalendar:
    """When an office is open.

    `base` holds the ordinary weeks, `special` the stretches that replace them (Ramadan), `closed` the days off in
    either. `years` are the first and the last year it knows; `remedy` says how a missing year is added, with a
    place for {year}.
    """

    zone: str
    base: tuple[Stretch, ...]
    special: tuple[Stretch, ...] = ()
    closed: frozenset[dt.date] = frozenset()
    years: tuple[int, int] = EVERY_YEAR
    remedy: Text | None = None
    _built: dict[tuple[int, int], Timeline] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def version(self) -> str:
        """Name this calendar's content: two calendars with one version give the same answers (store it with them)."""
        content = {
            "zone": self.zone,
            "years": list(self.years),
            "base": _plain(self.base),
            "special": _plain(self.special),
            "closed": sorted(day.isoformat() for day in self.closed),
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def bounded(self) -> bool:
        """Say whether a table of holidays ends the calendar's knowledge."""
        return self.years != EVERY_YEAR

    def timeline(self, first: int, last: int) -> Timeline:
        """Return the open hours of the years from `first` to `last`, cut to the known ones; kept once built."""
        low, high = self.years
        wanted = self.years if self.bounded else (min(max(first, low), high), max(min(last, high), low))
        if wanted not in self._built:
            days = (day_number(dt.date(wanted[0], 1, 1)), day_number(dt.date(wanted[1], 12, 31)))
            self._built[wanted] = build(
                zone=self.zone,
                first=days[0],
                last=days[1],
                weeks=[(day_number(s.start), day_number(s.end), s.week) for s in (*self.base, *self.special)],
                closed=[day_number(day) for day in self.closed],
            )
        return self._built[wanted]

    def outside(self, instants: Micros) -> npt.NDArray[np.bool_]:
        """Say for each instant whether it lies before the first or after the last year that the calendar knows."""
        begin, end = (self._midnight(dt.date(year, 1, 1)) for year in (self.years[0], self.years[1] + 1))
        return np.asarray((instants < begin) | (instants > end))

    def _midnight(self, day: dt.date) -> int:
        number = day_number(day)
        return int(zone_offsets(self.zone, number, number).last_instant(np.array([number * DAY]))[0])

    def year_of(self, instant: int) -> int:
        """Return the local year of one instant."""
        day = instant // DAY
        local = zone_offsets(self.zone, day - 1, day + 1).local(np.array([instant], dtype=np.int64))
        return day_of(int(local[0]) // DAY).year

    def spans_on(self, day: dt.date) -> Spans:
        """Return the open spans of a date, none where it is closed; CoverageError for a year that is not known."""
        if not self.years[0] <= day.year <= self.years[1]:
            raise self.missing(day.year, 0)
        if day in self.closed:
            return ()
        held = [stretch for stretch in (*self.base, *self.special) if stretch.start <= day <= stretch.end]
        return held[-1].week[day.weekday()] if held else ()

    def missing(self, year: int, index: int) -> CoverageError:
        """Return the refusal of a year that the calendar does not know, with a sentence that says how to add it."""
        first, last = self.years
        if self.remedy is None:
            text = Text(
                f"kalender ini hanya menghitung dalam tahun {first} sampai {last}, bukan tahun {year}",
                f"this calendar counts in the years {first} to {last} only, not in {year}",
            )
        else:
            text = Text(self.remedy.id.format(year=year), self.remedy.en.format(year=year))
        return CoverageError(text, year, index)


def day_number(day: dt.date) -> int:
    """Return the days from 1970-01-01 to a date."""
    return (day - _EPOCH).days


def day_of(number: int) -> dt.date:
    """Return the date of a day number."""
    return _EPOCH + dt.timedelta(days=number)


def _plain(stretches: Iterable[Stretch]) -> list[object]:
    return [[s.start.isoformat(), s.end.isoformat(), as_lists(s.week)] for s in stretches]
