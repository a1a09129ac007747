"""A throw-away PostgreSQL for the tests: in a temporary folder, reached by a Unix socket, gone afterwards.

It keeps nothing safe on disk (that is what makes it fast), unless asked to, and listens on no network address.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

USERS = ("postgres", "nobody")
START_SECONDS = 30
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "40",
}
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}  # as a city's server does


class ClusterError(RuntimeError):
    """The throw-away PostgreSQL could not be made or started."""


def other_user(*, uid: int) -> str | None:
    """Name the user to drop to: `initdb` refuses to run as root, and a build machine may well be root."""
    if uid != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    found = [name for name in USERS if name in known]
    if not found:
        raise ClusterError(f"As root a user is needed to run PostgreSQL as, one of: {', '.join(USERS)}.")
    return found[0]


def as_user(name: str | None) -> dict[str, Any]:
    """Give the arguments that make a subprocess run as that user."""
    if name is None:
        return {}
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


def database_url(folder: Path) -> str:
    """Write the address of the cluster for Django: the socket's folder stands where a host would."""
    return f"postgres://betang@{quote(str(folder), safe='')}/postgres"


def initialise(*, binaries: Path, folder: Path, user: str | None) -> None:
    """Make the cluster's files; the only superuser is `betang`, and only the folder's owner gets in."""
    command = [str(binaries / "initdb"), f"--pgdata={folder / 'data'}", "--username=betang", "--auth=trust"]
    command += ["--no-locale", "--encoding=UTF8", "--no-sync"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, **as_user(user))
    except OSError as error:
        raise ClusterError(f"initdb failed: {error}") from error
    if done.returncode != 0:
        raise ClusterError(f"initdb failed:\n{done.stdout}{done.stderr}")


def wait_ready(*, binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; raise with its log when it ended or stays silent."""
    ask = [str(binaries / "pg_isready"), "--quiet", "--host", str(folder)]
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run(ask, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise ClusterError(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}")
        time.sleep(0.05)


@contextmanager
def cluster(binaries: Path, *, safe: bool = False) -> Iterator[str]:
    """Run a throw-away PostgreSQL for the time of the block; gives the value for DATABASE_URL.

    `safe` waits for the disk at every commit: for benchmarks.
    """
    user = other_user(uid=os.getuid())
    # A socket's path may have 107 characters at most: a deep temporary folder would be too long.
    folder = Path(tempfile.mkdtemp(prefix="betang-pg-", dir="/tmp"))
    server = None
    try:
        if user:
            shutil.chown(folder, user)
        initialise(binaries=binaries, folder=folder, user=user)
        options = [part for key, value in (FAST | SAFE if safe else FAST).items() for part in ("-c", f"{key}={value}")]
        command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **as_user(user))
        wait_ready(binaries=binaries, folder=folder, server=server)
        yield database_url(folder)
    finally:
        if server is not None:
            # SIGQUIT is PostgreSQL's immediate shutdown: nothing here is worth saving.
            server.send_signal(3)
            server.wait(timeout=START_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)
