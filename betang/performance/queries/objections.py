"""Objections as they are read, and until when one may be filed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.utils.timezone import localdate

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.performance import rules
from betang.performance.models import Decision, Evaluation, Objection
from betang.regulation.appraisal_days import Window, objection_window, taken_to_accept
from betang.regulation.field import InputError
from betang.regulation.parameters import book
from betang.regulation.trace import Line, Trace

RELATED = (
    "evaluation__plan__employee", "evaluation__plan__rater", "evaluation__plan__unit", "evaluation__period__cycle",
    "judge",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """Until when one may object: by calendar days, by working days, the day that counts; and how it was found."""

    calendar: date
    working: date
    last: date
    lines: list[Line]


def clock_of(evaluation: Evaluation) -> Clock | None:
    """Give the time to object to a received evaluation; None before receipt, or where the calendar ends too early."""
    if evaluation.received_at is None:
        return None
    received = localdate(evaluation.received_at)
    trace = Trace()
    try:
        window: Window = objection_window(
            received=np.array([received], dtype="datetime64[D]"), law=book().on(received), trace=trace
        )
    except InputError:  # the city's table does not hold that year yet; nobody loses a right by that
        return None
    calendar, working, last = (column[0].astype(object) for column in (window.calendar, window.working, window.used))
    return Clock(calendar, working, last, trace.at(0))


def last_day(evaluation: Evaluation) -> date | None:
    """Give the last day on which one may object; None where none is known."""
    found = clock_of(evaluation)
    return found.last if found else None


def silent(evaluation: Evaluation, day: date) -> bool:
    """Tell whether somebody is taken to accept because no objection came in time (law/appraisal-2022 §12)."""
    if evaluation.received_at is None:
        return False
    received = localdate(evaluation.received_at)
    try:
        found = taken_to_accept(
            received=np.array([received], dtype="datetime64[D]"), day=np.array([day], dtype="datetime64[D]"),
            objected=np.array([False]), law=book().on(received),
        )  # fmt: skip
    except InputError:
        return False
    return bool(found[0])


def objections_seen(viewer: Viewer) -> list[Objection]:
    """List the objections somebody may read, open ones first."""
    found = Objection.objects.filter(rules.may_see_objection(viewer)).select_related(*RELATED)
    return sorted(found.order_by("-filed_at")[:200], key=lambda row: row.decided_at is not None)


def objection_seen(viewer: Viewer, uid: UUID) -> Objection:
    """Find an objection that somebody may read; NotFound otherwise."""
    return visible(Objection.objects.select_related(*RELATED), rules.may_see_objection(viewer), uid=uid)


def decisions_of(evaluation: Evaluation) -> list[Decision]:
    """List the decisions on an evaluation, the first one first; the last one holds."""
    return list(evaluation.decisions.select_related("decided_by").order_by("id"))
