"""Contests of facts: somebody says that a fact about them is wrong, whoever answers for its source decides."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.ledger.models.facts import Fact
from betang.people.models import Employee


class ContestState(models.TextChoices):
    """How far a contest came."""

    OPEN = "terbuka", _("Menunggu keputusan")
    ACCEPTED = "diterima", _("Diterima, fakta dikoreksi")
    DECLINED = "ditolak", _("Ditolak, fakta dinyatakan benar")


class Contest(models.Model):
    """One contest of one revision of a fact. When it is accepted, `correction` is the fact that counts since then."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fact = models.OneToOneField(Fact, models.PROTECT, related_name="contest")
    reason = models.TextField(_("alasan sanggahan"))
    proposed = models.JSONField(_("nilai yang diusulkan"), null=True, blank=True)  # as a fact keeps values
    link = models.URLField(_("tautan bukti"), max_length=500, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=ContestState, default=ContestState.OPEN)
    filed_at = models.DateTimeField(_("disanggah pada"))
    filed_by = models.ForeignKey(Employee, models.PROTECT, related_name="contests")
    decided_at = models.DateTimeField(_("diputus pada"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision_reason = models.TextField(_("alasan keputusan"), blank=True)
    correction = models.ForeignKey(Fact, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("sanggahan fakta")
        verbose_name_plural = _("sanggahan fakta")
        ordering = ["-filed_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "filed_at"], name="ledger_contest_open")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="terbuka", decided_at__isnull=True, correction__isnull=True)
                | Q(state="ditolak", decided_at__isnull=False, correction__isnull=True)
                | Q(state="diterima", decided_at__isnull=False, correction__isnull=False),
                name="ledger_contest_states",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact_id}: {self.state}"
