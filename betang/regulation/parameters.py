"""Dated values of law: what was in force on a day, from which source, and how sure we are.

A file `parameters/<topic>/<name>.toml` is refused, with file and key, for any unknown key, unregistered instrument,
wrong shape, unordered date or missing confidence. Values are chosen by the day of the event, never by today.
"""

import datetime as dt
import itertools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from betang.regulation.instruments import Instrument, InstrumentError, cited, instruments
from betang.regulation.shape import Shape, ShapeError, parse_shape
from betang.regulation.text import Text, text_from

CONFIDENCE = ("V2", "V", "C", "M-high", "M-med", "M-low", "INFER", "DESIGN")
"""Read in two sources, in one; seen in public code; general knowledge (three grades); derived; our own proposal."""

_FILE_KEYS = {"title", "about", "shape", "unit", "value", "unset"}
_VALUE_KEYS = {
    "value", "from", "to", "published", "legal_basis", "source", "confidence", "from_confidence", "unset", "note",
}  # fmt: skip
_UNSET_KEYS = {"why", "settled_by", "meanwhile", "legal_basis"}


class ParameterError(ValueError):
    """A parameter file that is refused; the message names the file and the key."""

    def __init__(self, file: str, key: str, message: str) -> None:
        super().__init__(f"{file}: {key}: {message}")
        self.file = file
        self.key = key


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value of a parameter. `overlay` is the basis of the local policy that changed it, if any."""

    parameter: str
    value: Any
    start: dt.date
    end: dt.date | None
    published: dt.date | None
    legal_basis: str
    source: Text
    confidence: str
    start_confidence: str
    unset: tuple[str, ...] = ()
    note: Text | None = None
    overlay: str | None = None

    def covers(self, day: dt.date) -> bool:
        """Say whether the value is in force on a day (both ends included)."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Unset:
    """Why a parameter has no value, who can settle it, and what is done meanwhile."""

    why: Text
    settled_by: str
    meanwhile: Text
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with its whole history, oldest value first."""

    id: str
    title: Text
    about: Text | None
    shape: str
    unit: Text | None
    values: tuple[Value, ...]
    unset: Unset | None

    @property
    def topic(self) -> str:
        """Return the folder, such as "eksp-2022"."""
        return self.id.split("/")[0]

    def on(self, day: dt.date) -> Value | None:
        """Return the value in force on a day, None when there is none."""
        return next((value for value in self.values if value.covers(day)), None)


class NotInForceError(LookupError):
    """A rule needs a value that is not in force on the day asked for."""

    def __init__(self, parameter: str, day: dt.date) -> None:
        super().__init__(f"{parameter} has no value in force on {day.isoformat()}")
        self.parameter = parameter
        self.day = day


@dataclass(frozen=True, slots=True)
class InForce:
    """The values in force on one day, with local policy on top."""

    day: dt.date
    values: Mapping[str, Value]

    def get(self, parameter: str) -> Value | None:
        """Return a value or None."""
        return self.values.get(parameter)

    def __getitem__(self, parameter: str) -> Value:
        """Return a value; NotInForceError when there is none on this day."""
        found = self.values.get(parameter)
        if found is None:
            raise NotInForceError(parameter, self.day)
        return found

    def overlaid(self, changes: Mapping[str, Value]) -> "InForce":
        """Return the same day with some values replaced."""
        return InForce(self.day, {**self.values, **changes})


@dataclass(frozen=True)
class Book:
    """All parameters by id."""

    parameters: Mapping[str, Parameter]
    _days: dict[dt.date, InForce] = field(default_factory=dict, compare=False)

    def __getitem__(self, name: str) -> Parameter:
        return self.parameters[name]

    def on(self, day: dt.date) -> InForce:
        """Return what is in force on a day (kept, since pages ask for the same day again and again)."""
        if day not in self._days:
            found = {name: value for name, p in self.parameters.items() if (value := p.on(day)) is not None}
            self._days[day] = InForce(day, found)
        return self._days[day]


def parse_parameter(source: str, *, name: str, register: Mapping[str, Instrument]) -> Parameter:
    """Parse one file; `name` is "<topic>/<name>". ParameterError says which key is wrong and why."""
    file = f"{name}.toml"
    try:
        raw = tomllib.loads(source, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(file, "TOML", str(error)) from error
    _known(raw, _FILE_KEYS, file, "")
    shape = _shape(raw, file)
    if ("value" in raw) == ("unset" in raw):
        raise ParameterError(file, "value", "a parameter has either [[value]] entries or one [unset]")
    entries = raw.get("value", [])
    if "value" in raw and (not isinstance(entries, list) or not entries):
        raise ParameterError(file, "value", "expected [[value]] entries")
    values = tuple(_value(entry, name, i, shape, register) for i, entry in enumerate(entries))
    _ordered(values, file)
    return Parameter(
        id=name,
        title=_wording(raw, "title", file, "title"),
        about=_wording(raw, "about", file, "about") if "about" in raw else None,
        shape=str(raw["shape"]),
        unit=_citation(raw, "unit", file, "unit") if "unit" in raw else None,
        values=values,
        unset=_unset(raw["unset"], file, register) if "unset" in raw else None,
    )


def _known(raw: Mapping[str, Any], allowed: set[str], file: str, prefix: str) -> None:
    for key in raw:
        if key not in allowed:
            raise ParameterError(file, f"{prefix}{key}", "unknown key")


def _shape(raw: Mapping[str, Any], file: str) -> Shape:
    try:
        return parse_shape(str(raw["shape"]))
    except KeyError:
        raise ParameterError(file, "shape", "missing") from None
    except ValueError as error:
        raise ParameterError(file, "shape", str(error)) from error


def _wording(raw: Mapping[str, Any], key: str, file: str, path: str) -> Text:
    try:
        return text_from(raw.get(key))
    except ValueError as error:
        raise ParameterError(file, path, str(error)) from error


def _citation(raw: Mapping[str, Any], key: str, file: str, path: str) -> Text:
    """Read a name that reads the same in both languages, written once, or a wording in each."""
    written = raw.get(key)
    if not isinstance(written, str):
        return _wording(raw, key, file, path)
    if not written.strip():
        raise ParameterError(file, path, "missing")
    return Text(written.strip(), written.strip())


def _required_text(entry: Mapping[str, Any], key: str, file: str, prefix: str) -> str:
    text = entry.get(key)
    if not isinstance(text, str) or not text.strip():
        raise ParameterError(file, f"{prefix}{key}", "missing")
    return text.strip()


def _day(entry: Mapping[str, Any], key: str, file: str, prefix: str) -> dt.date | None:
    day = entry.get(key)
    if day is not None and (not isinstance(day, dt.date) or isinstance(day, dt.datetime)):
        raise ParameterError(file, f"{prefix}{key}", "expected a date")
    return day


def _basis(entry: Mapping[str, Any], file: str, prefix: str, register: Mapping[str, Instrument]) -> str:
    basis = _required_text(entry, "legal_basis", file, prefix)
    try:
        cited(basis, dict(register))
    except InstrumentError as error:
        raise ParameterError(file, f"{prefix}legal_basis", str(error)) from error
    return basis


def _tag(entry: Mapping[str, Any], key: str, file: str, prefix: str) -> str:
    tag = _required_text(entry, key, file, prefix)
    if tag not in CONFIDENCE:
        raise ParameterError(file, f"{prefix}{key}", f"expected one of {', '.join(CONFIDENCE)}")
    return tag


def _value(entry: Any, name: str, index: int, shape: Shape, register: Mapping[str, Instrument]) -> Value:
    file, prefix = f"{name}.toml", f"value[{index}]."
    if not isinstance(entry, dict):
        raise ParameterError(file, f"value[{index}]", "expected a table")
    _known(entry, _VALUE_KEYS, file, prefix)
    if "value" not in entry:
        raise ParameterError(file, f"{prefix}value", "missing")
    try:
        checked = shape.check(entry["value"], "")
    except ShapeError as error:
        key = f"{prefix}value" + (f".{error.path}" if error.path else "")
        raise ParameterError(file, key, str(error)) from error
    start, end = _day(entry, "from", file, prefix), _day(entry, "to", file, prefix)
    if start is None:
        raise ParameterError(file, f"{prefix}from", "missing")
    if end is not None and end < start:
        raise ParameterError(file, f"{prefix}to", "lies before from")
    confidence = _tag(entry, "confidence", file, prefix)
    return Value(
        parameter=name,
        value=checked,
        start=start,
        end=end,
        published=_day(entry, "published", file, prefix),
        legal_basis=_basis(entry, file, prefix, register),
        source=_citation(entry, "source", file, f"{prefix}source"),
        confidence=confidence,
        start_confidence=_tag(entry, "from_confidence", file, prefix) if "from_confidence" in entry else confidence,
        unset=_unset_keys(entry, shape, file, prefix),
        note=_wording(entry, "note", file, f"{prefix}note") if "note" in entry else None,
    )


def _unset_keys(entry: Mapping[str, Any], shape: Shape, file: str, prefix: str) -> tuple[str, ...]:
    """Keys of a record named as unknown: they must exist in the shape as optional, and have no value."""
    named = tuple(entry.get("unset", ()))
    for key in named:
        if key not in shape.optional_keys or key in entry["value"]:
            raise ParameterError(file, f"{prefix}unset", f"{key!r} is not an optional key without value")
    return named


def _ordered(values: tuple[Value, ...], file: str) -> None:
    """Each value must start after the one before; an open end is closed by the next start."""
    for index, (before, after) in enumerate(itertools.pairwise(values), start=1):
        if after.start <= before.start:
            raise ParameterError(file, f"value[{index}].from", "dates must be in order")
        if before.end is None or before.end >= after.start:
            raise ParameterError(file, f"value[{index - 1}].to", "must be given and end before the next value starts")


def _unset(raw: Any, file: str, register: Mapping[str, Instrument]) -> Unset:
    if not isinstance(raw, dict):
        raise ParameterError(file, "unset", "expected a table")
    _known(raw, _UNSET_KEYS, file, "unset.")
    return Unset(
        why=_wording(raw, "why", file, "unset.why"),
        settled_by=_required_text(raw, "settled_by", file, "unset."),
        meanwhile=_wording(raw, "meanwhile", file, "unset.meanwhile"),
        legal_basis=_basis(raw, file, "unset.", register),
    )


def toml_files(root: Traversable) -> Iterator[tuple[str, str]]:
    """Yield ("<topic>/<name>", text) of every TOML file one folder deep, in order of name."""
    for topic in sorted((t for t in root.iterdir() if t.is_dir()), key=lambda t: t.name):
        for file in sorted((f for f in topic.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
            yield f"{topic.name}/{file.name.removesuffix('.toml')}", file.read_text(encoding="utf-8")


def load_book(root: Traversable, register: Mapping[str, Instrument]) -> Book:
    """Load every parameter below a folder; the first wrong file stops the load."""
    found = (parse_parameter(text, name=name, register=register) for name, text in toml_files(root))
    return Book({parameter.id: parameter for parameter in found})


@cache
def book() -> Book:
    """Return the parameters that ship with Betang."""
    return load_book(files("betang.regulation") / "parameters", instruments())


def changed(value: Value, part: Mapping[str, Any] | Any, *, basis: str, start: dt.date | None = None) -> Value:
    """Return a value with some keys of its record (or the whole) replaced by local policy in force since `start`."""
    new = {**value.value, **part} if isinstance(value.value, dict) and isinstance(part, Mapping) else part
    since = value.start if start is None else start
    source = Text("berkas kebijakan", "policy file")
    return replace(value, value=new, start=since, overlay=basis, legal_basis=basis, source=source, confidence="V")
