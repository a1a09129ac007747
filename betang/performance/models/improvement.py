"""A plan to do better after a predikat below Baik: dated steps, agreed by both sides, with an outcome at the end."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.performance.models.evaluations import Evaluation


class Outcome(models.TextChoices):
    """How a plan to do better ended; empty while it runs."""

    REACHED = "tercapai", _("Tercapai")
    PARTLY = "sebagian", _("Tercapai sebagian")
    MISSED = "tidak", _("Belum tercapai")


class ImprovementPlan(models.Model):
    """The plan (rencana perbaikan) that follows one evaluation, made by whoever rated it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="improvement")
    need = models.TextField(_("yang perlu diperbaiki"))
    support = models.TextField(_("dukungan dari atasan"), blank=True)
    opened_at = models.DateTimeField(_("dibuat pada"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(_("hasil"), max_length=10, choices=Outcome, blank=True)
    outcome_note = models.TextField(_("alasan hasil"), blank=True)
    closed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("rencana perbaikan")
        verbose_name_plural = _("rencana perbaikan")
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return f"{self.uid}: {self.outcome}"


class ImprovementStep(models.Model):
    """A dated step: the person says it is done, the superior confirms it or gives it back with the reason."""

    improvement = models.ForeignKey(ImprovementPlan, models.PROTECT, related_name="steps")
    text = models.CharField(_("langkah"), max_length=300)
    due_date = models.DateField(_("paling lambat"))
    done_at = models.DateTimeField(_("dilaporkan selesai"), null=True, blank=True)
    done_note = models.CharField(_("bukti"), max_length=300, blank=True)
    confirmed_at = models.DateTimeField(_("dikonfirmasi"), null=True, blank=True)
    returned_note = models.CharField(_("alasan dikembalikan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("langkah perbaikan")
        verbose_name_plural = _("langkah perbaikan")
        ordering = ["due_date", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["due_date", "confirmed_at"])]

    def __str__(self) -> str:
        return f"{self.due_date}: {self.text}"
