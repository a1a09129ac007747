"""How `make test` adds up its passes, and what it does where a program is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import machine, passes, suite
from tools.passes import Result

REPORT = """<testsuites><testsuite>
<testcase classname="tests.a" name="test_one" time="0.5"/>
<testcase classname="tests.a" name="test_two" time="2.5"><failure message="x"/></testcase>
<testcase classname="tests.a" name="test_three" time="0.1"><error message="x"/></testcase>
<testcase classname="tests.a" name="test_four" time="0"><skipped/></testcase>
</testsuite></testsuites>"""


def report(folder: Path, text: str) -> Path:
    path = folder / "report.xml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_report_is_added_up(tmp_path: Path):
    result = passes.read_junit(report(tmp_path, REPORT), name="units", code=1, seconds=9)
    assert (result.passed, result.failed, result.skipped, len(result.tests)) == (1, 2, 1, 4)


@pytest.mark.parametrize("code", [2, 5], ids=["crashed", "no test found"])
def test_a_pass_that_tested_nothing_has_failed(tmp_path: Path, code: int):
    assert passes.read_junit(tmp_path / "none.xml", name="units", code=code, seconds=1).failed == 1


def test_the_last_line_sums_all_passes():
    rows = [Result(name="check", passed=6), Result(name="units", passed=10, failed=2)]
    assert passes.closing_line(rows) == "16 passed, 2 failed"
    assert passes.closing_line([*rows, Result(name="browser", skipped=1)]) == "16 passed, 2 failed, 1 skipped"


def test_the_slowest_tests_of_all_passes_are_listed():
    rows = [
        Result(name="units", tests=[("a", 0.5), ("b", 3.0)]),
        Result(name="browser", tests=[("c", 2.0)]),
    ]
    lines = passes.slowest_lines(rows, count=2)
    assert [line.split() for line in lines] == [["3.00", "s", "units", "b"], ["2.00", "s", "browser", "c"]]


def test_a_pass_over_its_budget_is_named():
    rows = [Result(name="check", seconds=44), Result(name="units", seconds=151)]
    lines = passes.table_lines(rows)
    assert ["budget" in line for line in lines] == [True, False, True, False]
    assert lines[-1].split() == ["all", "195.0", "420"]


@pytest.mark.parametrize("needs", ["postgresql", "chromium"])
@pytest.mark.parametrize(("ci", "failed"), [("true", 1), ("", 0)])
def test_a_missing_program_is_named_and_fails_only_in_ci(
    needs: str,
    ci: str,
    failed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr(machine, "postgres_bin", lambda: None)
    monkeypatch.setattr(machine, "chromium", lambda: None)
    chosen = next(item for item in passes.PASSES if item.needs == needs)
    result = suite.run_pass(chosen, folder=tmp_path, given={"CI": ci})
    assert (result.passed, result.failed) == (0, failed)
    printed = capsys.readouterr().out
    assert f"LEFT OUT: the {chosen.name} tests" in printed
    assert machine.INSTALL[needs] in printed


def test_the_units_run_on_sqlite_whatever_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    seen: dict[str, str] = {}

    def fake(chosen: passes.Pass, *, folder: Path, env: dict[str, str]) -> Result:
        seen.update(env)
        return Result(name=chosen.name, passed=1)

    monkeypatch.setattr(suite, "run_pytest", fake)
    given = {"DATABASE_URL": "x", "BETANG_MODE": "production", "PYTHONDONTWRITEBYTECODE": "1", "A": "b"}
    assert suite.run_pass(passes.PASSES[0], folder=tmp_path, given=given).passed == 1
    assert seen == {"A": "b"}


def test_every_pass_has_a_budget_and_a_marker_of_its_own():
    assert set(passes.BUDGET_SECONDS) == {"check", *(chosen.name for chosen in passes.PASSES)}
    assert suite.pytest_command(passes.PASSES[1], Path("r.xml"))[-5:-3] == ["-m", "db and not browser"]
