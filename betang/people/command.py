"""The command `betang account`: the first administrator and the first who brings people in, by a code shown once.

Django and the database are loaded when the command runs, so that `betang --help` stays as quick as it was.
"""

import argparse
import os
import sys

ROLES = ("admin", "bkpsdm")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang account`."""
    parser = subparsers.add_parser(
        "account",
        help="membuat akun administrator atau BKPSDM yang pertama",
        description="Membuat akun bila belum ada, memberinya wewenang mulai hari ini, dan mencetak kode sekali pakai "
        "yang berlaku satu hari. Untuk pemasangan pertama, atau bila tidak ada administrator yang dapat masuk lagi. "
        "Dicatat dalam jejak audit bersama alasannya. Keluar 0 bila berhasil, 2 bila ditolak; yang ditolak tidak "
        "mengubah apa pun.",
    )
    parser.add_argument("username", metavar="NAMA", help="nama pengguna, bukan NIP; misalnya admin.kota")
    parser.add_argument("--role", required=True, choices=ROLES, help="wewenang akun ini untuk seluruh kota")
    parser.add_argument("--reason", required=True, metavar="ALASAN", help="mengapa diberikan dari server")
    parser.set_defaults(func=run_account)


def run_account(options: argparse.Namespace) -> int:
    """Make the account, give the right, print the code; 0 when done, 2 with a sentence on stderr when refused."""
    _start()
    from django.db import DatabaseError
    from django.utils import timezone

    from betang.kernel.access.roles import Role
    from betang.kernel.crypto.keyring import KeyFileError
    from betang.kernel.errors import DomainError, Invalid
    from betang.people.actions.appointing import account_appoint

    try:
        found = account_appoint(
            actor=None, username=options.username, role=Role(options.role), reason=options.reason, now=timezone.now()
        )
    except (DatabaseError, DomainError, KeyFileError, OSError) as error:
        named = "; ".join(error.fields.values()) if isinstance(error, Invalid) else ""
        sys.stderr.write(f"Tidak ada yang diubah: {error}{f' {named}' if named else ''}\n")
        return 2
    made = "dibuat" if found.made else "sudah ada"
    granted = "diberikan mulai hari ini" if found.granted else "sudah dimiliki"
    sys.stdout.write(
        f"Akun {found.user.username} {made}; wewenang {options.role} {granted}.\n"
        f"Buka /masuk/kode/ dalam satu hari, lalu ketik nama pengguna dan kode ini: {found.code}\n"
    )
    return 0


def _start() -> None:
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")
    if not apps.ready:
        django.setup()
