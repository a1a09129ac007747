"""The command `betang keys`: make, add, rotate, check and retire keys of encryption.

Django and the database are loaded only by what needs them, so that `betang --help` stays as quick as it was.
"""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from betang.kernel import environment
from betang.kernel.crypto import keyfile
from betang.kernel.crypto.keys import PERMANENT, KeyFileError, Purpose


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang keys` with its commands."""
    parser = subparsers.add_parser(
        "keys",
        help="membuat, menambah, merotasi, dan memeriksa kunci enkripsi",
        description="Perintah untuk berkas kunci dan data terenkripsi. Keluar 0 bila berhasil, 1 bila ada data yang "
        "tidak dapat dibuka, 2 bila perintah tidak dapat dijalankan.",
    )
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    init = _command(commands, "init", _init, "membuat berkas kunci pada pemasangan baru")
    init.add_argument(
        "--lost", action="store_true", help="buat juga bila basis data sudah memuat data terenkripsi: data itu hilang"
    )
    add = _command(commands, "add", _add, "menambah kunci baru, yang langsung dipakai untuk data baru")
    add.add_argument("purpose", choices=[purpose.value for purpose in Purpose], metavar="KEGUNAAN", help=_purposes())
    _command(commands, "rotate", _rotate, "mengenkripsi ulang semua data dengan kunci terbaru; aman diulang")
    check = _command(commands, "check", _check, "membuka semua data terenkripsi dan menghitungnya per kunci")
    check.add_argument("--files", action="store_true", help="baca juga isi setiap berkas sampai habis")
    retire = _command(commands, "retire", _retire, "mengeluarkan kunci lama yang tidak dipakai lagi dari berkas kunci")
    retire.add_argument("key", metavar="KUNCI", help="nama kunci, seperti yang dicetak oleh betang keys check")


def _purposes() -> str:
    return f"salah satu dari {', '.join(Purpose)}"


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.set_defaults(func=lambda options: _guarded(run, options))
    return parser


def _guarded(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command; what stops it becomes a sentence and exit code 2."""
    try:
        return run(options)
    except KeyFileError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.strerror}: {error.filename}")
    except Exception as error:
        from django.db import DatabaseError

        if not isinstance(error, DatabaseError):
            raise
        return _refuse(f"Basis data tidak dapat dipakai: {error}")


def _init(options: argparse.Namespace) -> int:
    path = _path()
    if path.exists():
        return _refuse(f"Berkas kunci {path} sudah ada dan tidak diubah.")
    if not options.lost and _holds_encrypted():
        return _refuse(
            "Basis data sudah memuat data terenkripsi. Pulihkan berkas kunci dari cadangannya. "
            "Bila kunci benar-benar hilang, data itu pun hilang: baca docs/operations/keys.md, lalu jalankan: "
            "betang keys init --lost"
        )
    if not keyfile.create(path, now=datetime.now(UTC)):
        return _refuse(f"Berkas kunci {path} sudah ada dan tidak diubah.")
    _say(f"Berkas kunci dibuat: {path}", "Cadangkan sekarang, terpisah dari cadangan basis data.")
    return 0


def _add(options: argparse.Namespace) -> int:
    key = keyfile.add(_path(), Purpose(options.purpose), now=datetime.now(UTC))
    _say(f"Kunci baru: {key.id}", "Cadangkan berkas kunci sekarang, sebelum data memakainya.")
    if key.purpose not in PERMANENT:
        _say("Data lama tetap memakai kunci lama sampai: betang keys rotate")
    return 0


def _rotate(options: argparse.Namespace) -> int:
    _start()
    from betang.kernel.crypto.rotation import rotate

    tables = {done.name: done for done in rotate()}
    for done in tables.values():
        _say(f"{done.name}: {done.rewritten} baris dienkripsi ulang")
    return _told([problem for done in tables.values() for problem in done.problems])


def _check(options: argparse.Namespace) -> int:
    _start()
    from betang.kernel.crypto.checking import check

    if problem := keyfile.problem(_path()):
        return _refuse(problem)
    checked = list(check(contents=options.files))
    for table in checked:
        counts = ", ".join(f"{count} dengan {key}" for key, count in sorted(table.by_key.items())) or "kosong"
        stale = f"; {table.stale_indexes} indeks pencarian tidak cocok" if table.stale_indexes else ""
        _say(f"{table.name}: {counts}{stale}")
    if old := sum(table.old for table in checked):
        _say(f"{old} nilai belum memakai kunci terbaru. Jalankan: betang keys rotate")
    return _told([problem for table in checked for problem in table.problems])


def _retire(options: argparse.Namespace) -> int:
    ring = keyfile.load(_path())
    key = next((key for key in ring if key.id == options.key), None)
    if key is None:
        return _refuse(f"Kunci {options.key} tidak ada di berkas kunci.")
    if key == ring.current(key.purpose):
        return _refuse(f"Kunci {key.id} sedang dipakai untuk data baru. Tambah dahulu: betang keys add {key.purpose}")
    if key.purpose in PERMANENT:
        return _refuse(f"Kunci {key.id} menjaga jejak audit dan tidak boleh dikeluarkan.")
    _start()
    from betang.kernel.crypto.checking import in_use

    if count := in_use(key):
        return _refuse(f"Masih ada {count} nilai yang memerlukan kunci lama. Jalankan: betang keys rotate")
    keyfile.remove(_path(), key)
    _say(f"Kunci {key.id} dikeluarkan. Simpan cadangannya selama masih ada cadangan basis data dari masa kunci itu.")
    return 0


def _holds_encrypted() -> bool:
    """Tell whether the database holds what only a lost key file opens; a database not made yet holds nothing."""
    _start()
    from django.db import DatabaseError

    from betang.kernel.crypto.inventory import anything_encrypted

    try:
        return anything_encrypted()
    except DatabaseError:
        return False


def _path() -> Path:
    """Return the key file: the settings' when Django runs already (as in a test), else the environment's."""
    from django.conf import settings

    if settings.configured:
        return Path(settings.BETANG_KEYS)
    return environment.keys_file(environment.var_folder())


def _start() -> None:
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")
    if not apps.ready:
        django.setup()


def _told(problems: list[str]) -> int:
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2
