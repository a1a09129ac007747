"""Who came to their appointment, and who did not; whoever came is taken to hand at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, DomainError
from betang.services import flow
from betang.services.actions.steps import request_step
from betang.services.models import Appointment, AppointmentState, HeldStep, Request
from betang.services.models.appointments import FREE


def appointment_mark(*, viewer: Viewer, appointment: Appointment, attended: bool, now: datetime) -> bool:
    """Say that somebody came, or did not. Who came is taken to hand: tell whether the viewer holds the request now.

    Repeating changes nothing; a slip is corrected on the same day. Conflict for what is not today's, or not begun.
    Audited; the step that takes the request has its own entry.
    """
    with transaction.atomic():
        row = _held(appointment.request)
        made = Appointment.objects.select_for_update(of=("self",)).exclude(state__in=FREE).get(pk=appointment.pk)
        wanted = AppointmentState.ATTENDED if attended else AppointmentState.MISSED
        if made.state != wanted:
            _markable(row, made, attended, now)
            before, made.state, made.marked_at = made.state, wanted, now
            made.save(update_fields=["state", "marked_at"])
            changes = {"begins_at": (None, made.begins_at), "attendance": (before, wanted)}
            record(
                actor=viewer.actor, action="services.appointment_mark", target=row, subject=row.subject,
                changes=changes, now=now,
            )  # fmt: skip
        return attended and _taken(viewer, row, now)


def _markable(row: Request, made: Appointment, attended: bool, now: datetime) -> None:
    """Refuse a mark of another day, one before the hour, and one beside a newer appointment; Conflict."""
    begun, its_day = made.begins_at <= now, timezone.localdate(made.begins_at) == timezone.localdate(now)
    if not its_day and (attended or made.state != AppointmentState.BOOKED or not begun):
        raise Conflict(_("Kehadiran hanya dicatat pada hari janji temunya."))
    if not attended and not begun:
        raise Conflict(_("Jam janji temu ini belum mulai."))
    newer = row.appointments.filter(state=AppointmentState.BOOKED).exclude(pk=made.pk)
    if attended and newer.exists():
        raise Conflict(_("Pemohon ini sudah memesan jam lain."))


def _taken(viewer: Viewer, row: Request, now: datetime) -> bool:
    """Take a request that nobody has taken yet; tell whether the viewer holds it afterwards."""
    if row.state == flow.SUBMITTED and viewer.has(Role.OFFICER) and not HeldStep.objects.filter(request=row).exists():
        try:
            with transaction.atomic():
                row = request_step(viewer=viewer, request=row, to=flow.VERIFYING, seen=row.revision, now=now)
        except DomainError:  # not theirs to take: that somebody came is written down all the same
            return False
    return row.officer_id is not None and row.officer_id == viewer.employee_id


def _held(request: Request) -> Request:
    return Request.objects.select_for_update(of=("self",)).select_related("definition").get(pk=request.pk)
