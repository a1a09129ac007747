"""The satisfaction survey: who was invited, what was answered, what was written freely. Nothing ties the three.

An answer names the month in which its request ended, as every invitation of that month does, and neither the request
nor the moment. An invitation says only that it was used: with the day of use, the order of a table's rows would tell
whose answer is whose. Keys of answers are random; the order in which rows lie on the disk is shuffled each night.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.people.models import Employee
from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order
from betang.services.models.requests import Channel, Request

PAPER = "kertas"
ELEMENTS = ("u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9")


class SurveyInvite(models.Model):
    """The one invitation of a finished request. Its token is made from `uid` with a key; a keyed digest is kept."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.OneToOneField(Request, models.PROTECT, related_name="survey_invite")
    digest = models.CharField(max_length=64, unique=True)
    service = models.CharField(_("layanan"), max_length=40)
    month = models.DateField(_("bulan permohonan berakhir"))  # its first day
    channel = models.CharField(_("saluran"), max_length=10, choices=Channel)
    last_day = models.DateField(_("hari terakhir menjawab"))
    used = models.BooleanField(_("sudah dipakai"), default=False)

    class Meta:
        verbose_name = _("undangan survei")
        verbose_name_plural = _("undangan survei")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["month"], name="services_invite_month")]

    def __str__(self) -> str:
        return f"{self.service}, {self.month:%Y-%m}"


class SurveyAnswer(models.Model):
    """One questionnaire: scores 1 to 4, none where nothing was ticked. On paper its month is that of the day on it."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.CharField(_("layanan"), max_length=40)
    month = models.DateField(_("bulan permohonan berakhir"))
    unit = models.CharField(_("kode unit"), max_length=64)
    channel = models.CharField(_("saluran"), max_length=10, choices=[*Channel.choices, (PAPER, _("lembar kertas"))])
    u1 = models.PositiveSmallIntegerField(null=True, blank=True)
    u2 = models.PositiveSmallIntegerField(null=True, blank=True)
    u3 = models.PositiveSmallIntegerField(null=True, blank=True)
    u4 = models.PositiveSmallIntegerField(null=True, blank=True)
    u5 = models.PositiveSmallIntegerField(null=True, blank=True)
    u6 = models.PositiveSmallIntegerField(null=True, blank=True)
    u7 = models.PositiveSmallIntegerField(null=True, blank=True)
    u8 = models.PositiveSmallIntegerField(null=True, blank=True)
    u9 = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("jawaban survei")
        verbose_name_plural = _("jawaban survei")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["month"], name="services_answer_month")]

    def __str__(self) -> str:
        return f"{self.service}, {self.month:%Y-%m}"


class SurveyComment(models.Model):
    """What somebody wrote freely, apart from the scores. It is shown once a reviewer outside the office read it."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(_("bulan permohonan berakhir"))
    text = EncryptedField(_("tulisan"))
    shown = models.BooleanField(_("ditampilkan"), null=True, blank=True)  # None: nobody has read it yet

    class Meta:
        verbose_name = _("tulisan survei")
        verbose_name_plural = _("tulisan survei")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["month"], name="services_comment_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class SurveyFollowUp(Dated):
    """What an office does about an element: who does it, from when to when, and when it was done."""

    element = models.CharField(_("unsur"), max_length=2)
    programme = models.CharField(_("kegiatan"), max_length=300)
    owner = models.ForeignKey(
        Employee, models.PROTECT, related_name="survey_follow_ups", verbose_name=_("penanggung jawab")
    )
    done_date = models.DateField(_("selesai pada"), null=True, blank=True)
    result = models.CharField(_("hasil"), max_length=300, blank=True)

    objects: ClassVar[DatedQuerySet["SurveyFollowUp"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("rencana tindak lanjut survei")
        verbose_name_plural = _("rencana tindak lanjut survei")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("services_follow_up_dates"),
            models.CheckConstraint(
                condition=Q(done_date__isnull=True) | Q(done_date__gte=F("from_date")), name="services_follow_up_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.programme}"
