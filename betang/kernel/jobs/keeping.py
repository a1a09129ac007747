"""What a worker does beside its work, every few seconds: show that it is alive, take back what dead workers held,
start the night's jobs and the repeated ones.
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from betang.kernel.jobs import registry
from betang.kernel.jobs.actions import job_start
from betang.kernel.jobs.models import JobRun, JobWorker, NightlyStart, Status
from betang.kernel.jobs.run import Run, lease_after
from betang.kernel.jobs.tickets import ticket_put

log = logging.getLogger(__name__)

CHUNK = 100
REPEATED = "repeated"
"""The key of runs of repeated jobs."""


def worker_beat(name: str, *, started_at: datetime, now: datetime) -> None:
    """Show that a worker is alive."""
    JobWorker.objects.update_or_create(
        name=name, defaults={"heartbeat_at": now}, create_defaults={"started_at": started_at, "heartbeat_at": now}
    )


def worker_leave(name: str) -> None:
    """Sign a worker off that ends in good order."""
    JobWorker.objects.filter(name=name).delete()


def lease_extend(run: Run, *, now: datetime) -> bool:
    """Extend the lease of the run that this process does; False when it is in other hands.

    A row that the job itself holds in an open transaction is skipped: nobody else can take it before that ends, and
    waiting for it would stop the heartbeat.
    """
    mine = {"pk": run.id, "status": Status.RUNNING, "attempts": run.attempt}
    with transaction.atomic():
        if JobRun.objects.select_for_update(skip_locked=True).filter(**mine).exists():
            JobRun.objects.filter(**mine).update(heartbeat_at=now, lease_until=lease_after(now))
            return True
    return JobRun.objects.filter(**mine).exists()


def runs_take_back(*, now: datetime) -> list[UUID]:
    """Queue again what is held by workers that show no life, or fail it after the last attempt; return what."""
    expired = JobRun.objects.filter(status=Status.RUNNING, lease_until__lt=now)
    if not expired.exists():  # a plain read, so that idle workers lock nothing
        return []
    with transaction.atomic():
        rows = list(expired.select_for_update(skip_locked=True).order_by("created_at")[:CHUNK])
        for row in rows:
            log.warning("worker %s of %s, attempt %s, shows no life", row.worker, row, row.attempts)
            _take_back(row, now=now)
    return [row.pk for row in rows]


def _take_back(row: JobRun, *, now: datetime) -> None:
    changes: dict[str, Any] = {"lease_until": None}
    if row.attempts < row.attempts_allowed:
        changes |= {"status": Status.WAITING}
        ticket_put(row.pk)
    else:
        with translation.override(row.language or settings.LANGUAGE_CODE):
            told = _("Pekerjaan ini terhenti di tengah jalan pada setiap percobaan. Hubungi administrator.")
        changes |= {"status": Status.FAILED, "finished_at": now, "error": told, "traceback": ""}
    JobRun.objects.filter(pk=row.pk).update(**changes)


def nightly_start(*, now: datetime) -> list[str]:
    """Start each nightly job whose time has come and that was not yet started today; return their names."""
    local = timezone.localtime(now)
    due = [job for job in registry.jobs() if job.at and job.at <= local.time()]
    started = set(NightlyStart.objects.filter(day=local.date()).values_list("name", flat=True))
    names = []
    for job in due:
        if job.name in started:
            continue
        with transaction.atomic():
            _row, first = NightlyStart.objects.get_or_create(name=job.name, day=local.date())
            if first:  # else another worker was quicker
                job_start(job, actor=None, key="nightly", now=now)
                names.append(job.name)
    return names


def repeated_start(*, now: datetime) -> list[str]:
    """Start each repeated job whose last start is long enough past and that does not wait or run; return their names.

    Two workers at the same moment may both start one: it is safe to repeat, as every job.
    """
    wanted = {job.name: (job, job.every) for job in registry.jobs() if job.every}
    if not wanted:
        return []
    longest = max(spell for _job, spell in wanted.values())
    recent = JobRun.objects.filter(status__in=Status.values, created_at__gt=now - longest, name__in=[*wanted])
    last = dict(recent.order_by("created_at").values_list("name", "created_at"))
    due = [job for name, (job, spell) in wanted.items() if name not in last or last[name] <= now - spell]
    for job in due:
        job_start(job, actor=None, key=REPEATED, now=now)
    return [job.name for job in due]


def workers_forget(*, now: datetime) -> None:
    """Forget workers that have shown no life for a day."""
    JobWorker.objects.filter(heartbeat_at__lt=now - timedelta(days=1)).delete()
