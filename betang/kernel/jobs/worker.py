"""The worker: takes one run after another, and beside it shows that it is alive.

Two threads with a database connection each. The main one does the work; the other beats: a job that computes for
minutes still keeps its lease. Asked to stop, the worker ends at the job's next progress and puts the run back; asked
twice, or killed, it leaves the rest to the next worker, which takes the run when the lease has run out.
"""

import logging
import os
import signal
import socket
from _thread import start_new_thread
from collections.abc import Callable
from datetime import datetime
from secrets import token_hex
from threading import Event, Thread
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from betang.kernel.jobs import keeping
from betang.kernel.jobs.performing import run_perform, run_take
from betang.kernel.jobs.queries import names_unknown
from betang.kernel.jobs.run import Run
from betang.kernel.jobs.tickets import ticket_waits

log = logging.getLogger(__name__)

BEATS = 3  # in the time of a lease: two may fail before others think the worker dead


class Worker:
    """One worker process; `clock` is the present moment."""

    def __init__(self, *, clock: Callable[[], datetime] = timezone.now) -> None:
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{token_hex(4)}"
        self._clock = clock
        self._started_at = clock()
        self._stop = Event()
        self._run: Run | None = None

    def work(self, *, until_idle: bool = False) -> None:
        """Work until asked to stop; with `until_idle` until nothing waits any more."""
        if unknown := names_unknown():
            log.warning("waiting jobs that this version does not know: %s", ", ".join(unknown))
        self.beat()
        beating = Thread(target=self._keep_beating, name="heartbeat", daemon=True)
        beating.start()
        try:
            while not self._stop.is_set():
                if not self._work_safely() and (until_idle or self._stop.wait(settings.BETANG_JOB_POLL_SECONDS)):
                    break
        finally:
            self._stop.set()
            beating.join(timeout=5)
            self._sign_off()

    def work_once(self) -> bool:
        """Do the next run; False when none waits."""
        row = run_take(worker=self.name, now=self._clock()) if ticket_waits() else None
        if row is None:
            return False
        breath = settings.BETANG_JOB_BREATH_SECONDS if connection.vendor == "sqlite" else 0
        self._run = Run(row, clock=self._clock, stopping=self._stop.is_set, breath=breath)
        try:
            run_perform(self._run)
        finally:
            self._run = None
        return True

    def beat(self) -> None:
        """Show life, extend the lease, take back what dead workers held, start the night's and the repeated jobs."""
        now = self._clock()
        keeping.worker_beat(self.name, started_at=self._started_at, now=now)
        if (run := self._run) and not keeping.lease_extend(run, now=now):
            log.warning("%s %s is in other hands now", run.name, run.id)
        keeping.runs_take_back(now=now)
        keeping.nightly_start(now=now)
        keeping.repeated_start(now=now)

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Stop at the next occasion; the next signal of the kind ends the process at once."""
        if number:
            signal.signal(number, signal.SIG_DFL)
            # Not here: interrupted while it waits for the event, the main thread holds the event's lock.
            start_new_thread(self._stop.set, ())
        else:
            self._stop.set()

    def _work_safely(self) -> bool:
        """Do the next run; a database that is away is waited for."""
        try:
            close_old_connections()
            return self.work_once()
        except (DatabaseError, InterfaceError) as error:
            log.warning("database: %s", error)
            connection.close()
            return False

    def _keep_beating(self) -> None:
        """Beat until the worker stops, whatever goes wrong in between."""
        try:
            while not self._stop.wait(settings.BETANG_JOB_LEASE_SECONDS / BEATS):
                try:
                    close_old_connections()
                    self.beat()
                except Exception:
                    log.exception("heartbeat")
        finally:
            connection.close()

    def _sign_off(self) -> None:
        try:
            keeping.worker_leave(self.name)
        except (DatabaseError, InterfaceError) as error:
            log.warning("database: %s", error)
