"""Gunicorn's configuration: one process with threads on SQLite, more processes on request.

PORT              default 8000
BETANG_BIND       default 127.0.0.1 (a proxy in front does the rest)
WEB_CONCURRENCY   processes, default 1
"""

import os
import shutil
import sys
from typing import Any

from betang.kernel import environment
from betang.kernel.crypto.keyfile import problem as key_problem  # a name that is no setting of gunicorn

bind = f"{os.environ.get('BETANG_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True  # its socket would stand in the home folder
os.environ["STATIC_COLLECTED"] = "1"  # settings: serve what collectstatic wrote

if workers > 1:  # each process counts for itself; the files let any of them answer for all
    _folder = environment.var_folder() / "metrics"
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_folder)


def on_starting(server: Any) -> None:
    """Stop with a sentence when the keys are missing; clear what the last run's processes counted."""
    keys = environment.keys_file(environment.var_folder())
    if environment.mode() == "production" and (sentence := key_problem(keys)):
        sys.exit(sentence)
    if workers > 1:
        shutil.rmtree(_folder, ignore_errors=True)
        _folder.mkdir(parents=True)


def child_exit(server: Any, worker: Any) -> None:
    """Forget the gauges of a process that ended."""
    if workers > 1:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
