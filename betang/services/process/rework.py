"""Work done twice: activities repeated within a case, directly or after a detour, and the time between."""

from dataclasses import dataclass

import numpy as np

from betang.services.process.clock import Clock, wall_clock
from betang.services.process.log import Codes, EventLog
from betang.services.process.spread import Spreads, spreads


@dataclass(frozen=True)
class Rework:
    """For each activity (in the order of the log's names): what is done more than once in a case.

    `cases` hold the activity, `repeated` hold it more than once, `extra` are the executions after each case's first,
    `direct` those of them that follow right upon the same activity. `span`: from the first to the last in a case that
    repeats it.
    """

    cases: Codes
    repeated: Codes
    extra: Codes
    direct: Codes
    span: Spreads


@dataclass(frozen=True)
class Detour:
    """An activity that is left for another and comes right back: A → B → A, `n` times."""

    activity: str
    by_way_of: str
    n: int


def rework(log: EventLog, clock: Clock = wall_clock) -> Rework:
    """Measure the repetitions of each activity."""
    size = len(log.activity)
    key = log.case * size + log.activity.codes
    order = np.argsort(key, kind="stable")  # events of a case are in time order, so those of one key stay in it
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    last = np.append(first[1:], len(order))[: len(first)] - 1
    which, n = log.activity.codes[order[first]], last - first + 1
    again = n > 1
    ends = clock(log.instant[order])
    at = log.followed
    direct = at[log.activity.codes[at] == log.activity.codes[at + 1]]
    return Rework(
        cases=np.bincount(which, minlength=size),
        repeated=np.bincount(which[again], minlength=size),
        extra=np.bincount(log.activity.codes, minlength=size) - np.bincount(which, minlength=size),
        direct=np.bincount(log.activity.codes[direct], minlength=size),
        span=spreads((ends[last] - ends[first])[again], which[again], size),
    )


def detours(log: EventLog) -> list[Detour]:
    """Return the detours A → B → A, most frequent first, then by names."""
    codes, at = log.activity.codes, log.followed
    three = at[:-1][np.diff(at) == 1]  # the next event, too, is followed within the case
    back = three[(codes[three] == codes[three + 2]) & (codes[three] != codes[three + 1])]
    size = len(log.activity)
    found, n = np.unique(codes[back] * size + codes[back + 1], return_counts=True)
    order = np.argsort(-n, kind="stable")
    names = log.activity.names
    pairs = zip(found[order].tolist(), n[order].tolist(), strict=True)
    return [Detour(names[key // size], names[key % size], count) for key, count in pairs]
