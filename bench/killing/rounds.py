"""Residents, officers and a worker at work over HTTP until one of their servers is killed; then again, and to the end.

Every request goes the whole way: a photo, sending, six steps by two people, SIAK's document, delivery, download. In
every second round the steps are held for a second: servers and workers die with steps that wait or are being taken.
"""

import http.client
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from io import BytesIO
from random import Random
from typing import Any

from bench import door
from bench.killing import whole
from bench.killing.forking import Forks, forker

AT_ONCE = 4
WINDOW_SECONDS, DELAY_SECONDS = 0.6, 0.03
PATIENCE_SECONDS = 60
_GOOD = {200, 302, 409}  # handed out, done, refused with a sentence: "it changed meanwhile", "it is being recorded"
_SERVICE, _PAPER = "kk-hilang-rusak", "surat_hilang"
_ANSWERS = {
    "pelapor": "sendiri", "nama": "Warga Contoh", "nik": "6271994412900001", "no_kk": "6271990101200002",
    "sebab": "hilang", "kelurahan": "menteng", "kabar": "surel", "surel": "warga@contoh.example",
}  # fmt: skip
_STEPS = {"DIAJUKAN": ("VERIFIKASI", 0), "VERIFIKASI": ("PROSES", 0), "PROSES": ("VALIDASI", 0),
          "VALIDASI": ("TTE", 1), "TTE": ("TERBIT", 1), "TERBIT": ("DIKIRIM", 0)}  # fmt: skip
"""From which state to which, by the officer (0) or the verifier (1)."""

Door = dict[str, str]


@dataclass
class Ground:
    """Where it happens: the port, who may work (sessions of officer and verifier), the requests, what went wrong."""

    port: int
    staff: Sequence[Door]
    residents: dict[str, Door] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    deaths: int = 0  # servers that were killed while answers were awaited


def rounds(ground: Ground, *, env: Mapping[str, str], now: datetime, count: int, seed: int, each: int) -> None:
    """Kill `count` times, `each` new requests before each time; then let everything be finished. Fills `ground`."""
    chance = Random(seed)
    with forker(env, now) as forks:
        for number in range(count):
            _lay(ground, each, now)
            pids = _begin(ground, forks, number, hold=number % 2)
            doomed = chance.choice([pids[:1], pids[1:], pids])
            _work(ground, WINDOW_SECONDS, presses=chance.randrange(each * 5), delay=chance.uniform(0, DELAY_SECONDS),
                  die=partial(forks.kill, *doomed))  # fmt: skip
            forks.kill(*pids)
            ground.wrong += [f"round {number}: {words}" for words in whole.problems()]
        pids = _begin(ground, forks, count, hold=0)
        _work(ground, PATIENCE_SECONDS + len(ground.residents))
        forks.kill(*pids)
    ground.wrong += [f"end: {words}" for words in (*whole.problems(), *_unfinished())]
    ground.wrong += ["end: files without a row"] if whole.left_on_disk() else []


def session_of(user: Any, address: str) -> Door:
    """Sign somebody in; return what a browser of theirs sends along."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {"session": client.cookies["sessionid"].value, "address": address}


def _lay(ground: Ground, each: int, now: datetime) -> None:
    """Lay out drafts that lack their photo, each held by a browser of its own."""
    from django.contrib.sessions.backends.db import SessionStore

    from betang.services.actions.drafts import draft_begin
    from betang.services.content import WRITTEN, answers_put
    from betang.services.models import Channel
    from betang.services.passes import PASSES
    from betang.services.reading import packaged

    for _number in range(each):
        row = draft_begin(user=None, definition=packaged()[_SERVICE], channel=Channel.ONLINE, now=now).request
        answers_put(row, _ANSWERS)
        row.save(update_fields=WRITTEN)
        session = SessionStore()
        session[PASSES] = [str(row.uid)]
        session.save()
        place = len(ground.residents)
        address = f"10.1.{place // 250}.{place % 250 + 1}"
        ground.residents[str(row.uid)] = {"session": str(session.session_key), "address": address}


def _begin(ground: Ground, forks: Forks, minute: int, *, hold: int) -> list[int]:
    pids = [forks.start("web", port=ground.port, minute=minute, hold=hold), forks.start("worker", minute=minute)]
    door.wait(ground.port)
    return pids


def _work(
    ground: Ground, seconds: float, *, presses: int = -1, delay: float = 0, die: Callable[[], None] | None = None
) -> None:
    """Press what is to be pressed next, some at once, for some seconds.

    Somebody dies, if somebody is to, a moment after so many presses: while answers are awaited.
    """
    end, pressed = time.monotonic() + seconds, 0
    acts: dict[Future[int], str] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while time.monotonic() < end:
            for uid, act in _next(ground, set(acts.values())):
                acts[pool.submit(_press, ground, act)] = uid
                pressed += 1
            if die and pressed > presses:
                break
            if not acts and not die and not _unfinished():
                return
            if not acts:
                time.sleep(0.02)  # all that is left waits to be taken
            done, _open = wait(acts, timeout=max(0.0, min(end - time.monotonic(), 0.05)), return_when=FIRST_COMPLETED)
            ground.wrong += [f"answer {each.result()}" for each in done if each.result() not in {*_GOOD, 0}]
            for each in done:
                del acts[each]
        if die:
            time.sleep(delay)
            ground.deaths += not all(each.done() for each in acts)
            die()


def _next(ground: Ground, busy: set[str]) -> Iterator[tuple[str, "_Act"]]:
    """Give what is to be pressed next on requests that nobody acts on, the furthest first; one query each round."""
    from betang.services.models import Request

    found = Request.objects.filter(uid__in=ground.residents, held__isnull=True).exclude(state="SELESAI")
    rows = found.prefetch_related("attachments", "results").order_by("-revision", "pk")[: AT_ONCE * 2]
    for row in [row for row in rows if str(row.uid) not in busy][: AT_ONCE - len(busy)]:
        yield str(row.uid), _act(ground, row)


@dataclass(frozen=True, slots=True)
class _Act:
    """One press: by whom, where, with which fields or which file."""

    who: Door
    path: str
    file: bytes = b""
    name: str = "berkas"
    fields: Mapping[str, str] = field(default_factory=dict)


def _act(ground: Ground, row: Any) -> _Act:
    resident, desk = ground.residents[str(row.uid)], f"/loket/{row.uid}/"
    if row.state == "DRAF":
        if not row.attachments.all():
            return _Act(resident, f"/permohonan/{row.uid}/dokumen/{_PAPER}/", door.photo(width=480))
        return _Act(resident, f"/permohonan/{row.uid}/periksa/")
    if row.state == "DIKIRIM":
        return _Act(resident, f"/lacak/{row.uid}/unduh/")
    if row.state == "TTE" and not row.results.all():
        return _Act(ground.staff[0], f"{desk}hasil/", _document(), "hasil-file")
    to, who = _STEPS[row.state]
    return _Act(ground.staff[who], f"{desk}langkah/{to.lower()}/", fields={"seen": str(row.revision)})


def _press(ground: Ground, act: _Act) -> int:
    """Press; return the status of the answer, 0 when none came."""
    line = http.client.HTTPConnection("127.0.0.1", ground.port, timeout=PATIENCE_SECONDS)
    try:
        if act.file:
            return door.upload(line, act.who, act.path, act.file, field=act.name)
        return door.post(line, act.who, act.path, **act.fields)
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


def _document() -> bytes:
    import pikepdf

    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page()
    made.save(out)
    return out.getvalue()


def _unfinished() -> list[str]:
    """Say what did not come to its end although nobody was killed any more."""
    from betang.services.models import HeldStep, Request

    rows = Request.objects.exclude(state="SELESAI")
    return [f"{row} stays {row.state}" for row in rows] + [f"held: {held}" for held in HeldStep.objects.all()]
