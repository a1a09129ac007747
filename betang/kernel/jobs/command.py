"""The command `betang worker`: does the jobs that pages and the night start.

Django and the database are loaded when the command runs, so that `betang --help` stays as quick as it was.
"""

import argparse
import os
import signal
import sys


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang worker`."""
    parser = subparsers.add_parser(
        "worker",
        help="menjalankan pekerjaan latar di basis data",
        description="Menjalankan pekerjaan latar: impor, pengiriman surel, pekerjaan malam. Berjalan sampai dihentikan "
        "(Ctrl-C); boleh ada beberapa sekaligus. Pekerjaan yang terhenti di tengah jalan diambil alih pekerja lain.",
    )
    parser.add_argument("--sekali", action="store_true", help="berhenti bila tidak ada lagi pekerjaan yang menunggu")
    parser.set_defaults(func=run_worker)


def run_worker(options: argparse.Namespace) -> int:
    """Work until a signal, or with --sekali until nothing waits; 0 then, 2 when database or keys cannot be used."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")
    if not apps.ready:
        django.setup()
    from django.db import DatabaseError

    from betang.kernel.crypto.keys import KeyFileError
    from betang.kernel.crypto.startup import refuse_without_keys
    from betang.kernel.jobs.worker import Worker
    from betang.kernel.settling import settle

    try:
        refuse_without_keys()
    except KeyFileError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    settle()
    worker = Worker()
    before = {number: signal.signal(number, worker.stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        worker.work(until_idle=options.sekali)
    except DatabaseError as error:  # at the start only: later it is waited for
        sys.stderr.write(f"Basis data tidak dapat dipakai; jalankan migrate lebih dahulu. ({error})\n")
        return 2
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0
