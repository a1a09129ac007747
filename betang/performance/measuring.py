"""A measure as it is chosen on a page: simple texts in, a checked measure out, and what it is in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betang.ledger.kinds import FactKind, Field, find
from betang.ledger.measures import Compare, Condition, How, Measure, measure_from_json
from betang.ledger.ready import Chosen, chosen_in

HOWS = {
    How.COUNT: _("banyaknya fakta"),
    How.SUM: _("jumlah"),
    How.MEAN: _("rata-rata"),
    How.MEDIAN: _("median"),
    How.PERCENTILE: _("persentil"),
    How.SHARE: _("bagian (persen) dengan"),
}
SIGNS = {Compare.IS: "=", Compare.ONE_OF: "=", Compare.IS_NOT: "≠", Compare.AT_MOST: "≤", Compare.AT_LEAST: "≥"}


def measure_of(given: Mapping[str, str]) -> Measure:
    """Read what was chosen; Invalid, by the names of the form's fields, for what does not hold."""
    kind, how = given.get("kind", ""), given.get("how", "")
    about = find(kind)
    found: dict[str, Any] = {"kind": kind, "how": how, "whose": given.get("whose") or "own"}
    found["days"] = given.get("days") or "period"
    if how != How.COUNT:
        found["field"] = given.get("field", "")
    if how == How.PERCENTILE:
        found["percentile"] = int(given["percentile"]) if given.get("percentile", "").isdecimal() else None
    if how == How.SHARE:
        found["limit"] = tested(about, given.get("field", ""), given.get("test", ""), given.get("limit", ""))
    if given.get("only"):
        name, _bar, value = given["only"].partition("|")
        found["conditions"] = [tested(about, name, Compare.IS, value)]
    return measure_from_json(found)


def tested(about: FactKind | None, name: str, how: str, value: str) -> dict[str, Any]:
    """Write a test of a value as a measure keeps it."""
    field = about.fields.get(name) if about else None
    given: Any = value == "true" if field is not None and field.yes_no else value
    return {"field": name, "test": how, "values": [given]}


def only_choices(about: FactKind) -> list[tuple[str, str]]:
    """List what facts can be kept apart by: each value of each choice ("Layanan: Akta kelahiran")."""
    found = []
    for field in about.fields.values():
        for value, label in values_of(field):
            found.append((f"{field.name}|{value}", f"{field.title}: {label}"))
    return found


def values_of(field: Field) -> list[tuple[str, str]]:
    """List the values of a choice, or yes and no; none for a number."""
    if field.yes_no:
        return [("true", gettext("ya")), ("false", gettext("tidak"))]
    return [(value, str(label)) for value, label in (field.choices or {}).items()]


def said(measure: Measure) -> str:
    """Say a measure in words, with what its facts are kept apart by."""
    about, chosen = measure.about, chosen_in(measure)
    if chosen is not None:
        return said_ready(chosen)
    words = f"{about.title}: {HOWS[measure.how]}".strip()
    if measure.field:
        field = about.fields[measure.field]
        words += f" {field.title}" + (f" ({field.unit})" if field.unit else "")
    if measure.percentile is not None:
        words += f" {measure.percentile}"
    if measure.limit is not None:
        words += f" {SIGNS[measure.limit.test]} {label_of(about, measure.limit.field, measure.limit.values[0])}"
    kept = [condition_said(about, each) for each in measure.conditions]
    return f"{words}; {', '.join(kept)}" if kept else words


def condition_said(about: FactKind, condition: Condition) -> str:
    """Say what facts are kept apart by; of what they must not be, the value's title too."""
    words = ", ".join(label_of(about, condition.field, value) for value in condition.values)
    return f"{about.fields[condition.field].title} ≠ {words}" if condition.test == Compare.IS_NOT else words


def said_ready(chosen: Chosen) -> str:
    """Say a ready-made measure: its title, of what, narrowed to what."""
    one = chosen.ready
    narrowed = [str(one.choices(name)[value]) for name, value in _picked(chosen) if value]
    return f"{one.title}: {', '.join(narrowed)}"


def _picked(chosen: Chosen) -> list[tuple[str, str]]:
    return [(chosen.ready.apart, chosen.apart), (chosen.ready.within, chosen.within)]


def label_of(about: FactKind, name: str, value: Any) -> str:
    """Give the words of a value."""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return dict(values_of(about.fields[name])).get(written, written)
