"""Web servers and workers started in a blink, to be killed: one process loads everything once and forks them.

    python -m bench.killing.forking 2026-11-24T02:00:00+00:00
    web 8398 3 0        a web server of two processes on that port, three minutes later, steps held 0 seconds
    worker 0 3 0        a worker that knows the steps that are held, three minutes later
    kill 4711 0 0       the group that this process leads, whole; answered when all of it is gone

Each line is answered by the id of the process. The dead are kept until they are asked for: no other process gets their
id meanwhile. Each round is a minute later than the one before, so that what the dead held is free again.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO

_PR_SET_CHILD_SUBREAPER = 36


class Forks:
    """The process that forks, as others ask it."""

    def __init__(self, wanted: IO[str], given: IO[str]) -> None:
        self._wanted, self._given, self._alive = wanted, given, set[int]()

    def start(self, what: str, *, port: int = 0, minute: int, hold: int = 0) -> int:
        """Start a process: what, on which port, minutes later, seconds for which steps are held; return its id."""
        pid = self._ask(f"{what} {port} {minute} {hold}")
        self._alive.add(pid)
        return pid

    def kill(self, *pids: int) -> None:
        """Kill processes with those they lead, and wait until they are gone; nothing for those killed before."""
        for pid in self._alive.intersection(pids):
            self._alive.remove(self._ask(f"kill {pid} 0 0"))

    def end(self) -> None:
        """Kill what is left."""
        self.kill(*self._alive)

    def _ask(self, line: str) -> int:
        self._wanted.write(line + "\n")
        self._wanted.flush()
        return int(self._given.readline())


@contextmanager
def forker(env: Mapping[str, str], now: datetime) -> Iterator[Forks]:
    """Run the process that forks; all that it made is gone afterwards."""
    env = {**env, "WEB_CONCURRENCY": "2", "BETANG_BEHIND_PROXY": "1", "BETANG_JOB_POLL_SECONDS": "0.02"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.killing.forking", now.isoformat()], env=env, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wanted, given = process.stdin, process.stdout
    assert wanted is not None
    assert given is not None
    forks = Forks(wanted, given)
    try:
        yield forks
    finally:
        forks.end()
        wanted.close()
        given.close()
        process.wait(30)


def serve(now: datetime) -> None:
    """Fork for every line that comes."""
    import django

    django.setup()
    import gunicorn.app.wsgiapp
    import gunicorn.workers.gthread  # noqa: F401

    import betang.wsgi  # noqa: F401
    from betang.kernel.jobs import registry
    from betang.services.actions.holding import held_step_take

    registry._jobs.clear()  # no night's work in between: the worker takes held steps
    registry._jobs[held_step_take.name] = held_step_take
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # what a dead web server led becomes ours (Linux)
    for line in iter(sys.stdin.readline, ""):
        what, *numbers = line.split()
        first, minute, hold = map(int, numbers)
        pid = first if what == "kill" else os.fork()
        if pid == 0:
            _become(what, first, now + timedelta(minutes=minute), hold)
        if what == "kill":
            _end(pid)
        print(pid, flush=True)


def _end(pid: int) -> None:
    """Kill a child and its group; its id is free only once all of them are gone."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:  # it had no time to lead one
        os.kill(pid, signal.SIGKILL)
    while True:
        try:
            os.waitpid(-pid, 0)
        except ChildProcessError:
            return


def _become(what: str, port: int, now: datetime, hold: int) -> None:
    import time_machine
    from django.conf import settings

    os.setsid()
    with open(os.devnull, "r+b") as nothing, (settings.BETANG_VAR / "errors.log").open("ab") as errors:  # noqa: PTH123
        for stream, to in enumerate((nothing, nothing, errors)):
            os.dup2(to.fileno(), stream)
    settings.BETANG_HOLD_SECONDS = hold
    time_machine.travel(now).start()
    try:
        _web(port) if what == "web" else _work()
    finally:
        os._exit(1)


def _web(port: int) -> None:
    from gunicorn.app.wsgiapp import run

    config = "--config=python:betang.kernel.http.gunicorn"
    sys.argv = ["gunicorn", config, f"--bind=127.0.0.1:{port}", "--log-level=critical", "betang.wsgi:application"]
    run()


def _work() -> None:
    from betang.kernel.jobs.worker import Worker

    Worker().work()


if __name__ == "__main__":
    serve(datetime.fromisoformat(sys.argv[1]))
