"""What each officer holds, what waits for somebody, and what a head should look at. One query, whatever is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from betang.regulation.parameters import book
from betang.regulation.service_standards.catalogue import TARGET_INTERNAL
from betang.services import flow
from betang.services.figures import from_text
from betang.services.models import HeldStep, PublicFigures, Request
from betang.services.sharing import Load

SHARED = (flow.SUBMITTED, flow.VERIFYING, flow.RECORDING)
"""States in which a request is an officer's work."""
PAUSED = (flow.CORRECTING, flow.OUTAGE)
WATCHED = (*SHARED, *PAUSED, flow.VALIDATING, flow.SIGNING)


@dataclass(frozen=True, slots=True)
class Open:
    """An open request without anything of its applicant; `taken`: a step of it is being recorded just now."""

    pk: int
    uid: UUID
    subject: UUID
    number: str
    service: str
    state: str
    officer: int | None
    revision: int
    returns: int
    due: datetime | None
    taken: bool


def open_requests() -> list[Open]:
    """List the open requests, the most urgent first; one query over the index of states."""
    rows = (
        Request.objects.filter(state__in=WATCHED)
        .annotate(taken=Exists(HeldStep.objects.filter(request=OuterRef("pk"))))
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )
    columns = (
        "pk",
        "uid",
        "subject",
        "number",
        "service",
        "state",
        "officer_id",
        "revision",
        "returns",
        "due_at",
        "taken",
    )
    return [Open(*row) for row in rows.values_list(*columns)]


def minutes_of(day: date) -> Mapping[str, int]:
    """Give the usual working minutes of each service: what it really took, else what is usual here. One query.

    A service without published figures counts as the middle one of those with figures; without any, its target.
    """
    kept = PublicFigures.objects.filter(pk=1).first()
    figures = from_text(kept.content, kept.computed_at) if kept else None
    known = {row.service: row.median_minutes for row in figures.rows} if figures else {}
    target = book().on(day)[TARGET_INTERNAL].value
    usual = int(median(known.values())) if known else int(target["bawaan_menit"])
    others = {} if known else {code: int(minutes) for code, minutes in target["khusus_menit"].items()}
    return defaultdict(lambda: usual, {**others, **known})


def loads(rows: Sequence[Open], minutes: Mapping[str, int]) -> Mapping[int, Load]:
    """Give what each officer has to work on now."""
    found: dict[int, Load] = defaultdict(Load)
    for row in rows:
        if row.officer is not None and row.state in SHARED:
            found[row.officer] = found[row.officer].plus(minutes[row.service])
    return found


def paused(rows: Sequence[Open]) -> Mapping[int, int]:
    """Count the requests of each officer that wait for an applicant or for an outage to end."""
    found: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.officer is not None and row.state in PAUSED:
            found[row.officer] += 1
    return found


def to_share(rows: Sequence[Open], absent: Collection[int], serving: Collection[int] | None) -> list[Open]:
    """List what may be shared out: what nobody holds, and what is held by absent ones.

    With `serving` (all who work at the counter) also what is held by somebody who does not any more.
    """

    def open_for(row: Open) -> bool:
        gone = serving is not None and row.officer is not None and row.officer not in serving
        return row.officer in absent or gone or (row.officer is None and row.state == flow.SUBMITTED)

    return [row for row in rows if row.state in SHARED and not row.taken and open_for(row)]


def to_watch(rows: Sequence[Open], again: int, now: datetime) -> list[Open]:
    """List what is past its limit or was returned again, the most urgent first."""
    return [row for row in rows if row.returns >= again or (row.due is not None and row.due < now)]
