"""Files that were brought in: what was in them, what they would change, and whether they were applied."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.models import EncryptedFile


class ImportKind(models.TextChoices):
    """What a file carries."""

    UNITS = "unit", _("Unit")
    POSITIONS = "jabatan", _("Jabatan")
    EMPLOYEES = "pegawai", _("Pegawai")
    LINES = "atasan", _("Garis atasan")
    ABSENCES = "ketidakhadiran", _("Ketidakhadiran")


class ImportState(models.TextChoices):
    """How far a file came."""

    CHECKED = "diperiksa", _("Diperiksa, belum diterapkan")
    REFUSED = "ditolak", _("Ada baris yang salah")
    APPLIED = "diterapkan", _("Diterapkan")
    DROPPED = "dibatalkan", _("Dibatalkan")


class ImportRun(models.Model):
    """One uploaded file and its way: upload, check, preview, apply all or nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("isi"), max_length=20, choices=ImportKind)
    file = models.ForeignKey(EncryptedFile, models.PROTECT, null=True, blank=True, related_name="+")
    preview = models.ForeignKey(EncryptedFile, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("keadaan"), max_length=24, choices=ImportState)
    counts = models.JSONField(_("jumlah"), default=dict)
    base = models.CharField(max_length=64, blank=True)  # digest of the state the preview was made against
    day = models.DateField(_("berlaku sejak"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("diunggah pada"))
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(_("diterapkan pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("impor")
        verbose_name_plural = _("impor")
        ordering = ["-uploaded_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = []

    def __str__(self) -> str:
        return f"{self.kind}, {self.uploaded_at}"
