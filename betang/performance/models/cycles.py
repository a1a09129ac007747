"""A year of performance: its periods and its deadlines, each a dated row (law/appraisal-2022 §10, §11)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How often the agency evaluates within a year: its own choice (PermenPANRB 6/2022)."""

    MONTHLY = "bulanan", _("Bulanan")
    QUARTERLY = "triwulan", _("Triwulan")
    HALF_YEARLY = "semester", _("Semester")


class Approach(models.TextChoices):
    """How a plan is written: rows of aspects and targets, or a narrative (PermenPANRB 6/2022)."""

    QUANTITATIVE = "kuantitatif", _("Kuantitatif")
    QUALITATIVE = "kualitatif", _("Kualitatif")


class Cycle(models.Model):
    """One year. `rules` names the rule set under which it is decided, whatever comes later."""

    year = models.PositiveSmallIntegerField(_("tahun"), unique=True)
    from_date = models.DateField(_("mulai"))
    to_date = models.DateField(_("sampai"))
    rhythm = models.CharField(_("irama"), max_length=10, choices=Rhythm)
    approach = models.CharField(_("pendekatan"), max_length=12, choices=Approach, default=Approach.QUANTITATIVE)
    rules = models.CharField(_("himpunan aturan"), max_length=12, default="eksp-2022")
    opened_at = models.DateTimeField(_("dibuka pada"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("siklus")
        verbose_name_plural = _("siklus")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Period(models.Model):
    """A part of the year that is evaluated, or the whole of it (`number` 0: the annual evaluation)."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="periods", verbose_name=_("siklus"))
    number = models.PositiveSmallIntegerField(_("nomor"))
    from_date = models.DateField(_("mulai"))
    to_date = models.DateField(_("sampai"))

    class Meta:
        verbose_name = _("periode")
        verbose_name_plural = _("periode")
        ordering = ["cycle_id", "from_date", "-to_date"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "number"], name="performance_period_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def annual(self) -> bool:
        """Whether it is the whole year."""
        return self.number == 0

    @property
    def name(self) -> str:
        """What the forms print: TRIWULAN II 2026, or TAHUN 2026 (law/people-reference §6)."""
        if self.annual:
            return _("Tahun %(year)s") % {"year": self.cycle.year}
        roman = ["I", "II", "III", "IV"]
        words = {
            Rhythm.MONTHLY: _("Bulan %(number)s %(year)s"),
            Rhythm.QUARTERLY: _("Triwulan %(number)s %(year)s"),
            Rhythm.HALF_YEARLY: _("Semester %(number)s %(year)s"),
        }[Rhythm(self.cycle.rhythm)]
        number = str(self.number) if self.cycle.rhythm == Rhythm.MONTHLY else roman[self.number - 1]
        return words % {"number": number, "year": self.cycle.year}


class Step(models.TextChoices):
    """What must be done by a day."""

    PLAN = "rencana", _("SKP diajukan")
    AGREE = "sepakat", _("SKP disepakati")
    SELF = "penilaian_diri", _("Penilaian diri")
    UNIT = "capaian_unit", _("Capaian kinerja unit ditetapkan")
    EVALUATE = "evaluasi", _("Evaluasi dikirim")
    RECEIVE = "terima", _("Evaluasi diterima")


class Deadline(models.Model):
    """By when a step is done. A changed deadline is a new row with its reason; the last one holds."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="deadlines")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="deadlines")
    step = models.CharField(_("langkah"), max_length=16, choices=Step)
    due_date = models.DateField(_("paling lambat"))
    reason = models.CharField(_("dasar atau alasan"), max_length=300, blank=True)
    set_at = models.DateTimeField(_("ditetapkan pada"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("tenggat")
        verbose_name_plural = _("tenggat")
        ordering = ["cycle_id", "due_date", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cycle", "step", "period", "id"])]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.due_date}"
