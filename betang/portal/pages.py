"""View models of the pages of rules: the history of a value, the table of examples."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from betang.portal.forms import DAY, written
from betang.portal.queries import examples
from betang.portal.shown import Reader, Shown
from betang.portal.tryout import result
from betang.regulation.cases import Case, outcomes
from betang.regulation.field import Field
from betang.regulation.parameters import Parameter, Value, book
from betang.regulation.rule import Rule
from betang.ui.confidence import Confidence, confidence, less_sure


@dataclass(frozen=True, slots=True)
class Row:
    """One dated value in a history."""

    value: Value
    shown: Shown
    unset: tuple[str, ...]
    grade: Confidence
    start_grade: Confidence | None


@dataclass(frozen=True, slots=True)
class History:
    """A parameter with its dated values, the newest first."""

    parameter: Parameter
    rows: Sequence[Row]

    @property
    def name(self) -> str:
        """The parameter's part of its address."""
        return self.parameter.id.split("/")[1]


def history(parameter: Parameter, *, language: str) -> History:
    """Return a parameter's history for a page."""
    reader = Reader(parameter.topic, language)
    rows = [
        Row(
            value=value,
            shown=reader.shown(value.value),
            unset=tuple(reader.name(key) for key in value.unset),
            grade=confidence(value.confidence),
            start_grade=less_sure(value.start_confidence, than=value.confidence),
        )
        for value in reversed(parameter.values)
    ]
    return History(parameter, rows)


def histories(parameters: Iterable[Parameter], *, language: str) -> list[History]:
    """Return the histories of several parameters."""
    return [history(parameter, language=language) for parameter in parameters]


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One example: what goes in, what comes out, and the address that tries it."""

    case: Case
    inputs: Sequence[tuple[str, str]]
    outputs: Sequence[tuple[str, str]]
    url: str


def example_rows(rule: Rule, *, language: str) -> list[ExampleRow]:
    """Return a rule's examples for a table, those printed in official texts first."""
    fields = {entry.name: entry for entry in rule.inputs}
    outputs = {output.name: output for output in rule.outputs}
    reader = Reader(rule.topic, language)
    cases = examples(rule)
    rows = []
    for case, expected_words in zip(cases, expectations(rule, cases, language=language), strict=True):
        given = [
            (fields[name].label.text(language), _input(fields[name], raw, reader)) for name, raw in case.input.items()
        ]
        expected = [
            (outputs[name].label.text(language), "–" if text is None else result(outputs[name], text, reader).text)
            for name, text in expected_words.items()
        ]
        rows.append(ExampleRow(case, given, expected, try_url(rule, case, language=language)))
    return rows


def expectations(rule: Rule, cases: Sequence[Case], *, language: str) -> Iterable[Mapping[str, str | None]]:
    """Yield what each case expects; examples hold it in Indonesian, the rule says it in the other language."""
    if language == "id":
        return [case.expect for case in cases]
    found = outcomes(rule, cases, book(), language=language)
    return [{name: answer[name] for name in case.expect} for case, answer in zip(cases, found, strict=True)]


def _input(entry: Field, raw: Any, reader: Reader) -> str:
    if isinstance(raw, list):
        return reader.items(entry, [str(line).split() for line in raw])
    return reader.given(entry, written(raw))


def query_of(case: Case, *, language: str = "id") -> Mapping[str, str]:
    """Return an example's inputs as the query of the form."""
    return {**{name: written(raw, language=language) for name, raw in case.input.items()}, DAY: case.on.isoformat()}


def try_url(rule: Rule, case: Case, *, language: str = "id") -> str:
    """Return the address that fills the form with an example and answers it."""
    topic, name = rule.id.split("/")
    return f"{reverse('rule', args=[topic, name])}?{urlencode(query_of(case, language=language))}#hasil"
