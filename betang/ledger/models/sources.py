"""Systems that may send facts, and the tokens by which they are known."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models import Unit

# A reference as CloudEvents wants it, short and plain: "/absensi/bkpsdm", "urn:simpeg".
URI = RegexValidator(r"^[A-Za-z0-9/][A-Za-z0-9/._:~-]{1,119}\Z", _("Pakai huruf, angka, dan / . _ : ~ - saja."))
HOUSE = "/betang"  # facts of Betang's own modules; no token leads there


class Source(models.Model):
    """A registered system. `uri` is the `source` of its events; a closed one sends no more, its facts stay.

    `unit` answers for what it sends: its administrators decide when a fact is contested; without one the agency does.
    """

    uri = models.CharField(_("nama sumber pada peristiwa"), max_length=120, unique=True, validators=[URI])
    name = models.CharField(_("nama"), max_length=120)
    kinds = models.JSONField(_("jenis fakta"), default=list)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit penanggung jawab")
    )
    registered_at = models.DateTimeField(_("didaftarkan pada"))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    close_reason = models.CharField(_("alasan penutupan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sumber fakta")
        verbose_name_plural = _("sumber fakta")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class SourceToken(models.Model):
    """A token, kept as its SHA-256 only (it has 256 random bits); one of a source holds at a time."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    tail = models.CharField(_("empat tanda terakhir"), max_length=4)
    made_at = models.DateTimeField(_("dibuat pada"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField(_("berlaku sampai"))
    ended_at = models.DateTimeField(_("diakhiri pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("token sumber")
        verbose_name_plural = _("token sumber")
        ordering = ["-made_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(ended_at__isnull=True), name="ledger_token_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} …{self.tail}"

    def holds(self, now: datetime) -> bool:
        """Say whether it opens the door at a moment."""
        return self.ended_at is None and now < self.expires_at
