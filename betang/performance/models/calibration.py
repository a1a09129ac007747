"""Calibration: a sitting in which ratings of several raters are held beside each other before they are sent.

It proposes; the rater decides. A proposal is answered once; nothing here changes what a rater rated.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models import Employee, Unit
from betang.performance.models.cycles import Period
from betang.performance.models.evaluations import Evaluation
from betang.performance.models.levels import PREDICATES, RATINGS


class Calibration(models.Model):
    """A sitting over some units in a period; it holds back sending until it is locked, or its last day is over."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="calibrations")
    units = models.ManyToManyField(Unit, related_name="calibrations", verbose_name=_("unit"))
    members = models.ManyToManyField(Employee, related_name="calibrations", verbose_name=_("anggota sidang"))
    due_date = models.DateField(_("paling lambat"))
    opened_at = models.DateTimeField(_("dibuka pada"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(_("dikunci pada"), null=True, blank=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    conclusion = models.TextField(_("kesimpulan sidang"), blank=True)

    class Meta:
        verbose_name = _("kalibrasi")
        verbose_name_plural = _("kalibrasi")
        ordering = ["-opened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.due_date}"


class CalibrationCase(models.Model):
    """One person's ratings as the rater handed them in; handed in again, they stand as of the last time."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    calibration = models.ForeignKey(Calibration, models.PROTECT, related_name="cases")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="cases")
    edition = models.PositiveIntegerField()  # of the evaluation: what was saved later is not what lies here
    result = models.CharField(_("rating hasil kerja"), max_length=10, choices=RATINGS)
    behaviour = models.CharField(_("rating perilaku kerja"), max_length=10, choices=RATINGS)
    predicate = models.CharField(_("predikat"), max_length=4, choices=PREDICATES)
    # What the indicators alone propose for the result, "" where none can be measured: a rater's tendency rests on it.
    by_indicators = models.CharField(max_length=10, choices=RATINGS, blank=True)
    handed_at = models.DateTimeField(_("diserahkan pada"))

    class Meta:
        verbose_name = _("perkara kalibrasi")
        verbose_name_plural = _("perkara kalibrasi")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["calibration", "evaluation"], name="performance_case_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.predicate}"


class CalibrationAnswer(models.TextChoices):
    """What the rater answered to a proposal; without an answer the rater's own ratings stand."""

    WAITING = "", _("Menunggu penilai")
    ACCEPTED = "diterima", _("Diterima penilai")
    KEPT = "dipertahankan", _("Penilaian dipertahankan")


class CalibrationProposal(models.Model):
    """Other ratings that the sitting proposes for a case, with its reason, and the rater's signed answer."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CalibrationCase, models.PROTECT, related_name="proposals")
    result = models.CharField(_("rating hasil kerja"), max_length=10, choices=RATINGS)
    behaviour = models.CharField(_("rating perilaku kerja"), max_length=10, choices=RATINGS)
    predicate = models.CharField(_("predikat"), max_length=4, choices=PREDICATES)
    reason = models.TextField(_("alasan dan bukti"))
    proposed_at = models.DateTimeField(_("diusulkan pada"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(_("jawaban penilai"), max_length=14, choices=CalibrationAnswer, blank=True, default="")
    answer = models.TextField(_("alasan penilai"), blank=True)
    answered_at = models.DateTimeField(_("dijawab pada"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("usulan kalibrasi")
        verbose_name_plural = _("usulan kalibrasi")
        ordering = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case"], condition=Q(outcome=""), name="performance_proposal_one_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.predicate}"
