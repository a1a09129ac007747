"""A log at a glance: how many cases and events, how they begin and end, how long they take."""

from dataclasses import dataclass

import numpy as np

from betang.services.process.clock import Clock, wall_clock
from betang.services.process.follows import counted
from betang.services.process.log import EventLog
from betang.services.process.spread import Spreads, spreads


@dataclass(frozen=True)
class Overview:
    """Counts of a log. `resources` counts the known ones, 0 without such a column."""

    cases: int
    events: int
    activities: int
    resources: int
    start: list[tuple[str, int]]
    end: list[tuple[str, int]]


def overview(log: EventLog) -> Overview:
    """Count a log; the activities that begin and end cases come most frequent first, then by name."""
    codes, names = log.activity.codes, log.activity.names
    return Overview(
        cases=log.cases,
        events=len(log),
        activities=len(names),
        resources=0 if log.resource is None else len(log.resource),
        start=counted(codes[log.heads], names),
        end=counted(codes[log.lasts], names),
    )


def throughput(log: EventLog, clock: Clock = wall_clock) -> Spreads:
    """Return how long the cases take, from their first to their last event, as one group."""
    ends = clock(log.instant[np.concatenate([log.heads, log.lasts])])
    return spreads(ends[log.cases :] - ends[: log.cases])
