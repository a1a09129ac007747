"""The register of issued papers: one row each, never changed and never deleted, so that any paper can be checked."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.documents.kinds import kind_title


class Signature(models.TextChoices):
    """What signature a paper carries. Only what a certificate of the law stands behind may ever be called valid."""

    NONE = "", _("tanpa tanda tangan elektronik")
    DEVELOPMENT = "development", _("tanda tangan pengembangan, tidak sah")


class Document(models.Model):
    """An issued paper. What stands here in the clear is what anybody with the paper in hand may read on its page."""

    token = models.CharField(max_length=22, unique=True)  # 128 random bits: the address cannot be guessed
    kind = models.CharField(_("jenis"), max_length=60)
    number = models.CharField(_("nomor"), max_length=40, unique=True)
    series = models.CharField(max_length=120)  # what it speaks of: editions of a series replace each other
    edition = models.PositiveIntegerField(_("edisi"))
    about = models.CharField(_("tentang"), max_length=200)
    holder = models.CharField(_("pemegang"), max_length=30, blank=True)  # initials
    issuer = models.CharField(_("penerbit"), max_length=200)
    content_digest = models.CharField(max_length=64)  # of the data it was set from: the same again is no new paper
    sha256 = models.CharField(_("sidik SHA-256"), max_length=64)  # of the PDF; stays when the file is erased
    signature = models.CharField(_("tanda tangan"), max_length=20, choices=Signature, blank=True, default="")
    file = models.OneToOneField(EncryptedFile, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("diterbitkan pada"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        verbose_name = _("dokumen terbit")
        verbose_name_plural = _("dokumen terbit")
        ordering = ["-issued_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["series", "edition"], name="documents_edition_once"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        """What it is, in the reader's language."""
        return kind_title(self.kind)

    @property
    def trial(self) -> bool:
        """Whether it carries a signature that counts for nothing."""
        return self.signature == Signature.DEVELOPMENT
