"""Coaching (bimbingan kinerja) and counselling (konseling kinerja): one talk, written by who guides, read and answered.

Format B.1.8 and B.1.9 of PermenPANRB 6/2022 as far as they are known; the other fields are our own until the official
text is read. All texts are encrypted. What both confirmed is closed.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.people.models import Employee
from betang.performance.models.checkins import CheckIn
from betang.performance.models.improvement import ImprovementPlan
from betang.performance.models.plans import Plan


class GuidanceKind(models.TextChoices):
    """Coaching is about work; counselling about what stands in its way, and stays between the two."""

    COACHING = "bimbingan", _("Bimbingan kinerja")
    COUNSELLING = "konseling", _("Konseling kinerja")


class Guidance(models.Model):
    """One record. A change or a reply makes a new edition, which both confirm anew."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="guidance")
    guide = models.ForeignKey(Employee, models.PROTECT, related_name="guidance_given")
    kind = models.CharField(_("jenis"), max_length=10, choices=GuidanceKind)
    day = models.DateField(_("tanggal"))
    checkin = models.ForeignKey(CheckIn, models.PROTECT, null=True, blank=True, related_name="guidance")
    improvement = models.ForeignKey(ImprovementPlan, models.PROTECT, null=True, blank=True, related_name="guidance")
    topic = EncryptedField(_("pokok"))
    talked = EncryptedField(_("yang dibicarakan"), blank=True, default="")
    agreed = EncryptedField(_("yang disepakati"), blank=True, default="")
    about_employee = EncryptedField(_("tentang pegawai"), blank=True, default="")  # Format B.1.8
    about_leader = EncryptedField(_("tentang pimpinan atau pihak lain"), blank=True, default="")
    competences = EncryptedField(_("evaluasi kompetensi"), blank=True, default="")  # Format B.1.9, JSON
    reply = EncryptedField(_("tanggapan pegawai"), blank=True, default="")
    edition = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(_("dibuat pada"))
    guide_at = models.DateTimeField(_("dikonfirmasi pembimbing"), null=True, blank=True)
    employee_at = models.DateTimeField(_("dikonfirmasi pegawai"), null=True, blank=True)

    class Meta:
        verbose_name = _("catatan bimbingan atau konseling")
        verbose_name_plural = _("catatan bimbingan atau konseling")
        ordering = ["-day", "-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["guide", "day"])]

    def __str__(self) -> str:
        return f"{self.uid}"

    @property
    def closed(self) -> bool:
        """Say whether both confirmed: then nothing changes any more."""
        return self.guide_at is not None and self.employee_at is not None
