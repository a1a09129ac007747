"""Calendars for tests, and a slow reckoning of the same questions that looks at one minute after another."""

import datetime as dt
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

import numpy as np

from betang.regulation.calendar.moments import instants_of
from betang.regulation.calendar.week import DAYS, Spans, read_week
from betang.regulation.calendar.work import EVERY_YEAR, Stretch, WorkCalendar
from betang.regulation.calendar.zone import Micros

MINUTE = dt.timedelta(minutes=1)


def calendar(
    zone: str,
    hours: Mapping[str, list[list[str]]],
    *,
    closed: tuple[dt.date, ...] = (),
    years: tuple[int, int] = EVERY_YEAR,
) -> WorkCalendar:
    week = read_week(hours)
    base = (Stretch(dt.date(1900, 1, 1), dt.date(2999, 12, 31), week),)
    return WorkCalendar(zone=zone, base=base, closed=frozenset(closed), years=years)


def every_day(*spans: list[str]) -> dict[str, list[list[str]]]:
    return {day: list(spans) for day in DAYS}


def at(work: WorkCalendar, *texts: str) -> Micros:
    return instants_of(work, [dt.datetime.fromisoformat(text) for text in texts])


def shown(work: WorkCalendar, instants: Micros) -> list[str]:
    zone = ZoneInfo(work.zone)
    epoch = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    return [(epoch + dt.timedelta(microseconds=int(i))).astimezone(zone).isoformat() for i in instants]


def open_minutes(work: WorkCalendar, start: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """Yield each minute (UTC) from start to end at which the wall clock stands in working hours."""
    zone, moment = ZoneInfo(work.zone), start.astimezone(dt.UTC)
    while moment < end:
        local = moment.astimezone(zone)
        spans: Spans = work.spans_on(local.date())
        minute = local.hour * 60 + local.minute
        if any(first <= minute < last for first, last in spans):
            yield moment
        moment += MINUTE


def inside(work: WorkCalendar, instants: Micros) -> bool:
    """Say whether every instant lies in the closed interval of a span."""
    line = work.timeline(*work.years)
    place = np.searchsorted(line.starts, instants, side="right") - 1
    return bool(((place >= 0) & (instants <= line.ends[place])).all())
