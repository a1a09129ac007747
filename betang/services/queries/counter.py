"""The queue of the counter: what waits for whom, the most urgent first, and one request with everything about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.services import flow
from betang.services.models import Attachment, Request
from betang.services.moves import HELD, MOVES, SKILLED
from betang.services.queries.skills import standing_of
from betang.services.rules import NONE
from betang.services.settled import returns_told

NEAR = timedelta(hours=2)
OF_ROLE = {
    role: sorted({state for (state, _to), move in MOVES.items() if role in move.roles})
    for role in (Role.OFFICER, Role.VERIFIER)
}
"""The states in which somebody of a role has something to do."""


def may_work_on(viewer: Viewer) -> Q:
    """Requests that somebody may see at the counter: all that were sent, for who works there; drafts for nobody."""
    return ~Q(state=flow.DRAFT) & Q(submitted_at__isnull=False) if viewer.has(Role.OFFICER, Role.VERIFIER) else NONE


def waiting_for(viewer: Viewer) -> Q:
    """Requests that wait for a step of somebody: the own ones, and those that nobody has taken yet.

    Of services on which they may take no step for want of competence only what they hold already; the rows are
    annotated by `standing_of`.
    """
    states = {state for role in OF_ROLE if viewer.has(role) for state in OF_ROLE[role]}
    held = Q(state__in=sorted(HELD)) & ~Q(officer_id=viewer.employee_id) & Q(officer__isnull=False)
    found = Q(state__in=sorted(states)) & ~held
    own = Q(state__in=sorted(HELD), officer_id=viewer.employee_id)
    found &= ~Q(skill_blocks=True, skill_lacks=True, state__in=sorted(SKILLED)) | own
    if not viewer.has(Role.OFFICER):
        return found
    return found & ~(Q(state=flow.VALIDATING) & Q(operator_id=viewer.employee_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of the queue is asked for."""

    number: str = ""
    group: str = ""
    part: str = ""


PARTS = ("", "lewat", "dekat", "perbaikan", "berulang", "saya")


def part_q(part: str, viewer: Viewer, now: datetime) -> Q:
    """Give the condition of a part of the queue."""
    return {
        "lewat": Q(due_at__lt=now),
        "dekat": Q(due_at__gte=now, due_at__lt=now + NEAR),
        "perbaikan": Q(state=flow.VERIFYING, returns__gt=0),
        "berulang": Q(returns__gte=returns_told(now)),
        "saya": Q(officer_id=viewer.employee_id or 0),
    }.get(part, Q())


def queue(viewer: Viewer, wanted: Wanted, now: datetime) -> QuerySet[Request]:
    """List what waits for somebody, by the limit of the step; what has none (an outage, a hand-over) comes last."""
    rows = Request.objects.alias(**standing_of(viewer))
    found = rows.filter(may_work_on(viewer), waiting_for(viewer), part_q(wanted.part, viewer, now))
    if wanted.group:
        found = found.filter(number__startswith=f"{wanted.group.upper()}-")
    if wanted.number:
        # A whole number is looked for among all, so that a caller's request is found wherever it stands.
        found = Request.objects.filter(may_work_on(viewer), number__iendswith=wanted.number.strip())
    return found.select_related("definition", "officer", "held").order_by(F("due_at").asc(nulls_last=True), "id")


def counts(viewer: Viewer, now: datetime) -> dict[str, int]:
    """Count the parts of the queue, and what is due today and not late yet (`hari_ini`); one query."""
    waits = Request.objects.alias(**standing_of(viewer)).filter(may_work_on(viewer), waiting_for(viewer))
    parts = {part or "semua": Count("pk", filter=part_q(part, viewer, now) if part else None) for part in PARTS}
    evening = datetime.combine(
        timezone.localdate(now) + timedelta(days=1), time(), tzinfo=timezone.localtime(now).tzinfo
    )
    parts["hari_ini"] = Count("pk", filter=Q(due_at__gte=now, due_at__lt=evening))
    found: dict[str, int] = waits.aggregate(**parts)
    return found


def request_worked(viewer: Viewer, uid: UUID) -> Request:
    """Return a request as the counter sees it; NotFound for who does not work there, and for drafts."""
    rows = Request.objects.select_related("definition", "officer", "operator", "filed_by", "held")
    return visible(rows.annotate(**standing_of(viewer)), may_work_on(viewer), uid=uid)


def attachment_worked(viewer: Viewer, uid: UUID, attachment: UUID) -> Attachment:
    """Return a file of a request that the counter sees."""
    return visible(
        Attachment.objects.filter(request=request_worked(viewer, uid)).select_related("file", "request"),
        Q(),
        uid=attachment,
    )


def files_of(row: Request) -> Sequence[Attachment]:
    """List the files of a request that hold now."""
    return list(row.attachments.filter(replaced_at__isnull=True).select_related("file"))
