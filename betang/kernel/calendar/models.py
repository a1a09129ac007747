"""Local days on top of the table of the law, and every calendar that was ever in use."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    """What a local day does to the table: an office that would be open is closed, or the other way round."""

    OFF = "libur", _("Libur setempat")
    WORKING = "masuk", _("Tetap masuk kerja")


class LocalDay(models.Model):
    """One day of this city's own, with the decree it rests on. It is never changed or deleted, only voided."""

    day = models.DateField(_("hari"))
    kind = models.CharField(_("jenis"), max_length=10, choices=DayKind)
    name = models.CharField(_("nama"), max_length=120)
    basis = models.CharField(_("dasar"), max_length=200)
    added_at = models.DateTimeField(_("dicatat pada"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dicatat oleh")
    )
    voided_at = models.DateTimeField(_("dibatalkan pada"), null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("dibatalkan oleh"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("hari setempat")
        verbose_name_plural = _("hari setempat")
        ordering = ["day", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["day"], condition=models.Q(voided_at__isnull=True), name="calendar_day_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


class CalendarVersion(models.Model):
    """A calendar with its whole content, by the version that results name."""

    code = models.CharField(_("versi"), max_length=16, primary_key=True)
    content = models.JSONField(_("isi"))
    made_at = models.DateTimeField(_("dibuat pada"))

    class Meta:
        verbose_name = _("versi kalender")
        verbose_name_plural = _("versi kalender")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.code
