"""A log of another system that somebody uploaded to analyse it: encrypted, theirs alone, kept for a time."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.kernel.crypto.models import EncryptedFile


class LogClock(models.TextChoices):
    """By which clock the times of a log are measured."""

    WALL = "dinding", _("jam dinding: malam dan hari libur ikut dihitung")
    WORKING = "kerja", _("jam kerja kantor: hanya saat kantor buka")


class ProcessLog(models.Model):
    """One upload. `columns` says which title holds what; result or problem are there once it was analysed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("diunggah pada"))
    expires_at = models.DateTimeField(_("disimpan sampai"), db_index=True)
    file = models.ForeignKey(EncryptedFile, models.PROTECT, related_name="+")
    titles = models.JSONField(_("judul kolom"), default=list)  # of a csv; empty for XES
    columns = models.JSONField(_("kolom yang dipakai"), default=dict, blank=True)
    clock = models.CharField(_("jam"), max_length=10, choices=LogClock, default=LogClock.WALL)
    analysed_at = models.DateTimeField(_("dianalisis pada"), null=True, blank=True)
    result = models.ForeignKey(EncryptedFile, models.PROTECT, null=True, blank=True, related_name="+")
    rest = models.ForeignKey(EncryptedFile, models.PROTECT, null=True, blank=True, related_name="+")
    problem = EncryptedField(_("kesalahan"), blank=True, default="")  # may quote what stands in the file

    class Meta:
        verbose_name = _("log sistem lain")
        verbose_name_plural = _("log sistem lain")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return f"{self.uploaded_at:%Y-%m-%d %H:%M}"
