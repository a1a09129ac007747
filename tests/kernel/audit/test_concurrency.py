"""Several appending at once: one chain without a gap, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from betang.kernel.audit import record_many
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.verification import verify
from betang.kernel.audit.witness import witness_read
from tests.kernel.audit.trails import NOW, change, write_one

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
WRITERS, ROUNDS = 3, 8


@pytest.fixture
def own_connection(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Give each thread its own connection to one database; SQLite's tests run in memory, so they get a file."""
    if connection.vendor != "sqlite":
        yield lambda: None
        return
    file = tmp_path / "trail.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])

    def connect() -> None:
        wrapper = type(connections["default"])({**connection.settings_dict, "NAME": str(file)}, "default")
        wrapper.inc_thread_sharing()
        connections["default"] = wrapper

    ours = connections["default"]
    connect()
    yield connect
    connections["default"].close()
    connections["default"] = ours


def at_once(tasks: list[Callable[[], None]], connect: Callable[[], None]) -> None:
    start = threading.Barrier(len(tasks))
    failed: list[BaseException] = []

    def run(task: Callable[[], None]) -> None:
        connect()
        try:
            start.wait(timeout=20)
            task()
        except BaseException as error:
            failed.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []


def test_those_that_append_at_once_keep_one_gapless_chain(own_connection, settings, tmp_path):
    settings.BETANG_WITNESS = tmp_path / "audit.head"

    def single() -> None:
        for number in range(ROUNDS):
            write_one(number)

    def bulk() -> None:
        for _ in range(ROUNDS):
            with transaction.atomic():
                record_many([change(number) for number in range(5)], actor=None, now=NOW)

    at_once([single, single, bulk], own_connection)
    count = (WRITERS - 1) * ROUNDS + ROUNDS * 5
    assert list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, count + 1))
    assert verify() is None
    seen = witness_read()
    assert seen
    assert seen.seq == count
