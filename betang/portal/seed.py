"""The command `betang seed`: fills an empty database with the demo city, module after module.

Each module that has something to show adds its part to PARTS: a Python module with `load(*, size, seed, day)`, which
reads what the parts before it wrote. All stand in one transaction: the demo city is there as a whole or not at all.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from typing import Any

SIZES = ("tiny", "small", "city")
PARTS = (
    "betang.people.seed.load",
    "betang.services.seed.load",
    "betang.services.seed.skills",
    "betang.performance.seed.load",
)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang seed`."""
    parser = subparsers.add_parser(
        "seed",
        help="memuat kota contoh ke basis data yang kosong (mode demo atau development)",
        description="Memuat kota contoh: susunan yang sungguhan, orang rekaan. Ukuran, benih, dan tanggal yang sama "
        "menghasilkan isi yang sama. Keluar 0 bila berhasil, 2 bila ditolak; yang ditolak tidak mengubah apa pun.",
    )
    parser.add_argument(
        "--size", choices=SIZES, default="small", help="60, sekitar 300, atau 6.000 orang (baku: small)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="benih undian nama dan riwayat (baku: 1)")
    parser.add_argument(
        "--on", type=_day, metavar="TTTT-BB-HH", help="hari yang dianggap hari ini (baku: tanggal sekarang)"
    )
    parser.add_argument("--if-empty", action="store_true", help="tidak berbuat apa-apa bila basis data sudah berisi")
    parser.set_defaults(func=run_seed)


def run_seed(options: argparse.Namespace) -> int:
    """Load the demo city; 0 when it is there, 2 with a sentence when it is refused."""
    _start()
    from django.db import DatabaseError
    from django.utils import timezone

    from betang.people.seed.load import SeedRefusedError, is_empty

    try:
        if options.if_empty and not is_empty():
            _say("Basis data sudah berisi; kota contoh tidak dimuat lagi.")
        else:
            seed(size=options.size, number=options.seed, day=options.on or timezone.localdate())
            _say(f"Kota contoh ukuran {options.size} sudah dimuat.")
    except (SeedRefusedError, ValueError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    except DatabaseError as error:
        sys.stderr.write(f"Basis data tidak dapat dipakai ({error}); jalankan migrasi lebih dahulu.\n")
        return 2
    _show_accounts()
    return 0


def seed(*, size: str, number: int, day: date) -> list[Any]:
    """Load all parts of a demo city, all or nothing; return what each part gives. SeedRefusedError, ValueError."""
    from django.db import transaction

    from betang.people.seed.catalogue import Size

    found: list[Any] = []
    with collector_paused(), transaction.atomic():
        for name in PARTS:
            load: Callable[..., Any] = import_module(name).load
            found.append(load(size=Size(size), seed=number, day=day))
    return found


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let the garbage collector rest: it would walk all rows of a large city again and again, and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _show_accounts() -> None:
    """Print the demo accounts, in demo mode only: elsewhere nobody should sign in with a known password."""
    from betang.kernel.accounts.demo import DEMO_PASSWORD, demo_accounts

    accounts = demo_accounts()
    if accounts:
        _say(f"Akun contoh, kata sandi semuanya {DEMO_PASSWORD}:")
    for account in accounts:
        _say(f"  {account.username:<12} {account.who}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 2026-11-24") from None


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _start() -> None:
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")
    if not apps.ready:
        django.setup()
