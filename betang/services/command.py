"""The command `betang retention`: what of residents' data is due to be erased; with --apply, erase it now.

The same work is done every night. Django and the database are loaded when the command runs.
"""

import argparse
import os
import sys


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang retention`."""
    parser = subparsers.add_parser(
        "retention",
        help="data warga yang lewat masa simpan",
        description="Menghitung data permohonan yang lewat masa simpan; tidak mengubah apa pun tanpa --apply. "
        "Pekerjaan yang sama berjalan setiap malam. Keluar 0.",
    )
    parser.add_argument("--apply", action="store_true", help="hapus sekarang")
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Print what is due; erase it when asked to."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")
    import django

    django.setup()
    from django.utils import timezone

    from betang.services.jobs import erase_due
    from betang.services.queries.retention import due

    now = timezone.now()
    found = due(now)
    sys.stdout.write(
        f"Berkas dari {found.files} permohonan, isi dari {found.contents} permohonan, {found.drafts} draf, "
        f"{found.messages} nomor pesan, isi dari {found.complaints} pengaduan.\n"
    )
    if options.apply:
        sys.stdout.write(f"Dihapus: {erase_due(now)} bagian.\n")
    else:
        sys.stdout.write("Tidak ada yang dihapus. Tambahkan --apply untuk menghapus sekarang.\n")
    return 0
