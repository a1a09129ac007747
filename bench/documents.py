"""Papers of evaluations, issued and packed by the worker's job for a whole unit: unsigned and with the development key.

Runs in processes of its own on a city of 6,000 people under var/bench/documents. What counts is the whole job: reading
the data, setting PDF/A-3a + PDF/UA-1, signing, encrypting, register, audit trail and zip file. The rates are those of
the clock, so they need a quiet machine of two cores; CPU says the same on a busy one.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.performance import city_with_evaluations

_HOME = Path("var/bench/documents")
_NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
_PEOPLE = 300  # in the unit, at least
_RATES = {"none": 60, "development": 15}


def run() -> Iterable[Figure]:
    """Yield all figures."""
    city_with_evaluations(_HOME)
    for signature, rate in _RATES.items():
        found = _apart(signature)
        words = f"{found['papers']} papers, signature {signature}"
        yield Figure(name=f"{words}: rate", value=found["rate"], unit="/s", limit=rate, at_least=True)
        yield Figure(name=f"{words}: CPU each", value=found["cpu"], unit="ms", limit=2000 / rate)
        yield Figure(name=f"{words}: longest transaction", value=found["chunk"], unit="ms", limit=200)
        yield Figure(name=f"{words}: size each", value=found["size"], unit="kB")
        yield Figure(name=f"{words}: asked again, CPU each", value=found["again"], unit="ms")


def _apart(signature: str) -> dict[str, Any]:
    env = {**os.environ, "BETANG_VAR": str(_HOME), "BETANG_MODE": "demo", "DATABASE_URL": "", "STATIC_COLLECTED": ""}
    env |= {"DJANGO_SETTINGS_MODULE": "betang.settings", "BETANG_SIGNATURE": signature}
    command = [sys.executable, "-m", "bench.documents"]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _bundled() -> dict[str, float]:
    """Do the job for a unit as the worker does, with its gaps, and once more when every paper stands already."""
    from django.db.models import Avg

    from betang.kernel.accounts.models import User
    from betang.kernel.documents import actions
    from betang.kernel.documents.models import Document
    from betang.kernel.jobs.run import Run
    from betang.kernel.settling import settle
    from betang.performance import jobs_papers
    from betang.performance.models import Period

    period = Period.objects.select_related("cycle").get(cycle__year=2026, number=1)
    actor = User.objects.get(username="bkpsdm")
    chunks: list[float] = []
    keep = actions.__dict__["_keep"]

    def timed(*arguments: Any, **named: Any) -> None:
        start = time.perf_counter()
        keep(*arguments, **named)
        chunks.append((time.perf_counter() - start) * 1000)

    def once() -> tuple[float, float]:
        row = jobs_papers.bundle_start(actor=actor, unit=_unit(period), cycle=period.cycle, period=period, now=_NOW)
        type(row).objects.filter(pk=row.pk).update(status="running", attempts=1)
        row.refresh_from_db()
        clock, cpu = time.perf_counter(), time.process_time()
        jobs_papers.bundle_papers(Run(row, breath=0.02), **row.args)
        spent = time.perf_counter() - clock, time.process_time() - cpu
        type(row).objects.filter(pk=row.pk).update(status="done")
        return spent

    actions.__dict__["_keep"] = timed
    settle()
    before = Document.objects.count()
    clock, cpu = once()
    papers = Document.objects.count() - before
    size = Document.objects.order_by("-pk")[:papers].aggregate(size=Avg("file__size"))["size"] / 1000
    again = once()[1] * 1000 / papers
    return {"papers": papers, "rate": papers / clock, "cpu": cpu * 1000 / papers, "chunk": max(chunks), "size": size,
            "again": again}  # fmt: skip


def _unit(period: Any) -> Any:
    """Find the smallest unit that has enough people who were evaluated."""
    from betang.people.models import Unit
    from betang.performance.papers.bundling import sent_in

    found = [(sent_in(unit, period).count(), unit) for unit in Unit.objects.order_by("-path")]
    return min((pair for pair in found if pair[0] >= _PEOPLE), key=lambda pair: pair[0])[1]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_bundled()))
