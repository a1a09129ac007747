"""Performance at the size of a city: opening a year for 6,000 people, and the pages of its calendar; SQLite.

Runs in processes of its own with a database under var/bench/performance. CPU is that of the working process alone.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.figures import Figure

_HOME = Path("var/bench/performance")
_DAY = date(2026, 11, 24)
_NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
_ROUNDS = 20
_USERS = ("pegawai", "kepala", "bkpsdm")


def run() -> Iterable[Figure]:
    """Yield all figures."""
    shutil.rmtree(_HOME, ignore_errors=True)
    _apart("seed")
    for rhythm in ("triwulan", "bulanan"):
        opened = _apart("open", rhythm)
        words = f"cycle opened for {opened['plans']} plans, {rhythm}"
        yield Figure(name=f"{words}: CPU", value=opened["cpu"], unit="s", limit=5)
        yield Figure(name=f"{words}: longest chunk", value=opened["chunk"], unit="ms", limit=500)
        yield Figure(name=f"{words}: run again, CPU", value=opened["again"], unit="s", limit=5)
    for name, (milliseconds, queries, size) in sorted(_apart("pages").items()):
        yield Figure(name=f"{name}: p95", value=milliseconds, unit="ms", limit=60)
        yield Figure(name=f"{name}: queries", value=queries, unit="", limit=12)
        yield Figure(name=f"{name}: HTML", value=size, unit="kB", limit=200)


def _apart(*part: str) -> dict[str, Any]:
    """Run one part in a process of its own."""
    env = {**os.environ, "BETANG_VAR": str(_HOME), "BETANG_MODE": "demo", "DATABASE_URL": "", "STATIC_COLLECTED": ""}
    env["DJANGO_SETTINGS_MODULE"] = "betang.settings"
    command = [sys.executable, "-m", "bench.performance", *part]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _seed() -> dict[str, Any]:
    from betang.people.seed.catalogue import Size
    from betang.people.seed.load import load

    _migrate()
    load(size=Size.CITY, seed=1, day=_DAY)
    return {}


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _open(rhythm: str) -> dict[str, Any]:
    """Open a year as the job does, then once more when nothing is left to do."""
    from betang.kernel.accounts.models import User
    from betang.kernel.jobs import JobRun, run_now
    from betang.performance import jobs
    from betang.performance.actions import plans_open
    from betang.performance.models import Cycle, Plan

    actor = User.objects.get(username="bkpsdm")
    year = {"triwulan": 2026, "bulanan": 2025}[rhythm]
    chunks: list[float] = []
    bring: Callable[..., Any] = plans_open.plans_bring

    def timed(**arguments: Any) -> Any:
        start = time.perf_counter()
        found = bring(**arguments)
        chunks.append((time.perf_counter() - start) * 1000)
        return found

    jobs.__dict__["plans_bring"] = timed
    run: JobRun = jobs.cycle_start(actor=actor, year=year, rhythm=rhythm, approach="kuantitatif", today=_DAY, now=_NOW)
    start = time.process_time()
    run_now(run)
    opened = time.process_time() - start
    cycle = Cycle.objects.get(year=year)
    start = time.process_time()
    run_now(jobs.plans_start(actor=actor, cycle=cycle, now=_NOW))
    again = time.process_time() - start
    return {"cpu": opened, "chunk": max(chunks), "again": again, "plans": Plan.objects.filter(cycle=cycle).count()}


def _pages() -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from betang.kernel.accounts.models import User

    addresses = (
        "/kinerja/siklus/", "/kinerja/siklus/2026/", "/kinerja/siklus/2025/", "/kinerja/siklus/2026/pantau/sepakat/",
        "/kinerja/siklus/2026/pantau/evaluasi-3/", "/kinerja/siklus/2026/pantau/capaian_unit-3/",
    )  # fmt: skip
    found: dict[str, Any] = {}
    for username in _USERS:
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(username=username))
        for address in addresses:
            first = client.get(address)
            if first.status_code != 200:
                continue  # not for this role
            times = []
            for _number in range(_ROUNDS):
                start = time.perf_counter()
                client.get(address)
                times.append((time.perf_counter() - start) * 1000)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            found[f"{username} {address}"] = (
                statistics.quantiles(times, n=20)[18], len(asked), len(first.content) / 1000
            )  # fmt: skip
    return found


if __name__ == "__main__":
    import django

    django.setup()
    parts: dict[str, Callable[..., dict[str, Any]]] = {"seed": _seed, "open": _open, "pages": _pages}
    print(json.dumps(parts[sys.argv[1]](*sys.argv[2:])))
