"""Real worker processes: killed in the middle, several at once, asked to stop."""

from __future__ import annotations

import os
import signal
import time
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone

from betang.kernel.jobs import JobRun, job_start
from betang.kernel.jobs.models import JobWorker
from tests.kernel.jobs import samples
from tests.workers import Start, alive, status, wait_for

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
CHUNKS = 8


def test_the_job_of_a_killed_worker_is_taken_up_again_without_losing_or_doubling_a_row(start):
    for seed in range(5):
        kill_and_compare(start, Random(seed))


def kill_and_compare(start: Start, chance: Random) -> None:
    """Kill a worker in the middle of a run at a random moment; another one must end it, each chunk once."""
    run = job_start(samples.chunks_write, actor=None, args={"chunks": CHUNKS, "seconds": 0.01}, now=timezone.now())
    killed, written = start(), chance.randrange(CHUNKS - 3)
    wait_for(lambda: len(samples.marks(run.pk)) >= written and status(run) != "waiting")
    time.sleep(chance.uniform(0, 0.01))
    os.kill(killed, signal.SIGKILL)
    assert status(run) == "running", "it was to be killed in the middle"
    survivor = start()
    wait_for(lambda: status(run) == "done")
    os.kill(survivor, signal.SIGTERM)
    done = samples.marks(run.pk)
    assert [chunk for chunk, _attempt, _pid in done] == list(range(CHUNKS))
    assert {pid for _chunk, _attempt, pid in done} <= {killed, survivor}
    assert done[-1][1:] == (JobRun.objects.get(pk=run.pk).attempts, survivor)
    assert done[-1][1] > 1
    wait_for(lambda: not alive(survivor))


def test_workers_at_once_never_share_a_run_and_start_the_night_once(start):
    pids = {start() for _ in range(3)}
    wait_for(lambda: JobWorker.objects.count() == 3)
    args = {"chunks": 2, "seconds": 0, "pause": 0.02}
    with transaction.atomic():
        runs = [job_start(samples.chunks_write, actor=None, args=args, now=timezone.now()) for _ in range(12)]
    wait_for(lambda: not JobRun.objects.exclude(status="done").exists() and JobRun.objects.count() == 13)
    found = [samples.marks(run.pk) for run in runs]
    for marks in found:
        assert [chunk for chunk, _attempt, _pid in marks] == [0, 1]
        assert len({pid for _chunk, _attempt, pid in marks}) == 1
    used = {pid for marks in found for _chunk, _attempt, pid in marks}
    assert used <= pids
    assert len(used) > 1
    assert JobRun.objects.filter(name="tests.night").count() == 1


def test_a_worker_asked_to_stop_puts_its_run_back_and_signs_off(start):
    run = job_start(samples.chunks_write, actor=None, args={"chunks": 10_000, "seconds": 0.005}, now=timezone.now())
    pid = start()
    wait_for(lambda: len(samples.marks(run.pk)) > 1)
    os.kill(pid, signal.SIGTERM)
    wait_for(lambda: not alive(pid))
    run.refresh_from_db()
    assert (run.status, run.attempts_allowed) == ("waiting", 21)
    assert run.state == {"next": len(samples.marks(run.pk))}
    assert not JobWorker.objects.exists()
