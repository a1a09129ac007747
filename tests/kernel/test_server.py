"""The web server as it is started: several processes answer for one another's metrics, and write to one folder only."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fixed_keys import key_file

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(folder: Path, **extra: str) -> Iterator[str]:
    """Start the server on a free port; yield its address when it answers."""
    port, home = free_port(), folder / "home"
    home.mkdir()
    (folder / "var").mkdir()
    key_file(folder / "var" / "keys.json")
    env = {**os.environ, "BETANG_VAR": str(folder / "var"), "PORT": str(port), "HOME": str(home), **extra}
    env.pop("XDG_RUNTIME_DIR", None)
    command = [sys.executable, "-m", "gunicorn", "-c", "python:betang.kernel.http.gunicorn", "betang.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        deadline = time.monotonic() + 30
        while not answers(address):
            assert process.poll() is None, "the server ended by itself"
            assert time.monotonic() < deadline, "the server did not answer"
            time.sleep(0.1)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def answers(address: str) -> bool:
    try:
        return bool(get(f"{address}/-/sehat"))
    except urllib.error.URLError:
        return False


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310  our own http address
        return str(response.read().decode())


@pytest.mark.parametrize("processes", ["1", "2"])
def test_metrics_answer_for_all_processes(tmp_path, processes):
    with server(tmp_path, WEB_CONCURRENCY=processes) as address:
        for _ in range(20):
            get(f"{address}/aturan/keyakinan/")
        text = get(f"{address}/-/metrik")
    found = re.search(r'betang_requests_total\{method="GET",status="200",view="grades"\} (\S+)', text)
    assert found is not None
    assert float(found[1]) == 20
    assert "betang_build_info" in text
    assert list((tmp_path / "home").iterdir()) == []
