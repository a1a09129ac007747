"""When a request is due, and how long it took: its history read by the rules of topic layanan over the city's calendar.

Three clocks (see docs/regulation/layanan.md): verification, net, gross. Delay cannot hide in any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from betang.regulation.calendar.arithmetic import calendar_days_end
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import MINUTE
from betang.regulation.parameters import InForce, book
from betang.regulation.service_standards.catalogue import (
    STANDAR_WAKTU,
    TARGET_INTERNAL,
    TARGET_VERIFIKASI,
    TIGA_JAM,
    state_codes,
)
from betang.regulation.service_standards.clocks import three_clocks
from betang.regulation.service_standards.due import NO_PAUSES, Pauses, legal_due, target_due
from betang.services.flow import CORRECTING, flow_on

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Step = tuple[datetime, str]
"""A moment, and the state that was entered then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Working minutes of one request, and its limits; None where the law or the standard names none."""

    verification_minutes: float
    net_minutes: float
    gross_minutes: float
    accepted: bool
    issued: bool
    target_due: datetime | None
    legal_due: datetime | None
    on_time: bool | None


def micros(moment: datetime) -> int:
    """Return a moment as an instant."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment(instant: int) -> datetime:
    """Return an instant as a moment."""
    return EPOCH + timedelta(microseconds=int(instant))


def verification_due(calendar: WorkCalendar, *, start: datetime, law: InForce) -> datetime:
    """Return until when the papers are to be looked at."""
    minutes = np.array([law[TARGET_VERIFIKASI].value], dtype=np.int64)
    return moment(target_due(calendar, start=np.array([micros(start)]), minutes=minutes)[0])


def lapse_due(calendar: WorkCalendar, *, start: datetime, day: date) -> datetime | None:
    """Return when a request that waits for its applicant lapses; None when it never does."""
    days = flow_on(day).states[CORRECTING].lapse_days
    return moment(calendar_days_end(calendar, np.array([micros(start)]), days)[0]) if days else None


def limits(
    calendar: WorkCalendar, *, service: str, accepted: datetime, pauses: Sequence[tuple[datetime, datetime]] = ()
) -> tuple[datetime | None, datetime]:
    """Return the legal limit (None where there is none) and the internal target of an accepted request."""
    law = book().on(calendar_day(calendar, accepted))
    start = np.array([micros(accepted)])
    given = stops(pauses) if pauses else NO_PAUSES
    target = law[TARGET_INTERNAL].value
    minutes = np.array([target["khusus_menit"].get(service, target["bawaan_menit"])], dtype=np.int64)
    due = moment(target_due(calendar, start=start, minutes=minutes, pauses=given)[0])
    hours = law[STANDAR_WAKTU].value.get(service, {}).get("batas_jam")
    if not hours:
        return None, due
    move = law[TIGA_JAM].value["pindah_bila_tutup"]
    wanted = np.array([hours], dtype=np.int64)
    return moment(legal_due(calendar, start=start, hours=wanted, pauses=given, move_if_closed=move)[0]), due


def stops(pauses: Sequence[tuple[datetime, datetime]]) -> Pauses:
    """Return the pauses of one request as columns."""
    start, end = (np.array([micros(pause[side]) for pause in pauses], dtype=np.int64) for side in (0, 1))
    return Pauses(np.zeros(len(pauses), dtype=np.int64), start, end)


def calendar_day(calendar: WorkCalendar, at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(ZoneInfo(calendar.zone)).date()


def pauses_of(steps: Sequence[Step], *, until: datetime) -> list[tuple[datetime, datetime]]:
    """Return the stretches in which the clock paused; one that is not over ends at `until`."""
    found = []
    ends = [at for at, _state in steps[1:]] + [until]
    for (at, state), end in zip(steps, ends, strict=True):
        if flow_on(at.date()).states[state].clock == "PAUSE":
            found.append((at, end))
    return found


def clocks(calendar: WorkCalendar, *, service: str, steps: Sequence[Step], now: datetime) -> Clocks:
    """Read the three clocks and the limits off a history; the last event counts up to `now` while it is open."""
    states = state_codes()
    closed = flow_on(steps[-1][0].date()).states[steps[-1][1]].clock == "STOP"
    counted = list(steps) if closed else [*steps, (max(now, steps[-1][0]), steps[-1][1])]
    law = book().on(calendar_day(calendar, steps[0][0]))
    n = len(counted)
    found = three_clocks(
        calendar,
        case=np.zeros(n, dtype=np.int64),
        instant=np.array([micros(at) for at, _state in counted]),
        state=np.array([states.code(state) for _at, state in counted], dtype=np.int8),
        n=1,
        states=states,
        law=law,
    )
    accepted, issued = bool(found.accepted[0]), bool(found.issued[0])
    legal, target = due_of(calendar, service=service, steps=steps, now=now) if accepted else (None, None)
    end = next((at for at, state in steps if state == law[TIGA_JAM].value["terbit"]), now)
    return Clocks(
        verification_minutes=float(found.verification[0]) / MINUTE,
        net_minutes=float(found.net[0]) / MINUTE,
        gross_minutes=float(found.gross[0]) / MINUTE,
        accepted=accepted,
        issued=issued,
        target_due=target,
        legal_due=legal,
        on_time=(end <= legal if issued or end > legal else None) if legal else None,
    )


def due_of(
    calendar: WorkCalendar, *, service: str, steps: Sequence[Step], now: datetime
) -> tuple[datetime | None, datetime]:
    """Return legal limit and target of an accepted request, moved on by the pauses after its acceptance."""
    law = book().on(calendar_day(calendar, steps[0][0]))
    accepted = next(at for at, state in steps if state == law[TIGA_JAM].value["diterima"])
    later = [pause for pause in pauses_of(steps, until=now) if pause[0] >= accepted]
    return limits(calendar, service=service, accepted=accepted, pauses=later)
