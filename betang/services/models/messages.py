"""Messages to phones: written down first, then handed to the gateway; emptied once they have left."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField


class PhoneMessage(models.Model):
    """One short message to one phone. It holds no identity number and no PIN."""

    phone = EncryptedField(_("nomor ponsel"), mask="phone")
    text = EncryptedField(_("isi"), blank=True, default="")
    created_at = models.DateTimeField(_("ditulis pada"))
    sent_at = models.DateTimeField(_("dikirim pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("pesan ponsel")
        verbose_name_plural = _("pesan ponsel")
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"message {self.pk}"
