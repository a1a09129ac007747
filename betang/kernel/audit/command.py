"""The command `betang audit`: is the audit trail whole? And: the database was restored on purpose, begin a new witness.

Django and the database are loaded when the command runs, so that `betang --help` stays as quick as it was.
"""

import argparse
import os
import sys


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang audit` with its commands."""
    parser = subparsers.add_parser(
        "audit", help="memeriksa jejak audit", description="Perintah untuk jejak audit di basis data."
    )
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    verify = commands.add_parser(
        "verify",
        help="memeriksa keutuhan seluruh jejak audit",
        description="Memeriksa setiap catatan, nilai di sampingnya, ujung yang bersegel, dan berkas saksi. Keluar 0 "
        "bila semuanya utuh, 1 dengan catatan pertama yang tidak utuh, 2 bila pemeriksaan tidak dapat dijalankan.",
    )
    verify.set_defaults(func=run_verify)
    renew = commands.add_parser(
        "renew-witness",
        help="menerima basis data yang sengaja dipulihkan ke keadaan lama",
        description="Menyisihkan berkas saksi lama, memulai yang baru, dan mencatatnya dalam jejak audit. Keluar 0 "
        "bila berhasil, 2 bila saksi cocok, jejak audit sendiri tidak utuh, atau alasannya kurang.",
    )
    renew.add_argument(
        "--reason", required=True, metavar="ALASAN", help="mengapa basis data dipulihkan, mulai 10 huruf"
    )
    renew.set_defaults(func=run_renew)


def run_verify(options: argparse.Namespace) -> int:
    """Check the whole trail; 0 whole, 1 with the first bad entry on stderr, 2 when it cannot be checked."""
    _start()
    from django.db import DatabaseError

    from betang.kernel.audit.verification import examine
    from betang.kernel.crypto.keyring import KeyFileError

    try:
        report = examine()
    except (DatabaseError, KeyFileError) as error:
        sys.stderr.write(f"Pemeriksaan tidak dapat dijalankan: {error}\n")
        return 2
    if report.finding:
        sys.stderr.write(f"{report.finding.kind} {report.finding.seq}: {report.finding.sentence}\n")
        return 1
    sys.stdout.write(
        f"Utuh: {report.entries} catatan, {report.values} nilai cocok, {report.erased} nilai sudah dimusnahkan.\n"
        f"Sidik catatan terakhir: {report.head}\n"
    )
    if report.entries and not report.witnessed:
        sys.stderr.write("Catatan: berkas saksi belum ada; pengembalian ke keadaan lama tidak akan terlihat.\n")
    return 0


def run_renew(options: argparse.Namespace) -> int:
    """Accept a restored database; 0 when done, 2 with a sentence on stderr when refused."""
    _start()
    from django.db import DatabaseError
    from django.utils import timezone

    from betang.kernel.audit.actions import witness_renew
    from betang.kernel.crypto.keyring import KeyFileError
    from betang.kernel.errors import DomainError

    try:
        witness_renew(reason=options.reason, now=timezone.now())
    except (DatabaseError, DomainError, KeyFileError, OSError) as error:
        sys.stderr.write(f"Tidak ada yang diubah: {error}\n")
        return 2
    sys.stdout.write("Berkas saksi lama disisihkan sebagai bukti; saksi baru dimulai dan dicatat dalam jejak audit.\n")
    return 0


def _start() -> None:
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")
    if not apps.ready:
        django.setup()
