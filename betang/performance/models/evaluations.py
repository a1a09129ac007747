"""Evaluations: the unit first, then people; what the rule proposes, what a person decides, and why.

A decision is never changed: calibration and objection add rows that point to the one they replace.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models import Employee, Unit
from betang.performance.models.cycles import Period
from betang.performance.models.levels import ACHIEVEMENTS, PREDICATES, RATINGS, VALUES
from betang.performance.models.plans import Plan


class UnitAchievement(models.Model):
    """What a unit achieved in a period, set by the leadership above with a reason; the last row holds."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="achievements")
    period = models.ForeignKey(Period, models.PROTECT, related_name="achievements")
    level = models.CharField(_("capaian kinerja unit"), max_length=16, choices=ACHIEVEMENTS)
    reason = models.TextField(_("alasan"))
    set_at = models.DateTimeField(_("ditetapkan pada"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("capaian unit")
        verbose_name_plural = _("capaian unit")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["period", "unit", "id"])]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.level}"


class EvaluationState(models.TextChoices):
    """How far an evaluation came; nobody but the rater sees ratings before it was sent."""

    OPEN = "terbuka", _("Belum dikirim")
    SENT = "dikirim", _("Dikirim kepada pegawai")
    RECEIVED = "diterima", _("Diterima pegawai")
    ACCEPTED = "disetujui", _("Disetujui pegawai")
    OBJECTED = "keberatan", _("Diajukan keberatan")
    FINAL = "final", _("Final")


class Evaluation(models.Model):
    """One plan in one period. When it is sent, inputs and rule version are frozen in `snapshot`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The unique pair and the index of progress begin with them.
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="evaluations", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="evaluations", db_index=False)
    state = models.CharField(_("keadaan"), max_length=12, choices=EvaluationState, default=EvaluationState.OPEN)
    edition = models.PositiveIntegerField(default=0)  # counts saves: two at once, and one is told
    self_sent_at = models.DateTimeField(_("penilaian diri dikirim"), null=True, blank=True)
    sent_at = models.DateTimeField(_("dikirim pada"), null=True, blank=True)
    received_at = models.DateTimeField(_("diterima pada"), null=True, blank=True)
    answered_at = models.DateTimeField(_("ditanggapi pada"), null=True, blank=True)
    answer = models.TextField(_("tanggapan pegawai"), blank=True)
    # What the rater means to decide; empty ratings follow the proposal. Nobody else sees them before they are sent.
    chosen_result = models.CharField(_("rating hasil kerja"), max_length=10, choices=RATINGS, blank=True)
    chosen_behaviour = models.CharField(_("rating perilaku kerja"), max_length=10, choices=RATINGS, blank=True)
    reason = models.TextField(_("alasan berbeda dari usulan"), blank=True)
    note = models.TextField(_("catatan atau rekomendasi"), blank=True)
    snapshot = models.JSONField(null=True, blank=True)
    snapshot_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("evaluasi")
        verbose_name_plural = _("evaluasi")
        ordering = ["period_id", "plan_id"]
        # All that counting progress reads: rows are long, what was frozen lies in them.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["period", "state", "self_sent_at", "received_at", "plan"], name="performance_progress"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "period"], name="performance_evaluation_once"),
            models.CheckConstraint(
                condition=Q(state="terbuka") | Q(snapshot__isnull=False), name="performance_evaluation_frozen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}, {self.period_id}"


class ItemRating(models.Model):
    """What the rater gives one result: realisation from evidence, feedback, rating. `proposed` is the rule's."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="items")
    lineage = models.UUIDField()
    realisation = models.TextField(_("realisasi berdasarkan bukti dukung"), blank=True)
    feedback = models.TextField(_("umpan balik"), blank=True)
    own = models.CharField(_("penilaian diri"), max_length=10, choices=RATINGS, blank=True)
    own_note = models.TextField(_("catatan pegawai"), blank=True)
    proposed = models.CharField(max_length=10, choices=RATINGS, blank=True)
    rating = models.CharField(_("rating"), max_length=10, choices=RATINGS, blank=True)

    class Meta:
        verbose_name = _("rating hasil kerja")
        verbose_name_plural = _("rating hasil kerja")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["evaluation", "lineage"], name="performance_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.lineage}: {self.rating}"


class IndicatorValue(models.Model):
    """What an indicator came to in a period: by hand, by import, or drawn from facts; the last row holds."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="indicator_values")
    lineage = models.UUIDField()
    value = models.DecimalField(_("realisasi"), max_digits=18, decimal_places=4)
    source = models.CharField(_("asal"), max_length=10, default="manual")
    facts = models.PositiveIntegerField(_("banyaknya fakta"), null=True, blank=True)
    note = models.CharField(_("bukti dukung"), max_length=300, blank=True)
    # Of a value drawn from facts: the days, the number of its quality pair, and what is flagged.
    drawn = models.JSONField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("nilai indikator")
        verbose_name_plural = _("nilai indikator")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["evaluation", "lineage", "id"])]

    def __str__(self) -> str:
        return f"{self.lineage}: {self.value}"


class BehaviourRating(models.Model):
    """What the rater gives one of the seven values."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="behaviours")
    value = models.CharField(_("nilai"), max_length=24, choices=VALUES)
    feedback = models.TextField(_("umpan balik"), blank=True)
    own = models.CharField(_("penilaian diri"), max_length=10, choices=RATINGS, blank=True)
    rating = models.CharField(_("rating"), max_length=10, choices=RATINGS, blank=True)

    class Meta:
        verbose_name = _("rating perilaku kerja")
        verbose_name_plural = _("rating perilaku kerja")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["evaluation", "value"], name="performance_behaviour_once"),
        ]

    def __str__(self) -> str:
        return f"{self.value}: {self.rating}"


class DecisionBy(models.TextChoices):
    """Who decided: the rater, the rater after calibration, or the rater's superior on an objection."""

    RATER = "penilai", _("Pejabat penilai")
    CALIBRATION = "kalibrasi", _("Setelah kalibrasi")
    OBJECTION = "keberatan", _("Putusan keberatan")


class Decision(models.Model):
    """Ratings and predicate as decided, beside what the rule proposed; a deviation has its reason."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="decisions")
    by = models.CharField(_("dasar"), max_length=10, choices=DecisionBy)
    proposed_result = models.CharField(max_length=10, choices=RATINGS, blank=True)
    proposed_behaviour = models.CharField(max_length=10, choices=RATINGS, blank=True)
    result = models.CharField(_("rating hasil kerja"), max_length=10, choices=RATINGS)
    behaviour = models.CharField(_("rating perilaku kerja"), max_length=10, choices=RATINGS)
    predicate = models.CharField(_("predikat"), max_length=4, choices=PREDICATES)
    reason = models.TextField(_("alasan"), blank=True)
    note = models.TextField(_("catatan atau rekomendasi"), blank=True)
    decided_at = models.DateTimeField(_("diputuskan pada"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    digest = models.CharField(max_length=64)  # over all of the above and the one it replaces: altering any is found

    class Meta:
        verbose_name = _("keputusan")
        verbose_name_plural = _("keputusan")
        ordering = ["evaluation_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["evaluation"], condition=Q(replaces__isnull=True), name="performance_decision_one_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.predicate}"


class ObjectionState(models.TextChoices):
    """How far an objection came (PP 30/2019 ps 59)."""

    FILED = "diajukan", _("Diajukan")
    REVIEW = "diperiksa", _("Diperiksa")
    UPHELD = "tetap", _("Hasil tetap")
    CHANGED = "diubah", _("Hasil diubah")


class Objection(models.Model):
    """An objection against an evaluation, heard by the rater's superior; the decision is final."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="objection")
    state = models.CharField(_("keadaan"), max_length=10, choices=ObjectionState, default=ObjectionState.FILED)
    reasons = models.TextField(_("alasan keberatan"))
    filed_at = models.DateTimeField(_("diajukan pada"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The rater's superior on the day of filing; None until the personnel agency names somebody.
    judge = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="objections_heard")
    rater_statement = models.TextField(_("penjelasan pejabat penilai"), blank=True)
    rater_at = models.DateTimeField(null=True, blank=True)
    employee_statement = models.TextField(_("penjelasan pegawai"), blank=True)
    employee_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(_("diputuskan pada"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reasoning = models.TextField(_("pertimbangan putusan"), blank=True)

    class Meta:
        verbose_name = _("keberatan")
        verbose_name_plural = _("keberatan")
        ordering = ["-filed_at"]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.state}"
