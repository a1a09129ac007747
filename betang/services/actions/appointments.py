"""Appointments: chosen in a draft, booked, moved, cancelled by the resident. Never one too many in a slot.

A booking takes the lowest free number of its slot, and no two rows may hold the same number: of several who book the
last place at once, the database lets one through; the others look again and are told that it is full.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.services import flow
from betang.services.content import definition_of
from betang.services.models import Appointment, AppointmentState, Request
from betang.services.models.appointments import FREE
from betang.services.queries.appointments import BOOKABLE, attends, places_at
from betang.services.telling import tell_appointment


class SlotGone(Invalid):
    """The hour cannot be booked, or not any more."""


def appointment_choose(*, request: Request, begins_at: datetime, now: datetime) -> Appointment:
    """Keep the hour that is wanted with a draft; it takes no place before the draft is sent. SlotGone, Conflict."""
    with transaction.atomic():
        row = _held(request)
        if row.state != flow.DRAFT or not attends(row, definition_of(row)):
            raise Conflict(_("Permohonan ini sudah dikirim. Janji temu diatur di halaman lacak."))
        if not places_at(begins_at, now):
            raise SlotGone(_("Pilih salah satu jam yang masih ada tempat."))
        return Appointment.objects.update_or_create(
            request=row, state=AppointmentState.CHOSEN, defaults={"begins_at": begins_at, "made_at": now}
        )[0]


def appointment_forget(*, request: Request) -> None:
    """Forget the hour that a draft had chosen: it can be sent without one. Nothing where none was chosen."""
    request.appointments.filter(state=AppointmentState.CHOSEN).delete()


def appointment_seat(*, request: Request, now: datetime) -> Appointment | None:
    """Book what a draft had chosen, within the sending's own transaction; None where nothing was. SlotGone."""
    made = request.appointments.filter(state=AppointmentState.CHOSEN).first()
    if made is not None:
        _seat(made, now)
    return made


def appointment_book(*, actor: User | None, request: Request, begins_at: datetime, now: datetime) -> Appointment:
    """Book an hour for a request that was sent, in the place of an earlier one that has not begun. Audited.

    SlotGone when it is full or none, Conflict when coming serves no purpose (any more).
    """
    with transaction.atomic():
        row = _held(request)
        if row.state not in BOOKABLE or not attends(row, definition_of(row)):
            raise Conflict(_("Untuk permohonan ini tidak ada janji temu yang perlu dipesan."))
        old = _opened(row)
        if old is not None and old.begins_at == begins_at:
            return old
        _leave(old, now)
        made = Appointment(request=row, begins_at=begins_at, made_at=now)
        _seat(made, now)
        tell_appointment(row, begins_at, now=now)
        changes = {"begins_at": (old and old.begins_at, begins_at)}
        record(
            actor=actor, action="services.appointment_book", target=row, subject=row.subject, changes=changes, now=now
        )  # fmt: skip
    return made


def appointment_cancel(*, actor: User | None, request: Request, now: datetime) -> None:
    """Give the place back before the hour begins; Conflict when none is held or it has begun. Audited."""
    with transaction.atomic():
        row = _held(request)
        old = _opened(row)
        if old is None or old.begins_at <= now:
            raise Conflict(_("Tidak ada janji temu yang dapat dibatalkan."))
        _leave(old, now)
        changes = {"begins_at": (old.begins_at, None)}
        record(
            actor=actor, action="services.appointment_cancel", target=row, subject=row.subject, changes=changes, now=now
        )  # fmt: skip


def appointment_release(*, request: Request, now: datetime) -> None:
    """Give back the place of a request that ends, within the caller's transaction."""
    if attends(request, definition_of(request)):
        held = request.appointments.filter(state=AppointmentState.BOOKED, begins_at__gt=now)
        held.update(state=AppointmentState.CANCELLED, marked_at=now)


def _seat(made: Appointment, now: datetime) -> None:
    """Give an appointment the lowest free number of its slot, and save it; SlotGone when there is none."""
    places = places_at(made.begins_at, now)
    for _try in range(places + 1):
        held = Appointment.objects.filter(begins_at=made.begins_at).exclude(state__in=FREE)
        taken = set(held.values_list("seat", flat=True))
        if len(taken) >= places:
            break
        made.seat, made.state = next(n for n in range(places) if n not in taken), AppointmentState.BOOKED
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError:  # somebody was quicker: look again
            continue
        return
    raise SlotGone(_("Jam itu sudah penuh atau tidak dapat dipesan lagi. Pilih jam lain."))


def _opened(row: Request) -> Appointment | None:
    return row.appointments.filter(state=AppointmentState.BOOKED).first()


def _leave(old: Appointment | None, now: datetime) -> None:
    """Leave an earlier appointment: given back before it begins, passed after its day; Conflict in between."""
    if old is None:
        return
    if old.begins_at > now:
        old.state = AppointmentState.CANCELLED
    elif timezone.localdate(old.begins_at) < timezone.localdate(now):
        old.state = AppointmentState.PASSED
    else:
        raise Conflict(_("Jam janji temu Anda sudah mulai. Datang ke loket, atau pesan jam lain besok."))
    old.marked_at = now
    old.save(update_fields=["state", "marked_at"])


def _held(request: Request) -> Request:
    return Request.objects.select_for_update(of=("self",)).select_related("definition").get(pk=request.pk)
