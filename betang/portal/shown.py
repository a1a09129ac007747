"""Values of law and answers of rules as a person reads them: labels for codes, commas for decimals, dates in words."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from betang.portal.keys import KEYS
from betang.regulation.codes import Codes
from betang.regulation.labels import labels
from betang.regulation.registry import rules
from betang.regulation.text import Text
from betang.ui import formats

NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2})?")
PLAIN_KEY = re.compile(r"[a-z]+(_[a-z]+)+")
CODE = re.compile(r"[A-Z][A-Z_]*")
SEPARATOR = re.compile(r"([;,]\s*|\s+)")
LONG = 12  # more entries than this are folded away
MOST_COLUMNS = 7
MOST_DIGITS = 15  # longer ones are identity numbers


@dataclass(frozen=True, slots=True)
class Shown:
    """A value to be drawn. `kind`: text; pairs (name, Shown); list (Shown); table (head, then rows of texts)."""

    kind: str
    text: str = ""
    pairs: tuple[tuple[str, "Shown"], ...] = ()
    items: tuple["Shown", ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def size(self) -> int:
        """How many entries it has."""
        return len(self.pairs) or len(self.items) or len(self.rows)

    @property
    def folded(self) -> bool:
        """Whether it is long enough to be folded away."""
        return self.size > LONG


@cache
def code_labels(topic: str) -> Mapping[str, Text]:
    """Return the labels of the codes that a topic's rules use, then of those that mean the same everywhere."""
    everywhere: dict[str, Text | None] = {}
    own: dict[str, Text] = {}
    for found_topic, codes in all_codes():
        for name, label in zip(codes.names, codes.labels, strict=True):
            everywhere[name] = label if everywhere.get(name, label) == label else None
            if found_topic == topic:
                own.setdefault(name, label)
    return {**{name: label for name, label in everywhere.items() if label}, **own}


@cache
def all_codes() -> Sequence[tuple[str, Codes]]:
    """Return (topic, codes) for every list of codes that an input or output of a rule uses."""
    found = []
    for rule in rules().values():
        fields = [entry for top in rule.inputs for entry in (top, *top.parts)]
        used = [*(entry.codes for entry in fields), *(output.codes for output in rule.outputs)]
        found += [(rule.topic, codes) for codes in used if codes]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Reader:
    """Writes values of one topic in one language."""

    topic: str
    language: str

    def words(self, text: str, codes: Codes | None = None) -> str:
        """Write a text as the rules give it: numbers, dates and ya/tidak in the reader's way, codes by their labels."""
        if codes and text in codes.names:
            return codes.label(text).text(self.language)
        if text in {"ya", "tidak"}:
            return _("ya") if text == "ya" else _("tidak")
        if NUMBER.fullmatch(text) and len(text) <= MOST_DIGITS:
            return formats.number(Decimal(text), language=self.language)
        if DAY.fullmatch(text):
            return formats.date(dt.date.fromisoformat(text), language=self.language)
        if MOMENT.fullmatch(text):
            return self.moment(dt.datetime.fromisoformat(text))
        if PLAIN_KEY.fullmatch(text):
            return self.name(text)
        parts = SEPARATOR.split(text)
        if all(CODE.fullmatch(part) for part in parts[::2]):
            return "".join(self._code(part) for part in parts)
        return text

    def moment(self, value: dt.datetime) -> str:
        """Write a moment; with its zone when it is WIB, on its own clock otherwise."""
        if value.utcoffset() == dt.timedelta(hours=7):
            return formats.moment(value, language=self.language)
        day = formats.date(value.date(), weekday=True, language=self.language)
        return f"{day}, {value:%H.%M}" if self.language == "id" else f"{day}, {value:%H:%M}"

    def _code(self, part: str) -> str:
        label = code_labels(self.topic).get(part)
        return label.text(self.language) if label else part

    def name(self, key: str) -> str:
        """Write the key of a record: a code's label, a known name's wording, else the key itself."""
        label = code_labels(self.topic).get(key) or labels().get(key) or KEYS.get(key)
        return label.text(self.language) if label else key.replace("_", " ")

    def scalar(self, value: Any) -> str:
        """Write one plain value."""
        if value is None:
            return "–"
        if isinstance(value, bool):
            return _("ya") if value else _("tidak")
        if isinstance(value, int | Decimal):
            return formats.number(value, language=self.language)
        if isinstance(value, dt.datetime):
            return self.moment(value)
        if isinstance(value, dt.date):
            return formats.date(value, language=self.language)
        return self.words(str(value))

    def shown(self, value: Any) -> Shown:
        """Turn a value of law, however nested, into something to draw."""
        if isinstance(value, Mapping):
            value = self._own_language(value)
            if set(value) == {self.language}:
                return self.shown(value[self.language])
            table = self._table(list(value.values()), [self.name(str(key)) for key in value])
            pairs = ((self.name(str(key)), self.shown(part)) for key, part in value.items())
            return table or Shown("pairs", pairs=tuple(pairs))
        if isinstance(value, list | tuple):
            table = self._table(value, None)
            if table:
                return table
            if not value:
                return Shown("text", text="–")
            if all(isinstance(part, list | tuple) and len(part) == 2 and not _nested(part) for part in value):
                return Shown("text", text=", ".join("–".join(self.scalar(end) for end in part) for part in value))
            items = tuple(self.shown(part) for part in value)
            if all(item.kind == "text" for item in items) and len(items) <= LONG:
                return Shown("text", text=", ".join(item.text for item in items))
            return Shown("list", items=items)
        return Shown("text", text=self.scalar(value))

    def _own_language(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave out the wording in the other language where a record has both."""
        other = "en" if self.language == "id" else "id"
        return {key: part for key, part in record.items() if key != other} if {"id", "en"} <= set(record) else record

    def _table(self, records: Sequence[Any], names: list[str] | None) -> Shown | None:
        """Return records as a table when each is a plain record and there are few columns, else None."""
        if len(records) < 2 or not all(isinstance(record, Mapping) for record in records):
            return None
        records = [self._own_language(record) for record in records]
        columns = list(dict.fromkeys(key for record in records for key in record))
        plain = all(not isinstance(part, Mapping) and not _nested(part) for r in records for part in r.values())
        if not plain or len(columns) > MOST_COLUMNS:
            return None
        rows = [tuple(self.shown(record[key]).text if key in record else "–" for key in columns) for record in records]
        head = tuple(self.name(str(key)) for key in columns)
        if names is None:
            return Shown("table", head=head, rows=tuple(rows))
        return Shown("table", head=("", *head), rows=tuple((name, *row) for name, row in zip(names, rows, strict=True)))


def _nested(value: Any) -> bool:
    """Whether a list holds anything but a few plain values."""
    if not isinstance(value, list | tuple):
        return False
    return len(value) > LONG or any(isinstance(part, Mapping | list | tuple) for part in value)
