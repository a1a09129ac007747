"""The audit trail: how fast entries are appended and 10,000 of them verified, on SQLite in a file of its own.

Runs in a process of its own with an empty database under var/bench/audit, so that no other benchmark meets it.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from bench.figures import Figure

_HOME = Path("var/bench/audit")
_ENTRIES, _SINGLE, _PEOPLE = 10_000, 300, 500
_NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


def run() -> Iterable[Figure]:
    """Yield all figures."""
    shutil.rmtree(_HOME, ignore_errors=True)
    env = {**os.environ, "BETANG_VAR": str(_HOME), "BETANG_MODE": "demo", "DATABASE_URL": ""}
    env["DJANGO_SETTINGS_MODULE"] = "betang.settings"
    done = subprocess.run([sys.executable, "-m", "bench.audit"], env=env, check=True, stdout=subprocess.PIPE)
    seconds = json.loads(done.stdout)
    yield Figure(name="one entry, committed", value=seconds["single"] * 1000 / _SINGLE, unit="ms", limit=10)
    yield Figure(name="10,000 entries in one transaction", value=seconds["many"], unit="s", limit=5)
    yield Figure(name="a chunk of 500 entries (bulk work holds the head that long)", value=seconds["chunk"] * 1000,
                 unit="ms", limit=200)  # fmt: skip
    yield Figure(name="10,300 entries verified, values and all", value=seconds["verify"], unit="s", limit=2)


def _inside() -> dict[str, float]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from betang.kernel.audit import Change, record, record_many
    from betang.kernel.audit.verification import examine

    call_command("migrate", verbosity=0)

    def change(number: int) -> Change:
        return Change(
            action="people.assignment_open",
            target=("people.assignment", str(number)),
            subject=UUID(int=number % _PEOPLE + 1),
            changes={"unit": (number, number + 1), "position": (None, "Analis"), "from_date": (None, _NOW.date())},
            reason="mutasi",
        )

    seconds: dict[str, float] = {}
    start = time.perf_counter()
    with transaction.atomic():
        record_many([change(number) for number in range(_ENTRIES - 500)], actor=None, now=_NOW)
    middle = time.perf_counter()
    with transaction.atomic():
        record_many([change(number) for number in range(500)], actor=None, now=_NOW)
    seconds |= {"many": time.perf_counter() - start, "chunk": time.perf_counter() - middle}
    start = time.perf_counter()
    for number in range(_SINGLE):
        one = change(number)
        with transaction.atomic():
            record(actor=None, action=one.action, target=one.target, subject=one.subject, changes=one.changes, now=_NOW)
    seconds["single"] = time.perf_counter() - start
    start = time.perf_counter()
    report = examine()
    seconds["verify"] = time.perf_counter() - start
    assert report.finding is None, report.finding
    assert (report.entries, report.values) == (_ENTRIES + _SINGLE, _ENTRIES + _SINGLE)
    return seconds


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_inside()))
