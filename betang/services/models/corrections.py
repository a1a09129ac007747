"""What an applicant asks to have put right in a request that was sent (UU 27/2022)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.services.models.requests import Request


class DataCorrection(models.Model):
    """One answer that should read otherwise. `accepted` is None until the office decides; one open wish an answer."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="corrections")
    key = models.CharField(_("jawaban"), max_length=40)
    value = EncryptedField(_("isi yang benar"))
    asked_at = models.DateTimeField(_("diminta pada"))  # the wish as it stands: asking again sets it anew
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(_("batas jawaban"))
    accepted = models.BooleanField(_("dibetulkan"), null=True)
    settled_at = models.DateTimeField(_("diputuskan pada"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    words = EncryptedField(_("alasan"), blank=True, default="")

    class Meta:
        verbose_name = _("permintaan pembetulan data")
        verbose_name_plural = _("permintaan pembetulan data")
        ordering = ["due_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_at"], condition=Q(accepted__isnull=True), name="services_correction_open"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["request", "key"], condition=Q(accepted__isnull=True), name="services_correction_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.key}"
