"""Places and appointments of the demo city: some for today, some for the next days, for who has to attend."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from betang.kernel.calendar.queries import calendar_now
from betang.regulation.parameters import book
from betang.regulation.service_standards.appointments import slots_of
from betang.services.content import definition_of
from betang.services.models import Appointment, AppointmentState, Request, SlotPlaces
from betang.services.queries.appointments import BOOKABLE, attends

PLACES = 3
DAYS = 10
TODAY = 4  # of every five, as many come today


def appointments_add(day: date, now: datetime) -> None:
    """Open places from the beginning of the year, and give those who wait and have to attend an hour each."""
    SlotPlaces.objects.create(
        places=PLACES, from_date=date(day.year, 1, 1), reason="Tiga meja pelayanan (kota contoh).", recorded_at=now
    )
    waiting = Request.objects.filter(state__in=BOOKABLE).select_related("definition").order_by("pk")
    coming = [row for row in waiting if attends(row, definition_of(row))]
    hours = open_hours(day)
    today = [each for each in hours if timezone.localdate(each) == day]
    later = hours[len(today) :]
    made = []
    for place, row in enumerate(coming):
        of, number = (today, place) if (place % 5 < TODAY and today) or not later else (later, place * 3)
        if of:
            begins, seat = of[number // PLACES % len(of)], number % PLACES
            made.append(
                Appointment(request=row, begins_at=begins, seat=seat, state=AppointmentState.BOOKED, made_at=now)
            )
    # Where more have to attend than there are hours, the first ones have theirs.
    Appointment.objects.bulk_create({(each.begins_at, each.seat): each for each in reversed(made)}.values())


def open_hours(day: date) -> list[datetime]:
    """List the hours of the day and the next ones on which the counter is open."""
    calendar = calendar_now()
    days = [day + timedelta(days=n) for n in range(DAYS)]
    known = [each for each in days if each.year <= calendar.years[1]]
    return [begins for each in known for begins in slots_of(calendar, day=each, law=book().on(each))]
