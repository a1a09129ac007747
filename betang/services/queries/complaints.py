"""Complaints as the office works on them, the most urgent first, and as their reporters hold them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import F, Q, QuerySet

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.people.models import Assignment, Employee
from betang.services.models import Complaint, Request
from betang.services.models.complaints import OPEN_STATES
from betang.services.office import leads_office, office_code
from betang.services.rules import NONE

PARTS = ("", "terbuka", "saya")


def may_work(viewer: Viewer) -> Q:
    """Complaints that somebody may work on: those of others' work, for officers, verifiers and the head of the office.

    Whoever handled the request that is complained of does not even see it.
    """
    if viewer.has(Role.OFFICER, Role.VERIFIER) or leads_office(viewer):
        return ~Q(pk__in=about_work_of(viewer).values("pk"))
    return NONE


def about_work_of(viewer: Viewer) -> QuerySet[Complaint]:
    """Give the complaints about requests that somebody handles, recorded, or took a step of."""
    own = viewer.employee_id or 0
    handled = Q(request__officer=own) | Q(request__operator=own) | Q(request__events__employee=own)
    return Complaint.objects.filter(handled)


def handled_by(viewer: Viewer, request: Request) -> bool:
    """Tell whether somebody handles or recorded a request, or took a step of it; one query at most."""
    own = viewer.employee_id or 0
    return own in {request.officer_id, request.operator_id} or request.events.filter(employee=own).exists()


def complaint_worked(viewer: Viewer, uid: UUID) -> Complaint:
    """Return a complaint that somebody may work on; NotFound for any other, as for none."""
    return visible(Complaint.objects.select_related("request", "owner"), may_work(viewer), uid=uid)


def complaint_held(viewer: Viewer, passes: Collection[str], uid: UUID) -> Complaint:
    """Return a complaint that this browser made or opened by its PIN, or that is kept in one's account.

    NotFound for any other, as for none.
    """
    row = Complaint.objects.filter(uid=uid).first()
    kept = row is not None and row.user_id is not None and row.user_id == viewer.user_id
    if row is None or not (kept or str(uid) in passes):
        raise NotFound
    return row


def queue(viewer: Viewer, part: str) -> QuerySet[Complaint]:
    """List complaints by what is due first; those without a limit, which ended, come last."""
    rows = Complaint.objects.filter(may_work(viewer)).select_related("owner")
    if part == "terbuka":
        rows = rows.filter(state__in=OPEN_STATES)
    elif part == "saya":
        rows = rows.filter(owner_id=viewer.employee_id or 0)
    return rows.order_by(F("due_at").asc(nulls_last=True), "-pk")


def handlers(viewer: Viewer) -> QuerySet[Employee]:
    """Give those who can handle a complaint: whoever works in the office today."""
    held = Assignment.objects.on(viewer.today).filter(
        Q(position__unit__code=office_code()) | Q(position__unit__parent__code=office_code())
    )
    return Employee.objects.filter(pk__in=held.values("employee_id")).order_by("name")
