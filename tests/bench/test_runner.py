"""`make bench` prints figures with their targets and fails when one is missed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bench import __main__ as runner
from bench.figures import Figure


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure(name="time", value=0.9, unit="s", limit=1), True),
        (Figure(name="time", value=1.1, unit="s", limit=1), False),
        (Figure(name="ratio", value=21, unit="×", limit=20, at_least=True), True),
        (Figure(name="ratio", value=19, unit="×", limit=20, at_least=True), False),
        (Figure(name="size", value=19, unit="MB"), True),
    ],
)
def test_a_target_is_met_or_missed(figure: Figure, met: bool):
    assert figure.met is met
    assert ("MISSED" in figure.line) is not met


def test_a_missed_target_fails_the_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    slow = SimpleNamespace(__doc__="How long.\n", run=lambda: [Figure(name="t", value=2, unit="s", limit=1)])
    fast = SimpleNamespace(__doc__="How long.\n", run=lambda: [Figure(name="t", value=1, unit="s", limit=1)])
    monkeypatch.setattr(runner, "benchmarks", lambda: {"slow": slow, "fast": fast})
    assert runner.main([]) == 1
    assert runner.main(["fast"]) == 0
    assert capsys.readouterr().out.count("fast: How long.") == 2


def test_an_unknown_benchmark_is_named(capsys: pytest.CaptureFixture[str]):
    assert runner.main(["no-such"]) == 2
    assert "Unknown: no-such." in capsys.readouterr().err
