"""Sending a request: complete or refused, one number, one PIN, one secret link, one entry in the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.errors import Conflict, Invalid
from betang.regulation.parameters import book
from betang.services.actions.appointments import appointment_release, appointment_seat
from betang.services.content import definition_of
from betang.services.flow import CANCELLED, DRAFT, SUBMITTED, flow_on
from betang.services.lacking import missing_of
from betang.services.models import Event, Request
from betang.services.numbering import next_number
from betang.services.queries.appointments import attends
from betang.services.secrets import link_digest, new_link, new_pin, pin_digest
from betang.services.telling import tell_step, tell_submitted
from betang.services.timing import verification_due


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the applicant takes along; PIN and link are told here and nowhere else."""

    request: Request
    pin: str
    link: str


def request_submit(*, actor: User | None, request: Request, now: datetime) -> Receipt:
    """Send a draft; Invalid while anything is missing, Conflict when it was sent already. The receipt is told once.

    SlotGone when the hour chosen for coming is taken: then nothing is sent.
    """
    pin, link = new_pin(), new_link()
    with transaction.atomic():
        row = _held(request)
        definition = definition_of(row)
        if row.state != DRAFT:
            raise Conflict(_("Permohonan ini sudah dikirim. Nomornya %(number)s.") % {"number": row.number})
        if missing_of(row, definition):
            raise Invalid(_("Permohonan ini belum lengkap."))
        calendar, law = calendar_now(), book().on(timezone.localdate(now))
        row.number = next_number(definition, now)
        row.state, row.submitted_at, row.calendar = SUBMITTED, now, calendar.version
        row.due_at = verification_due(calendar, start=now, law=law)
        row.pin_digest, row.link_digest = pin_digest(row.uid, pin), link_digest(link)
        row.resume_digest, row.revision = None, row.revision + 1
        row.save()
        Event.objects.create(request=row, at=now, state=SUBMITTED, before=DRAFT, actor=actor, due_at=row.due_at)
        must_come = attends(row, definition)
        comes = appointment_seat(request=row, now=now) if must_come else None
        comes_at = comes.begins_at if comes else None
        tell_submitted(row, definition, comes_at=comes_at, must_come=must_come, now=now)
        changes: dict[str, tuple[object, object]] = {
            "state": (DRAFT, SUBMITTED),
            "number": (None, row.number),
            "channel": (None, row.channel),
        }
        if comes_at:
            changes["begins_at"] = (None, comes_at)
        record(
            actor=actor, action="services.request_submit", target=row, subject=row.subject, changes=changes, now=now
        )  # fmt: skip
    return Receipt(row, pin, link)


def request_cancel(*, actor: User | None, request: Request, now: datetime) -> Request:
    """Take a request back while nobody has looked at it, or while it waits for its applicant; else Conflict."""
    with transaction.atomic():
        row = _held(request)
        if row.state == CANCELLED:
            return row
        if not flow_on(timezone.localdate(now)).may_follow(row.state, CANCELLED):
            raise Conflict(_("Permohonan ini sudah dikerjakan dan tidak dapat dibatalkan dari sini. Hubungi loket."))
        before = row.state
        row.state, row.closed_at, row.due_at, row.lapses_at = CANCELLED, now, None, None
        row.revision += 1
        row.save()
        event = Event.objects.create(request=row, at=now, state=CANCELLED, before=before, actor=actor)
        tell_step(row, event, now=now)
        appointment_release(request=row, now=now)
        changes = {"state": (before, CANCELLED)}
        record(
            actor=actor, action="services.request_cancel", target=row, subject=row.subject, changes=changes, now=now
        )  # fmt: skip
    return row


def _held(request: Request) -> Request:
    return Request.objects.select_for_update(of=("self",)).select_related("definition").get(pk=request.pk)
