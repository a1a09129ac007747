"""`make check` runs every check and fails when any of them fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools import check
from tools.check import Check


def command(code: int, *, says: str = "") -> list[str]:
    return [sys.executable, "-c", f"print({says!r}); raise SystemExit({code})"]


def test_a_failing_first_check_hides_nothing(capsys: pytest.CaptureFixture[str]):
    listed = [
        Check(name="first", command=command(3, says="why it failed")),
        Check(name="second", command=command(0, says="not shown")),
        Check(name="third", command=command(1)),
    ]
    assert check.main(listed) == 1
    printed = capsys.readouterr().out
    lines = [line.split()[:2] for line in printed.splitlines() if line.startswith(("ok", "FAILED"))]
    assert lines == [["FAILED", "first"], ["ok", "second"], ["FAILED", "third"]]
    assert "why it failed" in printed
    assert "not shown" not in printed
    assert printed.splitlines()[-1] == "Failed: first, third."


def test_all_is_well(capsys: pytest.CaptureFixture[str]):
    assert check.main([Check(name="only", command=command(0))]) == 0
    assert capsys.readouterr().out.startswith("ok     only")


def test_a_command_that_is_missing_is_a_failure():
    outcome = check.run_one(Check(name="gone", command=["no-such-program-here"]))
    assert outcome.code == 127
    assert "no-such-program-here" in outcome.output


def test_templates_and_translations_are_checked_where_they_are(tmp_path: Path):
    assert [item.name for item in check.checks(tmp_path)] == ["types", "lint", "format", "layers"]
    page = tmp_path / "betang" / "portal" / "templates" / "portal" / "home.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>", encoding="utf-8")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "messages.py").write_text("", encoding="utf-8")
    listed = {item.name: item.command for item in check.checks(tmp_path)}
    assert list(listed["templates"])[1:] == ["--check", "betang/portal/templates/portal/home.html"]
    assert list(listed["translations"])[1:] == ["-m", "tools.messages", "--check"]
