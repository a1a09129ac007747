"""Residents at the door: tracking pages and submissions with a photo, over HTTP on loopback, two web processes.

Runs on a tiny city under var/bench/load (SQLite, or DATABASE_URL). Drafts and sessions are laid out first; then each
submission uploads a photo of about 300 kB (1600 x 1200, made anew and encrypted) and sends the request: two posts.
Everything sent is counted again in the database: none lost, none doubled. The client runs on the same cores.
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
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.figures import Figure

_HOME = Path("var/bench/load")
_NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
_PORT = 8399
_DRAFTS, _LOOKS, _AT_ONCE = 400, 4000, 8
_TOKEN = "b" * 32  # a form's token: any 32 letters, as long as cookie and form agree
_ANSWERS = {
    "pelapor": "sendiri", "nama": "Warga Contoh", "nik": "6271994412900001", "no_kk": "6271990101200002",
    "sebab": "hilang", "kelurahan": "menteng", "kabar": "tidak",
}  # fmt: skip


def run() -> Iterable[Figure]:
    """Yield all figures."""
    shutil.rmtree(_HOME, ignore_errors=True)
    _HOME.mkdir(parents=True)
    env = {**os.environ, "BETANG_VAR": str(_HOME), "BETANG_MODE": "demo", "DJANGO_SETTINGS_MODULE": "betang.settings"}
    env |= {
        "WEB_CONCURRENCY": "2",
        "BETANG_BEHIND_PROXY": "1",
        "PORT": str(_PORT),
        "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
    }
    for command in (["-m", "django", "migrate", "-v0"], ["-m", "django", "collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, *command], env=env, check=True)
    laid = json.loads(_apart("lay", env))
    web = [sys.executable, "-m", "gunicorn", "--config=python:betang.kernel.http.gunicorn", "betang.wsgi:application"]
    server = subprocess.Popen(
        [*web, f"--bind=127.0.0.1:{_PORT}", "--log-level=error"], env=env, stderr=subprocess.DEVNULL
    )
    try:
        _wait()
        photo = _photo()
        times, errors, seconds = _all(lambda session: _submission(session, photo), laid)
        found = json.loads(_apart("count", env))
        yield Figure(name=f"submissions, photo of {len(photo) // 1000} kB: rate", value=len(laid) / seconds, unit="/s",
                     limit=40, at_least=True)  # fmt: skip
        yield Figure(name="submissions: p95", value=_p95(times), unit="ms", limit=200)
        yield Figure(name="submissions: errors", value=errors, unit="", limit=0)
        yield Figure(name="submissions: lost", value=len(laid) - found["sent"], unit="", limit=0)
        yield Figure(name="submissions: doubled", value=found["doubled"], unit="", limit=0)
        wanted = [laid[place % len(laid)] for place in range(_LOOKS)]
        times, errors, seconds = _all(_look, wanted)
        yield Figure(name="tracking page: rate", value=_LOOKS / seconds, unit="/s", limit=300, at_least=True)
        yield Figure(name="tracking page: p95", value=_p95(times), unit="ms", limit=200)
        yield Figure(name="tracking page: errors", value=errors, unit="", limit=0)
    finally:
        server.terminate()
        server.wait(30)


def _apart(what: str, env: dict[str, str]) -> str:
    """Do something with the database in a process of its own; return its last line."""
    command = [sys.executable, "-m", "bench.load", what]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1]


def _lay() -> list[dict[str, str]]:
    """Lay out drafts that lack their photo, each held by a session of its own."""
    from django.contrib.sessions.backends.db import SessionStore

    from betang.services.actions.drafts import draft_begin
    from betang.services.content import WRITTEN, answers_put
    from betang.services.models import Channel
    from betang.services.passes import PASSES
    from betang.services.reading import packaged

    definition, found = packaged()["kk-hilang-rusak"], []
    for number in range(_DRAFTS):
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


def _photo() -> bytes:
    """Make a photo as a phone does: 1600 x 1200, about 300 kB."""
    import numpy as np
    from PIL import Image

    grain = np.random.default_rng(1).integers(150, 250, (200, 267, 3), dtype=np.uint8)
    out = BytesIO()
    Image.fromarray(grain).resize((1600, 1200), Image.Resampling.BICUBIC).save(out, "JPEG", quality=84)
    return out.getvalue()


def _wait() -> None:
    """Wait until the server answers."""
    for _try in range(120):
        try:
            if _ask(http.client.HTTPConnection("127.0.0.1", _PORT, timeout=2), "GET", "/-/sehat") == 200:
                return
        except OSError:
            pass
        time.sleep(0.25)
    raise RuntimeError("The server does not answer.")


def _ask(
    line: http.client.HTTPConnection, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> int:
    """Ask and read the answer to its end; return its status."""
    line.request(method, path, body, headers or {})
    answer = line.getresponse()
    answer.read()
    return answer.status


def _who(one: dict[str, str]) -> dict[str, str]:
    return {"Cookie": f"sessionid={one['session']}; csrftoken={_TOKEN}", "X-Forwarded-For": one["address"]}


def _submission(one: dict[str, str], photo: bytes) -> list[tuple[float, bool]]:
    """Upload the photo and send the request."""
    line, edge = http.client.HTTPConnection("127.0.0.1", _PORT, timeout=60), "betangbench"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{_TOKEN}\r\n--{edge}\r\n'
    head += 'Content-Disposition: form-data; name="berkas"; filename="foto.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    body = head.encode() + photo + f"\r\n--{edge}--\r\n".encode()
    form = urlencode({"csrfmiddlewaretoken": _TOKEN}).encode()
    upload = {**_who(one), "Content-Type": f"multipart/form-data; boundary={edge}"}
    sending = {**_who(one), "Content-Type": "application/x-www-form-urlencoded"}
    start = time.perf_counter()
    kept = _ask(line, "POST", f"/permohonan/{one['uid']}/dokumen/surat_hilang/", body, upload)
    middle = time.perf_counter()
    sent = _ask(line, "POST", f"/permohonan/{one['uid']}/periksa/", form, sending)
    end = time.perf_counter()
    line.close()
    return [(middle - start, kept == 302), (end - middle, sent == 302)]


def _look(one: dict[str, str]) -> list[tuple[float, bool]]:
    """Open the tracking page."""
    line = http.client.HTTPConnection("127.0.0.1", _PORT, timeout=60)
    start = time.perf_counter()
    status = _ask(line, "GET", f"/lacak/{one['uid']}/", headers=_who(one))
    line.close()
    return [(time.perf_counter() - start, status == 200)]


def _all(
    act: Callable[[dict[str, str]], list[tuple[float, bool]]], wanted: Sequence[dict[str, str]]
) -> tuple[list[float], int, float]:
    """Act for all, some at once; return the milliseconds of each answer, the errors, and the seconds of the whole."""
    start = time.perf_counter()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = [answer for found in pool.map(act, wanted) for answer in found]
    seconds = time.perf_counter() - start
    return [took * 1000 for took, _well in answers], sum(not well for _took, well in answers), seconds


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _main(what: str) -> None:
    import django

    django.setup()
    found: Any = _lay() if what == "lay" else _count()
    print(json.dumps(found))


if __name__ == "__main__":
    _main(sys.argv[1])
