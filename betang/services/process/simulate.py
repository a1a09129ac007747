"""A counter played through, one person after another: what the formulas of `queueing` are checked against.

Chance comes in as a generator, so that a seed gives the same people again.
"""

import heapq
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from betang.services.process.queueing import Demand

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Simulated:
    """What each person met, in order of arrival: minutes of waiting and minutes of service."""

    waits: Floats
    services: Floats

    @property
    def wait_share(self) -> float:
        """The share of people (0-1) who had to wait."""
        return float(np.mean(self.waits > 0))

    @property
    def mean_wait(self) -> float:
        """The mean wait in minutes, those who did not wait included."""
        return float(np.mean(self.waits))

    def waits_within(self, minutes: float) -> float:
        """Return the share of people (0-1) who waited at most so long."""
        return float(np.mean(self.waits <= minutes))

    def done_within(self, minutes: float) -> float:
        """Return the share of people (0-1) who were done at most so long after they came."""
        return float(np.mean(self.waits + self.services <= minutes))


def simulate(
    chance: np.random.Generator,
    demand: Demand,
    *,
    staff: int,
    people: int,
    warm_up: int = 0,
    day_minutes: float | None = None,
) -> Simulated:
    """Let `people` come to a counter; the first `warm_up` of them are not counted.

    With `day_minutes` the counter begins each day without a line, and whoever came before it closes is still served;
    without it the day never ends, which is what the formulas describe.
    """
    coming = np.cumsum(_times(chance, 60 / demand.per_hour, demand.arrival_cv, people))
    services = _times(chance, demand.service_minutes, demand.service_cv, people)
    starts = _days(coming, day_minutes)
    parts = [_line(coming[a:b], services[a:b], staff) for a, b in pairwise([*starts, people])]
    return Simulated(np.concatenate(parts)[warm_up:], services[warm_up:])


def _times(chance: np.random.Generator, mean: float, cv: float, n: int) -> Floats:
    """Draw gamma times of a mean and a coefficient of variation."""
    if cv == 0:
        return np.full(n, mean)
    return chance.gamma(cv**-2, mean * cv**2, n)


def _days(coming: Floats, day_minutes: float | None) -> list[int]:
    """Return the places of the first people of the days."""
    if day_minutes is None:
        return [0]
    return np.flatnonzero(np.diff(coming // day_minutes, prepend=-1)).tolist()


def _line(coming: Floats, services: Floats, staff: int) -> Floats:
    """Serve people first come first served: each goes to the officer who is free first."""
    free = [0.0] * staff
    waits = []
    for came, takes in zip(coming.tolist(), services.tolist(), strict=True):
        begins = max(came, free[0])
        heapq.heapreplace(free, begins + takes)
        waits.append(begins - came)
    return np.array(waits)
