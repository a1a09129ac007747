"""Web servers and workers killed a hundred times while residents and officers work over HTTP; SQLite.

What must hold after each death says `bench.killing.whole`; at the end all comes to its end. `BETANG_BENCH_KILLS`
(default 100) is the number of deaths, `BETANG_BENCH_SEED` draws other moments.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.figures import Figure

_HOME = Path("var/bench/killed_services")
_DAY = date(2026, 11, 24)
_NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
_PORT = 8397
_ROUNDS = int(os.environ.get("BETANG_BENCH_KILLS", "100"))
_SEED = int(os.environ.get("BETANG_BENCH_SEED", "1"))
_EACH = 3  # new requests a round


def run() -> Iterable[Figure]:
    """Yield all figures."""
    shutil.rmtree(_HOME, ignore_errors=True)
    env = {**os.environ, "BETANG_VAR": str(_HOME.resolve()), "BETANG_MODE": "demo", "DATABASE_URL": ""}
    env |= {"DJANGO_SETTINGS_MODULE": "betang.settings"}
    done = subprocess.run([sys.executable, "-m", "bench.killed_services"], env=env, check=True, stdout=subprocess.PIPE)
    found = json.loads(done.stdout.splitlines()[-1])
    yield Figure(name="deaths of web server, worker or both", value=_ROUNDS, unit="")
    yield Figure(name="of them while an answer was awaited", value=found["deaths"], unit="", limit=_ROUNDS // 2,
                 at_least=True)  # fmt: skip
    yield Figure(name="requests sent, worked on, delivered and fetched", value=found["requests"], unit="")
    yield Figure(name="half or double, lost, left over, or a broken trail", value=found["wrong"], unit="", limit=0)


def _inside() -> dict[str, Any]:
    import django
    import time_machine

    django.setup()
    from django.core.management import call_command

    from bench.killing.rounds import Ground, rounds, session_of
    from betang.kernel.accounts.models import User
    from betang.people.seed.catalogue import Size
    from betang.people.seed.load import load

    with time_machine.travel(_NOW):
        call_command("migrate", verbosity=0)
        load(size=Size.SMALL, seed=1, day=_DAY)
        staff = [session_of(User.objects.get(username=name), "10.2.0.1") for name in ("petugas", "verifikator")]
        ground = Ground(_PORT, staff)
        rounds(ground, env=os.environ, now=_NOW, count=_ROUNDS, seed=_SEED, each=_EACH)
    print(*ground.wrong, sep="\n", file=sys.stderr)
    return {"deaths": ground.deaths, "requests": len(ground.residents), "wrong": len(ground.wrong)}


if __name__ == "__main__":
    print(json.dumps(_inside()))
