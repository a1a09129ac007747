"""Appointments of residents who have to attend: which places the head of the office offers, and who took which."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order
from betang.services.models.requests import Request


class AppointmentState(models.TextChoices):
    """What became of an appointment. Chosen ones belong to drafts and take no place."""

    CHOSEN = "dipilih", _("dipilih")
    BOOKED = "dipesan", _("ditunggu")
    ATTENDED = "hadir", _("hadir")
    MISSED = "absen", _("tidak hadir")
    PASSED = "lewat", _("lewat, tidak dicatat")
    CANCELLED = "batal", _("dibatalkan")


FREE = (AppointmentState.CHOSEN, AppointmentState.CANCELLED)
"""States that take no place."""


class SlotPlaces(Dated):
    """How many may come to each slot from a day on. Of rows that hold on a day the one that began last counts.

    A row for one day only sets that day apart: 0 places close it.
    """

    places = models.PositiveSmallIntegerField(_("tempat tiap jam"))

    objects: ClassVar[DatedQuerySet["SlotPlaces"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("tempat janji temu")
        verbose_name_plural = _("tempat janji temu")
        constraints: ClassVar[list[models.BaseConstraint]] = [dates_in_order("services_places_dates")]

    def __str__(self) -> str:
        return f"{self.from_date}: {self.places}"


class Appointment(models.Model):
    """A day and hour of a request. `seat` numbers the places of one slot: two never hold the same one.

    It goes with a draft that is deleted, and only then.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="appointments")
    begins_at = models.DateTimeField(_("mulai pada"))
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(_("keadaan"), max_length=8, choices=AppointmentState)
    made_at = models.DateTimeField(_("dibuat pada"))
    marked_at = models.DateTimeField(_("dicatat pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("janji temu")
        verbose_name_plural = _("janji temu")
        ordering: ClassVar[list[str]] = ["begins_at", "seat"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["begins_at", "seat"], condition=~Q(state__in=FREE), name="services_appointment_seat"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state="dipesan"), name="services_appointment_one_booked"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state="dipilih"), name="services_appointment_one_chosen"
            ),
            models.CheckConstraint(
                condition=Q(state__in=FREE) | Q(seat__isnull=False), name="services_appointment_seated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.begins_at:%Y-%m-%d %H:%M}"
