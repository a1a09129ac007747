"""What becomes of a finished request: the document from SIAK, the link it is fetched by, or the hand-over in person."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.kernel.crypto.models import EncryptedFile
from betang.services.models.requests import Request


class Result(models.Model):
    """The PDF that SIAK issued, byte for byte. `signed`: it carries a signature; whether it is valid is not judged."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="results")
    file = models.ForeignKey(EncryptedFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(_("sidik"), max_length=64)
    number = EncryptedField(_("nomor dokumen"), blank=True, default="")
    signed = models.BooleanField(_("memuat tanda tangan elektronik"))
    added_at = models.DateTimeField(_("dilampirkan pada"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(_("diganti pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("dokumen hasil")
        verbose_name_plural = _("dokumen hasil")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(replaced_at__isnull=True), name="services_result_one_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.sha256[:8]}"


class Delivery(models.Model):
    """A link by which a document is fetched with the PIN. Only a keyed digest of it is kept; one holds at a time."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="deliveries")
    result = models.ForeignKey(Result, models.PROTECT, related_name="+")
    link_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("dibuat pada"))
    expires_at = models.DateTimeField(_("berlaku sampai"))
    downloads = models.PositiveSmallIntegerField(_("kali diunduh"), default=0)
    voided_at = models.DateTimeField(_("dicabut pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("tautan unduh")
        verbose_name_plural = _("tautan unduh")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(voided_at__isnull=True), name="services_delivery_one_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.made_at:%Y-%m-%d}"


class Proof(models.TextChoices):
    """By what somebody's identity was checked at the counter."""

    CARD = "ktp", _("KTP-el")
    DIGITAL = "ikd", _("Identitas Kependudukan Digital")
    OTHER = "lain", _("Dokumen lain berfoto")


class By(models.TextChoices):
    """Who collected."""

    SELF = "sendiri", _("Pemohon sendiri")
    PROXY = "kuasa", _("Orang lain dengan kuasa (F-1.07)")


class Old(models.TextChoices):
    """What became of the old document."""

    WITHDRAWN = "ditarik", _("Ditarik")
    SHOWN = "ditunjukkan", _("Ditunjukkan, dikembalikan kepada pemohon")


class Collection(models.Model):
    """A hand-over in person. `name` is the proxy's; `old` is empty where the service asks for no original."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="collections")
    at = models.DateTimeField(_("diserahkan pada"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proof = models.CharField(_("identitas diperiksa dengan"), max_length=10, choices=Proof)
    by = models.CharField(_("diambil oleh"), max_length=10, choices=By)
    name = EncryptedField(_("nama penerima kuasa"), blank=True, default="")
    old = models.CharField(_("dokumen lama"), max_length=12, choices=Old, blank=True)
    voided_at = models.DateTimeField(_("dibatalkan pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("penyerahan")
        verbose_name_plural = _("penyerahan")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(voided_at__isnull=True), name="services_collection_one_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.by}"
