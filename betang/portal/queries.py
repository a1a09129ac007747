"""What the pages of rules read from the regulation: the register of rules, filtered; one rule with its values.

No database: rules, values, instruments and cases ship with Betang.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from betang.kernel.errors import NotFound
from betang.regulation.cases import Case, cases_of
from betang.regulation.instruments import Instrument, cited, instruments
from betang.regulation.parameters import CONFIDENCE, Parameter, Value, book
from betang.regulation.registry import TOPICS, Topic, rules
from betang.regulation.rule import Rule
from betang.regulation.text import Text

Some = TypeVar("Some")


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule in the register: since when, by which basis, how sure, how many examples."""

    rule: Rule
    parameters: tuple[Parameter, ...]
    since: dt.date | None
    bases: tuple[str, ...]
    sources: tuple[Text, ...]
    confidence: str
    start_confidence: str
    cases: int
    official: int

    @property
    def name(self) -> str:
        """The rule's part of its address."""
        return self.rule.id.split("/")[1]

    @property
    def unset(self) -> tuple[Parameter, ...]:
        """Values the rule would need but that nobody has settled."""
        return tuple(parameter for parameter in self.parameters if parameter.unset)


@dataclass(frozen=True, slots=True)
class Group:
    """A topic with its rules, and the values that no rule of the register reads."""

    topic: Topic
    entries: tuple[Entry, ...]
    values: tuple[Parameter, ...]


def weakest(tags: Iterable[str]) -> str:
    """Return the least certain of some confidence tags; DESIGN when there is none."""
    known = [tag for tag in tags if tag in CONFIDENCE]
    return max(known, key=CONFIDENCE.index, default="DESIGN")


def unique(texts: Iterable[Some]) -> tuple[Some, ...]:
    """Return texts once each, in their order."""
    return tuple(dict.fromkeys(text for text in texts if text))


def newest(parameter: Parameter) -> Value | None:
    """Return the last value of a parameter, None for an unset one."""
    return parameter.values[-1] if parameter.values else None


def entry(rule: Rule) -> Entry:
    """Return what the register says of one rule."""
    parameters = tuple(book()[name] for name in rule.parameters)
    values = [value for parameter in parameters if (value := newest(parameter))]
    firsts = [parameter.values[0] for parameter in parameters if parameter.values]
    # The rule can be computed once all its values are in force.
    since = max((value.start for value in firsts), default=None)
    cases = cases_of(rule.id)
    return Entry(
        rule=rule,
        parameters=parameters,
        since=since,
        bases=unique([rule.basis]),
        sources=unique(value.source for value in values),
        confidence=weakest(value.confidence for value in values),
        start_confidence=weakest(value.start_confidence for value in firsts if value.start == since),
        cases=len(cases),
        official=sum(case.official for case in cases),
    )


def find_rule(topic: str, name: str) -> Entry:
    """Return one rule of the register; NotFound when there is none."""
    rule = rules().get(f"{topic}/{name}")
    if rule is None:
        raise NotFound
    return entry(rule)


def find_parameter(topic: str, name: str) -> Parameter:
    """Return one parameter; NotFound when there is none."""
    found = book().parameters.get(f"{topic}/{name}")
    if found is None:
        raise NotFound
    return found


def readers(parameter: Parameter) -> tuple[Rule, ...]:
    """Return the rules that read a parameter."""
    return tuple(rule for rule in rules().values() if parameter.id in rule.parameters)


def words_of(found: Entry) -> str:
    """Return everything a search looks at, in both languages, lower case."""
    rule = found.rule
    texts = [rule.id, rule.basis, *(t for part in (rule.title, rule.about) for t in (part.id, part.en))]
    texts += [t for parameter in found.parameters for t in (parameter.title.id, parameter.title.en)]
    return " ".join(texts).lower()


def groups(*, search: str = "", topic: str = "", confidence: str = "") -> list[Group]:
    """Return the register by topic; only topics that still hold something under the filters."""
    wanted = search.lower().split()
    entries = [entry(rule) for rule in rules().values()]
    kept = [
        found
        for found in entries
        if all(word in words_of(found) for word in wanted) and (not confidence or found.confidence == confidence)
    ]
    result = []
    for each in TOPICS:
        if topic and each.id != topic:
            continue
        inside = tuple(found for found in kept if found.rule.topic == each.id)
        values = tuple(loose_values(each.id, wanted)) if not confidence else ()
        if inside or values:
            result.append(Group(each, inside, values))
    return result


def loose_values(topic: str, wanted: Sequence[str] = ()) -> Iterable[Parameter]:
    """Yield the topic's parameters that no rule of the register reads, as far as they match the search."""
    read = {name for rule in rules().values() for name in rule.parameters}
    for parameter in book().parameters.values():
        text = f"{parameter.id} {parameter.title.id} {parameter.title.en}".lower()
        if parameter.topic == topic and parameter.id not in read and all(word in text for word in wanted):
            yield parameter


@cache
def citations() -> dict[str, tuple[Rule, ...]]:
    """Give for each instrument the rules whose basis, or the basis of a value they read, cites it; read once."""
    register = instruments()
    found: dict[str, list[Rule]] = {}
    for rule in rules().values():
        bases = {rule.basis, *(v.legal_basis for p in rule.parameters for v in book()[p].values)}
        for name in {name for basis in bases for name in cited(basis, register)}:
            found.setdefault(name, []).append(rule)
    return {name: tuple(entries) for name, entries in found.items()}


def citing(name: str) -> tuple[Rule, ...]:
    """Return the rules that rest on an instrument."""
    return citations().get(name, ())


def instrument_list() -> list[tuple[Instrument, tuple[Rule, ...]]]:
    """Return every registered instrument with the rules that rest on it; Betang's own choices, no law, come last."""
    listed = sorted(instruments().values(), key=lambda instrument: instrument.read == "design")
    return [(instrument, citing(instrument.id)) for instrument in listed]


def totals() -> dict[str, int]:
    """Return how much is modelled: rules, dated values, examples, instruments; counted, never written down."""
    return {
        "rules": len(rules()),
        "values": sum(len(parameter.values) for parameter in book().parameters.values()),
        "cases": sum(len(cases_of(name)) for name in rules()),
        "instruments": len(instruments()),
    }


def examples(rule: Rule) -> tuple[Case, ...]:
    """Return the rule's examples, those printed in official texts first."""
    return tuple(sorted(cases_of(rule.id), key=lambda case: not case.official))
