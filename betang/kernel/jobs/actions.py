"""Starting a job, and starting a failed one again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, NotFound
from betang.kernel.jobs.models import OPEN, JobRun, Status
from betang.kernel.jobs.registry import Job
from betang.kernel.jobs.tickets import ticket_put


def job_start(
    job: Job,
    *,
    actor: User | None,
    key: str = "",
    args: Mapping[str, Any] | None = None,
    url: str = "",
    after: datetime | None = None,
    now: datetime,
) -> JobRun:
    """Queue a run of a job, within the caller's transaction if there is one; a worker sees it after the commit.

    `key`: while a run of this job with the same key waits or runs, that run is returned and nothing new is started.
    `args`: the job's keyword arguments, JSON, ids only. `url`: where the result is seen, an address of this site.
    `after`: it is not taken before then.
    `actor` None: the system. TypeError for arguments the job does not take, ValueError for another site's address.
    """
    args = dict(args or {})
    job.check(args)
    if url and not (url.startswith("/") and url_has_allowed_host_and_scheme(url, set())):
        raise ValueError(f"{url!r} is not an address of this site.")
    row = JobRun(
        pk=uuid4(), name=job.name, key=key, args=args, url=url, language=get_language() or settings.LANGUAGE_CODE,
        attempts_allowed=settings.BETANG_JOB_ATTEMPTS, actor=actor, created_at=now,
    )  # fmt: skip
    with transaction.atomic():
        if key and (other := _open_run(job.name, key)):
            return other
        return _queue(row, after)


def job_retry(*, actor: User, run: UUID, now: datetime) -> JobRun:
    """Queue a failed run again from its last checkpoint, with as many attempts as a new one; audited.

    NotFound when there is no such run, Conflict when it has not failed or is open under its key already.
    """
    with transaction.atomic():
        row = JobRun.objects.select_for_update(of=("self",)).filter(pk=run).first()
        if row is None:
            raise NotFound
        if row.status != Status.FAILED:
            raise Conflict(_("Pekerjaan ini tidak sedang gagal. Muat ulang halaman untuk melihat keadaannya."))
        row.status, row.error, row.traceback, row.message = Status.WAITING, "", "", ""
        row.attempts_allowed = row.attempts + settings.BETANG_JOB_ATTEMPTS
        row.finished_at = row.lease_until = None
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:  # its key is open
            raise Conflict(_("Pekerjaan yang sama sudah berjalan lagi. Tunggu sampai selesai.")) from error
        ticket_put(row.pk)
        record(
            actor=actor, action="jobs.run_retry", target=row, now=now,
            changes={"status": (Status.FAILED.value, Status.WAITING.value)},
        )  # fmt: skip
    return row


def _open_run(name: str, key: str) -> JobRun | None:
    return JobRun.objects.filter(name=name, key=key, status__in=OPEN).first()


def _queue(row: JobRun, after: datetime | None) -> JobRun:
    """Insert a run and its ticket; when another process inserted the same open key first, return that run."""
    for _attempt in range(3):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            break
        except IntegrityError:
            if row.key and (other := _open_run(row.name, row.key)):
                return other
    else:
        raise Conflict(_("Pekerjaan yang sama baru saja dimulai. Muat ulang halaman ini."))
    ticket_put(row.pk, after=after)
    return row
