"""Runs everything: `make test`. The checks, the tests on SQLite, those of the database again on PostgreSQL, the
browser. Every pass runs, whatever became of the ones before; the last line adds them up.

With CI=true nothing may be left out. Elsewhere a pass that lacks its program is left out loudly.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from tools import check, machine, passes, postgres

ROOT = Path(__file__).resolve().parent.parent
# Settings of a running Betang that the tests must not see. And Python shall keep what it compiles: the tests start
# dozens of processes, and each would compile Betang, the tests and their assertions again.
FOREIGN = ("BETANG_", "DATABASE_URL", "DJANGO_", "SECRET_KEY", "PYTHONDONTWRITEBYTECODE")


def run_checks() -> passes.Result:
    """Run the fast checks and count each as one test."""
    started = time.monotonic()
    outcomes = check.run_all(check.checks())
    failed = sum(outcome.code != 0 for outcome in outcomes)
    tests = [(outcome.name, outcome.seconds) for outcome in outcomes]
    return passes.Result(
        name="check",
        passed=len(outcomes) - failed,
        failed=failed,
        seconds=time.monotonic() - started,
        tests=tests,
    )


def pytest_command(chosen: passes.Pass, report: Path) -> list[str]:
    """Build the command line of one pass."""
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-n", str(chosen.workers), "--dist=worksteal"]
    return [
        *command,
        *passes.places(chosen, ROOT),
        "-m",
        chosen.marks,
        f"--junit-xml={report}",
        "-o",
        "junit_family=xunit1",
    ]


def run_pytest(chosen: passes.Pass, *, folder: Path, env: Mapping[str, str]) -> passes.Result:
    """Run one pass of pytest and read its report."""
    report = folder / f"{chosen.name}.xml"
    started = time.monotonic()
    code = subprocess.run(pytest_command(chosen, report), cwd=ROOT, env=dict(env), check=False).returncode
    return passes.read_junit(report, name=chosen.name, code=code, seconds=time.monotonic() - started)


def run_pass(chosen: passes.Pass, *, folder: Path, given: Mapping[str, str]) -> passes.Result:
    """Run one pass with what it needs: a PostgreSQL of its own, or a home folder for the browser."""
    env = {name: value for name, value in given.items() if not name.startswith(FOREIGN)}
    ci = given.get("CI") == "true"
    started = time.monotonic()
    with ExitStack() as stack:
        if chosen.needs == "postgresql":
            if (binaries := machine.postgres_bin()) is None:
                return passes.left_out(chosen, ci=ci, how=machine.INSTALL[chosen.needs])
            try:
                env["DATABASE_URL"] = stack.enter_context(postgres.cluster(binaries))
            except postgres.ClusterError as error:
                print(error)
                return passes.Result(name=chosen.name, failed=1, seconds=time.monotonic() - started)
        if chosen.needs == "chromium":
            if machine.chromium() is None:
                return passes.left_out(chosen, ci=ci, how=machine.INSTALL[chosen.needs])
            # A browser writes its profile and caches into the home folder.
            env["HOME"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="betang-home-"))
        return run_pytest(chosen, folder=folder, env=env)


def main() -> int:
    """Run all passes, print the slowest tests and the times, and close with the sum; 1 if anything failed."""
    # A polite end lets the throw-away PostgreSQL go too.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    print("== check ==", flush=True)
    results = [run_checks()]
    with tempfile.TemporaryDirectory(prefix="betang-test-") as folder:
        for chosen in passes.PASSES:
            print(f"\n== {chosen.name} ==", flush=True)
            results.append(run_pass(chosen, folder=Path(folder), given=os.environ))
    print(f"\nThe {passes.SLOWEST} slowest:", *passes.slowest_lines(results), sep="\n")
    print("", *passes.table_lines(results), "", sep="\n")
    print(passes.closing_line(results), flush=True)
    return 1 if any(result.failed for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
