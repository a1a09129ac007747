"""The command `betang appraisals`: are all frozen evaluations still what was decided?

Django and the database are loaded when the command runs, so that `betang --help` stays quick.
"""

import argparse
import os
import sys


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang appraisals` with its commands."""
    parser = subparsers.add_parser(
        "appraisals", help="memeriksa evaluasi kinerja", description="Perintah untuk evaluasi kinerja di basis data."
    )
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    verify = commands.add_parser(
        "verify",
        help="menghitung ulang semua evaluasi yang sudah dibekukan",
        description="Menghitung ulang setiap evaluasi yang sudah dikirim dari masukan yang dibekukan dan "
        "membandingkannya dengan yang tersimpan. Keluar 0 bila semuanya cocok, 1 dengan perbedaan pertama, 2 bila "
        "pemeriksaan tidak dapat dijalankan.",
    )
    verify.set_defaults(func=run_verify)


def run_verify(options: argparse.Namespace) -> int:
    """Recompute everything; 0 when all fits, 1 with the first difference on stderr, 2 when it cannot be checked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.db import DatabaseError

    from betang.kernel.audit.sealing import ValuesAltered
    from betang.kernel.crypto.keyring import KeyFileError
    from betang.performance.queries.verification import verify

    try:
        found = verify()
    except (DatabaseError, KeyFileError) as error:
        sys.stderr.write(f"Pemeriksaan tidak dapat dijalankan: {error}\n")
        return 2
    except ValuesAltered as error:
        sys.stderr.write(f"Nilai pada jejak audit berubah (catatan {error}). Jalankan: betang audit verify\n")
        return 1
    if found.difference:
        sys.stderr.write(f"Evaluasi {found.difference.evaluation}: {found.difference.sentence}.\n")
        return 1
    sys.stdout.write(f"Cocok: {found.evaluations} evaluasi dan {found.decisions} keputusan dihitung ulang.\n")
    return 0
