"""The history of a request: every state it entered, when, by whom, and with which reason. Rows are only added."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.people.models import Employee
from betang.services.models.requests import Request


class Event(models.Model):
    """A request enters a state. `reasons` are codes; `words` is what the applicant is told, which may name people."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="events")
    at = models.DateTimeField(_("pada"))
    state = models.CharField(_("status"), max_length=12)
    before = models.CharField(_("status sebelumnya"), max_length=12, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    employee = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="service_events")
    reasons = models.JSONField(_("alasan"), default=list, blank=True)
    papers = models.JSONField(_("dokumen yang dimaksud"), default=list, blank=True)
    words = EncryptedField(_("penjelasan"), blank=True, default="")
    due_at = models.DateTimeField(_("batas baru"), null=True, blank=True)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")

    class Meta:
        verbose_name = _("langkah permohonan")
        verbose_name_plural = _("langkah permohonan")
        ordering = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["employee", "at"], name="services_event_employee"),
            models.Index(fields=["at"], name="services_event_at"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="services_event_reversed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.state}"
