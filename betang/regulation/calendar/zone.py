"""Local time and instants of one time zone, for whole columns and exact where clocks are put forward or back.

An instant is whole microseconds since 1970-01-01 UTC; a local time is the same count as a wall clock shows it.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Micros = npt.NDArray[np.int64]
"""A column of instants or local times, in microseconds."""

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Offsets:
    """A zone over a stretch of time: from `starts[i]` until `starts[i+1]`, local time = instant + `offsets[i]`."""

    starts: Micros
    offsets: Micros

    def local(self, instants: Micros) -> Micros:
        """Return what the wall clock shows at each instant."""
        place = np.maximum(np.searchsorted(self.starts, instants, side="right") - 1, 0)
        return np.asarray(instants + self.offsets[place])

    def instant(self, local: Micros) -> Micros:
        """Return the instant of each local time.

        A time that occurs twice (clock put back) is its first occurrence; one that does not exist (clock put
        forward) is read with the offset before the change. Both as PEP 495 has it for `fold=0`.
        """
        bounds = self.starts[1:] + np.maximum(self.offsets[:-1], self.offsets[1:])
        return np.asarray(local - self.offsets[np.searchsorted(bounds, local, side="right")])

    def last_instant(self, local: Micros) -> Micros:
        """Return the last instant until which the wall clock is before each local time."""
        bounds = self.starts[1:] + np.minimum(self.offsets[:-1], self.offsets[1:])
        # "left": a clock put back exactly to this local time does not go back before it.
        place = np.searchsorted(bounds, local, side="left")
        return np.asarray(np.maximum(local - self.offsets[place], self.starts[place]))


@lru_cache(maxsize=64)
def zone_offsets(zone: str, first: int, last: int) -> Offsets:
    """Return a zone's offsets from day `first` to day `last` (days since 1970-01-01), with two days of margin.

    zoneinfo does not publish its changes, so each day is asked and a change is found by halving, to the second.
    """
    info = ZoneInfo(zone)
    starts, offsets = [(first - 2) * DAY], [_offset(info, (first - 2) * DAY)]
    for day in range(first - 1, last + 4):
        offset = _offset(info, day * DAY)
        if offset != offsets[-1]:
            starts.append(_change(info, (day - 1) * DAY, day * DAY))
            offsets.append(offset)
    return Offsets(np.array(starts, dtype=np.int64), np.array(offsets, dtype=np.int64))


def _offset(info: ZoneInfo, instant: int) -> int:
    moment = (_EPOCH + dt.timedelta(microseconds=instant)).astimezone(info)
    return (moment.utcoffset() or dt.timedelta()) // dt.timedelta(microseconds=1)


def _change(info: ZoneInfo, before: int, after: int) -> int:
    """Find the first second after `before` (a whole second) at which the offset is the one of `after`."""
    low, high, target = before // SECOND, after // SECOND, _offset(info, after)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(info, middle * SECOND) == target:
            high = middle
        else:
            low = middle
    return high * SECOND
