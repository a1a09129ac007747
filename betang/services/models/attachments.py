"""The papers of a request: encrypted files, with what the automatic look at them found."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.models import EncryptedFile
from betang.services.models.requests import Request


class Attachment(models.Model):
    """One file for one paper. A better one takes its place; the old one stays in the history until it is erased."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="attachments")
    paper = models.CharField(_("dokumen"), max_length=40)
    file = models.ForeignKey(EncryptedFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("ditambahkan pada"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    warnings = models.JSONField(_("hasil pemeriksaan"), default=list, blank=True)
    replaced_at = models.DateTimeField(_("diganti pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("berkas permohonan")
        verbose_name_plural = _("berkas permohonan")
        ordering = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["request"], condition=Q(replaced_at__isnull=True), name="services_attachment_now"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.paper}"
