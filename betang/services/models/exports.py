"""An export of residents' personal data: asked for by one person, approved by another, kept for some days."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.models import EncryptedFile


class DataExport(models.Model):
    """One export. `granted` is None until the second person decides; `file` is None until it is made, and again later.

    What is asked for never changes: what was approved is what is made.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("diminta pada"))
    purpose = models.CharField(_("tujuan"), max_length=300)
    basis = models.CharField(_("dasar hukum"), max_length=200)
    service = models.CharField(_("layanan"), max_length=40, blank=True)  # empty: all of them
    from_date = models.DateField(_("diajukan sejak"))
    to_date = models.DateField(_("diajukan sampai"))
    with_nik = models.BooleanField(_("dengan NIK"), default=False)
    granted = models.BooleanField(_("disetujui"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("diputuskan pada"), null=True, blank=True)
    words = models.CharField(_("alasan putusan"), max_length=300, blank=True)
    file = models.ForeignKey(EncryptedFile, models.PROTECT, null=True, blank=True, related_name="+")
    rows = models.PositiveIntegerField(_("baris"), default=0)  # when asked; later what the file holds
    made_at = models.DateTimeField(_("dibuat pada"), null=True, blank=True)
    expires_at = models.DateTimeField(_("disimpan sampai"), null=True, blank=True)
    taken = models.PositiveSmallIntegerField(_("kali diunduh"), default=0)

    class Meta:
        verbose_name = _("ekspor data pribadi")
        verbose_name_plural = _("ekspor data pribadi")
        ordering = ["-asked_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="services_export_span"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="services_export_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_date} – {self.to_date} {self.service or '*'}"
