"""Leases: a worker that shows no life loses its run, and can write nothing any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone, translation

from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.kernel.jobs import Interrupted, JobRun, LeaseLost, Run, job_retry, job_start, run_now
from betang.kernel.jobs.keeping import lease_extend, runs_take_back
from betang.kernel.jobs.models import Status
from betang.kernel.jobs.performing import run_perform, run_take
from tests.kernel.jobs import samples
from tests.kernel.jobs.conftest import NOW

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LATER = NOW + timedelta(seconds=31)


def clock():
    return NOW


@pytest.fixture
def table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(samples.MARKS)


def taken(user, job=samples.greet, *, worker="satu", now=NOW, **args):
    job_start(job, actor=user, args=args, now=NOW)
    row = run_take(worker=worker, now=now)
    assert row is not None
    return row


def chunk_write(run: Run) -> None:
    with transaction.atomic():
        samples.mark(run, 0)
        run.checkpoint({"late": True})


def test_a_taken_run_is_nobody_elses(user):
    row = taken(user)
    assert (row.status, row.worker, row.attempts, row.lease_until) == (
        "running",
        "satu",
        1,
        NOW + timedelta(seconds=30),
    )
    assert run_take(worker="dua", now=NOW) is None
    assert runs_take_back(now=NOW + timedelta(seconds=29)) == []
    assert lease_extend(Run(row, clock=clock), now=NOW + timedelta(seconds=29))
    assert runs_take_back(now=LATER) == []


def test_a_run_without_sign_of_life_goes_to_another_worker_with_what_the_checkpoint_kept(user, table):
    stale = Run(taken(user, samples.chunks_write, chunks=3, seconds=0), clock=clock)
    samples.mark(stale, 0)
    stale.checkpoint({"next": 1})
    assert runs_take_back(now=LATER) == [stale.id]
    row = run_take(worker="dua", now=LATER)
    assert row is not None
    assert (row.attempts, row.state) == (2, {"next": 1})
    run_perform(Run(row, clock=lambda: LATER))
    assert [(chunk, attempt) for chunk, attempt, _pid in samples.marks(row.pk)] == [(0, 1), (1, 2), (2, 2)]


def test_a_stale_workers_late_write_is_refused_and_undone(user, table):
    stale = Run(taken(user), clock=clock)
    runs_take_back(now=LATER)
    for write in (stale.alive, lambda: stale.progress(9), lambda: stale.checkpoint({"late": True})):
        with pytest.raises(LeaseLost):
            write()
    row = run_take(worker="dua", now=LATER)
    assert row is not None
    with pytest.raises(LeaseLost):
        chunk_write(stale)
    assert samples.marks(stale.id) == []
    assert not lease_extend(stale, now=LATER)
    row.refresh_from_db()
    assert (row.status, row.done, row.state, row.worker) == ("running", 0, {}, "dua")


def test_a_stale_worker_cannot_end_the_run_either(user, caplog):
    stale = Run(taken(user, name="lama"), clock=clock)
    runs_take_back(now=LATER)
    row = run_take(worker="dua", now=LATER)
    assert row is not None
    assert run_perform(stale) is None
    assert "its write was refused" in caplog.text
    row.refresh_from_db()
    assert (row.status, row.message) == ("running", "")


def test_after_the_last_attempt_it_has_failed_and_says_so(user, settings):
    with translation.override("id"):
        run = job_start(samples.greet, actor=user, now=NOW)
    for attempt in range(settings.BETANG_JOB_ATTEMPTS):
        moment = NOW + timedelta(minutes=attempt)
        assert run_take(worker="satu", now=moment) is not None
        runs_take_back(now=moment + timedelta(seconds=31))
    run.refresh_from_db()
    assert (run.status, run.attempts) == ("failed", 3)
    assert run.error == "Pekerjaan ini terhenti di tengah jalan pada setiap percobaan. Hubungi administrator."
    assert run_take(worker="satu", now=LATER) is None


def test_a_service_that_is_away_is_tried_again_later_and_not_for_ever(user, freeze):
    freeze(NOW)
    run = job_start(samples.network, actor=user, now=NOW)
    for attempt, pause in enumerate((30, 60, 0), start=1):
        row = run_take(worker="satu", now=timezone.now())
        assert row is not None
        assert isinstance(run_perform(Run(row)), ConnectionRefusedError)
        freeze(timezone.now() + timedelta(seconds=pause - 1 if pause else 3600))
        assert run_take(worker="satu", now=timezone.now()) is None, "it waits before the next attempt"
        run.refresh_from_db()
        assert (run.attempts, run.status) == (attempt, "waiting" if pause else "failed")
        freeze(timezone.now() + timedelta(seconds=1))
    assert run.error == "Basis data atau layanan lain sedang tidak dapat dihubungi."


def test_an_interrupted_run_waits_again_and_lost_no_attempt(user):
    run = Run(taken(user), clock=clock, stopping=lambda: True)
    assert run_perform(run) is None
    row = JobRun.objects.get(pk=run.id)
    assert (row.status, row.attempts, row.attempts_allowed) == ("waiting", 1, 4)
    with pytest.raises(Interrupted):
        run.alive()
    assert run_now(row, clock=clock).status == "done"


def test_a_job_that_ends_its_process_is_put_back_first(user):
    run = Run(taken(user, samples.bare_exit), clock=clock)
    with pytest.raises(SystemExit):
        run_perform(run)
    assert JobRun.objects.get(pk=run.id).status == "waiting"


def test_a_failed_run_is_started_again_once_and_the_trail_says_by_whom(user):
    from betang.kernel.audit.models import AuditEntry

    run = job_start(samples.refuse, actor=user, key="unggahan:7", now=NOW)
    with pytest.raises(Invalid):
        run_now(run, clock=clock)
    again = job_retry(actor=user, run=run.pk, now=LATER)
    assert (again.status, again.error, again.attempts, again.attempts_allowed) == ("waiting", "", 1, 4)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id, entry.object_id) == ("jobs.run_retry", user.pk, str(run.pk))
    assert run_take(worker="satu", now=LATER) is not None
    assert run_take(worker="satu", now=LATER) is None


def test_what_has_not_failed_is_not_started_again(user):
    run = job_start(samples.refuse, actor=user, key="unggahan:7", now=NOW)
    with pytest.raises(Conflict):
        job_retry(actor=user, run=run.pk, now=NOW)
    JobRun.objects.update(status=Status.FAILED)
    job_start(samples.refuse, actor=user, key="unggahan:7", now=NOW)
    with pytest.raises(Conflict, match="sudah berjalan lagi"):
        job_retry(actor=user, run=run.pk, now=NOW)
    JobRun.objects.all().delete()
    with pytest.raises(NotFound):
        job_retry(actor=user, run=run.pk, now=NOW)
