"""Writes a calendar down whole, and reads it again, so that an old result can be verified after any change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from betang.regulation.calendar.week import DAYS, as_lists, read_week
from betang.regulation.calendar.work import Stretch, WorkCalendar


def as_content(calendar: WorkCalendar) -> dict[str, Any]:
    """Write a calendar as plain lists and texts."""
    return {
        "zone": calendar.zone,
        "years": list(calendar.years),
        "base": _stretches(calendar.base),
        "special": _stretches(calendar.special),
        "closed": sorted(day.isoformat() for day in calendar.closed),
    }


def from_content(content: Mapping[str, Any]) -> WorkCalendar:
    """Read a calendar that `as_content` wrote; it has the same version."""
    first, last = content["years"]
    return WorkCalendar(
        zone=content["zone"],
        base=_read(content["base"]),
        special=_read(content["special"]),
        closed=frozenset(date.fromisoformat(day) for day in content["closed"]),
        years=(first, last),
    )


def _stretches(stretches: Sequence[Stretch]) -> list[list[Any]]:
    return [[each.start.isoformat(), each.end.isoformat(), as_lists(each.week)] for each in stretches]


def _read(stretches: Sequence[Sequence[Any]]) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(date.fromisoformat(start), date.fromisoformat(end), read_week(dict(zip(DAYS, week, strict=True))))
        for start, end, week in stretches
    )
