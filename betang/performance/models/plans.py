"""The plan of a person for a year (SKP), in versions: what is agreed is never changed, a dialogue makes the next one.

Rows of a version carry a `lineage`: the same result or indicator keeps it from version to version, so that evidence,
feedback and ratings stay with what they speak of.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models import Assignment, Employee, Unit
from betang.performance.models.cycles import Approach, Cycle, Period
from betang.performance.models.goals import Goal, Polarity
from betang.performance.models.levels import KINDS, VALUES


class Plan(models.Model):
    """One SKP: a person in a post for a span of the year, with the one who rates. Several in one year follow a move."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="plans")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="plans")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    leads_unit = models.BooleanField(default=False)  # the unit's achievement is this person's result rating
    rater = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="plans_rated")
    approach = models.CharField(_("pendekatan"), max_length=12, choices=Approach)
    from_date = models.DateField(_("mulai"))
    to_date = models.DateField(_("sampai"))
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("SKP")
        verbose_name_plural = _("SKP")
        ordering = ["cycle_id", "employee_id", "from_date"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["cycle", "unit"]),
            models.Index(fields=["rater", "cycle"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "employee", "from_date"], name="performance_plan_once"),
            models.CheckConstraint(condition=Q(to_date__gte=models.F("from_date")), name="performance_plan_dates"),
        ]

    def __str__(self) -> str:
        return f"SKP {self.cycle_id}/{self.employee_id}"


class RaterChange(models.Model):
    """Somebody else rates from a day on: the rater is away, has left, or may not judge this case."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rater_changes")
    before = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    reason = models.CharField(_("alasan"), max_length=300)
    changed_at = models.DateTimeField(_("berlaku sejak"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("pergantian penilai")
        verbose_name_plural = _("pergantian penilai")
        ordering = ["plan_id", "id"]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.after_id}"


class VersionState(models.TextChoices):
    """How far a version came."""

    DRAFT = "draf", _("Draf")
    SUBMITTED = "diajukan", _("Diajukan")
    RETURNED = "dikembalikan", _("Dikembalikan")
    AGREED = "disepakati", _("Disepakati")
    REPLACED = "diganti", _("Diganti versi berikutnya")


OPEN_STATES = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.RETURNED)


class PlanVersion(models.Model):
    """One version of a plan: drafted, submitted, agreed or returned with a comment."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versi"))
    state = models.CharField(_("keadaan"), max_length=14, choices=VersionState, default=VersionState.DRAFT)
    reason = models.CharField(_("alasan versi baru"), max_length=300, blank=True)
    # Drafted before the superior had a plan: against last year's, or against the matrix (law/appraisal-2022 §8).
    ahead_of_superior = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    comment = models.TextField(_("catatan penilai"), blank=True)

    class Meta:
        verbose_name = _("versi SKP")
        verbose_name_plural = _("versi SKP")
        ordering = ["plan_id", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="performance_version_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state="disepakati"), name="performance_version_one_agreed"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=["draf", "diajukan", "dikembalikan"]),
                name="performance_version_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"


class Cascade(models.TextChoices):
    """How a result hangs below the superior's: the same in part, or another that supports it (law/cascade-sakip §2)."""

    DIRECT = "langsung", _("Langsung")
    NON_DIRECT = "tidak_langsung", _("Tidak langsung")


class Perspective(models.TextChoices):
    """From whose side a leader's result is seen."""

    CUSTOMER = "penerima_layanan", _("Penerima Layanan")
    PROCESS = "proses_bisnis", _("Proses Bisnis")
    STRENGTH = "penguatan_internal", _("Penguatan Internal")
    BUDGET = "anggaran", _("Anggaran")


class Result(models.Model):
    """A planned result (rencana hasil kerja)."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="results")
    lineage = models.UUIDField(default=uuid.uuid4, db_index=True)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("jenis"), max_length=8, choices=KINDS, default="UTAMA")
    text = models.CharField(_("rencana hasil kerja"), max_length=400)
    parent_lineage = models.UUIDField(null=True, blank=True, db_index=True)  # the superior's result it serves
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="results")
    cascade = models.CharField(_("penurunan"), max_length=16, choices=Cascade, blank=True)
    share = models.DecimalField(_("bagian target"), max_digits=7, decimal_places=4, null=True, blank=True)
    perspective = models.CharField(_("perspektif"), max_length=20, choices=Perspective, blank=True)
    assigned_by = models.CharField(_("penugasan dari"), max_length=200, blank=True)
    measure = models.TextField(_("ukuran keberhasilan"), blank=True)  # the qualitative approach's one cell

    class Meta:
        verbose_name = _("rencana hasil kerja")
        verbose_name_plural = _("rencana hasil kerja")
        ordering = ["version_id", "-kind", "order", "id"]

    def __str__(self) -> str:
        return self.text


class Aspect(models.TextChoices):
    """What an indicator measures of a result."""

    QUANTITY = "kuantitas", _("Kuantitas")
    QUALITY = "kualitas", _("Kualitas")
    TIME = "waktu", _("Waktu")
    COST = "biaya", _("Biaya")


class Indicator(models.Model):
    """How a result is measured (indikator kinerja individu); a target, or a range from `target` to `target_top`."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="indicators")
    lineage = models.UUIDField(default=uuid.uuid4, db_index=True)
    order = models.PositiveSmallIntegerField(default=0)
    aspect = models.CharField(_("aspek"), max_length=10, choices=Aspect)
    text = models.CharField(_("indikator"), max_length=300)
    definition = models.TextField(_("definisi"), blank=True)
    formula = models.CharField(_("rumus"), max_length=400, blank=True)
    data_source = models.CharField(_("sumber data"), max_length=300, blank=True)
    measure_unit = models.CharField(_("satuan"), max_length=40, blank=True)
    polarity = models.CharField(_("polaritas"), max_length=8, choices=Polarity, default=Polarity.POSITIVE)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_top = models.DecimalField(_("target sampai"), max_digits=18, decimal_places=4, null=True, blank=True)
    measure = models.JSONField(_("ukuran otomatis"), null=True, blank=True)  # facts it is drawn from; None: by hand

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikator")
        ordering = ["result_id", "order", "id"]

    def __str__(self) -> str:
        return self.text


class Expectation(models.Model):
    """What the leader expects in particular of one of the seven values."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="expectations")
    value = models.CharField(_("nilai"), max_length=24, choices=VALUES)
    text = models.TextField(_("ekspektasi khusus pimpinan"), blank=True)

    class Meta:
        verbose_name = _("ekspektasi perilaku")
        verbose_name_plural = _("ekspektasi perilaku")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "value"], name="performance_expectation_once"),
        ]

    def __str__(self) -> str:
        return self.value


class AnnexKind(models.TextChoices):
    """The three lists of the annex."""

    SUPPORT = "dukungan", _("Dukungan sumber daya")
    ACCOUNT = "pertanggungjawaban", _("Skema pertanggungjawaban")
    CONSEQUENCE = "konsekuensi", _("Konsekuensi")


class AnnexLine(models.Model):
    """One line of the annex (Lampiran SKP)."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="annex")
    kind = models.CharField(_("bagian"), max_length=20, choices=AnnexKind)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("isi"))

    class Meta:
        verbose_name = _("baris lampiran SKP")
        verbose_name_plural = _("baris lampiran SKP")
        ordering = ["version_id", "kind", "order", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class ActionStep(models.Model):
    """A step of the action plan (rencana aksi) of a result, and the period by which it is done.

    Each version has its own rows; a step keeps its `lineage` from version to version, and is done in all of them.
    """

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="steps")
    lineage = models.UUIDField(default=uuid.uuid4)
    result_lineage = models.UUIDField(db_index=True)
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(_("rencana aksi"), max_length=300)
    done_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("langkah rencana aksi")
        verbose_name_plural = _("langkah rencana aksi")
        ordering = ["version_id", "order", "id"]

    def __str__(self) -> str:
        return self.text
