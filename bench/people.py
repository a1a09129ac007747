"""People at the size of a city: pages, the queries they ask, and 6,000 rows brought in from a spreadsheet; SQLite.

Runs in processes of its own with databases under var/bench/people. A page's time is that of the whole request in one
process, middleware and template included, without a network; the same addresses in the same order every time.
"""

import contextlib
import io
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

_HOME = Path("var/bench/people")
_DAY = date(2026, 11, 24)
_NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
_ROUNDS = 60  # a p95 of few rounds is their maximum
_ROWS = 6_000
_USERS = ("pegawai", "kepala", "bkpsdm", "auditor", "admin")


def run() -> Iterable[Figure]:
    """Yield all figures."""
    shutil.rmtree(_HOME, ignore_errors=True)
    seed = _apart("seed")
    yield Figure(name="demo city of 6,000 people, loaded", value=seed["seconds"], unit="s", limit=60)
    pages = _apart("pages")
    for name, (milliseconds, queries) in sorted(pages.items()):
        yield Figure(name=f"{name}: p95", value=milliseconds, unit="ms", limit=60)
        yield Figure(name=f"{name}: queries", value=queries, unit="", limit=12)
    brought = _apart("import")
    both = brought["check"] + brought["apply"]
    yield Figure(name="6,000 employees from xlsx, checked, checked again and applied", value=both, unit="s", limit=10)
    yield Figure(name="6,000 accounts made", value=brought["accounts"], unit="s", limit=10)


def _apart(part: str) -> dict[str, Any]:
    """Run one part in a process of its own."""
    home = _HOME / ("import" if part == "import" else "city")
    env = {**os.environ, "BETANG_VAR": str(home), "BETANG_MODE": "demo", "DATABASE_URL": "", "STATIC_COLLECTED": ""}
    env["DJANGO_SETTINGS_MODULE"] = "betang.settings"
    command = [sys.executable, "-m", "bench.people", part]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _seed() -> dict[str, Any]:
    from django.core.management import call_command

    from betang.cli import main

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):  # the accounts it names
        code = main(["seed", "--size", "city", "--on", _DAY.isoformat()])
    assert code == 0, code
    return {"seconds": time.perf_counter() - start}


def _pages() -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    import betang.wsgi  # noqa: F401 -- what a server does at its start is part of what is measured
    from betang.kernel.accounts.models import User
    from betang.people.models import Employee

    someone = [str(uid) for uid in Employee.objects.order_by("id").values_list("uid", flat=True)[:: _ROWS // _ROUNDS]]
    addresses: dict[str, Callable[[int], str]] = {
        "/beranda/": lambda _number: "/beranda/",
        "/pegawai/": lambda number: f"/pegawai/?h={number + 1}",
        "/pegawai/?q=": lambda number: f"/pegawai/?q={'aeiou'[number % 5]}",
        "/pegawai/<uid>/": lambda number: f"/pegawai/{someone[number % len(someone)]}/",
        "/pegawai/unit/": lambda _number: "/pegawai/unit/",
        "/pegawai/unit/disdukcapil/": lambda _number: "/pegawai/unit/disdukcapil/",
        "/pegawai/penyelarasan/": lambda _number: "/pegawai/penyelarasan/",
        "/pegawai/tim/": lambda _number: "/pegawai/tim/",
        "/cari/": lambda number: f"/cari/?q={'aeiou'[number % 5]}",
        "/audit/": lambda _number: "/audit/",
    }
    found: dict[str, Any] = {}
    for username in _USERS:
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(username=username))
        for name, address in addresses.items():
            if client.get(address(0)).status_code != 200:
                continue  # not for this role
            times = []
            for number in range(_ROUNDS):
                start = time.perf_counter()
                client.get(address(number))
                times.append((time.perf_counter() - start) * 1000)
            with CaptureQueriesContext(connection) as asked:
                client.get(address(1))
            found[f"{username} {name}"] = (statistics.quantiles(times, n=20)[18], len(asked))
    return found


def _import() -> dict[str, Any]:
    import xlsxwriter
    from django.core.management import call_command

    from betang.kernel.accounts.models import User
    from betang.people.actions.accounts import accounts_open
    from betang.people.actions.imports import import_apply, import_check
    from betang.people.models import Employee, ImportKind

    call_command("migrate", verbosity=0)
    actor = User.objects.create_user("bench")
    units = "kode,nama,jenis,induk\nkota,Kota,kota,\n" + "".join(f"dinas-{n},Dinas {n},dinas,kota\n" for n in range(30))
    posts = "kode,nama,jenis,unit,memimpin\n" + "".join(
        f"kepala-{n},Kepala {n},jpt_pratama,dinas-{n},ya\nstaf-{n},Staf {n},pelaksana,dinas-{n},\n" for n in range(30)
    )
    for kind, text in ((ImportKind.UNITS, units), (ImportKind.POSITIONS, posts)):
        run, _checked = import_check(
            actor=actor, content=io.BytesIO(text.encode()), name="x.csv", kind=kind, day=_DAY, now=_NOW
        )
        import_apply(actor=actor, run=run, now=_NOW)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["nip", "nama", "kedudukan", "golongan", "jabatan", "nik", "telepon", "surel", "alamat"])
        for number in range(_ROWS):
            day, serial = number % 28 + 1, number // 28 + 1
            post = f"kepala-{number}" if number < 30 else f"staf-{number % 30}"
            cells = [f"198001{day:02d}2005031{serial:03d}", f"Pegawai {number}", "pns", "III/a", post]
            nik = f"627199{day:02d}{number % 12 + 1:02d}80{number + 1:04d}"
            cells += [nik, f"0812{number:08d}", f"p{number}@contoh.example", f"Jalan {number}"]
            sheet.write_row(number + 1, 0, cells)
    out.seek(0)
    start = time.perf_counter()
    run, checked = import_check(
        actor=actor, content=out, name="pegawai.xlsx", kind=ImportKind.EMPLOYEES, day=_DAY, now=_NOW
    )
    middle = time.perf_counter()
    assert not checked.faults, checked.faults
    import_apply(actor=actor, run=run, now=_NOW)
    end = time.perf_counter()
    assert Employee.objects.count() == _ROWS
    made = accounts_open(actor=actor, day=_DAY, now=_NOW)
    assert made == _ROWS
    return {"check": middle - start, "apply": end - middle, "accounts": time.perf_counter() - end}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"seed": _seed, "pages": _pages, "import": _import}[sys.argv[1]]()))
