"""What follows what: the directly-follows graph with counts and times, and the handovers between people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from betang.services.process.clock import Clock, wall_clock
from betang.services.process.log import Codes, EventLog
from betang.services.process.spread import Spreads, spreads


@dataclass(frozen=True)
class Pairs:
    """Pairs of codes that occur, most frequent first, then by the names of the two (codes are ranks of names)."""

    first: Codes
    second: Codes
    n: Codes
    times: Spreads | None = None
    """How long each pair takes; None where no time was asked for. Its groups are in the order of the pairs."""

    def __len__(self) -> int:
        return len(self.n)


def follows(log: EventLog, clock: Clock = wall_clock) -> Pairs:
    """Return which activity directly follows which in a case, how often, and after how long."""
    at = log.followed
    reading = clock(log.instant)
    return _pairs(log.activity.codes, at, at + 1, len(log.activity), reading[at + 1] - reading[at])


def handovers(log: EventLog) -> Pairs:
    """Return how often one person's event is directly followed, in a case, by another person's.

    Events whose resource is not known hand nothing over; a log without resources has no handovers.
    """
    nothing = np.zeros(0, dtype=np.int64)
    if log.resource is None:
        return Pairs(nothing, nothing, nothing)
    who, at = log.resource.codes, log.followed
    passed = at[(who[at] >= 0) & (who[at + 1] >= 0) & (who[at] != who[at + 1])]
    return _pairs(who, passed, passed + 1, len(log.resource))


def counted(codes: Codes, names: Sequence[str]) -> list[tuple[str, int]]:
    """Count the names of `codes`, most frequent first, then by name; names that do not occur are left out."""
    counts = np.bincount(codes, minlength=len(names))
    order = np.argsort(-counts, kind="stable")
    return [(names[code], int(counts[code])) for code in order.tolist() if counts[code]]


def _pairs(codes: Codes, first: Codes, second: Codes, size: int, times: Codes | None = None) -> Pairs:
    key = codes[first] * size + codes[second]
    found, place, n = np.unique(key, return_inverse=True, return_counts=True)
    order = np.argsort(-n, kind="stable")  # keys ascend by both names, and a stable sort keeps that among equals
    kept = found[order]
    ordered = None
    if times is not None:
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        ordered = spreads(times, rank[place], len(order))
    return Pairs(kept // max(size, 1), kept % max(size, 1), n[order], ordered)
