"""A run in the hands of the worker that does it: where it stands, what it remembers, and that it is alive.

Every write names the attempt it belongs to. When the lease ran out meanwhile and another worker took the run, the
write finds nothing, and `LeaseLost` undoes the transaction it stands in: a late worker can change nothing any more.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from time import sleep
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from betang.kernel.accounts.models import User
from betang.kernel.jobs.models import JobRun, Status

MESSAGE = 300


class LeaseLost(BaseException):
    """Another worker has this run now. Not an Exception: a job that catches those must not go on."""


class Interrupted(BaseException):
    """The worker was asked to stop; the run goes back into the queue. Not an Exception, for the same reason."""


def lease_after(now: datetime) -> datetime:
    """Return until when a worker that shows itself at `now` holds its run."""
    return now + timedelta(seconds=settings.BETANG_JOB_LEASE_SECONDS)


class Run:
    """What a job gets to work with."""

    def __init__(
        self,
        row: JobRun,
        *,
        clock: Callable[[], datetime] = timezone.now,
        stopping: Callable[[], bool] = lambda: False,
        breath: float = 0,
    ) -> None:
        self.id: UUID = row.pk
        self.name = row.name
        self.args: Mapping[str, Any] = row.args
        self.actor: User | None = row.actor
        self.language = row.language or settings.LANGUAGE_CODE
        self.attempt = row.attempts
        self.last_attempt = row.attempts >= row.attempts_allowed
        self.state: dict[str, Any] = dict(row.state)  # what the last checkpoint kept; {} at first
        self._clock = clock
        self._stopping = stopping
        self._breath = breath

    @property
    def now(self) -> datetime:
        """The present moment, for `now=` of actions."""
        return self._clock()

    def progress(self, done: int, total: int = 0, message: str = "") -> None:
        """Say how far it is: `done` of `total` pieces (0: not known). One write: call it per chunk, not per row."""
        self._pause()
        self.write(done=done, total=total, message=message[:MESSAGE])
        self._let_others_write()

    def checkpoint(self, state: Mapping[str, Any]) -> None:
        """Keep what a repeat needs to go on from here (JSON). Inside the chunk's transaction both stand or fall."""
        self.write(state=dict(state))
        self.state = dict(state)

    def alive(self) -> None:
        """Extend the lease, and stop here when the worker was asked to; for long computing without progress."""
        self._pause()
        self.write()
        self._let_others_write()

    def write(self, **fields: Any) -> None:
        """Change fields of the row and extend the lease; LeaseLost when the run is in other hands."""
        now = self.now
        mine = JobRun.objects.filter(pk=self.id, status=Status.RUNNING, attempts=self.attempt)
        if not mine.update(**{"heartbeat_at": now, "lease_until": lease_after(now), **fields}):
            raise LeaseLost(f"Attempt {self.attempt} of {self.name} {self.id} is over; its write was refused.")

    def _pause(self) -> None:
        if self._stopping():
            raise Interrupted

    def _let_others_write(self) -> None:
        """Leave a gap between two transactions: without one, who waits for SQLite's lock never finds it free.

        Measured with chunks of 200 ms: half of the saves beside the job waited over 3 s, with a gap of 20 ms 0.1 s.
        """
        if self._breath and not connection.in_atomic_block:
            sleep(self._breath)
