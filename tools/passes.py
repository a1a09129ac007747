"""What the test passes are, what each needs, and how their results are added up; `tools.suite` runs them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BUDGET_SECONDS = {"check": 45, "units": 150, "postgresql": 75, "browser": 150}
WHOLE_BUDGET_SECONDS = sum(BUDGET_SECONDS.values())
SLOWEST = 20


@dataclass(frozen=True, kw_only=True)
class Pass:
    """One run of pytest over a part of the tests."""

    name: str
    marks: str
    place: str = "tests"  # where pytest looks for them; to collect everything takes seconds
    needs: str = ""
    holding: str = ""  # only files with this text are collected
    workers: int = 2


PASSES = [
    Pass(name="units", marks="not browser"),
    Pass(name="postgresql", marks="db and not browser", needs="postgresql", holding="mark.db"),
    Pass(name="browser", marks="browser", place="tests/browser", needs="chromium", workers=3),  # a browser waits
]


def places(chosen: Pass, root: Path) -> list[str]:
    """Give what pytest looks through: a folder, or the files of it that hold the text which marks them."""
    if not chosen.holding:
        return [chosen.place]
    files = sorted((root / chosen.place).rglob("test_*.py"))
    return [str(file.relative_to(root)) for file in files if chosen.holding in file.read_text(encoding="utf-8")]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one pass came to. `tests` are (name, seconds)."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    tests: Sequence[tuple[str, float]] = field(default_factory=tuple)


def read_junit(path: Path, *, name: str, code: int, seconds: float) -> Result:
    """Add up one pass from the file pytest wrote.

    A pass whose runner ended badly although no test failed (it crashed, or found no test) counts as one failure:
    a run that tested nothing must not look like a success.
    """
    passed = failed = skipped = 0
    tests = []
    cases = ET.parse(path).getroot().iter("testcase") if path.exists() else []  # noqa: S314 -- our own file
    for case in cases:
        tests.append((f"{case.get('classname')}::{case.get('name')}", float(case.get("time") or 0)))
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
        elif "skipped" in kinds:
            skipped += 1
        else:
            passed += 1
    if code != 0 and failed == 0:
        failed = 1
    return Result(name=name, passed=passed, failed=failed, skipped=skipped, seconds=seconds, tests=tests)


def left_out(chosen: Pass, *, ci: bool, how: str) -> Result:
    """Report a pass that this machine cannot run: left out at home, a failure where everything must run."""
    print(f"\n!!! LEFT OUT: the {chosen.name} tests. This machine has no {chosen.needs}.")
    print(f"!!! To run them too: {how}\n", flush=True)
    return Result(name=chosen.name, failed=1 if ci else 0)


def slowest_lines(results: Iterable[Result], *, count: int = SLOWEST) -> list[str]:
    """List the slowest tests over all passes."""
    rows = [(seconds, result.name, test) for result in results for test, seconds in result.tests]
    return [f"{seconds:7.2f} s  {name:<10}  {test}" for seconds, name, test in sorted(rows, reverse=True)[:count]]


def table_lines(results: Sequence[Result]) -> list[str]:
    """Write the passes as a table with their time against the budget."""
    lines = [f"{'pass':<12}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}{'budget':>8}"]
    for row in results:
        budget = BUDGET_SECONDS[row.name]
        over = "  over its budget: rework the slowest" if row.seconds > budget else ""
        counts = f"{row.passed:>8}{row.failed:>8}{row.skipped:>9}"
        lines.append(f"{row.name:<12}{counts}{row.seconds:>9.1f}{budget:>8}{over}")
    whole = sum(row.seconds for row in results)
    lines.append(f"{'all':<12}{'':>25}{whole:>9.1f}{WHOLE_BUDGET_SECONDS:>8}")
    return lines


def closing_line(results: Iterable[Result]) -> str:
    """Sum all passes in the one line that closes the run: `N passed, N failed`."""
    rows = list(results)
    line = f"{sum(row.passed for row in rows)} passed, {sum(row.failed for row in rows)} failed"
    skipped = sum(row.skipped for row in rows)
    return f"{line}, {skipped} skipped" if skipped else line
