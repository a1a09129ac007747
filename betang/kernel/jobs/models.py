"""The tables of jobs: each run with where it stands, the workers that are alive, which night's work was started.

The queue beside them (`tickets`) only says which run is to be taken next. What is true of a run stands here.
"""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import registry


class Status(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("menunggu")
    RUNNING = "running", _("berjalan")
    DONE = "done", _("selesai")
    FAILED = "failed", _("gagal")


OPEN = (Status.WAITING, Status.RUNNING)


class JobRun(models.Model):
    """One run of a job. `attempts` counts how often a worker took it, and tells a stale worker from the living one:
    whoever holds a run may write to it only under the number of its own attempt; see `Run`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("pekerjaan"), max_length=100)
    key = models.CharField(_("kunci"), max_length=200, blank=True)  # at most one open run per name and key
    args = models.JSONField(_("masukan"), default=dict)
    url = models.CharField(_("alamat hasil"), max_length=300, blank=True)
    language = models.CharField(_("bahasa"), max_length=10, blank=True)  # of the one who started it
    status = models.CharField(_("keadaan"), max_length=10, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveIntegerField(_("sudah"), default=0)
    total = models.PositiveIntegerField(_("dari"), default=0)  # 0: not known
    message = models.CharField(_("pesan"), max_length=300, blank=True)
    state = models.JSONField(_("titik simpan"), default=dict)
    error = models.TextField(_("kesalahan"), blank=True)  # a sentence for the one who started it
    traceback = models.TextField(_("jejak kesalahan"), blank=True)  # for administrators, without values
    attempts = models.PositiveIntegerField(_("percobaan"), default=0)
    attempts_allowed = models.PositiveIntegerField(_("percobaan yang diizinkan"))
    lease_until = models.DateTimeField(_("dipegang sampai"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("tanda hidup terakhir"), null=True, blank=True)
    worker = models.CharField(_("pekerja"), max_length=64, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    created_at = models.DateTimeField(_("dibuat pada"))
    started_at = models.DateTimeField(_("dimulai pada"), null=True, blank=True)
    finished_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("pekerjaan latar")
        verbose_name_plural = _("pekerjaan latar")
        ordering = ["-created_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "-created_at"], name="jobs_by_status"),
            models.Index(fields=["lease_until"], condition=models.Q(status="running"), name="jobs_leases"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["name", "key"],
                condition=models.Q(status__in=["waiting", "running"]) & ~models.Q(key=""),
                name="jobs_open_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"

    @property
    def title(self) -> str:
        """What is done, in the reader's language; the bare name when the code of today does not know it."""
        known = registry.find(self.name)
        return str(known.title) if known else self.name

    @property
    def is_open(self) -> bool:
        """Say whether it still waits or runs."""
        return self.status in OPEN

    @property
    def percent(self) -> int | None:
        """How far it is, 0 to 100; None while the whole is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None


class JobWorker(models.Model):
    """A worker process, and when it last showed that it is alive."""

    name = models.CharField(_("pekerja"), max_length=64, primary_key=True)
    started_at = models.DateTimeField(_("dimulai pada"))
    heartbeat_at = models.DateTimeField(_("tanda hidup terakhir"), db_index=True)

    class Meta:
        verbose_name = _("pekerja")
        verbose_name_plural = _("pekerja")

    def __str__(self) -> str:
        return self.name


class NightlyStart(models.Model):
    """That a nightly job was started for a day; the row can exist once, whatever the number of workers."""

    name = models.CharField(_("pekerjaan"), max_length=100)
    day = models.DateField(_("hari"))

    class Meta:
        verbose_name = _("pekerjaan malam")
        verbose_name_plural = _("pekerjaan malam")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "day"], name="jobs_nightly_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
