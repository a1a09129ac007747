"""Whoever wants to write to SQLite waits by short naps for its turn, and is refused in the end."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from django.db import connections
from django.db.utils import OperationalError

from betang.kernel.sqlite import base
from betang.settings import database


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
    ours._start_transaction_under_autocommit()
    assert naps == [base.NAP_SECONDS] * 3
    ours.connection.execute("COMMIT")
    theirs.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="database is locked"):
        ours._start_transaction_under_autocommit()
    assert ours.connection.execute("PRAGMA busy_timeout").fetchone() == (200,), "a single statement waits as before"
    theirs.close()
    ours._start_transaction_under_autocommit()  # the turn was given back
    assert ours.connection.in_transaction
    ours.close()
