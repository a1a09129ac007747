"""Reading the city's calendar: as it is now, as a result was computed with it, and as a list for a page."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from betang.kernel.calendar.content import from_content
from betang.kernel.calendar.models import CalendarVersion, DayKind, LocalDay
from betang.kernel.errors import NotFound
from betang.regulation.calendar.city import HARI_LIBUR, DayOff, city_calendar, days_off, parameters
from betang.regulation.calendar.work import WorkCalendar

log = logging.getLogger(__name__)
Changes = frozenset[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class Day:
    """One day that is off, or that a local row turned into a working day; `law` and `local` say where it stands."""

    day: date
    name: str
    law: DayOff | None
    local: LocalDay | None

    @property
    def off(self) -> bool:
        """Whether offices are closed."""
        return self.local is None or self.local.kind == DayKind.OFF


def table() -> dict[date, DayOff]:
    """Return the days off of the table of the law."""
    return {entry.day: entry for entry in days_off(parameters()[HARI_LIBUR])}


def local_days() -> list[LocalDay]:
    """Return the local days in force; one query."""
    return list(LocalDay.objects.filter(voided_at__isnull=True).order_by("day"))


def calendar_now() -> WorkCalendar:
    """Return the calendar to compute with; one query, and the calendar itself is kept while nothing changes."""
    return overlaid(local_days())


def overlaid(days: Iterable[LocalDay]) -> WorkCalendar:
    """Return the calendar of the law with local days on top."""
    return _overlaid(frozenset((each.day, each.kind) for each in days))


@lru_cache(maxsize=8)
def _overlaid(changes: Changes) -> WorkCalendar:
    base = city_calendar()
    if not changes:
        return base
    opened = {day for day, kind in changes if kind == DayKind.WORKING}
    closed = {day for day, kind in changes if kind == DayKind.OFF}
    return replace(base, closed=(base.closed | closed) - opened, _built={})


def calendar_of(code: str) -> WorkCalendar:
    """Return the calendar that a result was computed with, by the version stored with it; NotFound when unknown.

    No query for the law's own calendar, which the version alone tells; at most two for one with local days.
    """
    if code == (law := city_calendar()).version:
        return law
    current = calendar_now()
    if current.version == code:
        return current
    row = CalendarVersion.objects.filter(pk=code).first()
    if row is None:
        raise NotFound
    return from_content(row.content)


def calendars_of(codes: Iterable[str]) -> dict[str, WorkCalendar]:
    """Return the calendars of several versions; those that nobody knows are left out, and logged. At most two queries.

    Nothing keeps the law's own calendar as a version: see `calendar_of`.
    """
    wanted = set(codes)
    known = {each.version: each for each in (city_calendar(), calendar_now()) if each.version in wanted}
    stored = sorted(wanted - known.keys())
    rows = CalendarVersion.objects.in_bulk(stored) if stored else {}
    if lost := [code for code in stored if code not in rows]:
        log.warning("calendars that nobody knows: %s", ", ".join(lost))
    return known | {code: from_content(row.content) for code, row in rows.items()}


def days_of(year: int, local: Iterable[LocalDay]) -> list[Day]:
    """List the days off of a year with the local ones among them, in order."""
    law, own = table(), {each.day: each for each in local}
    days = sorted(day for day in {*law, *own} if day.year == year)
    return [
        Day(day=day, name=own[day].name if day in own else law[day].name, law=law.get(day), local=own.get(day))
        for day in days
    ]


def history() -> list[LocalDay]:
    """List every local day that was ever recorded, the newest first, with who recorded and voided it."""
    rows = LocalDay.objects.select_related("added_by", "voided_by").order_by("-added_at", "-id")
    return list(rows[:50])
