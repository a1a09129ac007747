"""What the board reckons and keeps: times of steps, where waiting is lost, what is usual, what kept its limit. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from betang.services.process.load import Forecast

HOURS = 24


@dataclass(frozen=True, slots=True)
class Timed:
    """One step: how often, and its mean minutes of working time, split as far as it can be."""

    code: str
    n: int
    waiting: float
    working: float
    undivided: float

    @property
    def whole(self) -> float:
        """The mean minutes in all."""
        return self.waiting + self.working + self.undivided


@dataclass(frozen=True, slots=True)
class Lost:
    """Waiting for a step after a reason: how often, which share (0-1) of all waiting, the median in minutes."""

    step: str
    reason: str | None
    n: int
    share: float
    median: float


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes of work of a request: the mean, and how much they vary (standard deviation over mean)."""

    mean: float
    cv: float


@dataclass(frozen=True, slots=True)
class OnTime:
    """One service: issued with a legal limit in four weeks and in the four before, how many in time; open past it."""

    service: str
    judged: int
    in_time: int
    judged_before: int
    in_time_before: int
    late_open: int

    @property
    def due(self) -> int:
        """What was due: issued, or open past its limit, so that delay cannot hide behind what is not finished."""
        return self.judged + self.late_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All of it at one moment: `came` by day and hour of eight weeks, `waited` at this hour of the last weeks' days.

    `ahead` is the next open day; None where the calendar knows none.
    """

    computed_at: datetime
    steps: Sequence[Timed]
    lost: Sequence[Lost]
    work: Work | None
    came: Mapping[date, Sequence[int]]
    waited: Sequence[int]
    on_time: Sequence[OnTime]
    ahead: Forecast | None

    def usual_until(self, now: datetime) -> list[int]:
        """Give what had come by this time of day on the same weekdays before; `now` in the city's time."""
        today, part = now.date(), now.minute / 60
        days = [day for day in self.came if day < today and day.weekday() == today.weekday()]
        return [round(sum(self.came[day][: now.hour]) + part * self.came[day][now.hour]) for day in days]


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual: the mean, and the ends between which four of five days lie."""

    mean: float
    low: float
    high: float

    def place(self, value: int) -> int:
        """Say whether a value lies below (-1), within (0) or above (1) what is usual."""
        return (value > self.high) - (value < self.low)


FEWEST = 3
_Z80 = 1.2816


def usual(values: Sequence[int]) -> Usual | None:
    """Say what is usual by earlier days; None for fewer than three. They vary at least as chance arrivals do."""
    n = len(values)
    if n < FEWEST:
        return None
    mean = sum(values) / n
    variance = max(mean, sum((value - mean) ** 2 for value in values) / (n - 1))
    spread = _Z80 * math.sqrt(variance * (1 + 1 / n))
    return Usual(mean, mean - spread, mean + spread)


def as_text(found: Summary) -> str:
    """Write figures as JSON, without the moment they were computed at."""
    came = {day.isoformat(): list(hours) for day, hours in found.came.items()}
    plain = asdict(found) | {"came": came}
    del plain["computed_at"]
    return json.dumps(plain, default=date.isoformat)


def from_text(content: str, computed_at: datetime) -> Summary | None:
    """Read what `as_text` wrote; None for what an earlier version wrote otherwise, it is computed anew."""
    found = json.loads(content)
    try:
        return Summary(
            computed_at=computed_at,
            steps=[Timed(**row) for row in found["steps"]],
            lost=[Lost(**row) for row in found["lost"]],
            work=Work(**found["work"]) if found["work"] else None,
            came={date.fromisoformat(day): hours for day, hours in found["came"].items()},
            waited=found["waited"],
            on_time=[OnTime(**row) for row in found["on_time"]],
            ahead=_ahead(found["ahead"]),
        )
    except (KeyError, TypeError):
        return None


def _ahead(found: dict[str, Any] | None) -> Forecast | None:
    return Forecast(**(found | {"day": date.fromisoformat(found["day"])})) if found else None
