"""Awards to teams for improvement: criteria published before the period begins, results computed, a decision by people.

What was published is never changed; an award that turns out wrong is called off with a reason.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from betang.people.models import Unit, UnitKind


class Award(models.Model):
    """One award. `criteria` and `terms` (facts, people, share of the top band) are fixed when it is published."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nama"), max_length=120)
    about = models.TextField(_("untuk apa"))
    unit_kind = models.CharField(_("tim yang ikut"), max_length=20, choices=UnitKind)
    from_date = models.DateField(_("hari pertama"))
    to_date = models.DateField(_("hari terakhir"))
    base_from = models.DateField(_("pembanding sejak"))
    base_to = models.DateField(_("pembanding sampai"))
    criteria = models.JSONField(_("kriteria"))
    terms = models.JSONField(_("syarat data"))
    published_at = models.DateTimeField(_("diumumkan pada"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    computed_at = models.DateTimeField(_("dihitung pada"), null=True, blank=True)
    decided_at = models.DateTimeField(_("diputuskan pada"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("alasan keputusan"), blank=True)
    cancelled_at = models.DateTimeField(_("dibatalkan pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("penghargaan")
        verbose_name_plural = _("penghargaan")
        ordering = ["-from_date", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(from_date__lte=F("to_date"), base_from__lte=F("base_to"), base_to__lt=F("from_date")),
                name="performance_award_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AwardTeam(models.Model):
    """What a team came to, with the numbers it was computed from; read by all only when it improved."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="teams")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    people = models.PositiveIntegerField(_("orang"))
    shown = models.BooleanField(_("cukup data"))
    change = models.FloatField(_("perubahan"))  # 0.05: by five hundredths of the scale
    low = models.FloatField(_("batas bawah"))
    improved = models.BooleanField(_("membaik"))
    top = models.BooleanField(_("kelompok teratas"))
    recognised = models.BooleanField(_("menerima penghargaan"), default=False)
    cells = models.JSONField(_("rincian"))

    class Meta:
        verbose_name = _("hasil tim")
        verbose_name_plural = _("hasil tim")
        ordering = ["unit__name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["award", "unit"], name="performance_award_team_once"),
            models.CheckConstraint(condition=Q(top=False) | Q(improved=True), name="performance_award_top_improved"),
            models.CheckConstraint(
                condition=Q(recognised=False) | Q(improved=True), name="performance_award_recognised_improved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.unit_id}"
