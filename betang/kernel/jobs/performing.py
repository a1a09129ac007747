"""Doing a run: take it, call the job, and write down how it ended."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from betang.kernel.errors import DomainError
from betang.kernel.jobs import registry
from betang.kernel.jobs.failure import outline
from betang.kernel.jobs.models import JobRun, Status
from betang.kernel.jobs.run import Interrupted, LeaseLost, Run, lease_after
from betang.kernel.jobs.tickets import ticket_drop, ticket_put, ticket_take

log = logging.getLogger(__name__)

# What another attempt may mend: a database or a server that is away. Anything else would fail the same way again.
PASSING = (OperationalError, InterfaceError, OSError)
PAUSE_SECONDS = 30


def run_take(*, worker: str, now: datetime) -> JobRun | None:
    """Take the next waiting run for a worker, under a new attempt; None when nothing waits."""
    with transaction.atomic():
        wanted = ticket_take()
        return _claim(wanted, worker=worker, now=now) if wanted else None


def run_now(row: JobRun, *, clock: Callable[[], datetime] = timezone.now) -> JobRun:
    """Do a waiting run in this process, for tests and commands; return it as it stands afterwards.

    The outcome is written down as a worker would, and an error raised: what a test must see. ValueError when the run
    does not wait.
    """
    with transaction.atomic():
        claimed = _claim(row.pk, worker="", now=clock())
        ticket_drop(row.pk)
    if claimed is None:
        raise ValueError(f"{row} does not wait.")
    if error := run_perform(Run(claimed, clock=clock)):
        raise error
    return JobRun.objects.get(pk=row.pk)


def run_perform(run: Run) -> Exception | None:
    """Call the job of a taken run and write down the outcome; return the error it ended with, if any.

    Whatever ends the process itself (SystemExit, KeyboardInterrupt) goes on, after the run went back into the queue.
    """
    error: Exception | None = None
    try:
        with translation.override(run.language):
            try:
                _call(run)
                _finish(run)
            except Exception as caught:
                error = caught
                if not connection.in_atomic_block:  # run_now may stand in somebody's transaction
                    connection.close_if_unusable_or_obsolete()  # else the loss of it could not be written down
                _failed(run, caught)
    except LeaseLost as lost:
        log.warning("%s", lost)
    except (Interrupted, SystemExit, KeyboardInterrupt) as stopped:
        run_release(run)
        if not isinstance(stopped, Interrupted):
            raise
    return error


def run_release(run: Run) -> None:
    """Put a run back into the queue that its worker cannot end; it does not count as a failed attempt."""
    try:
        with transaction.atomic():
            run.write(status=Status.WAITING, lease_until=None, attempts_allowed=F("attempts_allowed") + 1)
            ticket_put(run.id)
    except (LeaseLost, DatabaseError) as error:  # it comes back when the lease runs out
        log.warning("could not put back %s %s: %s", run.name, run.id, error)


def _claim(wanted: UUID, *, worker: str, now: datetime) -> JobRun | None:
    """Move a waiting run to a worker; None when it does not wait any more."""
    taken = JobRun.objects.filter(pk=wanted, status=Status.WAITING).update(
        status=Status.RUNNING, attempts=F("attempts") + 1, worker=worker,
        started_at=now, heartbeat_at=now, lease_until=lease_after(now),
    )  # fmt: skip
    return JobRun.objects.select_related("actor").get(pk=wanted) if taken else None


def _call(run: Run) -> None:
    known = registry.find(run.name)
    if known is None:
        raise DomainError(_("Pekerjaan ini tidak dikenal lagi oleh versi Betang yang sekarang. Mulai lagi dari awal."))
    known(run, **run.args)


def _finish(run: Run) -> None:
    run.write(status=Status.DONE, finished_at=run.now, lease_until=None, error="", traceback="")


def _failed(run: Run, error: Exception) -> None:
    """Write down a failure, or queue the run again when another attempt may mend it."""
    trace = "" if isinstance(error, DomainError) else outline(error)  # what speaks for itself needs no trace
    log.error("job %s %s, attempt %s: %s", run.name, run.id, run.attempt, trace or type(error).__name__)
    told: dict[str, Any] = {"error": _sentence(error), "traceback": trace, "lease_until": None}
    if isinstance(error, PASSING) and not run.last_attempt:
        with transaction.atomic():
            run.write(status=Status.WAITING, **told)
            ticket_put(run.id, after=run.now + timedelta(seconds=PAUSE_SECONDS * run.attempt))
    else:
        run.write(status=Status.FAILED, finished_at=run.now, **told)


def _sentence(error: Exception) -> str:
    """Say what happened to the one who started the job; only errors of the domain speak for themselves."""
    if isinstance(error, DomainError) and error.message:
        return str(error.message)
    if isinstance(error, PASSING):
        return _("Basis data atau layanan lain sedang tidak dapat dihubungi.")
    return _(
        "Pekerjaan ini terhenti karena kesalahan di sistem. Administrator melihat sebabnya dan dapat mengulanginya."
    )
