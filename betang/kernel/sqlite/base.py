"""Waits its turn to write by short naps, one thread of a process at a time, and without holding on to anything.

SQLite has one writer. Whoever finds it taken is put to sleep by SQLite itself, each time longer, up to 100 ms, and is
overtaken by whoever comes just when it is free: with eight people sending at once one answer in twenty took twice as
long as it does here (`make bench ONLY=load`).

Who sleeps inside SQLite also holds the mutex of the connection. Python's collector, run by the one thread that may
write, can come upon a cursor of the sleeping thread: it then waits for that mutex, and both for the end of `timeout`.
Between naps no mutex is held, and what failed is caught where it was raised, so that it leaves nothing to collect.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.backends.sqlite3 import base

NAP_SECONDS = 0.001
# The first in the queue asks; the others of the process wait for the lock, which wakes them at once.
_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite, with a queue before what writes."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect as Django does; from then on SQLite does not wait by itself."""
        made = super().get_new_connection(conn_params)
        made.execute("PRAGMA busy_timeout = 0")
        return made

    def create_cursor(self, name: str | None = None) -> Cursor:
        """Make a cursor that waits for its turn."""
        found: Cursor = self.connection.cursor(factory=Cursor)
        found.patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        found.turn = _turns[str(self.settings_dict["NAME"])]
        return found


class Cursor(base.SQLiteCursorWrapper):
    """A cursor whose statements wait for the writer; "database is locked" once the setting `timeout` is over."""

    patience: float
    turn: threading.Lock

    def execute(self, query: str, params: Any = None) -> Any:
        """Execute as Django does."""
        return self._waiting(lambda: super(Cursor, self).execute(query, params))

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Execute as Django does."""
        rows = list(param_list)
        return self._waiting(lambda: super(Cursor, self).executemany(query, rows))

    def _waiting(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except sqlite3.OperationalError as error:
            if not self._worth_waiting(error):
                raise
        end = time.monotonic() + self.patience
        held = self.turn.acquire(timeout=self.patience)
        try:
            while True:
                try:
                    return act()
                except sqlite3.OperationalError as error:
                    if not self._worth_waiting(error) or time.monotonic() > end:
                        raise
                time.sleep(NAP_SECONDS)
        finally:
            if held:
                self.turn.release()

    def _worth_waiting(self, error: sqlite3.OperationalError) -> bool:
        """Say whether another one writes. A statement that did not begin did nothing, and can be tried again.

        Not inside a transaction, nor where what was read is old by now (SQLITE_BUSY_SNAPSHOT): time mends neither.
        """
        busy = error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY}
        return busy and not self.connection.in_transaction
