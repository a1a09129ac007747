"""The open hours of a calendar laid out in time, with running totals: every question becomes a search in an array."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.week import Week
from betang.regulation.calendar.zone import DAY, MINUTE, Micros, Offsets, zone_offsets

Days = npt.NDArray[np.int64]
"""A column of local days, counted from 1970-01-01."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Open spans in time order. `before[k]` is the working time ahead of span k; the last entry is the total.

    `open_days` are the local days with working time, `openings` and `closes` their first and last moment of it.
    `first` and `last` are the local days laid out, `begin` and `end` the instants that bound them.
    """

    offsets: Offsets
    starts: Micros
    ends: Micros
    before: Micros
    open_days: Days
    openings: Micros
    closes: Micros
    first: int
    last: int
    begin: int
    end: int

    def worked(self, instants: Micros) -> Micros:
        """Return the working time from the first open moment up to each instant, in microseconds."""
        if len(self.starts) == 0:
            return np.zeros(len(instants), dtype=np.int64)
        place = np.maximum(np.searchsorted(self.starts, instants, side="right") - 1, 0)
        within = np.minimum(instants, self.ends[place]) - self.starts[place]
        return np.asarray(self.before[place] + np.maximum(within, 0))

    def days(self, instants: Micros) -> Days:
        """Return the local day of each instant."""
        return self.offsets.local(instants) // DAY

    def edges_of_days(self, days: Days) -> Micros:
        """Return the moment from which on the wall clock stays past the midnight that begins each local day."""
        return self.offsets.last_instant(days * DAY)


class _Spans(NamedTuple):
    """Spans as local times, in order, each with the local day it belongs to."""

    start: Micros
    end: Micros
    day: Days


def build(
    *, zone: str, first: int, last: int, weeks: Sequence[tuple[int, int, Week]], closed: Sequence[int]
) -> Timeline:
    """Lay out the days from `first` to `last`. `weeks` are (from day, to day, hours); later ones replace earlier."""
    offsets = zone_offsets(zone, first, last + 1)
    spans = _in_zone(_local_spans(first, last, weeks, closed), offsets)
    before = np.concatenate(([0], np.cumsum(spans.end - spans.start)))
    # Spans of one day need not be neighbours: where the clock is put back over midnight, a day comes back.
    by_day = np.argsort(spans.day, kind="stable")
    open_days, heads = np.unique(spans.day[by_day], return_index=True)
    some = len(heads) > 0
    bounds = offsets.last_instant(np.array([first, last + 1], dtype=np.int64) * DAY)
    return Timeline(
        offsets=offsets,
        starts=spans.start,
        ends=spans.end,
        before=before,
        open_days=open_days,
        openings=np.minimum.reduceat(spans.start[by_day], heads) if some else spans.start,
        closes=np.maximum.reduceat(spans.end[by_day], heads) if some else spans.end,
        first=first,
        last=last,
        begin=int(bounds[0]),
        end=int(bounds[1]),
    )


def _local_spans(first: int, last: int, weeks: Sequence[tuple[int, int, Week]], closed: Sequence[int]) -> _Spans:
    """Lay the weeks over the days, leave out the closed ones, and list the spans in order."""
    days = np.arange(first, last + 1)
    choice = np.full(len(days), -1, dtype=np.int64)
    for number, (start, end, _) in enumerate(weeks):
        choice[max(start - first, 0) : max(end - first + 1, 0)] = number
    off = np.array([day - first for day in closed if first <= day <= last], dtype=np.int64)
    choice[off] = -1
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    parts = [_Spans(*(np.empty(0, dtype=np.int64) for _ in range(3)))]
    for number, (_, _, week) in enumerate(weeks):
        for day, spans in enumerate(week):
            found = days[(choice == number) & (weekday == day)]
            parts += [_Spans(found * DAY + a * MINUTE, found * DAY + b * MINUTE, found) for a, b in spans]
    joined = _Spans(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    order = np.argsort(joined.start, kind="stable")
    return _Spans(*(column[order] for column in joined))


def _in_zone(spans: _Spans, offsets: Offsets) -> _Spans:
    """Turn local spans into instants: open is every instant whose wall clock lies inside a span.

    Where the clock is put forward a span loses the hour that does not exist; where it is put back the hour that
    occurs twice is worked twice.
    """
    edges = np.append(offsets.starts, np.iinfo(np.int64).max)
    parts = []
    for number, offset in enumerate(offsets.offsets.tolist()):
        low, high = int(edges[number]), int(edges[number + 1])
        left = int(np.searchsorted(spans.end, low + offset, side="right"))
        right = len(spans.start) if number == len(edges) - 2 else int(np.searchsorted(spans.start, high + offset))
        part = _Spans(*(column[left:right] for column in spans))
        parts.append(_Spans(np.maximum(part.start - offset, low), np.minimum(part.end - offset, high), part.day))
    return _Spans(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
