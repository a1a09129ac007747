"""Rounds of 360-degree feedback, off unless opened for a year: who is asked, ballots without a name, what comes of it.

Anonymous by how it is kept. A ballot holds no person, no time and no number: blank ballots are laid out in random order
when the round opens, and answering fills one at random. Ballots are encrypted. When the round is over they are summed
up, and ballots and the list of who was asked are destroyed: from then on there is nothing left that could be traced.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.people.models import Employee
from betang.performance.models.cycles import Cycle
from betang.performance.models.feedback import Relation


class Round360(models.Model):
    """A round of a year. `terms` are the numbers in force when it was opened; they are never changed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="round360")
    from_date = models.DateField(_("hari pertama"))
    to_date = models.DateField(_("hari terakhir"))
    terms = models.JSONField(_("batas"))
    opened_at = models.DateTimeField(_("dibuka pada"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ready_at = models.DateTimeField(_("siap diisi pada"), null=True, blank=True)
    sealed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)
    asked = models.PositiveIntegerField(_("diminta"), default=0)
    answered = models.PositiveIntegerField(_("dijawab"), default=0)

    class Meta:
        verbose_name = _("putaran umpan balik 360")
        verbose_name_plural = _("putaran umpan balik 360")
        ordering = ["-from_date"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(from_date__lte=F("to_date")), name="performance_round_days"),
        ]

    def __str__(self) -> str:
        return f"360, {self.cycle_id}"


class Invitation360(models.Model):
    """Somebody is asked about somebody: read by who is asked alone, and destroyed when the round is over."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round360, models.CASCADE, related_name="invitations")
    subject = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    giver = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    group = models.CharField(_("hubungan"), max_length=10, choices=Relation)
    done = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("permintaan umpan balik 360")
        verbose_name_plural = _("permintaan umpan balik 360")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "subject", "giver"], name="performance_invitation_once"),
            models.CheckConstraint(condition=~Q(subject=F("giver")), name="performance_invitation_not_self"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["giver", "done"])]

    def __str__(self) -> str:
        return f"{self.uid}"


class Ballot360(models.Model):
    """One answer, or a blank laid out for one: about whom, from which group, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round360, models.CASCADE, related_name="ballots")
    subject = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    group = models.CharField(_("hubungan"), max_length=10, choices=Relation)
    content = EncryptedField(_("jawaban"), blank=True, default="")

    class Meta:
        verbose_name = _("jawaban umpan balik 360")
        verbose_name_plural = _("jawaban umpan balik 360")

    def __str__(self) -> str:
        return f"{self.id}"


class Result360(models.Model):
    """What a round tells about somebody: blocks of groups, each large enough, and comments of all together."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round360, models.PROTECT, related_name="results")
    subject = models.ForeignKey(Employee, models.PROTECT, related_name="results360")
    blocks = models.JSONField(_("ringkasan"))
    comments = models.JSONField(_("komentar"), default=list)

    class Meta:
        verbose_name = _("hasil umpan balik 360")
        verbose_name_plural = _("hasil umpan balik 360")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "subject"], name="performance_result360_once"),
        ]

    def __str__(self) -> str:
        return f"{self.uid}"
