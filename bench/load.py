"""Residents at the door: tracking pages and submissions with a photo, over HTTP on loopback, two web processes; SQLite.

Runs with a database under var/bench/load. Drafts and sessions are laid out first; then each submission uploads a photo
of about 300 kB (1600 x 1200, made anew and encrypted) and sends the request: two posts. Everything sent is counted in
the database: none lost, none doubled. The client runs on the same cores.

Two ways of coming, since they measure different things. *Eight at once*: each begins the next submission when the last
is answered, so that the rate is the most the server can do, and every answer takes about eight times what one needs.
*40 a second*: they come at set moments whether or not the server keeps up, as people do, and the time of an answer is
counted from the moment at which it was due: a server that falls behind cannot hide it.
"""

import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.door import Web, ask, photo, post, upload, web, who
from bench.figures import Figure

_HOME = Path("var/bench/load")
_NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
_PORT = 8399
_AT_ONCE, _PACED, _WARM = 400, 800, 32
_LOOKS, _CLIENTS, _RATE = 4000, 8, 40
_ANSWERS = {
    "pelapor": "sendiri", "nama": "Warga Contoh", "nik": "6271994412900001", "no_kk": "6271990101200002",
    "sebab": "hilang", "kelurahan": "menteng", "kabar": "tidak",
}  # fmt: skip

_One = dict[str, str]
_Times = list[tuple[float, bool]]


def run(database: str = "") -> Iterable[Figure]:
    """Yield all figures; `database` is an address for DATABASE_URL, SQLite without."""
    shutil.rmtree(_HOME, ignore_errors=True)
    _HOME.mkdir(parents=True)
    env = {**os.environ, "BETANG_VAR": str(_HOME), "BETANG_MODE": "demo", "DJANGO_SETTINGS_MODULE": "betang.settings"}
    env |= {"DATABASE_URL": database}
    for command in (["-m", "django", "migrate", "-v0"], ["-m", "django", "collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, *command], env=env, check=True)
    laid = json.loads(_apart("lay", env))
    with web(env, port=_PORT) as server:
        _at_once(_submit, laid[:_WARM])  # a server that just started imports and prepares on its first requests
        yield from _submissions(server, laid[_WARM:])
        found = json.loads(_apart("count", env))
        yield Figure(name="submissions: lost", value=len(laid) - found["sent"], unit="", limit=0)
        yield Figure(name="submissions: doubled", value=found["doubled"], unit="", limit=0)
        yield from _tracking(server, laid)


def _submissions(server: Web, laid: Sequence[_One]) -> Iterable[Figure]:
    """Submit some of them eight at once, the others at the pace that is asked for."""
    before, closed = server.cpu(), laid[:_AT_ONCE]
    times, errors, seconds = _at_once(_submit, closed)
    cpu = (server.cpu() - before) / len(closed) * 1000
    name = f"submissions, {len(photo()) // 1000} kB, 8 at once: rate"
    yield Figure(name=name, value=len(closed) / seconds, unit="/s", limit=_RATE, at_least=True)
    yield Figure(name="submissions, 8 at once: p95 of an answer", value=_p95(times), unit="ms", limit=200)
    yield Figure(name="submissions, 8 at once: CPU of the server for each", value=cpu, unit="ms")
    paced = laid[_AT_ONCE:]
    times, late, seconds = _at_pace(paced)
    yield Figure(name="submissions at 40/s: rate", value=len(paced) / seconds, unit="/s", limit=39, at_least=True)
    yield Figure(name="submissions at 40/s: p95 of an answer", value=_p95(times), unit="ms", limit=200)
    yield Figure(name="submissions: errors", value=errors + late, unit="", limit=0)


def _tracking(server: Web, laid: Sequence[_One]) -> Iterable[Figure]:
    before = server.cpu()
    times, errors, seconds = _at_once(_look, [laid[place % len(laid)] for place in range(_LOOKS)])
    cpu = (server.cpu() - before) / _LOOKS * 1000
    yield Figure(name="tracking page: rate", value=_LOOKS / seconds, unit="/s", limit=300, at_least=True)
    yield Figure(name="tracking page: p95", value=_p95(times), unit="ms", limit=200)
    yield Figure(name="tracking page: CPU of the server for each", value=cpu, unit="ms")
    yield Figure(name="tracking page: errors", value=errors, unit="", limit=0)


def _apart(what: str, env: dict[str, str]) -> str:
    """Do something with the database in a process of its own; return its last line."""
    command = [sys.executable, "-m", "bench.load", what]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1]


def _lay() -> list[_One]:
    """Lay out drafts that lack their photo, each held by a session of its own."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from betang.services.actions.drafts import draft_begin
    from betang.services.content import WRITTEN, answers_put
    from betang.services.models import Channel
    from betang.services.passes import PASSES
    from betang.services.reading import packaged

    definition, found = packaged()["kk-hilang-rusak"], []
    with transaction.atomic():
        for number in range(_WARM + _AT_ONCE + _PACED):
            row = draft_begin(user=None, definition=definition, channel=Channel.ONLINE, now=_NOW).request
            answers_put(row, _ANSWERS)
            row.save(update_fields=WRITTEN)
            session = SessionStore()
            session[PASSES] = [str(row.uid)]
            session.save()
            # Limits count visitors by their address: each has one of their own, as behind a proxy.
            address = f"10.0.{number // 250}.{number % 250 + 1}"
            found.append({"uid": str(row.uid), "session": str(session.session_key), "address": address})
    return found


def _count() -> dict[str, int]:
    """Count what was sent, and what stands twice."""
    from django.db.models import Count

    from betang.services.models import Event, Request

    sent = Request.objects.filter(state="DIAJUKAN", number__isnull=False, attachments__replaced_at__isnull=True)
    twice = Event.objects.values("request", "state").annotate(n=Count("pk")).filter(n__gt=1).count()
    return {"sent": sent.distinct().count(), "doubled": twice}


def _submit(one: _One, due: float | None = None) -> _Times:
    """Upload the photo and send the request; the first answer was due to begin at a moment."""
    line = http.client.HTTPConnection("127.0.0.1", _PORT, timeout=60)
    start = due or time.perf_counter()
    kept = upload(line, one, f"/permohonan/{one['uid']}/dokumen/surat_hilang/", photo())
    middle = time.perf_counter()
    sent = post(line, one, f"/permohonan/{one['uid']}/periksa/")
    end = time.perf_counter()
    line.close()
    return [(middle - start, kept == 302), (end - middle, sent == 302)]


def _look(one: _One) -> _Times:
    """Open the tracking page."""
    line = http.client.HTTPConnection("127.0.0.1", _PORT, timeout=60)
    start = time.perf_counter()
    status = ask(line, "GET", f"/lacak/{one['uid']}/", headers=who(one))
    line.close()
    return [(time.perf_counter() - start, status == 200)]


def _at_once(act: Callable[[_One], _Times], wanted: Sequence[_One]) -> tuple[list[float], int, float]:
    """Act for all, eight at once; return the milliseconds of each answer, the errors, and the seconds of the whole."""
    start = time.perf_counter()
    with ThreadPoolExecutor(_CLIENTS) as pool:
        times, errors = _told(pool.map(act, wanted))
    return times, errors, time.perf_counter() - start


def _at_pace(wanted: Sequence[_One]) -> tuple[list[float], int, float]:
    """Submit all at set moments, 40 a second; returned is what `_at_once` returns."""
    with ThreadPoolExecutor(_RATE * 2) as pool:
        start, futures = time.perf_counter() + 0.1, []
        for place, one in enumerate(wanted):
            due = start + place / _RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            futures.append(pool.submit(_submit, one, due))
        times, errors = _told(future.result() for future in futures)
    return times, errors, time.perf_counter() - start


def _told(found: Iterable[_Times]) -> tuple[list[float], int]:
    answers = [answer for each in found for answer in each]
    return [took * 1000 for took, _well in answers], sum(not well for _took, well in answers)


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _main(what: str) -> None:
    import django

    django.setup()
    found: Any = _lay() if what == "lay" else _count()
    print(json.dumps(found))


if __name__ == "__main__":
    _main(sys.argv[1])
