"""Writes the two lock files from pyproject.toml: `make lock`.

The lock files hold versions and hashes for Python 3.11 to 3.14 on every platform, wheels only, and never the
address of the index that the machine used. What is locked stays at its version; `make lock UPGRADE=1` looks
for newer ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / "var" / "lock-tool"
LOCKS = {
    # The runtime lock carries the build backend too: a clone then installs itself without a second download.
    "requirements.lock": ["--group", "build"],
    "requirements-dev.lock": ["--group", "dev", "--constraint", "requirements.lock"],
}
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--only-binary=:all:",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--custom-compile-command=make lock",
    "--quiet",
]


def uv_command() -> str:
    """Give the path of uv in a throw-away environment under var/, made from the machine's package index."""
    uv = TOOL / "bin" / "uv"
    if not uv.exists():
        venv.create(TOOL, with_pip=True, clear=True)
        pip = [str(TOOL / "bin" / "python"), "-m", "pip", "install", "--quiet", "--only-binary=:all:", "uv"]
        subprocess.run(pip, check=True)
    return str(uv)


def compile_command(*, uv: str, lock: str, upgrade: bool) -> list[str]:
    """Build the command line that writes one lock file."""
    extra = ["--upgrade"] if upgrade else []
    return [uv, "pip", "compile", *OPTIONS, *extra, *LOCKS[lock], "pyproject.toml", "--output-file", lock]


def main() -> int:
    """Write both lock files, the runtime one first because the other is bound to its versions."""
    uv = uv_command()
    upgrade = bool(os.environ.get("UPGRADE"))
    for lock in LOCKS:
        print(f"writing {lock}")
        subprocess.run(compile_command(uv=uv, lock=lock, upgrade=upgrade), cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
