"""When a request is due: the legal limit in hours by the wall clock, and targets in working minutes.

Both move on by pauses that begin before they are due: the legal limit by the pause's length, a target by the working
time in it. A pause that is not over yet is for the caller to close at the moment of asking.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.arithmetic import (
    add_working_time,
    after_closed_days,
    next_opening,
    working_time_between,
)
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import MINUTE, Micros

_HOUR = 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Pauses:
    """Pauses of requests, in any order: `owner` is the request's place, `start` and `end` are instants."""

    owner: npt.NDArray[np.int64]
    start: Micros
    end: Micros

    def rounds(self) -> Iterator[tuple[npt.NDArray[np.int64], Micros, Micros]]:
        """Yield the first pause of every request, then the second, and so on, cut to what earlier ones left."""
        order = np.lexsort((self.start, self.owner))
        owner, start, end = self.owner[order], self.start[order], self.end[order]
        first = np.searchsorted(owner, owner)
        rank = np.arange(len(owner)) - first
        reached = np.full(int(owner.max()) + 1 if len(owner) else 0, np.iinfo(np.int64).min)
        for number in range(int(rank.max()) + 1 if len(rank) else 0):
            now = rank == number
            left = np.maximum(start[now], reached[owner[now]])
            right = np.maximum(end[now], left)
            reached[owner[now]] = right
            yield owner[now], left, right


NO_PAUSES = Pauses(*(np.zeros(0, dtype=np.int64) for _ in range(3)))


def target_due(calendar: WorkCalendar, *, start: Micros, minutes: Micros, pauses: Pauses = NO_PAUSES) -> Micros:
    """Return when so many working minutes are over, not counting the working time in pauses."""
    wanted = minutes * MINUTE
    due = add_working_time(calendar, start, wanted)
    for owner, left, right in pauses.rounds():
        left = np.maximum(left, start[owner])
        late = (left < due[owner]) & (right > left)
        wanted = wanted.copy()
        wanted[owner[late]] += working_time_between(calendar, left[late], right[late])
        due[owner[late]] = add_working_time(calendar, start[owner[late]], wanted[owner[late]])
    return due


def legal_due(
    calendar: WorkCalendar, *, start: Micros, hours: Micros, pauses: Pauses = NO_PAUSES, move_if_closed: bool = True
) -> Micros:
    """Return when so many hours of the wall clock are over.

    A start outside working hours counts from the next opening. With `move_if_closed` a limit that ends on a day
    without working hours moves to the next opening; within an open day it stays, also in a break or in the evening.
    """
    opened = next_opening(calendar, start)
    plain = opened + hours * _HOUR

    def moved(due: Micros) -> Micros:
        return after_closed_days(calendar, due) if move_if_closed else due

    for owner, left, right in pauses.rounds():
        left = np.maximum(left, opened[owner])
        late = (left < moved(plain)[owner]) & (right > left)
        plain[owner[late]] += (right - left)[late]
    return moved(plain)
