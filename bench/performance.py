"""Performance at the size of a city: opening a year for 6,000 people, freezing its quarters, and the pages; SQLite.

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
_ROUNDS = 40
_USERS = ("pegawai", "atasan", "kepala", "bkpsdm", "sekda", "walikota", "auditor")


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
    yield from _frozen()
    for name, (milliseconds, cpu, queries, size) in sorted(_apart("pages").items()):
        yield Figure(name=f"{name}: p95", value=milliseconds, unit="ms", limit=60)
        yield Figure(name=f"{name}: CPU", value=cpu, unit="ms")
        yield Figure(name=f"{name}: queries", value=queries, unit="", limit=12)
        yield Figure(name=f"{name}: HTML", value=size, unit="kB", limit=200)


def _frozen() -> Iterable[Figure]:
    """Yield what freezing a quarter of everybody costs, the third one while somebody else saves."""
    _apart("rate")
    for number in ("1", "2", "3"):
        beside = _beside() if number == "3" else None
        frozen = _apart("freeze", number)
        words = f"{frozen['sent']} evaluations frozen and sent, quarter {number}"
        yield Figure(name=f"{words}: CPU", value=frozen["cpu"], unit="s", limit=10)
        yield Figure(name=f"{words}: longest chunk", value=frozen["chunk"], unit="ms", limit=200)
        yield Figure(name=f"{words}: longest chunk, CPU", value=frozen["busy"], unit="ms", limit=200)
        if beside:
            saved = json.loads(beside.communicate("\n")[0])
            yield Figure(
                name=f"{saved['number']} saves beside it: longest", value=saved["longest"], unit="ms", limit=500
            )


def _beside() -> "subprocess.Popen[str]":
    """Start a process that saves until it is told to stop."""
    command = [sys.executable, "-m", "bench.performance", "save"]
    made = subprocess.Popen(command, env=_env(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert made.stdout is not None
    made.stdout.readline()
    return made


def city_with_evaluations(home: Path) -> None:
    """Make a city of 6,000 people whose first quarter of 2026 was rated, frozen and sent; for other benchmarks."""
    shutil.rmtree(home, ignore_errors=True)
    for part in (("seed",), ("open", "triwulan"), ("rate",), ("freeze", "1")):
        _apart(*part, home=home)


def _env(home: Path = _HOME) -> dict[str, str]:
    env = {**os.environ, "BETANG_VAR": str(home), "BETANG_MODE": "demo", "DATABASE_URL": "", "STATIC_COLLECTED": ""}
    return {**env, "DJANGO_SETTINGS_MODULE": "betang.settings"}


def _apart(*part: str, home: Path = _HOME) -> dict[str, Any]:
    """Run one part in a process of its own."""
    command = [sys.executable, "-m", "bench.performance", *part]
    done = subprocess.run(command, env=_env(home), check=True, stdout=subprocess.PIPE)
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
    from betang.kernel.settling import settle
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
    settle()
    run: JobRun = jobs.cycle_start(actor=actor, year=year, rhythm=rhythm, approach="kuantitatif", today=_DAY, now=_NOW)
    start = time.process_time()
    run_now(run)
    opened = time.process_time() - start
    cycle = Cycle.objects.get(year=year)
    start = time.process_time()
    run_now(jobs.plans_start(actor=actor, cycle=cycle, now=_NOW))
    again = time.process_time() - start
    return {"cpu": opened, "chunk": max(chunks), "again": again, "plans": Plan.objects.filter(cycle=cycle).count()}


def _rate() -> dict[str, Any]:
    """Fill the plans of 2026 and let every rater rate the quarters that are over; nothing is sent."""
    from django.db import transaction

    from betang.people.seed.chance import stream
    from betang.performance.models import Cycle
    from betang.performance.queries.cycles import periods_of
    from betang.performance.seed import evaluations, plans
    from betang.performance.seed.load import moment

    cycle = Cycle.objects.get(year=2026)
    with transaction.atomic():
        plans.load(cycle=cycle, seed=1, day=_DAY, morning=moment)
        year = evaluations.Year(evaluations.results_of(cycle), {}, stream(1, "bench"))
        for period in periods_of(cycle)[:3]:
            evaluations.rate(period, year, done=True, now=_NOW)
            evaluations.achieve(period, year.chance, now=_NOW)
    return {}


def _freeze(number: str) -> dict[str, Any]:
    """Freeze a quarter as the job does, with the gap that a worker leaves between two chunks."""
    from betang.kernel.accounts.models import User
    from betang.kernel.jobs.run import Run
    from betang.kernel.settling import settle
    from betang.performance import jobs_closing
    from betang.performance.models import Period

    period = Period.objects.select_related("cycle").get(cycle__year=2026, number=int(number))
    actor = User.objects.get(username="bkpsdm")
    chunks: list[float] = []
    busy: list[float] = []
    close: Callable[..., Any] = jobs_closing.__dict__["evaluations_close"]

    def timed(**arguments: Any) -> Any:
        start, begun = time.perf_counter(), time.process_time()
        found = close(**arguments)
        chunks.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - begun) * 1000)
        return found

    jobs_closing.__dict__["evaluations_close"] = timed
    settle()
    row = jobs_closing.period_close_start(actor=actor, period=period, now=_NOW)
    type(row).objects.filter(pk=row.pk).update(status="running", attempts=1)
    row.refresh_from_db()
    run = Run(row, breath=0.02)
    start = time.process_time()
    jobs_closing.close_period(run, **row.args)
    spent = time.process_time() - start
    type(row).objects.filter(pk=row.pk).update(status="done")
    return {"cpu": spent, "chunk": max(chunks), "busy": max(busy), "sent": run.state["sent"]}


def _save() -> dict[str, Any]:
    """Save something small again and again until a line comes; return how many times, and how long the longest took."""
    import select

    from betang.kernel.accounts.models import User
    from betang.kernel.notices.actions import digest_choose

    actor = User.objects.get(username="pegawai")
    times: list[float] = []
    print(flush=True)
    while not select.select([sys.stdin], [], [], 0.01)[0]:
        start = time.perf_counter()
        digest_choose(actor=actor, wanted=len(times) % 2 == 0)
        times.append((time.perf_counter() - start) * 1000)
    return {"number": len(times), "longest": max(times)}


def _pages() -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from betang.kernel.accounts.models import User
    from betang.kernel.settling import settle

    addresses = (
        "/kinerja/siklus/", "/kinerja/siklus/2026/", "/kinerja/siklus/2025/", "/kinerja/siklus/2026/pantau/sepakat/",
        "/kinerja/siklus/2026/pantau/evaluasi-3/", "/kinerja/siklus/2026/pantau/capaian_unit-3/", "/tim/evaluasi/",
        "/kinerja/evaluasi/", "/keberatan/", "/kinerja/", "/kinerja/kontribusi/", "/tim/", "/kinerja/pohon/",
    )  # fmt: skip
    found: dict[str, Any] = {}
    for username in _USERS:
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(username=username))
        for address in addresses:
            first = client.get(address)
            if first.status_code != 200:
                continue  # not for this role
            settle()  # as the web server does at its start
            times, begun = [], time.process_time()
            for _number in range(_ROUNDS):
                start = time.perf_counter()
                client.get(address)
                times.append((time.perf_counter() - start) * 1000)
            spent = (time.process_time() - begun) * 1000 / _ROUNDS
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            found[f"{username} {address}"] = (
                statistics.quantiles(times, n=20)[18], spent, len(asked), len(first.content) / 1000
            )  # fmt: skip
    return found


if __name__ == "__main__":
    import django

    django.setup()
    parts: dict[str, Callable[..., dict[str, Any]]] = {
        "seed": _seed, "open": _open, "rate": _rate, "freeze": _freeze, "save": _save, "pages": _pages
    }  # fmt: skip
    print(json.dumps(parts[sys.argv[1]](*sys.argv[2:])))
