"""Which hours can be booked, what somebody has booked, and who is expected on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import timezone

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.calendar.queries import calendar_now
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.parameters import book
from betang.regulation.service_standards.appointments import JANJI_TEMU, slots_of
from betang.services import flow
from betang.services.definition import Definition
from betang.services.models import Appointment, AppointmentState, Channel, Request, SlotPlaces
from betang.services.models.appointments import FREE
from betang.services.queries.counter import may_work_on

BOOKABLE = (flow.SUBMITTED, flow.VERIFYING, flow.CORRECTING, flow.RECORDING, flow.OUTAGE)
"""States in which coming still serves a purpose: until the work at the office is done."""


@dataclass(frozen=True, slots=True)
class Hour:
    """A slot: when it begins, how many places it has, how many of them are taken."""

    begins_at: datetime
    places: int
    taken: int

    @property
    def free(self) -> int:
        """How many may still book; never below zero, although the head may have taken places away."""
        return max(0, self.places - self.taken)


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which the counter expects people."""

    day: date
    hours: Sequence[Hour]

    @property
    def free(self) -> int:
        """How many places are left on the day."""
        return sum(each.free for each in self.hours)

    @property
    def places(self) -> int:
        """How many places the day has."""
        return sum(each.places for each in self.hours)

    @property
    def taken(self) -> int:
        """How many places of the day are taken."""
        return sum(each.taken for each in self.hours)


def attends(row: Request, definition: Definition) -> bool:
    """Tell whether a request is one for which somebody comes on an appointed hour; at the counter they are there."""
    return definition.attendance and row.channel != Channel.COUNTER


def ahead(now: datetime, *, whole: bool = False) -> list[Day]:
    """List the days that can be booked, each with its slots from now on, or `whole`; three queries."""
    today, law = timezone.localdate(now), book().on(timezone.localdate(now))
    value = law[JANJI_TEMU].value
    last = today + timedelta(days=value["hari_ke_depan"])
    rows = places_between(today, last)
    if not rows:
        return []
    calendar = calendar_now()
    earliest = midnight(calendar, today) if whole else now + timedelta(minutes=value["paling_lambat_menit"])
    days = [today + timedelta(days=n) for n in range((last - today).days + 1)]
    return [each for each in laid_out(calendar, days, rows, earliest) if each.hours]


def laid_out(calendar: WorkCalendar, days: Sequence[date], rows: Sequence[SlotPlaces], since: datetime) -> list[Day]:
    """Lay out the slots of some days that begin at `since` or later; one query."""
    known = [day for day in days if calendar.years[0] <= day.year <= calendar.years[1]]
    taken = taken_between(since, midnight(calendar, days[-1] + timedelta(days=1)))
    return [
        Day(
            day,
            [
                Hour(begins, places_on(rows, day), taken.get(begins, 0))
                for begins in slots_of(calendar, day=day, law=book().on(day))
                if begins >= since and (places_on(rows, day) or taken.get(begins, 0))
            ],
        )
        for day in known
    ]


def midnight(calendar: WorkCalendar, day: date) -> datetime:
    """Return when a day begins in the calendar's zone."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(calendar.zone))


def places_between(first: date, last: date) -> list[SlotPlaces]:
    """List the rows of places that share a day with a span, the one that counts last; one query."""
    return list(SlotPlaces.objects.overlapping(first=first, last=last).order_by("from_date", "pk"))


def places_on(rows: Sequence[SlotPlaces], day: date) -> int:
    """Return how many places each slot of a day has."""
    return next((each.places for each in reversed(rows) if each.holds(day)), 0)


def taken_between(first: datetime, last: datetime) -> dict[datetime, int]:
    """Count the places that are taken, by slot; one query."""
    found = Appointment.objects.filter(begins_at__gte=first, begins_at__lt=last).exclude(state__in=FREE)
    return dict(found.order_by("begins_at").values_list("begins_at").annotate(n=Count("pk")))


def places_at(begins_at: datetime, now: datetime) -> int:
    """Return how many places a slot has that can be booked now; 0 for what is none. Two queries."""
    today = timezone.localdate(now)
    value = book().on(today)[JANJI_TEMU].value
    day, calendar = timezone.localdate(begins_at), calendar_now()
    if begins_at < now + timedelta(minutes=value["paling_lambat_menit"]):
        return 0
    if day > today + timedelta(days=value["hari_ke_depan"]) or day.year > calendar.years[1]:
        return 0
    if begins_at not in slots_of(calendar, day=day, law=book().on(day)):
        return 0
    return places_on(places_between(day, day), day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How it stands with the attendance of a request: the last appointment, and what its applicant may do."""

    appointment: Appointment | None
    booked: bool
    may_book: bool
    over: bool


def attendance_of(row: Request, definition: Definition, now: datetime) -> Attendance | None:
    """Say how it stands with the attendance of a request; None where nobody has to come. One query at most."""
    if not attends(row, definition) or row.state == flow.DRAFT:
        return None
    last = row.appointments.exclude(state__in=FREE).order_by("-begins_at", "-pk").first()
    open_one = last if last and last.state == AppointmentState.BOOKED else None
    over = open_one is not None and timezone.localdate(open_one.begins_at) < timezone.localdate(now)
    booked = open_one is not None and open_one.begins_at > now
    attended = last is not None and last.state == AppointmentState.ATTENDED
    return Attendance(
        appointment=last,
        booked=booked,
        may_book=row.state in BOOKABLE and not attended and (open_one is None or booked or over),
        over=over,
    )


def appointment_chosen(row: Request) -> Appointment | None:
    """Return the hour that was chosen for a draft; one query."""
    return row.appointments.filter(state=AppointmentState.CHOSEN).first()


def appointment_booked(row: Request) -> Appointment | None:
    """Return the appointment that was booked with a request that was just sent; one query."""
    return row.appointments.filter(state=AppointmentState.BOOKED).first()


def may_receive(viewer: Viewer) -> Q:
    """Appointments of requests that somebody may see at the counter."""
    return Q(request__in=Request.objects.filter(may_work_on(viewer)))


def appointments_on(viewer: Viewer, day: date) -> list[Appointment]:
    """List who is expected on a day, in order; one query."""
    begin = timezone.make_aware(datetime.combine(day, time()))
    found = Appointment.objects.filter(
        may_receive(viewer), begins_at__gte=begin, begins_at__lt=begin + timedelta(days=1)
    )
    return list(found.exclude(state__in=FREE).select_related("request__definition", "request__officer"))


def appointment_received(viewer: Viewer, pk: int) -> Appointment:
    """Return an appointment as the counter sees it; NotFound for who does not work there."""
    return visible(Appointment.objects.exclude(state__in=FREE).select_related("request"), may_receive(viewer), pk=pk)


def places_history() -> list[SlotPlaces]:
    """List what the head of the office decided, the newest first; one query."""
    return list(SlotPlaces.objects.select_related("recorded_by", "voided_by").order_by("-from_date", "-pk")[:100])
