"""The outbox: mails that were written, and whether they left. Address and content stand encrypted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField


class OutboxMessage(models.Model):
    """One mail. Its content may hold a sign-in code: encrypted, and emptied as soon as the mail has left."""

    address = EncryptedField(_("kepada"), mask="email")
    subject = EncryptedField(_("judul"), mask="text")
    text = EncryptedField(_("isi"), mask="text", blank=True, default="")
    created_at = models.DateTimeField(_("ditulis pada"))
    sent_at = models.DateTimeField(_("dikirim pada"), null=True, blank=True)
    refused_at = models.DateTimeField(_("ditolak pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("surel")
        verbose_name_plural = _("surel")
        ordering = ["-created_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["created_at"], name="mail_created"),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"
