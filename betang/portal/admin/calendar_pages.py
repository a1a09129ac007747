"""How the city's calendar stands on a page: twelve months, and the list of days off."""

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from betang.kernel.calendar.models import DayKind
from betang.kernel.calendar.queries import Day
from betang.regulation.calendar.work import WorkCalendar

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a month: a date, or a gap; `day` when the list below says something about it."""

    date: dt.date | None
    day: Day | None = None

    @property
    def weekend(self) -> bool:
        """Whether it is a Saturday or a Sunday."""
        return self.date is not None and self.date.weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class Month:
    """One month as a table of weeks, Monday first."""

    first: dt.date
    weeks: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: the day, what kind it is, on what it rests."""

    day: Day
    kind: str
    tone: str
    basis: str


def months(year: int, days: Sequence[Day]) -> list[Month]:
    """Lay out a year."""
    known: Mapping[dt.date, Day] = {each.day: each for each in days}
    weeks_of = calendar.Calendar(firstweekday=calendar.MONDAY).monthdatescalendar
    return [
        Month(
            dt.date(year, month, 1),
            [[Cell(day, known.get(day)) if day.month == month else Cell(None) for day in week]
             for week in weeks_of(year, month)],
        )
        for month in range(1, 13)
    ]  # fmt: skip


def lines(days: Sequence[Day]) -> list[Line]:
    """Put the days of a year into words."""
    return [_line(day) for day in days]


def _line(day: Day) -> Line:
    if day.local:
        off = day.local.kind == DayKind.OFF
        return Line(day, str(day.local.get_kind_display()), "warn" if off else "info", day.local.basis)
    assert day.law is not None  # noqa: S101  a day stands in the table or among the local ones
    word = _("Hari cuti bersama") if day.law.kind == "cuti_bersama" else _("Libur nasional")
    return Line(day, word, "line", day.law.value.legal_basis)


def working_days(found: WorkCalendar, year: int) -> int:
    """Count the days of a year on which offices are open."""
    first = dt.date(year, 1, 1)
    length = (dt.date(year + 1, 1, 1) - first).days
    return sum(bool(found.spans_on(first + dt.timedelta(days=number))) for number in range(length))
