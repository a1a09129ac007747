"""All papers of a unit in one file, made by a worker for the one who asked; kept for some days."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.models import EncryptedFile
from betang.people.models import Unit
from betang.performance.models.cycles import Cycle, Period


class Bundle(models.Model):
    """The agreed plans of a unit's year, or with a period its evaluations; `file` None while a worker makes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.OneToOneField(EncryptedFile, models.PROTECT, null=True, blank=True, related_name="+")
    papers = models.PositiveIntegerField(_("banyaknya dokumen"), default=0)
    asked_at = models.DateTimeField(_("diminta pada"))
    made_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("kumpulan dokumen")
        verbose_name_plural = _("kumpulan dokumen")
        ordering = ["-asked_at", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "-asked_at"])]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.cycle_id}/{self.period_id}"

    @property
    def about(self) -> str:
        """What is in it."""
        return str(self.period) if self.period else _("SKP %(year)s") % {"year": self.cycle.year}
