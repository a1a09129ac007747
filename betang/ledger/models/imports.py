"""Files with facts: uploaded, checked, applied as a whole or not at all."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.models import EncryptedFile
from betang.ledger.models.sources import Source


class FactImportState(models.TextChoices):
    """How far a file came."""

    CHECKED = "diperiksa", _("Diperiksa, belum diterapkan")
    REFUSED = "ditolak", _("Ada baris yang salah")
    APPLIED = "diterapkan", _("Diterapkan")
    DROPPED = "dibatalkan", _("Dibatalkan")


class FactImport(models.Model):
    """One uploaded file; its content and its preview are encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="imports")
    kind = models.CharField(_("jenis fakta"), max_length=100)
    file = models.ForeignKey(EncryptedFile, models.PROTECT, related_name="+")
    preview = models.ForeignKey(EncryptedFile, models.PROTECT, related_name="+")
    state = models.CharField(_("keadaan"), max_length=12, choices=FactImportState)
    counts = models.JSONField(_("jumlah"), default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("diunggah pada"))
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(_("diterapkan pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("impor fakta")
        verbose_name_plural = _("impor fakta")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.kind}, {self.uploaded_at}"
