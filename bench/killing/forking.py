"""Web servers and workers started in a blink, to be killed: one process loads everything once and forks them.

    python -m bench.killing.forking 2026-11-24T02:00:00+00:00
    web 8398 3 0        a web server of two processes on that port, three minutes later, steps held 0 seconds
    worker 0 3 0        a worker that knows the steps that are held, three minutes later

Each line is answered by the id of the new process. A web server leads a group of its own: killing the group kills it
whole. Each round is a minute later than the one before, so that what the dead held is free again.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Protocol


class Start(Protocol):
    """Starts a process: what, on which port, how many minutes later, with how many seconds of hold."""

    def __call__(self, what: str, *, port: int = 0, minute: int, hold: int = 0) -> int:
        """Return the id of the new process."""
        ...


@contextmanager
def forker(env: Mapping[str, str], now: datetime) -> Iterator[Start]:
    """Run the process that forks; all that it made is gone afterwards."""
    command, made = [sys.executable, "-m", "bench.killing.forking", now.isoformat()], list[int]()
    env = {**env, "WEB_CONCURRENCY": "2", "BETANG_BEHIND_PROXY": "1", "BETANG_JOB_POLL_SECONDS": "0.02"}
    process = subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    wanted, given = process.stdin, process.stdout
    assert wanted is not None
    assert given is not None

    def start(what: str, *, port: int = 0, minute: int, hold: int = 0) -> int:
        wanted.write(f"{what} {port} {minute} {hold}\n")
        wanted.flush()
        made.append(int(given.readline()))
        return made[-1]

    try:
        yield start
    finally:
        for pid in made:
            kill(pid)
        wanted.close()
        given.close()
        process.wait(30)


def kill(pid: int) -> None:
    """Kill a process that was made here, and those it leads; nothing when it is gone."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


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
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not waited for
    for line in iter(sys.stdin.readline, ""):
        what, port, minute, hold = line.split()
        pid = os.fork()
        if pid == 0:
            _become(what, int(port), now + timedelta(minutes=int(minute)), int(hold))
        print(pid, flush=True)


def _become(what: str, port: int, now: datetime, hold: int) -> None:
    import time_machine
    from django.conf import settings

    os.setsid()
    with open(os.devnull, "r+b") as nothing, (settings.BETANG_VAR / "errors.log").open("ab") as errors:  # noqa: PTH123
        for stream, to in enumerate((nothing, nothing, errors)):
            os.dup2(to.fileno(), stream)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
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
