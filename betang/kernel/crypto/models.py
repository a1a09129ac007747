"""Tables of encryption: stored files, and the key that each person has of their own. Neither holds a usable key."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField

KEY_ID_LENGTH = 64


class EncryptedFile(models.Model):
    """A file that stands encrypted below BETANG_VAR/files under its own id; its key is here, wrapped by a file key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = EncryptedField(_("nama berkas"))
    media_type = models.CharField(_("jenis isi"), max_length=100)
    size = models.BigIntegerField(_("ukuran"))  # bytes of the plain content
    sha256 = models.CharField(_("sidik isi"), max_length=64)  # of the plain content
    key_id = models.CharField(_("kunci"), max_length=KEY_ID_LENGTH, db_index=True)
    wrapped = models.TextField(_("kunci berkas terbungkus"))
    created_at = models.DateTimeField(_("disimpan pada"))

    class Meta:
        verbose_name = _("berkas terenkripsi")
        verbose_name_plural = _("berkas terenkripsi")

    def __str__(self) -> str:
        return str(self.id)


class SubjectKey(models.Model):
    """The key of one person (`subject`), wrapped; `mark` names it, so that what an erased key sealed is recognised."""

    subject = models.UUIDField(_("orang"), unique=True)
    mark = models.CharField(max_length=16)
    key_id = models.CharField(_("kunci"), max_length=KEY_ID_LENGTH, db_index=True)
    wrapped = models.TextField(_("kunci orang terbungkus"))
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("kunci orang")
        verbose_name_plural = _("kunci orang")

    def __str__(self) -> str:
        return f"{self.subject} {self.mark}"
