"""Whoever wants to write to SQLite waits by short naps for its turn, and is refused in the end."""

from __future__ import annotations

import gc
import sqlite3
import time
from pathlib import Path

import pytest
from django.db import connections
from django.db.utils import OperationalError

from betang.kernel.sqlite import base
from betang.settings import database


def begin(ours: base.DatabaseWrapper) -> None:
    with ours.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")


@pytest.mark.django_db
def test_a_transaction_begins_when_the_one_before_ends_and_not_naps_later(tmp_path: Path, monkeypatch):
    file = tmp_path / "queue.sqlite3"
    settings = connections.configure_settings({"default": database(f"sqlite:///{file}")})["default"]
    settings["OPTIONS"] = {**settings["OPTIONS"], "timeout": 0.2}
    ours, theirs = base.DatabaseWrapper(settings, "queue"), sqlite3.connect(file, isolation_level=None)
    ours.ensure_connection()
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            theirs.execute("COMMIT")

    monkeypatch.setattr(time, "sleep", nap)
    theirs.execute("BEGIN IMMEDIATE")
    begin(ours)
    assert naps == [base.NAP_SECONDS] * 3
    ours.connection.execute("COMMIT")
    naps.clear()
    theirs.execute("BEGIN IMMEDIATE")
    with ours.cursor() as cursor:
        cursor.execute("CREATE TABLE single (statement)")
    assert len(naps) == 3, "a single statement waits in the same way"
    theirs.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="database is locked"):
        begin(ours)
    assert ours.connection.execute("PRAGMA busy_timeout").fetchone() == (0,), "SQLite would hold the mutex meanwhile"
    theirs.close()
    begin(ours)  # the turn was given back
    assert ours.connection.in_transaction
    ours.close()


def cursors() -> set[int]:
    """The cursors that nobody has thrown away yet."""
    return {id(each) for each in gc.get_objects() if isinstance(each, base.Cursor)}


@pytest.mark.django_db
def test_what_waited_leaves_nothing_to_the_collector(tmp_path: Path, monkeypatch):
    """A cursor that another thread's collector closes would make it wait for the one who waits."""
    settings = connections.configure_settings({"default": database(f"sqlite:///{tmp_path / 'garbage.sqlite3'}")})
    ours = base.DatabaseWrapper(settings["default"], "garbage")
    ours.ensure_connection()
    theirs = sqlite3.connect(tmp_path / "garbage.sqlite3", isolation_level=None)
    theirs.execute("BEGIN IMMEDIATE")
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 50:
            theirs.close()

    monkeypatch.setattr(time, "sleep", nap)
    gc.collect()
    before = cursors()  # other tests' connections may have some open
    begin(ours)
    assert (len(naps), cursors() - before) == (50, set())
    ours.close()
