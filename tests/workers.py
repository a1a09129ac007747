"""Real worker processes for tests, on a database that they reach: started, waited for, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections

from betang.kernel.jobs import JobRun
from tests.health.sources import ROOT
from tests.kernel.jobs import samples

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
def spawner() -> tuple[str, str]:
    """Name the module that makes workers, and the seconds they leave between two chunks."""
    return "tests.kernel.jobs.spawner", "0"


@pytest.fixture
def start(database: str, spawner: tuple[str, str], tmp_path: Path, settings) -> Iterator[Start]:
    """Start worker processes; all are gone when the test ends."""
    settings.BETANG_JOB_ATTEMPTS = 20  # a busy machine may let a short lease run out, which is no failure here
    env = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "betang.settings",
        "BETANG_MODE": "demo", "BETANG_VAR": str(tmp_path), "BETANG_KEYS": str(django_settings.BETANG_KEYS),
        "DATABASE_URL": database, "BETANG_JOB_LEASE_SECONDS": "0.3", "BETANG_JOB_POLL_SECONDS": "0.02",
        "BETANG_JOB_BREATH_SECONDS": spawner[1],
    }  # fmt: skip
    command = [sys.executable, "-m", spawner[0]]
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
