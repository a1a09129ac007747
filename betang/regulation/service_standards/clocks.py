"""The three clocks of a request, read off its history of states: verification, net and gross working time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.stopwatch import JAM, RUN, arrange
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import Micros
from betang.regulation.codes import Codes
from betang.regulation.parameters import InForce
from betang.regulation.service_standards.catalogue import ALUR_STATUS, TIGA_JAM, by_state

States = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class ThreeClocks:
    """For each request, in microseconds of working time, and what has been reached.

    `verification`: while the clock ran from submission to the first acceptance. `net`: while it ran from acceptance
    to issue; the legal limit, the target and "on time" use it. `gross`: everything from submission to issue. A clock
    that is not closed counts up to the last event.
    """

    verification: Micros
    net: Micros
    gross: Micros
    accepted: npt.NDArray[np.bool_]
    issued: npt.NDArray[np.bool_]


def clock_of_states(states: Codes, law: InForce) -> npt.NDArray[np.int8]:
    """Return the clock (a code of JAM) of each state; KeyError for a state that is not in force on the day."""
    rows: Mapping[str, Mapping[str, str]] = by_state(law[ALUR_STATUS].value)
    return JAM.array([rows[name]["jam"] if name in rows else None for name in states.names])


def three_clocks(
    calendar: WorkCalendar,
    *,
    case: npt.NDArray[np.integer],
    instant: Micros,
    state: States,
    n: int,
    states: Codes,
    law: InForce,
) -> ThreeClocks:
    """Time `n` requests from the moments at which they entered their states (codes of `states`)."""
    marks = law[TIGA_JAM].value
    events = arrange(calendar, case=case, instant=instant, n=n)
    entered = state[events.order]
    running = clock_of_states(states, law)[entered] == RUN
    submitted, accepted, issued = (
        events.first(entered == states.code(marks[key])) for key in ("diajukan", "diterima", "terbit")
    )
    place, owner = np.arange(len(case)), events.case
    begun = (place >= submitted[owner]) & (place < issued[owner])
    taken = place >= accepted[owner]
    return ThreeClocks(
        verification=events.total(begun & ~taken & running),
        net=events.total(taken & (place < issued[owner]) & running),
        gross=events.total(begun),
        accepted=accepted < len(case),
        issued=issued < len(case),
    )
