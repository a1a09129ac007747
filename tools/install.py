"""Builds .venv from a lock file: `make install` (what runs Betang) and `make dev` (the tools of the tests too).

Only git, make and Python 3.11 or newer with venv are needed; wheels only, each checked against its hash. A
stamp in .venv remembers what was installed, so that repeating the command costs nothing and a changed lock
installs again. Runs on the system's Python, therefore with the standard library alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
OLDEST = (3, 11)
NO_VENV = "This Python cannot build environments. On Debian or Ubuntu: apt-get install python3-venv"


def fingerprint(root: Path, lock: str, version: tuple[int, ...]) -> str:
    """Identify an installation: the locked packages, the project's own metadata, the Python and the place."""
    files = [(root / name).read_bytes() for name in (lock, "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*files, str(root).encode(), repr(version).encode()])).hexdigest()


def stamp_read(folder: Path) -> dict[str, str]:
    """Read which kinds of installation the environment holds; an unreadable stamp counts as none."""
    try:
        found = json.loads((folder / "betang-installed.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def missing_means(version: tuple[int, ...], *, has_ensurepip: bool) -> str:
    """Say in one sentence what this machine lacks; empty when it lacks nothing."""
    if version[:2] < OLDEST:
        found = ".".join(str(part) for part in version[:2])
        return f"Betang needs Python 3.11 or newer, this is {found}. Name one: make install PYTHON=python3.12"
    return "" if has_ensurepip else NO_VENV


def environment_python(folder: Path) -> tuple[int, ...]:
    """Give the Python version an environment was made with; empty when there is none that runs."""
    python = folder / "bin" / "python"
    ask = [str(python), "-c", "import sys; print(*sys.version_info[:3])"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in answer.split())


def pip(*arguments: str) -> None:
    """Run the environment's pip; without a cache, since nothing may be written outside the clone."""
    command = [str(VENV / "bin" / "python"), "-m", "pip", "--no-cache-dir", "--disable-pip-version-check"]
    # pip asks `rustc` for its version, and rustup's stand-in for it would answer by writing into the home folder.
    env = {**os.environ, "RUSTUP_HOME": str(VENV / "rustup")}
    subprocess.run([*command, "install", "--quiet", *arguments], cwd=ROOT, env=env, check=True)


def install(kind: str) -> None:
    """Fill the environment with the locked packages and the clone itself, and remember it in the stamp."""
    version = tuple(sys.version_info[:3])
    stamps = stamp_read(VENV)
    prints = {name: fingerprint(ROOT, lock, version) for name, lock in LOCKS.items()}
    # The tools' lock holds everything of the other, at the same versions.
    if any(stamps.get(name) == prints[name] for name in (kind, "dev")):
        return
    started = time.monotonic()
    print(f"Installing {LOCKS[kind]} into .venv ...", flush=True)
    # An environment cannot be moved: its programs name the folder it was made in.
    if environment_python(VENV) != version or stamps.get("place") != str(ROOT):
        venv.create(VENV, with_pip=True, clear=True)
        stamps = {"place": str(ROOT)}
    pip("--require-hashes", "--only-binary=:all:", "--requirement", LOCKS[kind])
    pip("--no-deps", "--no-build-isolation", "--editable", ".")
    stamps[kind] = prints[kind]
    (VENV / "betang-installed.json").write_text(json.dumps(stamps), encoding="utf-8")
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def main(argv: list[str]) -> int:
    """Install `run` (default) or `dev`; answer 1 with a sentence when the machine lacks something."""
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    if problem := missing_means(tuple(sys.version_info[:3]), has_ensurepip=has_ensurepip):
        print(problem, file=sys.stderr)
        return 1
    # Settings of the user's own that would put packages elsewhere.
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PYTHONHOME", "PYTHONPATH"):
        os.environ.pop(name, None)
    try:
        install(argv[0] if argv else "run")
    except subprocess.CalledProcessError as error:
        print(f"Installing stopped (exit code {error.returncode}); the lines above say why.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
