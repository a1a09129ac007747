"""Workers killed a hundred times, at random moments of opening, collecting, freezing and issuing; SQLite.

Each round begins with the same database, in which one run waits. A worker takes it and is killed by SIGKILL at a moment
drawn from the time that an undisturbed run took; another worker ends it. Then every table must hold as many rows as
after the undisturbed run (nothing lost, nothing doubled) and the audit trail and the evaluations must verify. Rows of
the jobs themselves are left out. `BETANG_BENCH_KILLS` (default 100) is the number of rounds, `BETANG_BENCH_SEED` draws
other moments.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure

_HOME = Path("var/bench/killed")
_DATABASE = _HOME / "work.sqlite3"
_WITNESS = _HOME / "audit.head"  # goes along: it would tell of a trail that was cut
_DAY = date(2026, 11, 24)
_NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
_ROUNDS = int(os.environ.get("BETANG_BENCH_KILLS", "100"))
_SEED = int(os.environ.get("BETANG_BENCH_SEED", "1"))
_CHUNKS = {"jobs": 20, "jobs_evidence": 20, "jobs_closing": 15, "jobs_papers": 2}  # small, so that there are many
_PEOPLE = 12  # in the unit whose papers are issued, at least
_PATIENCE = 120  # seconds
_run: list[Any] = []  # the run of each stage so far; the last one is killed


def run() -> Iterable[Figure]:
    """Yield all figures."""
    shutil.rmtree(_HOME, ignore_errors=True)
    env = {**os.environ, "BETANG_VAR": str(_HOME), "BETANG_MODE": "demo", "BETANG_SIGNATURE": "none"}
    env |= {"BETANG_WITNESS": str(_WITNESS.resolve())}
    env |= {"DATABASE_URL": f"sqlite:///{_DATABASE.resolve()}", "DJANGO_SETTINGS_MODULE": "betang.settings"}
    env |= {"BETANG_JOB_LEASE_SECONDS": "0.5", "BETANG_JOB_POLL_SECONDS": "0.02"}
    done = subprocess.run([sys.executable, "-m", "bench.killed"], env=env, check=True, stdout=subprocess.PIPE)
    for name, found in json.loads(done.stdout.splitlines()[-1]).items():
        words = f"{name}: of {found['rounds']} killed in the middle"
        yield Figure(name=words, value=found["killed"], unit="", limit=found["rounds"] // 2, at_least=True)
        yield Figure(name=f"{name}: lost or doubled rows, or a broken trail", value=found["wrong"], unit="", limit=0)


def _inside() -> dict[str, Any]:
    import django
    import time_machine

    django.setup()
    from django.core.management import call_command

    found: dict[str, Any] = {}
    with time_machine.travel(_NOW):
        call_command("migrate", verbosity=0)
        chance = random.Random(_SEED)
        with _workers() as start:
            for place, (name, before) in enumerate(_stages()):
                rounds = _ROUNDS // 4 + (place < _ROUNDS % 4)
                found[name] = _rounds(rounds, before, start, chance)
    return found


def _stages() -> Iterator[tuple[str, Path]]:
    """Give databases in which one run waits, in the order of the year; what is given may be changed meanwhile."""
    from betang.kernel.accounts.models import User
    from betang.kernel.jobs import run_now
    from betang.people.seed.catalogue import Size
    from betang.people.seed.load import load
    from betang.performance import jobs, jobs_closing, jobs_evidence, jobs_papers
    from betang.performance.models import Cycle
    from betang.performance.queries.cycles import periods_of

    load(size=Size.SMALL, seed=1, day=_DAY)
    actor = User.objects.get(username="bkpsdm")
    run = jobs.cycle_start(
        actor=actor, year=2026, rhythm="triwulan", approach="kuantitatif", today=_DAY, now=_NOW
    )  # fmt: skip
    yield "opening", _kept("opening")
    run_now(run)
    cycle = Cycle.objects.get(year=2026)
    _rate(cycle)
    _facts()
    run = jobs_evidence.evidence_start(actor=actor, now=_NOW)
    yield "collecting", _kept("collecting")
    run_now(run)
    first = next(period for period in periods_of(cycle) if period.number == 1)
    run = jobs_closing.period_close_start(actor=actor, period=first, now=_NOW)
    yield "freezing", _kept("freezing")
    run_now(run)
    jobs_papers.bundle_start(actor=actor, unit=_unit(first), cycle=cycle, period=first, now=_NOW)
    yield "issuing", _kept("issuing")


def _rate(cycle: Any) -> None:
    """Fill the plans and let every rater rate the first quarter; nothing is sent."""
    from django.db import transaction

    from betang.people.seed.chance import stream
    from betang.performance.queries.cycles import periods_of
    from betang.performance.seed import evaluations, plans
    from betang.performance.seed.load import moment

    with transaction.atomic():
        plans.load(cycle=cycle, seed=1, day=_DAY, morning=moment)
        year = evaluations.Year(evaluations.results_of(cycle), {}, stream(1, "bench"))
        for period in periods_of(cycle)[:1]:
            evaluations.rate(period, year, done=True, now=_NOW)
            evaluations.achieve(period, year.chance, now=_NOW)


def _facts() -> None:
    """Give everybody a fact, and every indicator a measure of it."""
    from betang.kernel.accounts.models import User
    from betang.ledger.actions.sources import source_register
    from betang.ledger.actions.taking import facts_take
    from betang.ledger.drafts import Draft
    from betang.ledger.fact_kinds import COUNT
    from betang.people.models import Employee
    from betang.performance.models import Indicator

    actor = User.objects.get(username="admin")
    source = source_register(
        actor=actor, uri="/bench", name="Bench", allowed=[COUNT.name], days=30, token="x" * 40, now=_NOW
    )  # fmt: skip
    nips = Employee.objects.exclude(nip=None).values_list("nip", flat=True)
    moment = _NOW - timedelta(days=20)
    drafts = [
        Draft(event_id=nip, kind=COUNT.name, nip=nip, happened_at=moment, data={"jumlah": 4}) for nip in nips if nip
    ]
    facts_take(actor=None, source=source, drafts=drafts, now=_NOW)
    Indicator.objects.update(measure={"kind": COUNT.name, "how": "sum", "field": "jumlah"})


def _unit(period: Any) -> Any:
    from betang.people.models import Unit
    from betang.performance.papers.bundling import sent_in

    found = [(sent_in(unit, period).count(), unit) for unit in Unit.objects.order_by("-path")]
    return min((pair for pair in found if pair[0] >= _PEOPLE), key=lambda pair: pair[0])[1]


def _kept(name: str) -> Path:
    """Put the database and its witness aside as they are; the last connection to close leaves one file."""
    from django.db import connection

    from betang.kernel.jobs import JobRun

    _run.append(JobRun.objects.get(status="waiting").pk)
    connection.close()
    folder = _HOME / name
    folder.mkdir()
    for file in (_DATABASE, _WITNESS):
        shutil.copy(file, folder / file.name)
    return folder


def _rounds(rounds: int, before: Path, start: Callable[[], int], chance: random.Random) -> dict[str, int]:
    """Run once undisturbed, then again and again with a killed worker; afterwards the database is as it was."""
    seconds = _round(before, start)
    expected = _rows()
    killed = wrong = 0
    for _number in range(rounds):
        _round(before, start, dies=chance.uniform(0, seconds))
        killed += _attempts() > 1
        rows, problems = _rows(), _problems()
        other = {name: (count, rows[name]) for name, count in expected.items() if rows[name] != count}
        if other or problems:
            print(before.name, other, problems, file=sys.stderr)
            wrong += 1
    _placed(before)
    return {"rounds": rounds, "killed": killed, "wrong": wrong}


def _round(before: Path, start: Callable[[], int], *, dies: float | None = None) -> float:
    """Let workers do the run that waits; the first dies some seconds after it took it. Return how long it took."""
    _placed(before)
    worker, begun = start(), time.monotonic()
    _wait(lambda: _status() != "waiting")
    taken = time.monotonic()
    if dies is not None:
        time.sleep(dies)
        os.kill(worker, signal.SIGKILL)
        worker = start()
    _wait(lambda: _status() in {"done", "failed"})
    took = time.monotonic() - (taken if dies is None else begun)
    os.kill(worker, signal.SIGKILL)
    _wait(lambda: not _alive(worker))
    return took


def _placed(before: Path) -> None:
    from django.db import connection

    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{_DATABASE}{ending}").unlink(missing_ok=True)
    for file in (_DATABASE, _WITNESS):
        shutil.copy(before / file.name, file)


def _status() -> str:
    from betang.kernel.jobs import JobRun

    return str(JobRun.objects.get(pk=_run[-1]).status)


def _attempts() -> int:
    from betang.kernel.jobs import JobRun

    return int(JobRun.objects.get(pk=_run[-1]).attempts)


def _rows() -> dict[str, int]:
    """Count the rows of every table but those of the jobs."""
    from django.apps import apps

    tables = {model for model in apps.get_models() if model._meta.app_label not in {"jobs", "django_tasks_database"}}
    return {model._meta.label: model._base_manager.count() for model in tables}


def _problems() -> list[str]:
    """Say what does not verify: the trail, a frozen evaluation, an issued paper."""
    from betang.kernel.audit import verification as trail
    from betang.kernel.crypto.files import file_check
    from betang.kernel.documents.models import Document
    from betang.performance.queries.verification import verify

    found = [str(problem) for problem in (trail.verify(), verify().difference) if problem is not None]
    for row in Document.objects.select_related("file"):
        file_check(row.file)
    status = _status()
    return found if status == "done" else [*found, status]


def _wait(what: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def _workers() -> Iterator[Callable[[], int]]:
    """Give what starts a worker: a process that loaded everything and forks, which is quicker than to begin anew."""
    command = [sys.executable, "-m", "bench.killed", "workers"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    wanted, given = process.stdin, process.stdout
    assert wanted is not None
    assert given is not None

    def start() -> int:
        wanted.write("worker\n")
        wanted.flush()
        return int(given.readline())

    try:
        yield start
    finally:
        wanted.close()
        process.wait()


def _serve() -> None:
    """Fork a worker for every line that comes. Each begins a minute later: the lease of the dead one has run out."""
    import django
    import time_machine

    django.setup()
    from betang.kernel.jobs import registry
    from betang.kernel.jobs.worker import Worker
    from betang.performance import jobs, jobs_closing, jobs_evidence, jobs_papers

    known = (jobs.open_cycle, jobs_evidence.collect_evidence, jobs_closing.close_period, jobs_papers.bundle_papers)
    registry._jobs.clear()
    registry._jobs.update({job.name: job for job in known})
    for module in (jobs, jobs_evidence, jobs_closing, jobs_papers):
        module.__dict__["CHUNK"] = _CHUNKS[module.__name__.rpartition(".")[2]]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not waited for
    for number, _line in enumerate(iter(sys.stdin.readline, "")):
        pid = os.fork()
        if pid == 0:
            time_machine.travel(_NOW + timedelta(minutes=number)).start()
            Worker().work()
            os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["workers"]:
        _serve()
    else:
        print(json.dumps(_inside()))
