"""Public services at the size of a city: 40,000 requests loaded, the queue, the board, the page of one request; SQLite.

Runs in processes of its own with a database under var/bench/services. A page's time is that of the whole request in one
process, middleware and template included, without a network; CPU is that of the process alone.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from bench.figures import Figure

_HOME = Path("var/bench/services")
_DAY = date(2026, 11, 24)
_NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
_ROUNDS = 60  # a p95 of few rounds is their maximum
_PAGES = (("petugas", "desk_queue"), ("verifikator", "desk_queue"), ("kepala", "service_board"), ("kepala", "sharing"))


def run() -> Iterable[Figure]:
    """Yield all figures."""
    shutil.rmtree(_HOME, ignore_errors=True)
    seed = _apart("seed")
    yield Figure(name=f"{seed['requests']} requests loaded, CPU", value=seed["cpu"], unit="s", limit=8)
    for name, (milliseconds, cpu, queries) in sorted(_apart("pages").items()):
        yield Figure(
            name=f"{name}: p95",
            value=milliseconds,
            unit="ms",
            limit=60 if "desk_queue" in name or "board" in name else None,
        )
        yield Figure(name=f"{name}: CPU", value=cpu, unit="ms")
        yield Figure(name=f"{name}: queries", value=queries, unit="", limit=12)


def _apart(part: str) -> dict[str, Any]:
    """Run one part in a process of its own."""
    env = {**os.environ, "BETANG_VAR": str(_HOME), "BETANG_MODE": "demo", "DATABASE_URL": "", "STATIC_COLLECTED": ""}
    env["DJANGO_SETTINGS_MODULE"] = "betang.settings"
    command = [sys.executable, "-m", "bench.services", part]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _seed() -> dict[str, Any]:
    """Load the people of a city, then its requests; only these are timed."""
    from django.core.management import call_command
    from django.db import transaction

    from betang.people.seed.catalogue import Size
    from betang.people.seed.load import load as people
    from betang.portal.seed import collector_paused
    from betang.services.seed.load import load

    call_command("migrate", verbosity=0)
    with collector_paused(), transaction.atomic():
        people(size=Size.CITY, seed=1, day=_DAY)
        start = time.process_time()
        requests = load(size=Size.CITY, seed=1, day=_DAY)
        cpu = time.process_time() - start
    return {"cpu": cpu, "requests": requests}


def _pages() -> dict[str, Any]:
    from django.test import Client
    from django.urls import reverse

    import betang.wsgi  # noqa: F401 -- what a server does at its start is part of what is measured
    from betang.kernel.accounts.models import User
    from betang.services.models import Request

    found = {}
    with mock.patch("django.utils.timezone.now", return_value=_NOW):
        for username, page in _PAGES:
            client = Client(SERVER_NAME="localhost")
            client.force_login(User.objects.get(username=username))
            found[f"{username} {page}"] = _measured(client, reverse(page))
        row = Request.objects.order_by("-pk")[0]
        visitor = Client(SERVER_NAME="localhost")
        session = visitor.session
        session["services.passes"] = [str(row.uid)]
        session.save()
        found["visitor tracked"] = _measured(visitor, reverse("tracked", args=[row.uid]))
    return found


def _measured(client: Any, address: str) -> tuple[float, float, int]:
    """Return p95 in ms, the median of CPU in ms, and the number of queries of a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert client.get(address).status_code == 200  # what is kept for some minutes is reckoned here
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    queries = len(asked)  # now: the next request empties the list
    times, cpu = [], []
    for _round in range(_ROUNDS):
        start, busy = time.perf_counter(), time.process_time()
        client.get(address)
        times.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    return statistics.quantiles(times, n=20)[18], statistics.median(cpu), queries


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"seed": _seed, "pages": _pages}[sys.argv[1]]()))
