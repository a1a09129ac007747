"""Real worker processes: killed in the middle, several at once, asked to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections, transaction
from django.utils import timezone

from betang.kernel.jobs import JobRun, job_start
from betang.kernel.jobs.models import JobWorker
from tests.health.sources import ROOT
from tests.kernel.jobs import samples

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
CHUNKS = 8
Start = Callable[[], int]


def wait_for(what: Callable[[], object], *, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """Give the address of a database that other processes reach, and use it; SQLite's tests run in memory."""
    given = connection.settings_dict
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(samples.MARKS)
        yield f"postgres://{given['USER']}:{given['PASSWORD']}@{quote(given['HOST'], safe='')}/{given['NAME']}"
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE job_marks")
        return
    file = tmp_path / "jobs.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    ours = connections["default"]
    connections["default"] = type(ours)({**given, "NAME": str(file)}, "default")
    with connection.cursor() as cursor:
        cursor.execute(samples.MARKS)
    yield f"sqlite:///{file}"
    connections["default"].close()
    connections["default"] = ours


@pytest.fixture
def start(database: str, tmp_path: Path, settings) -> Iterator[Start]:
    """Start worker processes; all are gone when the test ends."""
    settings.BETANG_JOB_ATTEMPTS = 20  # a busy machine may let a short lease run out, which is no failure here
    env = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "betang.settings",
        "BETANG_MODE": "demo", "BETANG_VAR": str(tmp_path), "BETANG_KEYS": str(django_settings.BETANG_KEYS),
        "DATABASE_URL": database, "BETANG_JOB_LEASE_SECONDS": "0.3", "BETANG_JOB_POLL_SECONDS": "0.02",
        "BETANG_JOB_BREATH_SECONDS": "0",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.kernel.jobs.spawner"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,
    )  # fmt: skip
    wanted, given = process.stdin, process.stdout
    assert wanted is not None
    assert given is not None

    def spawn() -> int:
        wanted.write("worker\n")
        wanted.flush()
        return int(given.readline())

    try:
        yield spawn
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def status(run: JobRun) -> str:
    return JobRun.objects.values_list("status", flat=True).get(pk=run.pk)


def test_the_job_of_a_killed_worker_is_taken_up_again_without_losing_or_doubling_a_row(start):
    for seed in range(5):
        kill_and_compare(start, Random(seed))


def kill_and_compare(start: Start, chance: Random) -> None:
    """Kill a worker in the middle of a run at a random moment; another one must end it, each chunk once."""
    run = job_start(samples.chunks_write, actor=None, args={"chunks": CHUNKS, "seconds": 0.01}, now=timezone.now())
    killed, written = start(), chance.randrange(CHUNKS)
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
