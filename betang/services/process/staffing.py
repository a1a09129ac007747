"""How many officers keep a promise: the smallest number for which enough people are done in time, with its derivation.

The promise may be about everything from arrival to the end of the service (the default), or about waiting alone.
"""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from betang.regulation.text import Text
from betang.services.process.gamma import gamma_cdf
from betang.services.process.queueing import ASSUMPTIONS, Counter, Demand


class Promise(Enum):
    """What the promised minutes are about."""

    TOTAL = "total"
    """From arrival until the service is done."""
    WAIT = "wait"
    """From arrival until the service begins."""


@dataclass(frozen=True)
class Tried:
    """One number of officers and what it gives: shares 0-1, the mean wait in minutes, and whether the promise holds."""

    staff: int
    busy_share: float
    wait_share: float
    mean_wait: float
    kept_share: float
    enough: bool


@dataclass(frozen=True)
class Step:
    """One step of a derivation: what it finds, by which formula, and the result."""

    name: Text
    formula: str
    result: str


@dataclass(frozen=True)
class Staffing:
    """The answer: `staff` officers, or None where no number is enough because the service itself takes too long.

    `tried` shows every number that was looked at, `best_share` what the promise could reach with any number of them.
    """

    staff: int | None
    demand: Demand
    promise: Promise
    minutes: float
    share: float
    best_share: float
    tried: tuple[Tried, ...]
    steps: tuple[Step, ...]
    assumptions: tuple[Text, ...] = ASSUMPTIONS


def staff_needed(
    *,
    arrivals_per_hour: float,
    service_minutes: float,
    service_cv: float,
    promise_minutes: float,
    share: float,
    arrival_cv: float = 1.0,
    promise: Promise = Promise.TOTAL,
) -> Staffing:
    """Return the fewest officers with whom at least `share` (0-1) of the people are done within the promised minutes.

    ValueError for a share outside 0-1 (both excluded), a promise that is not above 0 (waiting: below 0), or a demand
    that `Demand` refuses.
    """
    demand = Demand(
        per_hour=arrivals_per_hour, service_minutes=service_minutes, service_cv=service_cv, arrival_cv=arrival_cv
    )
    least = promise_minutes >= 0 if promise is Promise.WAIT else promise_minutes > 0
    if not (0 < share < 1 and least and math.isfinite(promise_minutes)):
        raise ValueError("a share lies between 0 and 1, a promise is a number of minutes")
    best = 1.0 if promise is Promise.WAIT else _served_within(demand, promise_minutes)
    tried = _tries(demand, promise, promise_minutes, share) if best >= share else []
    staff = tried[-1].staff if tried and tried[-1].enough else None
    steps = _derivation(demand, promise, promise_minutes, share, best, tried)
    return Staffing(staff, demand, promise, promise_minutes, share, best, tuple(tried), steps)


def _served_within(demand: Demand, minutes: float) -> float:
    return float(gamma_cdf(np.array([minutes]), mean=demand.service_minutes, cv=demand.service_cv)[0])


def _tries(demand: Demand, promise: Promise, minutes: float, share: float) -> list[Tried]:
    """Try ever more officers; beyond the last of these practically nobody waits any more."""
    fewest = math.floor(demand.load) + 1
    most = fewest + 20 + math.ceil(10 * math.sqrt(demand.load))
    tried: list[Tried] = []
    for staff in range(fewest, most + 1):
        counter = Counter(demand, staff)
        kept = counter.waits_within(minutes) if promise is Promise.WAIT else counter.done_within(minutes)
        tried.append(
            Tried(staff, counter.busy_share, counter.wait_share, counter.mean_wait, kept, enough=kept >= share)
        )
        if kept >= share:
            break
    return tried


def _derivation(
    demand: Demand, promise: Promise, minutes: float, share: float, best: float, tried: list[Tried]
) -> tuple[Step, ...]:
    load = Step(
        Text("Beban kerja", "Work load"),
        "a = λ · E[S]",
        f"{demand.per_hour:g}/60 · {demand.service_minutes:g} = {demand.load:.3f} erlang",
    )
    limit = Step(
        Text("Bagian yang dapat ditepati berapa pun petugasnya", "Share that any number of officers can keep"),
        "P(S ≤ t)" if promise is Promise.TOTAL else "1",
        f"{best:.4f} (t = {minutes:g})",
    )
    return (load, limit, *(_step(one, demand, promise, minutes, share) for one in tried))


def _step(one: Tried, demand: Demand, promise: Promise, minutes: float, share: float) -> Step:
    uneven = (demand.arrival_cv**2 + demand.service_cv**2) / 2
    kept = "P(W + S ≤ t)" if promise is Promise.TOTAL else "P(W ≤ t)"
    return Step(
        Text(f"Dengan {one.staff} petugas", f"With {one.staff} officers"),
        f"ρ = a/c; C = ErlangC(c, a); E[W] = C · E[S]/(c − a) · (ca² + cs²)/2; {kept}",
        f"ρ = {one.busy_share:.3f}; C = {one.wait_share:.4f}; (ca² + cs²)/2 = {uneven:g}; E[W] = {one.mean_wait:.2f}; "
        f"{kept} = {one.kept_share:.4f} {'≥' if one.enough else '<'} {share:g} (t = {minutes:g})",
    )
