"""Complaints: what was said, who may know by whom, where it stands and until when, and every step of it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.people.models import Employee
from betang.services.models.requests import Channel, Request


class ComplaintKind(models.TextChoices):
    """What somebody wants, as SP4N parts it."""

    COMPLAINT = "pengaduan", _("Pengaduan atas layanan")
    INFORMATION = "informasi", _("Permintaan informasi")
    ASPIRATION = "aspirasi", _("Aspirasi atau saran")


class Secrecy(models.TextChoices):
    """Who may know by whom it is. Of an anonymous one nothing is kept that says so."""

    OPEN = "terbuka", _("Petugas boleh tahu siapa saya")
    SECRET = "rahasia", _("Rahasia: hanya kepala dinas yang dapat membuka nama saya")
    ANONYMOUS = "anonim", _("Anonim: tanpa nama dan kontak")


class ComplaintState(models.TextChoices):
    """Where a complaint stands."""

    RECEIVED = "DITERIMA", _("diterima, menunggu diperiksa")
    ASSIGNED = "DISPOSISI", _("sedang ditangani")
    ANSWERED = "DIJAWAB", _("sudah dijawab, menunggu tanggapan pelapor")
    CLOSED = "SELESAI", _("selesai")
    ELSEWHERE = "BUKAN_WEWENANG", _("diteruskan ke instansi lain")
    SHELVED = "ARSIP", _("diarsipkan")


OPEN_STATES = (ComplaintState.RECEIVED, ComplaintState.ASSIGNED)


class Complaint(models.Model):
    """One complaint. `subject` is whoever made it, in the trail; number and PIN open it as they open a request.

    `user` is the resident's account that keeps it. After the time of keeping what was said and by whom is erased.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("nomor"), max_length=24, unique=True)
    pin_digest = models.CharField(max_length=64)
    subject = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("jenis"), max_length=10, choices=ComplaintKind)
    secrecy = models.CharField(_("kerahasiaan"), max_length=10, choices=Secrecy)
    text = EncryptedField(_("isi"))
    name = EncryptedField(_("nama pelapor"), blank=True, default="")
    email = EncryptedField(_("surel"), mask="email", blank=True, default="")
    phone = EncryptedField(_("nomor ponsel"), mask="phone", blank=True, default="")
    language = models.CharField(_("bahasa"), max_length=2, default="id")
    channel = models.CharField(_("saluran"), max_length=10, choices=Channel, default=Channel.ONLINE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="complaints")
    request = models.ForeignKey(Request, models.PROTECT, null=True, blank=True, related_name="complaints")
    state = models.CharField(_("status"), max_length=14, choices=ComplaintState, default=ComplaintState.RECEIVED)
    stage = models.CharField(_("tahap"), max_length=24, blank=True)  # of the limit: a code of pengaduan/batas_tahap
    owner = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="complaints_handled")
    received_at = models.DateTimeField(_("diterima pada"))
    due_at = models.DateTimeField(_("batas langkah ini"), null=True, blank=True)
    closed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("dinaikkan pada"), null=True, blank=True)
    reopened = models.BooleanField(_("pernah dibuka lagi"), default=False)
    revision = models.PositiveIntegerField(default=0)
    erased_at = models.DateTimeField(_("isi dihapus pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("pengaduan")
        verbose_name_plural = _("pengaduan")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due_at"], name="services_complaint_queue")
        ]

    def __str__(self) -> str:
        return self.number


class ComplaintStep(models.Model):
    """A complaint enters a state; no actor: the reporter, or the system when the reply did not come. Rows are added."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="steps")
    at = models.DateTimeField(_("pada"))
    state = models.CharField(_("status"), max_length=14, choices=ComplaintState)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    words = EncryptedField(_("penjelasan"), blank=True, default="")
    due_at = models.DateTimeField(_("batas baru"), null=True, blank=True)

    class Meta:
        verbose_name = _("langkah pengaduan")
        verbose_name_plural = _("langkah pengaduan")
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.state}"
