"""The night's work: once a day, whatever the number of workers; and what is old goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest

from betang.kernel.jobs import JobRun, Run, every, job_start, nightly, run_now
from betang.kernel.jobs.keeping import nightly_start, repeated_start, worker_beat
from betang.kernel.jobs.models import JobWorker, NightlyStart
from betang.kernel.jobs.worker import Worker
from tests.kernel.jobs import samples
from tests.kernel.jobs.conftest import NOW

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MIDNIGHT = NOW.replace(hour=0)


@pytest.fixture(autouse=True)
def night(only_samples) -> None:
    nightly("tests.night", title="Pekerjaan malam", at="01:30")(samples.greet.function)


def test_a_nightly_job_starts_once_a_day_even_with_two_workers():
    one, two = (Worker(clock=lambda: MIDNIGHT + timedelta(hours=2)) for _ in range(2))
    for worker in (one, two, one):
        worker.beat()
    run = JobRun.objects.get()
    assert (run.name, run.actor, run.key) == ("tests.night", None, "nightly")
    assert two.work_once()
    one.beat()
    assert JobRun.objects.count() == 1


def test_it_starts_at_its_time_in_the_city_and_late_when_no_worker_was_there():
    assert nightly_start(now=MIDNIGHT + timedelta(minutes=89)) == []
    assert nightly_start(now=MIDNIGHT + timedelta(minutes=90)) == ["tests.night"]
    assert nightly_start(now=MIDNIGHT + timedelta(hours=23)) == []
    assert nightly_start(now=MIDNIGHT + timedelta(days=3, hours=20)) == ["tests.night"]
    assert JobRun.objects.count() == 1, "yesterday's still waits, so today's is the same run"


def test_a_repeated_job_starts_again_when_its_time_is_past_and_its_finished_runs_go_after_a_day():
    every("tests.often", title="Pekerjaan berulang", minutes=5)(samples.greet.function)
    worker = Worker(clock=lambda: NOW)
    worker.beat()
    assert repeated_start(now=NOW + timedelta(minutes=4)) == []
    repeated_start(now=NOW + timedelta(minutes=5))
    runs = JobRun.objects.filter(name="tests.often")
    assert runs.count() == 1, "the first still waits"
    while worker.work_once():
        pass
    assert repeated_start(now=NOW + timedelta(minutes=5)) == ["tests.often"]
    assert runs.count() == 2
    from betang.kernel.jobs.jobs import runs_prune

    prune = prune_taken(job_start(runs_prune, actor=None, now=NOW))
    runs_prune(Run(prune, clock=lambda: NOW + timedelta(hours=25)))
    assert [row.status for row in runs] == ["waiting"]


def test_old_runs_starts_and_workers_are_forgotten(user, settings):
    from betang.kernel.jobs.jobs import runs_prune

    settings.BETANG_JOB_KEEP_DAYS = 30
    old, recent = NOW - timedelta(days=31), NOW - timedelta(days=29)
    for moment in (old, recent):
        run_now(
            job_start(samples.greet, actor=user, now=moment),
            clock=partial(datetime.fromtimestamp, moment.timestamp(), moment.tzinfo),
        )
        NightlyStart.objects.create(name="x", day=moment.date())
        worker_beat(f"w{moment.day}", started_at=moment, now=moment)
    waiting = job_start(samples.greet, actor=user, now=old)
    worker_beat("hidup", started_at=old, now=NOW)
    prune = job_start(runs_prune, actor=None, now=NOW)
    runs_prune(Run(prune_taken(prune), clock=lambda: NOW))
    assert {row.created_at for row in JobRun.objects.filter(status="done")} == {recent}
    assert JobRun.objects.filter(pk=waiting.pk).exists()
    assert [row.day for row in NightlyStart.objects.all()] == [recent.date()]
    assert [row.name for row in JobWorker.objects.all()] == ["hidup"]


def prune_taken(row: JobRun) -> JobRun:
    JobRun.objects.filter(pk=row.pk).update(status="running", attempts=1)
    row.refresh_from_db()
    return row
