"""Accounts of residents, beside the login itself: the phone by which one is reached, and codes for registering."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.blind import caseless
from betang.kernel.crypto.fields import BlindIndexField, EncryptedField


class ResidentPhone(models.Model):
    """The phone that somebody proved when registering; an e-mail stands in the account itself."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="resident_phone")
    phone = EncryptedField(_("nomor ponsel"), mask="phone")
    phone_index = BlindIndexField(source="phone")

    class Meta:
        verbose_name = _("ponsel warga")
        verbose_name_plural = _("ponsel warga")

    def __str__(self) -> str:
        return f"phone of {self.user_id}"


class RegistrationCode(models.Model):
    """A code by which an account is made, once: sent to an address, or printed at the counter ("" as address)."""

    digest = models.CharField(max_length=64, unique=True)
    address = EncryptedField(_("surel atau ponsel"), blank=True, default="")
    address_index = BlindIndexField(source="address", normalise=caseless)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("kode pendaftaran")
        verbose_name_plural = _("kode pendaftaran")
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"registration {self.pk}"
