"""Sharing requests out to officers by even load: most urgent first, each to who has least to do. Pure.

Deterministic: the same requests, officers and loads give the same proposal. Among equally loaded ones who holds fewer
requests comes first, then the order in which they were given. So nobody ends up with more than the largest single
request above whoever could have taken it as well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody holds: how many requests, and their usual working minutes."""

    count: int = 0
    minutes: int = 0

    def plus(self, minutes: int) -> Load:
        """Give the load with one more request."""
        return Load(self.count + 1, self.minutes + minutes)


@dataclass(frozen=True, slots=True)
class Work:
    """A request to be given to somebody, with its usual working minutes and who may take it."""

    key: int
    minutes: int
    able: Collection[int]


@dataclass(frozen=True, slots=True)
class Given:
    """To whom a request would go (None: to nobody), what that one held just before, and among how many."""

    key: int
    to: int | None
    load: Load
    among: int


def share(works: Sequence[Work], officers: Sequence[int], held: Mapping[int, Load]) -> list[Given]:
    """Propose who takes each request, in the order given; `officers` are those present, by preference among equals."""
    loads = {officer: held.get(officer, Load()) for officer in officers}
    found = []
    for work in works:
        able = [officer for officer in officers if officer in work.able]
        if not able:
            found.append(Given(work.key, None, Load(), 0))
            continue
        best = min(able, key=lambda officer: (loads[officer].minutes, loads[officer].count))
        found.append(Given(work.key, best, loads[best], len(able)))
        loads[best] = loads[best].plus(work.minutes)
    return found
