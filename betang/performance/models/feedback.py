"""Feedback through the year: Situasi–Perilaku–Dampak–Langkah, of a result, of one of the seven values, or in general.

Given with a name: it is read by the two sides and by the rater of the plan it belongs to.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from betang.people.models import Employee
from betang.performance.models.evaluations import Evaluation
from betang.performance.models.levels import RATINGS, VALUES
from betang.performance.models.plans import Plan


class Relation(models.TextChoices):
    """What who gives is to who receives, on the day it is given."""

    SUPERIOR = "atasan", _("Atasan")
    TEAM_LEADER = "ketua_tim", _("Ketua tim")
    PEER = "rekan", _("Rekan kerja")
    SUBORDINATE = "bawahan", _("Bawahan")


class RequestState(models.TextChoices):
    """How far a request came."""

    WAITING = "menunggu", _("Menunggu jawaban")
    ANSWERED = "dijawab", _("Dijawab")
    DECLINED = "ditolak", _("Tidak dapat menjawab")


class FeedbackRequest(models.Model):
    """Somebody asks somebody for feedback; it is answered or declined once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asker = models.ForeignKey(Employee, models.PROTECT, related_name="feedback_asked")
    giver = models.ForeignKey(Employee, models.PROTECT, related_name="feedback_requests")
    lineage = models.UUIDField(null=True, blank=True)
    value = models.CharField(_("nilai"), max_length=24, choices=VALUES, blank=True)
    question = models.CharField(_("pertanyaan"), max_length=500, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=RequestState, default=RequestState.WAITING)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("diminta pada"))
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("permintaan umpan balik")
        verbose_name_plural = _("permintaan umpan balik")
        ordering = ["-asked_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(asker=F("giver")), name="performance_request_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.asker_id} → {self.giver_id}"


class Feedback(models.Model):
    """One feedback. The plan is the one in force on that day; `lineage` names a result through all its versions."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    giver = models.ForeignKey(Employee, models.PROTECT, related_name="feedback_given")
    receiver = models.ForeignKey(Employee, models.PROTECT, related_name="feedback_received")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="feedback")
    request = models.OneToOneField(FeedbackRequest, models.PROTECT, null=True, blank=True, related_name="answer")
    relation = models.CharField(_("hubungan"), max_length=10, choices=Relation)
    lineage = models.UUIDField(null=True, blank=True)
    value = models.CharField(_("nilai"), max_length=24, choices=VALUES, blank=True)
    thumb = models.CharField(_("jempol"), max_length=10, choices=RATINGS)
    situation = models.TextField(_("situasi"))
    behaviour = models.TextField(_("perilaku"))
    impact = models.TextField(_("dampak"), blank=True)
    next_step = models.TextField(_("langkah"), blank=True)
    given_at = models.DateTimeField(_("diberikan pada"))
    # Written into the feedback column of this evaluation ("berdasarkan bukti dukung"), once.
    evidence = models.ForeignKey(Evaluation, models.PROTECT, null=True, blank=True, related_name="feedback_used")
    evidence_at = models.DateTimeField(_("dijadikan bukti pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("umpan balik")
        verbose_name_plural = _("umpan balik")
        ordering = ["-given_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["receiver", "given_at"]),
            models.Index(fields=["plan", "given_at"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="performance_feedback_not_self"),
            models.CheckConstraint(condition=Q(lineage__isnull=True) | Q(value=""), name="performance_feedback_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.receiver_id}"


class FeedbackReply(models.Model):
    """What one of those who read a feedback says to it."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="replies")
    author = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    text = models.TextField(_("tanggapan"))
    written_at = models.DateTimeField(_("ditulis pada"))

    class Meta:
        verbose_name = _("tanggapan umpan balik")
        verbose_name_plural = _("tanggapan umpan balik")
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"{self.feedback_id}: {self.author_id}"
