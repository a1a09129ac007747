"""What staff were told about a request: once each, so that a job that repeats tells nobody twice."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.services.models.requests import Request


class AlertCause(models.TextChoices):
    """Why somebody was told: the time for looking at the papers, the net time of the work, another return."""

    CHECKING = "periksa", _("waktu periksa")
    WORKING = "kerja", _("waktu kerja")
    RETURNED = "kembali", _("dikembalikan lagi")


class AlertLevel(models.TextChoices):
    """Which threshold was reached: the officer's or the head's."""

    OFFICER = "petugas", _("petugas")
    HEAD = "kepala", _("kepala bagian")


class RequestAlert(models.Model):
    """That a threshold of a request was told. A row stays when the step is taken back or the clock pauses."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="alerts")
    cause = models.CharField(_("sebab"), max_length=10, choices=AlertCause)
    level = models.CharField(_("tingkat"), max_length=10, choices=AlertLevel)
    told_at = models.DateTimeField(_("dikabarkan pada"))

    class Meta:
        verbose_name = _("kabar tentang permohonan")
        verbose_name_plural = _("kabar tentang permohonan")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["request", "cause", "level"], name="services_alert_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.cause}, {self.level}"
