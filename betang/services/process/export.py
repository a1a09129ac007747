"""Events out: as XES for process-mining tools and as csv for spreadsheets, one line after another, of any length."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from betang.kernel.exchange.safe_cells import csv_lines
from betang.services.process.log import EventLog, Names

TITLES = ("case:concept:name", "concept:name", "time:timestamp", "org:resource", "reason")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<classifier name="Activity" keys="concept:name"/>
"""
# XML 1.0 has no place for other control characters, not even escaped: they become the replacement character.
_ESCAPES = dict.fromkeys((*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), "\ufffd") | {
    ord(letter): f"&#{ord(letter)};" for letter in '&<>"\t\n\r'
}


class Event(NamedTuple):
    """One event as it is written: `at` has an offset; who did it and why it made the case wait may be unknown."""

    case: str
    activity: str
    at: dt.datetime
    resource: str | None = None
    reason: str | None = None


def xes_lines(events: Iterable[Event]) -> Iterator[str]:
    """Write events as a XES document; those of a case must stand together. ValueError for a time without offset."""
    yield _HEAD
    for case, held in groupby(events, key=lambda event: event.case):
        yield f"<trace>\n{_string('concept:name', case)}"
        for event in held:
            yield _event(event)
        yield "</trace>\n"
    yield "</log>\n"


def csv_text(events: Iterable[Event]) -> Iterator[str]:
    """Write events as lines of csv under XES names; what a spreadsheet would run gets an apostrophe in front."""
    rows = ((e.case, e.activity, _moment(e.at), e.resource, e.reason) for e in events)
    yield from csv_lines(_headed(rows))


def events_of(log: EventLog, *, cases: Iterable[str], zone: str) -> Iterator[Event]:
    """Give a log's events for writing, in local time of a zone; `cases` names the cases in the order of their codes."""
    names, info = list(cases), ZoneInfo(zone)
    columns = (log.case.tolist(), log.activity.codes.tolist(), log.instant.tolist())
    parts = zip(*columns, _listed(log.resource, len(log)), _listed(log.reason, len(log)), strict=True)
    for case, activity, instant, resource, reason in parts:
        at = (_EPOCH + dt.timedelta(microseconds=instant)).astimezone(info)
        yield Event(names[case], log.activity.names[activity], at, resource, reason)


def _headed(rows: Iterable[Iterable[object]]) -> Iterator[Iterable[object]]:
    yield TITLES
    yield from rows


def _listed(column: Names | None, length: int) -> list[str | None]:
    if column is None:
        return [None] * length
    known = (*column.names, None)
    return [known[code] for code in column.codes.tolist()]


def _event(event: Event) -> str:
    resource = "" if event.resource is None else _string("org:resource", event.resource)
    reason = "" if event.reason is None else _string("reason", event.reason)
    moment = f'<date key="time:timestamp" value="{_moment(event.at)}"/>\n'
    done = _string("lifecycle:transition", "complete")
    return f"<event>\n{_string('concept:name', event.activity)}{done}{moment}{resource}{reason}</event>\n"


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value="{value.translate(_ESCAPES)}"/>\n'


def _moment(at: dt.datetime) -> str:
    if at.utcoffset() is None:
        raise ValueError("an event's time carries its offset")
    return at.isoformat()
