"""Jobs for tests, and a table of marks that shows which piece of work was really done, how often and by whom."""

from __future__ import annotations

import os
import time

from django.db import connection, transaction

from betang.kernel.errors import Invalid
from betang.kernel.jobs import Run, job

MARKS = "CREATE TABLE job_marks (run varchar(40), chunk integer, attempt integer, pid integer)"
SECRETS = ("6271010101010001", "6271 0101 0101 0002", "Siti", "siti@contoh.id", "1990")


def mark(run: Run, chunk: int) -> None:
    with connection.cursor() as cursor:
        row = (str(run.id), chunk, run.attempt, os.getpid())
        cursor.execute("INSERT INTO job_marks VALUES (%s, %s, %s, %s)", row)


def marks(run: object) -> list[tuple[int, int, int]]:
    """Return (chunk, attempt, process) of each mark of a run, in the order of chunks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chunk, attempt, pid FROM job_marks WHERE run = %s ORDER BY chunk", [str(run)])
        return [(chunk, attempt, pid) for chunk, attempt, pid in cursor.fetchall()]


@job(name="tests.chunks_write", title="Tulis potongan")
def chunks_write(run: Run, *, chunks: int, seconds: float, pause: float = 0) -> None:
    """Write chunks one by one, each in a transaction with its checkpoint, as an import does."""
    for chunk in range(run.state.get("next", 0), chunks):
        with transaction.atomic():
            mark(run, chunk)
            time.sleep(seconds)
            run.checkpoint({"next": chunk + 1})
        run.progress(chunk + 1, chunks, f"potongan {chunk + 1}")
        time.sleep(pause)


@job(name="tests.greet", title="Sapa")
def greet(run: Run, *, name: str = "") -> None:
    run.progress(1, 1, f"Halo, {name}")


@job(name="tests.refuse", title="Tolak")
def refuse(run: Run) -> None:
    raise Invalid("Lembar kedua kosong. Isi dahulu, lalu unggah lagi.")


@job(name="tests.break", title="Rusak")
def break_down(run: Run) -> None:
    empty: dict[str, str] = {}
    try:
        empty[SECRETS[0]]
    except KeyError as error:
        raise ValueError("{1} of '{2}' {3} is odd\nDETAIL: row ({2}, {4})".format(*SECRETS)) from error


@job(name="tests.network", title="Jaringan")
def network(run: Run) -> None:
    raise ConnectionRefusedError("connection refused")


@job(name="tests.bare", title="Berhenti")
def bare_exit(run: Run) -> None:
    raise SystemExit(3)
