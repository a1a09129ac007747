"""The goal tree: what the city wants, broken down to what units do (PermenPANRB 89/2021; law/cascade-sakip §4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.people.models import Unit
from betang.performance.models.cycles import Cycle, Period


class GoalLevel(models.TextChoices):
    """Levels of results in a tree of performance."""

    ULTIMATE = "ultimate", _("Hasil akhir (ultimate outcome)")
    INTERMEDIATE = "intermediate", _("Hasil antara (intermediate outcome)")
    IMMEDIATE = "immediate", _("Hasil langsung (immediate outcome)")
    OUTPUT = "output", _("Keluaran (output)")


class Polarity(models.TextChoices):
    """Whether more or less is better."""

    POSITIVE = "positif", _("Makin tinggi makin baik")
    NEGATIVE = "negatif", _("Makin rendah makin baik")


class Goal(models.Model):
    """A result that a unit answers for, below the result it serves. Retired, never deleted."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="goals")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.CharField(_("tingkat"), max_length=14, choices=GoalLevel)
    text = models.CharField(_("hasil"), max_length=400)
    critical_factor = models.CharField(_("faktor kunci keberhasilan"), max_length=300, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="goals", verbose_name=_("unit"))
    order = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tujuan")
        verbose_name_plural = _("tujuan")
        ordering = ["cycle_id", "order", "id"]

    def __str__(self) -> str:
        return self.text


class GoalIndicator(models.Model):
    """How a goal is measured. Definition, formula, source and polarity are what evaluators of SAKIP miss most."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="indicators")
    text = models.CharField(_("indikator"), max_length=300)
    definition = models.TextField(_("definisi"), blank=True)
    formula = models.CharField(_("rumus"), max_length=400, blank=True)
    data_source = models.CharField(_("sumber data"), max_length=300, blank=True)
    measure_unit = models.CharField(_("satuan"), max_length=40, blank=True)
    polarity = models.CharField(_("polaritas"), max_length=8, choices=Polarity, blank=True)
    key = models.BooleanField(_("indikator kinerja utama"), default=False)
    baseline = models.DecimalField(_("angka awal"), max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("indikator tujuan")
        verbose_name_plural = _("indikator tujuan")
        ordering = ["goal_id", "id"]

    def __str__(self) -> str:
        return self.text


class GoalMeasurement(models.Model):
    """What an indicator came to in a period, with what drove it; a correction is a new row, the last one holds."""

    indicator = models.ForeignKey(GoalIndicator, models.PROTECT, related_name="measurements")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    value = models.DecimalField(_("realisasi"), max_digits=18, decimal_places=4)
    driver = models.TextField(_("pendorong atau penghambat"), blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("realisasi tujuan")
        verbose_name_plural = _("realisasi tujuan")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["indicator", "period", "id"])]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value}"
