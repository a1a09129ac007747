"""Several at once, each with its own connection to one database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections


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
    # The first to come turns the file to WAL, which several at once cannot: they would be told that it is locked.
    connections["default"].ensure_connection()
    yield connect
    connections["default"].close()
    connections["default"] = ours


def at_once(tasks: list[Callable[[], None]], connect: Callable[[], None]) -> None:
    """Run tasks in threads that begin together; fail when one of them raised."""
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
    if failed:
        raise failed[0]
