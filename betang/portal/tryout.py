"""Computes what "try it" asks: the rule's answer, and its derivation read out of the same run."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from betang.portal.shown import Reader
from betang.regulation.field import Field, InputError
from betang.regulation.labels import labels
from betang.regulation.parameters import InForce, NotInForceError, Parameter, book
from betang.regulation.rule import Output, Rule
from betang.regulation.trace import Line, Trace, value_at
from betang.ui import formats
from betang.ui.confidence import Confidence, confidence


class CannotComputeError(Exception):
    """The rule has no answer for these inputs; the message is a sentence for the visitor, `field` the input to mend."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


@dataclass(frozen=True, slots=True)
class Result:
    """One output: label, text, and for a predikat its level (1 to 5)."""

    label: str
    text: str
    level: int | None


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of the derivation as it is read."""

    name: str
    inputs: tuple[tuple[str, str], ...]
    result: str
    basis: str
    confidence: Confidence
    parameter: Parameter | None
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one try."""

    day: dt.date
    results: tuple[Result, ...]
    inputs: tuple[tuple[str, str], ...]
    steps: tuple[StepShown, ...]

    @property
    def first(self) -> str:
        """The first result, for a heading."""
        return self.results[0].text if self.results else ""


def compute(rule: Rule, values: Mapping[str, Any], *, day: dt.date, language: str) -> Outcome:
    """Run a rule for one set of read inputs; CannotComputeError with a sentence when the law of the day gives none."""
    law: InForce = book().on(day)
    try:
        answer = rule.apply([values], law, Trace())
    except NotInForceError as error:
        message = _("Pada %(day)s belum ada nilai yang berlaku untuk %(parameter)s. Pilih tanggal lain.") % {
            "day": formats.date(error.day, language=language),
            "parameter": book()[error.parameter].title.text(language) if error.parameter in book().parameters else "",
        }
        raise CannotComputeError(message) from error
    except InputError as error:
        raise CannotComputeError(error.message.text(language), field=error.field) from error
    except OverflowError as error:
        raise CannotComputeError(_("Salah satu angkanya terlalu besar untuk dihitung.")) from error
    found, reader = answer.at(0, language=language), Reader(rule.topic, language)
    return Outcome(
        day=day,
        results=tuple(result(output, found.get(output.name), reader) for output in rule.outputs),
        inputs=tuple(given(entry, values.get(entry.name), reader) for entry in rule.inputs),
        steps=tuple(step(line, rule, reader) for line in answer.explain(0, language=language)),
    )


def result(output: Output, text: str | None, reader: Reader) -> Result:
    """Return one output as it is read; "–" for none."""
    if text is None:
        return Result(output.label.text(reader.language), "–", None)
    level = None
    if output.codes and output.name == "predikat" and len(output.codes.names) == 5 and text in output.codes.names:
        level = output.codes.code(text) + 1
    shown = reader.words(text, output.codes, name=output.name)
    unit = f" {output.unit.text(reader.language)}" if output.unit else ""
    return Result(output.label.text(reader.language), f"{shown}{unit}", level)


def given(entry: Field, value: Any, reader: Reader) -> tuple[str, str]:
    """Return one input as it was read."""
    if value is None:
        return entry.label.text(reader.language), "–"
    if entry.kind == "items":
        return entry.label.text(reader.language), reader.items(
            entry, [[typed(part) for part in item] for item in value]
        )
    return entry.label.text(reader.language), reader.given(entry, typed(value))


def typed(value: Any) -> str:
    """Return a read value as a person would type it."""
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return value_at(value, 0) or "-"


def step(line: Line, rule: Rule, reader: Reader) -> StepShown:
    """Return one line of the derivation as it is read."""
    known = labels()
    named_codes = [*((e.name, e.codes) for e in rule.inputs), *((o.name, o.codes) for o in rule.outputs)]
    codes = {name: found for name, found in named_codes if found}
    fields = {entry.name: entry for entry in rule.inputs}

    def named(name: str) -> str:
        return known[name].text(reader.language) if name in known else name.replace("_", " ")

    def value(name: str, text: str | None) -> str:
        if text is None:
            return "–"
        return reader.given(fields[name], text) if name in fields else reader.words(text, codes.get(name), name=name)

    return StepShown(
        name=named(line.name),
        inputs=tuple((named(name), value(name, text)) for name, text in line.inputs.items()),
        result=value(line.name, line.result),
        basis=line.basis,
        confidence=confidence(line.confidence),
        parameter=book().parameters.get(line.parameter.parameter) if line.parameter else None,
        since=line.parameter.start if line.parameter else None,
    )
