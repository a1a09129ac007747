"""Makes real worker processes for tests, quickly: loads Django once, then forks a worker for every line it reads.

It answers each line with the process id of the new worker. The workers know the jobs for tests only.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

import django


def main() -> None:
    django.setup()
    from betang.kernel.jobs import registry

    registry._jobs.clear()
    from tests.kernel.jobs import samples

    registry.nightly("tests.night", title="Malam", at="00:00")(samples.greet.function)
    serve()


def serve(begin: Callable[[int], object] = int) -> None:
    """Fork a worker for every line that comes; each does `begin` with its number first."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not waited for
    for number, _line in enumerate(iter(sys.stdin.readline, "")):
        pid = os.fork()
        if pid == 0:
            begin(number)
            work()
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def work() -> None:
    from betang.kernel.jobs.worker import Worker

    worker = Worker()
    signal.signal(signal.SIGTERM, worker.stop)
    try:
        worker.work()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
