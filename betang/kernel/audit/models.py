"""The tables of the audit trail: entries in a chain, their values under lock beside them, and the sealed head.

An entry holds ids, names of fields and keyed digests, never a value. What the values were stands in `AuditValues`,
sealed under the key of the person concerned: destroying that key erases the values for good, while the entry, and with
it the chain, stays as it was. No code changes or deletes an entry; what was altered otherwise `verify()` finds.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

HASH_LENGTH = 64
SEAL_LENGTH = 128  # key id, a colon, 64 hexadecimal digits
HEAD = 1  # the one row of AuditHead


class AuditEntry(models.Model):
    """One thing that was done. `seq` counts from 1 without a gap; `hash` covers every other column but `seal`."""

    seq = models.BigIntegerField(_("nomor"), primary_key=True)
    at = models.DateTimeField(_("waktu"))
    # Plain ids, no foreign keys: an entry must outlive what it speaks of.
    actor_id = models.BigIntegerField(_("pelaku"), null=True)
    action = models.CharField(_("tindakan"), max_length=100)
    object_type = models.CharField(_("jenis objek"), max_length=100)
    object_id = models.CharField(_("objek"), max_length=100)
    subject = models.UUIDField(_("orang yang bersangkutan"), null=True)
    fields = models.JSONField(_("isian yang berubah"), default=dict)  # {name: [digest before, digest after]}
    reason = models.CharField(_("alasan"), max_length=HASH_LENGTH, blank=True)  # its digest
    values_key = models.CharField(_("kunci nilai"), max_length=HASH_LENGTH, blank=True)
    prev = models.CharField(_("sidik catatan sebelumnya"), max_length=HASH_LENGTH)
    hash = models.CharField(_("sidik"), max_length=HASH_LENGTH)
    seal = models.CharField(_("segel"), max_length=SEAL_LENGTH)

    class Meta:
        verbose_name = _("catatan audit")
        verbose_name_plural = _("catatan audit")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["actor_id", "seq"], name="audit_actor"),
            models.Index(fields=["action", "seq"], name="audit_action"),
            models.Index(fields=["object_type", "object_id", "seq"], name="audit_object"),
            models.Index(fields=["subject", "seq"], name="audit_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class AuditValues(models.Model):
    """What the fields of one entry held before and after, and the reason given; readable only with the key."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="values")
    sealed = models.TextField(_("nilai tersegel"))

    class Meta:
        verbose_name = _("nilai catatan audit")
        verbose_name_plural = _("nilai catatan audit")

    def __str__(self) -> str:
        return f"values of {self.entry_id}"


class AuditHead(models.Model):
    """Where the chain ends, sealed with a key outside the database; its row lock orders those who append."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=HEAD)
    seq = models.BigIntegerField(_("nomor"), default=0)
    hash = models.CharField(_("sidik"), max_length=HASH_LENGTH)
    seal = models.CharField(_("segel"), max_length=SEAL_LENGTH)

    class Meta:
        verbose_name = _("ujung rantai audit")
        verbose_name_plural = _("ujung rantai audit")

    def __str__(self) -> str:
        return f"head at {self.seq}"
