"""The table of uploaded workbooks: who sent what, under which law it was rated, where the encrypted result stands."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.jobs.models import JobRun, Status


class RuleSet(models.TextChoices):
    """The rule sets a workbook can be rated by."""

    EKSP = "eksp-2022", _("EKSP-2022, sejak 2022")
    NUM = "num-2019", _("NUM-2019, Juli–Desember 2021")


class RunState(models.TextChoices):
    """How far an upload came."""

    WAITING = "menunggu", _("Sedang dihitung")
    REFUSED = "ditolak", _("Ada kesalahan di berkas")
    READY = "selesai", _("Selesai")


class WorkbookRun(models.Model):
    """One upload. `counts` holds figures only; what was found wrong or odd may quote the file and is encrypted.

    `rule_version` names the rule set and its first day, `policy` is the text of the local policy that was on top.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diunggah oleh")
    )
    name = EncryptedField(_("berkas"))
    size = models.BigIntegerField(_("ukuran"))  # bytes
    sha256 = models.CharField(_("sidik isi"), max_length=64)
    rules = models.CharField(_("himpunan aturan"), max_length=20, choices=RuleSet)
    rule_version = models.CharField(_("versi aturan"), max_length=40)
    day = models.DateField(_("nilai hukum pada"))
    policy = models.TextField(_("kebijakan setempat"), blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=RunState)
    counts = models.JSONField(_("jumlah"), default=dict)
    report = EncryptedField(_("hasil pemeriksaan"), blank=True, default="")
    result = models.OneToOneField(EncryptedFile, models.PROTECT, null=True, blank=True, related_name="+")
    inputs = models.OneToOneField(EncryptedFile, models.PROTECT, null=True, blank=True, related_name="+")
    job = models.ForeignKey(JobRun, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("diunggah pada"))
    finished_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("buku kerja penilaian")
        verbose_name_plural = _("buku kerja penilaian")
        ordering = ["-created_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "-created_at"], name="workbook_by_owner")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state="selesai", result__isnull=False, inputs__isnull=False)
                | models.Q(result__isnull=True, inputs__isnull=True) & ~models.Q(state="selesai"),
                name="workbook_result_when_ready",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def shown_state(self) -> str:
        """Say how far it came, in words; a job that failed has ended the waiting."""
        return str(_("Gagal dihitung") if self.failed else RunState(self.state).label)

    @property
    def failed(self) -> bool:
        """Say whether the job that computes it has failed."""
        return self.state == RunState.WAITING and self.job is not None and self.job.status == Status.FAILED

    @property
    def people(self) -> int | None:
        """How many people there are; None before there is a result."""
        return self._count("orang")

    @property
    def rated(self) -> int | None:
        """How many people have a predikat; None before there is a result."""
        return self._count("dinilai")

    def _count(self, name: str) -> int | None:
        found = self.counts.get(name)
        return None if found is None else int(found)


class WorkbookFile(models.Model):
    """A file of an upload, encrypted: one workbook, or several csv files. `part` is our own name for it."""

    run = models.ForeignKey(WorkbookRun, models.CASCADE, related_name="files")
    file = models.OneToOneField(EncryptedFile, models.PROTECT, related_name="+")
    part = models.CharField(_("bagian"), max_length=20)

    class Meta:
        verbose_name = _("berkas buku kerja")
        verbose_name_plural = _("berkas buku kerja")
        ordering = ["part"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "part"], name="workbook_part_once")
        ]

    def __str__(self) -> str:
        return self.part
