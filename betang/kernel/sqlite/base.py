"""Waits its turn to write by short naps, one thread of a process at a time.

SQLite has one writer. Whoever finds it taken is put to sleep by SQLite itself, each time longer, up to 100 ms, and is
overtaken by whoever comes just when it is free: with eight people sending at once one answer in twenty took twice as
long as it does here (`make bench ONLY=load`). Transactions only: a single statement waits as SQLite does.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

NAP_SECONDS = 0.001
# The first in the queue asks; the others of the process wait for the lock, which wakes them at once.
_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite, with a queue before each transaction that writes."""

    def _start_transaction_under_autocommit(self) -> None:
        """Begin as Django does; OperationalError "database is locked" once the setting `timeout` is over."""
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        end, turn = time.monotonic() + patience, _turns[str(self.settings_dict["NAME"])]
        if not turn.acquire(timeout=patience):
            raise OperationalError("database is locked")
        try:
            self.connection.execute("PRAGMA busy_timeout = 0")
            self._begin(end)
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
            turn.release()

    def _begin(self, end: float) -> None:
        while True:
            try:
                super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django types it nowhere
            except OperationalError as error:
                if "is locked" not in str(error) or time.monotonic() > end:
                    raise
                time.sleep(NAP_SECONDS)
            else:
                return
