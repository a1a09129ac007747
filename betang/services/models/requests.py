"""A resident's request: what was answered, how it is found again, where it stands and when it is due."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.blind import caseless
from betang.kernel.crypto.fields import BlindIndexField, EncryptedField
from betang.people.models import Employee
from betang.services.flow import CANCELLED, DRAFT


class Channel(models.TextChoices):
    """How a request came in."""

    ONLINE = "daring", _("daring")
    KELURAHAN = "kelurahan", _("kelurahan")
    COUNTER = "loket", _("loket")


class DefinitionVersion(models.Model):
    """A definition of a service under which somebody applied, kept for good; the key is the digest of its content."""

    digest = models.CharField(max_length=64, primary_key=True)
    service = models.CharField(_("layanan"), max_length=40, db_index=True)
    content = models.TextField(_("isi"))
    kept_at = models.DateTimeField(_("disimpan pada"))

    class Meta:
        verbose_name = _("versi layanan")
        verbose_name_plural = _("versi layanan")

    def __str__(self) -> str:
        return f"{self.service} {self.digest[:8]}"


class NumberSeries(models.Model):
    """The last serial given under a prefix ("KK-2611"): one row a group and month."""

    prefix = models.CharField(max_length=16, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last:06d}"


class Request(models.Model):
    """One request, from its first answer to the delivery. `subject` is the person in the trail: whoever it is about.

    The number is printed, said on the phone and easily guessed: it opens nothing without the PIN. Of PIN, secret link
    and resume code only keyed digests are kept.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("nomor"), max_length=24, null=True, blank=True, unique=True)
    service = models.CharField(_("layanan"), max_length=40)
    definition = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="requests")
    channel = models.CharField(_("saluran"), max_length=10, choices=Channel)
    state = models.CharField(_("status"), max_length=12, default=DRAFT)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="requests_made"
    )
    filed_by = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="requests_filed")
    subject = models.UUIDField(default=uuid.uuid4, editable=False)
    answers = EncryptedField(_("jawaban"), blank=True, default="")
    name = EncryptedField(_("nama pemohon"), blank=True, default="")
    nik = EncryptedField(_("NIK"), mask="nik", blank=True, default="")
    nik_index = BlindIndexField(source="nik")
    email = EncryptedField(_("surel"), mask="email", blank=True, default="")
    email_index = BlindIndexField(source="email", normalise=caseless)
    phone = EncryptedField(_("nomor ponsel"), mask="phone", blank=True, default="")
    phone_index = BlindIndexField(source="phone")
    language = models.CharField(_("bahasa"), max_length=2, default="id")
    pin_digest = models.CharField(max_length=64, blank=True, default="")
    link_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    resume_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)

    begun_at = models.DateTimeField(_("dimulai pada"))
    submitted_at = models.DateTimeField(_("diajukan pada"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("diterima lengkap pada"), null=True, blank=True)
    issued_at = models.DateTimeField(_("terbit pada"), null=True, blank=True)
    closed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)
    erased_at = models.DateTimeField(_("isinya dihapus pada"), null=True, blank=True)
    due_at = models.DateTimeField(_("batas langkah ini"), null=True, blank=True)  # what the queue is ordered by
    legal_due_at = models.DateTimeField(_("batas hukum"), null=True, blank=True)
    lapses_at = models.DateTimeField(_("kedaluwarsa pada"), null=True, blank=True)
    calendar = models.CharField(_("versi kalender"), max_length=64, blank=True, default="")
    officer = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="requests_handled")
    operator = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="requests_recorded")
    returns = models.PositiveSmallIntegerField(_("kali dikembalikan"), default=0)
    revision = models.PositiveIntegerField(default=0)  # grows with every step: what was seen is what is changed

    class Meta:
        verbose_name = _("permohonan")
        verbose_name_plural = _("permohonan")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due_at"], name="services_request_queue"),
            models.Index(fields=["submitted_at"], name="services_request_sent"),
            models.Index(fields=["service", "submitted_at"], name="services_request_service"),
            models.Index(fields=["user", "begun_at"], name="services_request_user"),
            models.Index(fields=["closed_at"], condition=Q(erased_at__isnull=True), name="services_request_to_erase"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=[DRAFT, CANCELLED]) | Q(number__isnull=False, submitted_at__isnull=False),
                name="services_request_number",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.uid)
