"""Thanks between colleagues: a short text with a name, public within the unit only when the receiver agrees.

Nothing here is ever counted into a rating: evaluations do not read these tables.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from betang.people.models import Employee, Unit
from betang.performance.models.levels import VALUES

LONGEST_THANKS = 280


class Thanks(models.Model):
    """One thank-you. Withdrawn, its text is gone; hidden, its two sides still read it and why."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    giver = models.ForeignKey(Employee, models.PROTECT, related_name="thanks_given")
    receiver = models.ForeignKey(Employee, models.PROTECT, related_name="thanks_received")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")  # the receiver's, that day
    text = models.CharField(_("ucapan"), max_length=LONGEST_THANKS, blank=True)
    value = models.CharField(_("nilai"), max_length=24, choices=VALUES, blank=True)
    lineage = models.UUIDField(null=True, blank=True)  # a result, through all versions of its plan
    given_at = models.DateTimeField(_("diberikan pada"))
    public_at = models.DateTimeField(_("boleh dibaca unit sejak"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ditarik pada"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("disembunyikan pada"), null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(_("alasan disembunyikan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ucapan terima kasih")
        verbose_name_plural = _("ucapan terima kasih")
        ordering = ["-given_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["receiver", "given_at"], name="performance_thanks_received"),
            models.Index(fields=["giver", "given_at"], name="performance_thanks_given"),
            models.Index(fields=["unit", "given_at"], name="performance_thanks_unit"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="performance_thanks_not_self"),
            models.CheckConstraint(condition=Q(lineage__isnull=True) | Q(value=""), name="performance_thanks_topic"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(text=""), name="performance_thanks_withdrawn_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.receiver_id}"
