"""Worked examples of the rules, which are tests, and which a reader can look up on the rule's page.

A file `cases/<topic>/<name>.toml` stands beside the parameter of the same name. It names the rule it tries and lists
cases: inputs as a person would write them, and what must come out. `official = true` marks a figure printed in an
official text; `vector` is the label under which the reference of the law lists the case.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from betang.regulation.parameters import Book, toml_files
from betang.regulation.rule import Rule
from betang.regulation.text import Text, text_from
from betang.regulation.trace import Trace, as_text

_FILE_KEYS = {"rule", "on", "source", "case"}
_CASE_KEYS = {"name", "rule", "on", "official", "source", "vector", "input", "expect"}


class CaseError(ValueError):
    """A case file that is refused; the message names the file and the case."""


@dataclass(frozen=True, slots=True)
class Case:
    """One worked example; `expect` holds canonical texts (decimals plain), None where nothing must come out."""

    file: str
    name: Text
    rule: str
    on: dt.date
    source: str
    official: bool
    vector: str
    input: Mapping[str, Any]
    expect: Mapping[str, str | None]


def parse_cases(source: str, *, file: str) -> tuple[Case, ...]:
    """Parse one case file; CaseError on unknown keys or missing parts."""
    raw = tomllib.loads(source, parse_float=Decimal)
    _known(raw, _FILE_KEYS, file)
    entries = raw.get("case", [])
    if not entries:
        raise CaseError(f"{file}: holds no case")
    return tuple(_case(entry, raw, file) for entry in entries)


def _known(raw: Mapping[str, Any], allowed: set[str], where: str) -> None:
    for key in raw:
        if key not in allowed:
            raise CaseError(f"{where}: unknown key {key}")


def _case(entry: Mapping[str, Any], common: Mapping[str, Any], file: str) -> Case:
    name = _name(entry, file)
    where = f"{file}: {name}"
    _known(entry, _CASE_KEYS, where)
    merged = {**{k: v for k, v in common.items() if k != "case"}, **entry}
    for key in ("rule", "on", "source", "input", "expect"):
        if key not in merged:
            raise CaseError(f"{where}: {key} is missing")
    if not isinstance(merged["on"], dt.date) or not merged["expect"]:
        raise CaseError(f"{where}: needs a date in `on` and something to expect")
    return Case(
        file=file,
        name=name,
        rule=merged["rule"],
        on=merged["on"],
        source=merged["source"],
        official=bool(merged.get("official", False)),
        vector=str(merged.get("vector", "")),
        input=merged["input"],
        expect={key: canonical(value) for key, value in merged["expect"].items()},
    )


def _name(entry: Mapping[str, Any], file: str) -> Text:
    """Read a name written once, where it reads alike in both languages, or in each."""
    written = entry.get("name")
    if isinstance(written, str) and written.strip():
        return Text(written, written)
    try:
        return text_from(written)
    except ValueError as error:
        raise CaseError(f"{file}: a case's name: {error}") from error


def canonical(value: Any) -> str | None:
    """Write an expected value the way outputs are written; "" stands for nothing."""
    if value == "":
        return None
    return as_text(Decimal(value)) if isinstance(value, int) and not isinstance(value, bool) else as_text(value)


@cache
def all_cases() -> tuple[Case, ...]:
    """Return every case that ships with Betang, in order of file."""
    found = toml_files(files("betang.regulation") / "cases")
    return tuple(case for name, text in found for case in parse_cases(text, file=name))


def cases_of(rule: str) -> tuple[Case, ...]:
    """Return the cases of one rule."""
    return tuple(case for case in all_cases() if case.rule == rule)


def outcome(rule: Rule, case: Case, book: Book) -> dict[str, str | None]:
    """Compute one case alone, with a trace; return its outputs."""
    answer = rule.apply([rule.read(case.input)], book.on(case.on), Trace())
    return answer.at(0)


def outcomes(rule: Rule, cases: Sequence[Case], book: Book, *, language: str = "id") -> list[dict[str, str | None]]:
    """Compute many cases of one rule as arrays (one run for each day); return outputs in their order."""
    results: list[dict[str, str | None]] = [{} for _ in cases]
    for day in sorted({case.on for case in cases}):
        places = [i for i, case in enumerate(cases) if case.on == day]
        answer = rule.apply([rule.read(cases[i].input) for i in places], book.on(day))
        for row, place in enumerate(places):
            results[place] = answer.at(row, language=language)
    return results


def differences(case: Case, found: Mapping[str, str | None]) -> Iterable[str]:
    """Yield a sentence for each expected output that came out otherwise."""
    for name, expected in case.expect.items():
        if name not in found:
            yield f"{case.file} {case.name}: the rule has no output {name}"
        elif found[name] != expected:
            yield f"{case.file} {case.name}: {name} is {found[name]}, expected {expected}"
