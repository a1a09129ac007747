"""The fast checks: `make check`. Every check runs, each has a line of its own, the failing ones are reported.

Chaining checks with `&&` hides those behind the first that fails; here none can hide another.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True, kw_only=True)
class Check:
    """One command that answers 0 when all is well."""

    name: str
    command: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one check: its exit code, its output, and the seconds it took."""

    name: str
    code: int
    output: str
    seconds: float

    @property
    def line(self) -> str:
        """The check's line in the report."""
        return f"{'ok    ' if self.code == 0 else 'FAILED'} {self.name:<14} {self.seconds:5.1f} s"


def checks(root: Path = ROOT) -> list[Check]:
    """List the checks of the project, the longest first, so that the others run beside it."""
    listed = [
        Check(name="types", command=[str(BIN / "mypy")]),
        Check(name="lint", command=[str(BIN / "ruff"), "check", "."]),
        Check(name="format", command=[str(BIN / "ruff"), "format", "--check", "."]),
        Check(name="layers", command=[str(BIN / "lint-imports"), "--no-logo"]),
    ]
    templates = sorted(str(path.relative_to(root)) for path in root.glob("betang/**/templates/**/*.html"))
    if templates:
        listed.append(Check(name="templates", command=[str(BIN / "djade"), "--check", *templates]))
    if (root / "tools" / "messages.py").exists():
        listed.append(Check(name="translations", command=[sys.executable, "-m", "tools.messages", "--check"]))
    return listed


def run_one(check: Check, *, root: Path = ROOT) -> Outcome:
    """Run one check and keep its output; a command that cannot be started is a failed check."""
    started = time.monotonic()
    try:
        done = subprocess.run(
            check.command, cwd=root, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        code, output = done.returncode, done.stdout
    except OSError as error:
        code, output = 127, str(error)
    return Outcome(name=check.name, code=code, output=output, seconds=time.monotonic() - started)


def run_all(listed: Sequence[Check], *, root: Path = ROOT) -> list[Outcome]:
    """Run all checks, one per core at a time; report each as soon as those before it are reported."""
    outcomes = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for outcome in pool.map(lambda check: run_one(check, root=root), listed):
            outcomes.append(outcome)
            print(outcome.line, flush=True)
            if outcome.code != 0:
                print(outcome.output, flush=True)
    return outcomes


def main(listed: Sequence[Check] | None = None) -> int:
    """Run the project's checks (or those given); 1 if any of them failed."""
    outcomes = run_all(checks() if listed is None else listed)
    failed = [outcome.name for outcome in outcomes if outcome.code != 0]
    if failed:
        print(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
