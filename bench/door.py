"""The door on the street: web processes as an operator starts them, and residents who knock over HTTP on loopback."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from urllib.parse import urlencode

_TOKEN = "b" * 32  # a form's token: any 32 letters, as long as cookie and form agree
_EDGE = "betangbench"
_WEB = ["-m", "gunicorn", "--config=python:betang.kernel.http.gunicorn", "betang.wsgi:application"]
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Web processes that run. `port` is theirs on loopback."""

    port: int
    process: subprocess.Popen[bytes]

    def cpu(self) -> float:
        """Return the seconds of CPU that all its processes took so far (Linux)."""
        own = self.process.pid
        with open(f"/proc/{own}/task/{own}/children") as children:  # noqa: PTH123
            pids = [own, *map(int, children.read().split())]
        return sum(_cpu(pid) for pid in pids)

    def kill(self) -> None:
        """Kill all its processes at once, as when the power fails."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


@contextmanager
def web(env: dict[str, str], *, port: int, processes: int = 2) -> Iterator[Web]:
    """Run web processes for the time of the block; they answer when it begins."""
    env = {**env, "WEB_CONCURRENCY": str(processes), "BETANG_BEHIND_PROXY": "1", "PORT": str(port)}
    command = [sys.executable, *_WEB, f"--bind=127.0.0.1:{port}", "--log-level=error"]
    process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL, start_new_session=True)
    found = Web(port=port, process=process)
    try:
        wait(port)
        yield found
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def wait(port: int) -> None:
    """Wait until the server answers."""
    for _try in range(600):
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as line:
            try:
                if ask(line, "GET", "/-/sehat") == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
        time.sleep(0.05)
    raise RuntimeError("The server does not answer.")


def ask(
    line: http.client.HTTPConnection, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> int:
    """Ask and read the answer to its end; return its status."""
    line.request(method, path, body, headers or {})
    answer = line.getresponse()
    answer.read()
    return answer.status


def who(one: dict[str, str]) -> dict[str, str]:
    """Return the headers of whoever holds a session, from an address of their own as behind a proxy."""
    return {"Cookie": f"sessionid={one['session']}; csrftoken={_TOKEN}", "X-Forwarded-For": one["address"]}


def post(line: http.client.HTTPConnection, one: dict[str, str], path: str, **fields: str) -> int:
    """Send a form; return the status of the answer."""
    form = urlencode({"csrfmiddlewaretoken": _TOKEN, **fields}).encode()
    return ask(line, "POST", path, form, {**who(one), "Content-Type": "application/x-www-form-urlencoded"})


def upload(
    line: http.client.HTTPConnection, one: dict[str, str], path: str, content: bytes, *, field: str = "berkas"
) -> int:
    """Send a file; return the status of the answer."""
    head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{_TOKEN}\r\n--{_EDGE}\r\n'
    head += f'Content-Disposition: form-data; name="{field}"; filename="foto.jpg"\r\n'
    body = f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + f"\r\n--{_EDGE}--\r\n".encode()
    return ask(line, "POST", path, body, {**who(one), "Content-Type": f"multipart/form-data; boundary={_EDGE}"})


@cache
def photo(*, width: int = 1600) -> bytes:
    """Make a photo as a phone does: 1600 x 1200 are about 300 kB."""
    import numpy as np
    from PIL import Image

    grain = np.random.default_rng(1).integers(150, 250, (width // 8, width // 6, 3), dtype=np.uint8)
    out = BytesIO()
    Image.fromarray(grain).resize((width, width * 3 // 4), Image.Resampling.BICUBIC).save(out, "JPEG", quality=76)
    return out.getvalue()


def _cpu(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123
        spent = stat.read().rpartition(")")[2].split()[11:13]
    return sum(map(int, spent)) / _TICK
