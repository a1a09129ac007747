"""Every case of every rule, singly (with a trace) and inside one array."""

import pytest

from betang.regulation.cases import Case, all_cases, cases_of, differences, outcome, outcomes
from betang.regulation.labels import labels
from betang.regulation.parameters import book
from betang.regulation.registry import rules
from betang.regulation.trace import Trace


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.file}: {case.name}")
def test_case_alone(case: Case) -> None:
    found = outcome(rules()[case.rule], case, book())
    assert list(differences(case, found)) == []


@pytest.mark.parametrize("rule", sorted(rules()))
def test_cases_in_one_array(rule: str) -> None:
    cases = cases_of(rule)
    assert cases, f"{rule} has no case"
    found = outcomes(rules()[rule], cases, book())
    wrong = [line for case, out in zip(cases, found, strict=True) for line in differences(case, out)]
    assert wrong == []


@pytest.mark.parametrize("rule", sorted(rules()))
def test_every_case_explains_itself(rule: str) -> None:
    for case in cases_of(rule):
        answer = rules()[rule].apply([rules()[rule].read(case.input)], book().on(case.on), Trace())
        lines = answer.explain(0)
        assert lines, f"{case.file} {case.name}: no derivation"
        assert all(line.basis and line.confidence for line in lines)


@pytest.mark.parametrize("rule", sorted(rules()))
def test_every_name_in_a_derivation_has_a_wording(rule: str) -> None:
    for case in cases_of(rule):
        answer = rules()[rule].apply([rules()[rule].read(case.input)], book().on(case.on), Trace())
        names = {name for line in answer.explain(0) for name in (line.name, *line.inputs)}
        assert names - set(labels()) == set()
