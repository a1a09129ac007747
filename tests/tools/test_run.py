"""`make run`: what it says about a port, what it starts, and that everything it started is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tests.health.sources import ROOT
from tools import run

# A stand-in for the web server: answers every request, and has a child of its own, as gunicorn has.
SERVER = """
    import http.server, os, subprocess, sys
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200); self.end_headers()
        def log_message(self, *a): pass
    worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    open("pids", "w").write(f"{os.getpid()} {worker.pid}")
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
DRIVER = """
    import os, sys
    from tools import run
    run.ROOT = run.Path(sys.argv[1])
    web = run.Child(name="web", command=[sys.executable, sys.argv[1] + "/server.py", sys.argv[2]])
    note = f"import os, time; open({sys.argv[1]!r} + '/worker', 'w').write(str(os.getpid())); time.sleep(60)"
    worker = run.Child(name="worker", command=[sys.executable, "-c", note])
    sys.exit(run.run([worker, web], port=sys.argv[2], env=os.environ))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_no_port_is_refused(port: str):
    assert "PORT is" in run.port_problem(port)


def test_a_taken_port_is_named_before_anything_starts(monkeypatch: pytest.MonkeyPatch, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("PORT", port)
        assert run.main() == 1
    assert capsys.readouterr().err.startswith(f"Port {port} cannot be used")
    assert run.port_problem(str(free_port())) == ""


def test_everything_is_written_below_the_clone(tmp_path: Path):
    env = run.environment(root=tmp_path, given={"A": "b", "BETANG_MODE": "development"})
    assert env["TMPDIR"] == str(tmp_path / "var" / "tmp")
    assert (env["A"], env["BETANG_MODE"]) == ("b", "development")
    assert run.environment(root=tmp_path, given={})["BETANG_MODE"] == "demo"


def test_the_demo_city_is_loaded_once_and_in_demo_mode_only():
    seed = ["-m", "betang.cli", "seed", "--if-empty"]
    assert [command[1:] for command in run.preparations("demo")][1] == seed
    assert all("seed" not in command for mode in ("development", "production") for command in run.preparations(mode))


def test_the_worker_runs_beside_the_web_server():
    assert [child.name for child in run.children("8123")] == ["web", "worker"]
    assert run.children("8123")[1].command[1:] == ["-m", "betang.cli", "worker"]


def test_the_web_server_listens_on_this_machine_and_writes_no_socket_into_the_home_folder():
    assert "--bind=127.0.0.1:8123" in run.children("8123")[0].command
    # In a process of its own: loading the server's configuration changes the environment.
    ask = "from betang.kernel.http import gunicorn; print(gunicorn.control_socket_disable)"
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_that_was_started(tmp_path: Path, number: signal.Signals):
    port = str(free_port())
    (tmp_path / "server.py").write_text(textwrap.dedent(SERVER), encoding="utf-8")
    command = [sys.executable, "-c", textwrap.dedent(DRIVER), str(tmp_path), port]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = [process.stdout.readline() for _ in range(2)]
    assert f"http://localhost:{port}" in first[1]
    pids = [int(pid) for name in ("pids", "worker") for pid in (tmp_path / name).read_text(encoding="utf-8").split()]
    assert len(pids) == 3
    assert all(alive(pid) for pid in pids)
    process.send_signal(number)
    printed, _ = process.communicate(timeout=20)
    assert (process.returncode, "Stopping" in printed) == (0, True)
    deadline = time.monotonic() + 5
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in pids if alive(pid)] == []


def test_a_server_that_ends_by_itself_is_reported(capsys: pytest.CaptureFixture[str]):
    web = run.Child(name="web", command=[sys.executable, "-c", "raise SystemExit(4)"])
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        assert run.run([web], port=str(free_port()), env=os.environ) == 1
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert "Ended by itself: web." in capsys.readouterr().out
