"""Which open requests have used up so much of their time that somebody is to be told. Reads open requests only.

Used is what the clock counted while it ran; a request that pauses has no limit of its step and is not among them. The
limit is the one that comes first, the target of the step or the legal limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.utils.timezone import localdate

from betang.kernel.calendar.queries import calendars_of
from betang.regulation.calendar.arithmetic import working_time_between
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import MINUTE, Micros
from betang.regulation.parameters import book
from betang.regulation.service_standards.catalogue import PEMBERITAHUAN, TARGET_INTERNAL, TARGET_VERIFIKASI
from betang.services.flow import flow_on
from betang.services.models import AlertCause, AlertLevel, Request, RequestAlert
from betang.services.timing import calendar_day, micros

JUST_BEFORE = 0.999
"""The share while the limit is still to come, though no working time is left before it."""
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A request whose clock runs."""

    pk: int
    uid: UUID
    subject: UUID
    number: str
    service: str
    officer: int | None
    calendar: str
    revision: int
    submitted: datetime
    accepted: datetime | None
    due: datetime
    legal: datetime | None


@dataclass(frozen=True, slots=True)
class Reached:
    """A threshold that a request has reached and that was not told yet; `share` of its time is used."""

    request: Open
    cause: AlertCause
    level: AlertLevel
    share: float


COLUMNS = (
    "pk", "uid", "subject", "number", "service", "officer_id", "calendar", "revision", "submitted_at", "accepted_at",
    "due_at", "legal_due_at",
)  # fmt: skip


def reached(now: datetime) -> list[Reached]:
    """List what is to be told, the most urgent first; four queries, whatever is stored."""
    states = [code for code, each in flow_on(localdate(now)).states.items() if each.clock == "RUN"]
    wanted = Request.objects.filter(state__in=states, due_at__isnull=False).order_by("due_at", "pk")
    rows = [Open(**dict(zip(Open.__slots__, row, strict=True))) for row in wanted.values_list(*COLUMNS)]
    if not rows:
        return []
    told = set(RequestAlert.objects.filter(request__state__in=states).values_list("request_id", "cause", "level"))
    least = book().on(localdate(now))[PEMBERITAHUAN].value
    found = []
    for row, share in zip(rows, used(rows, now).tolist(), strict=True):
        cause = AlertCause.CHECKING if row.accepted is None else AlertCause.WORKING
        for level, threshold in ((AlertLevel.OFFICER, "petugas_bagian"), (AlertLevel.HEAD, "kepala_bagian")):
            if share >= float(least[threshold]) and (row.pk, cause, level) not in told:
                found.append(Reached(row, cause, level, share))
    return found


def used(rows: Sequence[Open], now: datetime) -> Shares:
    """Give the share of its time that each request has used; 0 where its calendar is not known. Two queries."""
    calendars = calendars_of({row.calendar for row in rows})
    found, codes = np.zeros(len(rows)), np.array([row.calendar for row in rows])
    for code, calendar in calendars.items():
        places = np.flatnonzero(codes == code)
        found[places] = shares(calendar, [rows[place] for place in places.tolist()], now)
    return found


def shares(calendar: WorkCalendar, rows: Sequence[Open], now: datetime) -> Shares:
    """Give the shares of requests of one calendar: working time that was used, of all that there is to the limit."""
    due = np.array([micros(row.due) for row in rows], dtype=np.int64)
    ends = np.array([micros(min(row.due, row.legal or row.due)) for row in rows], dtype=np.int64)
    wanted = np.array([minutes_of(calendar, row) for row in rows], dtype=np.int64) * MINUTE
    here = np.full(len(rows), micros(now))
    spent = wanted - left(calendar, here, due)
    whole = np.maximum(spent + left(calendar, here, ends), 1)
    share = np.maximum(spent, 0) / whole
    late: Shares = np.where(ends <= here, np.maximum(share, 1.0), np.minimum(share, JUST_BEFORE))
    return late


def left(calendar: WorkCalendar, here: Micros, end: Micros) -> Micros:
    """Give the working time until each end, negative for one that is past."""
    span = working_time_between(calendar, np.minimum(here, end), np.maximum(here, end))
    return np.where(end < here, -span, span)


def minutes_of(calendar: WorkCalendar, row: Open) -> int:
    """Give the working minutes that a request's step may take: until acceptance for the papers, then for the work."""
    law = book().on(calendar_day(calendar, row.accepted or row.submitted))
    if row.accepted is None:
        return int(law[TARGET_VERIFIKASI].value)
    target = law[TARGET_INTERNAL].value
    return int(target["khusus_menit"].get(row.service, target["bawaan_menit"]))
