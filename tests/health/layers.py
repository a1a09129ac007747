"""Runs the import contracts of pyproject.toml on a made-up package, to prove that they can fail."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.health.sources import ROOT

# The contracts name these; the made-up package has them, empty, so that only the example can break a contract.
EXISTING = ("regulation", "kernel", "kernel/exchange", "batch")


def contracts(pyproject: str) -> str:
    """Cut the import contracts out of pyproject.toml."""
    return "[tool.importlinter]" + pyproject.partition("[tool.importlinter]")[2]


def made_up_package(folder: Path, files: Mapping[str, str]) -> None:
    """Write a small package `betang` with the given files (paths below betang/) and the project's contracts."""
    (folder / "pyproject.toml").write_text(contracts((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    empty = {f"{package}/__init__.py": "" for package in EXISTING}
    for name, text in {**empty, **files}.items():
        path = folder / "betang" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in sorted((folder / "betang").rglob("*.py")):
        for parent in [path.parent, *path.parent.parents]:
            if parent == folder:
                break
            (parent / "__init__.py").touch()


def broken(folder: Path) -> tuple[int, str]:
    """Run import-linter in a folder; gives its exit code and what it printed."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONSAFEPATH": "", "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr
