"""Check-ins (dialog kinerja): a day and an agenda, proposed by one side and confirmed by the other; agreed steps."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.people.models import Employee
from betang.performance.models.plans import Plan


class CheckIn(models.Model):
    """One talk between a person and the rater. Whoever changes it proposes it anew; the other side confirms."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="checkins")
    day = models.DateField(_("tanggal"))
    agenda = models.TextField(_("agenda"))
    proposed_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("diusulkan pada"))
    confirmed_at = models.DateTimeField(_("disepakati pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("dialog kinerja")
        verbose_name_plural = _("dialog kinerja")
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return f"{self.plan_id}, {self.day}"

    @property
    def stamp(self) -> str:
        """The mark of a proposal: what is confirmed is what was seen."""
        return self.proposed_at.isoformat()


class CheckInStep(models.Model):
    """A step both sides agreed on, and by when."""

    checkin = models.ForeignKey(CheckIn, models.PROTECT, related_name="steps")
    text = models.CharField(_("langkah"), max_length=300)
    due_date = models.DateField(_("paling lambat"))
    done_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("langkah dialog")
        verbose_name_plural = _("langkah dialog")
        ordering = ["due_date", "id"]

    def __str__(self) -> str:
        return self.text
