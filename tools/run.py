"""Starts Betang in this clone: `make run`. Ctrl-C stops everything that was started.

Brings the database under var/ up to date, starts the web server and the worker that does the jobs, and prints the
address once the web server answers. Data, logs and temporary files stay in var/; nothing is written outside the clone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 10


class Stopped(Exception):  # noqa: N818 -- not an error: somebody asked to stop
    """Ctrl-C, or the terminal or service manager asked to stop."""


@dataclass(frozen=True, kw_only=True)
class Child:
    """A process that runs as long as Betang does."""

    name: str
    command: Sequence[str]


def port_problem(text: str) -> str:
    """Say what is wrong with a port, in one sentence; empty when it can be used."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        return f"PORT is {text!r}; a number between 1 and 65535 is expected: make run PORT=8001"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            return f"Port {text} cannot be used ({error.strerror}). Choose another: make run PORT=8001"
    return ""


def environment(*, root: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Give the environment of everything that is started: demo mode unless told otherwise, files in var/."""
    temporary = root / "var" / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    defaults = {
        "BETANG_MODE": "demo",
        "BETANG_ADDRESS": f"http://localhost:{given.get('PORT') or 8000}",
        "DJANGO_SETTINGS_MODULE": "betang.settings",
    }
    return {**defaults, **given, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}


def preparations(mode: str) -> list[list[str]]:
    """List what is done before the start: database, in demo mode the demo city once, static files; all below var/."""
    django = [sys.executable, "-m", "django"]
    city = [[sys.executable, "-m", "betang.cli", "seed", "--if-empty"]] if mode == "demo" else []
    return [
        [*django, "migrate", "--verbosity=0"], *city, [*django, "collectstatic", "--noinput", "--verbosity=0"]
    ]  # fmt: skip


def children(port: str) -> list[Child]:
    """List the processes that make up Betang."""
    web = [sys.executable, "-m", "gunicorn", "--config=python:betang.kernel.http.gunicorn"]
    # The port comes as an argument: PORT in the environment may be unset. Its own lines would hide the address.
    web += [f"--bind={HOST}:{port}", "--log-level=warning", "betang.wsgi:application"]
    worker = [sys.executable, "-m", "betang.cli", "worker"]
    return [Child(name="web", command=web), Child(name="worker", command=worker)]


def answers(url: str) -> bool:
    """Tell whether the server answers a request."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 -- our own http address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_ready(url: str, running: Sequence[tuple[Child, subprocess.Popen[bytes]]]) -> bool:
    """Wait until the server answers; False when a process ended first or the time is over."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if any(process.poll() is not None for _, process in running):
            return False
        if answers(url):
            return True
        time.sleep(0.1)
    return False


def stop(running: Sequence[tuple[Child, subprocess.Popen[bytes]]]) -> None:
    """End every process that was started, with its own children; those that do not listen are killed."""
    for _, process in running:
        signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for _, process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        signal_group(process, signal.SIGKILL)
        process.wait()


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a process and everything it started; nothing happens when they are gone."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def raise_stopped(_number: int, _frame: FrameType | None) -> None:
    """Turn a signal into the exception that ends the run."""
    raise Stopped


def watch(running: Sequence[tuple[Child, subprocess.Popen[bytes]]], *, port: str) -> int:
    """Print the address when the web answers, then wait; 1 when a process ends by itself."""
    if wait_ready(f"http://{HOST}:{port}/-/sehat", running):
        print(f"\nBetang runs at http://localhost:{port}   (Ctrl-C stops it)\n", flush=True)
        while all(process.poll() is None for _, process in running):
            time.sleep(0.3)
    ended = [child.name for child, process in running if process.poll() is not None]
    print(f"Ended by itself: {', '.join(ended)}." if ended else "The web server did not answer in time.")
    return 1


def run(started: Sequence[Child], *, port: str, env: Mapping[str, str]) -> int:
    """Start the processes and keep them until one ends or somebody asks to stop."""
    running: list[tuple[Child, subprocess.Popen[bytes]]] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_stopped)
    try:
        for child in started:
            # Each in a session of its own: Ctrl-C reaches this process alone, which then stops them in order.
            process = subprocess.Popen(child.command, cwd=ROOT, env=dict(env), start_new_session=True)
            running.append((child, process))
        return watch(running, port=port)
    except Stopped:
        print("\nStopping ...", flush=True)
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop(running)


def main() -> int:
    """Prepare and run Betang on PORT (default 8000)."""
    port = os.environ.get("PORT") or "8000"
    if problem := port_problem(port):
        print(problem, file=sys.stderr)
        return 1
    env = environment(root=ROOT, given=os.environ)
    print("Preparing the database under var/ ...", flush=True)
    try:
        for command in preparations(env["BETANG_MODE"]):
            subprocess.run(command, cwd=ROOT, env=env, check=True)
    except KeyboardInterrupt:
        return 130
    except subprocess.CalledProcessError as error:
        print(f"Stopped: this command failed: {' '.join(error.cmd)}", file=sys.stderr)
        return 1
    return run(children(port), port=port, env=env)


if __name__ == "__main__":
    sys.exit(main())
