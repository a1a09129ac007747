"""The words of one value: labels for codes, commas for decimals, dates in words, lines of items part by part.

Rules give and take plain texts ("SB", "0.5", "2026-01-31"). A reader meets them in the language of the page.
"""

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
from betang.regulation.field import Field
from betang.regulation.labels import labels, labels_of
from betang.regulation.parameters import CONFIDENCE
from betang.regulation.registry import rules
from betang.regulation.shape import Share
from betang.regulation.text import Text
from betang.ui import formats
from betang.ui.confidence import confidence

NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH = re.compile(r"\d{4}-\d{2}")
DAY_OF_YEAR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?")
DATED = re.compile(rf"{MOMENT.pattern}|{DAY.pattern}")
CLOCK = re.compile(r"\b(\d{2}):(\d{2})\b")
CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
PLAIN_KEY = re.compile(r"[a-z]+(_[a-z]+)+")
FIGURES = re.compile(r"[-–/×+]|-?(0|[1-9]\d*)(\.\d+)?%?")
MOST_DIGITS = 15  # longer ones are identity numbers
YEARS = ("tahun", "hijriah", "tmt", "tmt_tahun")
NUMBERS = ("nip", "nik", "nomor_kk", "wilayah", "kode_wilayah", "angka_tanggal", "angka_lahir", "angka_tmt")
UNGROUPED = {*YEARS, *NUMBERS}
GRADES = {"keyakinan", "keyakinan_sel"}
JOINT = " · "


@cache
def code_labels(topic: str) -> Mapping[str, Text]:
    """Return the labels of the codes that a topic's own rules use; the same letter means other things elsewhere."""
    own: dict[str, Text] = {}
    for rule in rules().values():
        if rule.topic == topic:
            for codes in codes_of(rule.inputs) + [output.codes for output in rule.outputs if output.codes]:
                for name, label in zip(codes.names, codes.labels, strict=True):
                    own.setdefault(name, label)
    return own


def codes_of(inputs: tuple[Field, ...]) -> list[Codes]:
    """Return the lists of codes that some inputs and their parts use."""
    return [entry.codes for top in inputs for entry in (top, *top.parts) if entry.codes]


def zone(value: dt.datetime) -> str:
    """Name the zone of a moment behind a space: WIB, UTC, UTC+9; nothing where it has none."""
    offset = value.utcoffset()
    if offset is None:
        return ""
    minutes = offset // dt.timedelta(minutes=1)
    if minutes == 7 * 60:
        return " WIB"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else formats.MINUS
    return " UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02d}" if rest else "")


@dataclass(frozen=True, slots=True)
class Words:
    """Writes texts of one topic in one language."""

    topic: str
    language: str

    def words(self, text: str, codes: Codes | None = None, *, name: str = "") -> str:
        """Write a text as the rules give it. `codes` are those of its input or output, `name` is what it is called."""
        if codes and text in codes.names:
            return codes.label(text).text(self.language)
        if name in UNGROUPED and text.isdecimal():
            return text
        if name in GRADES and text in CONFIDENCE:
            return confidence(text).word
        plain = self._plain(text)
        if plain is not None:
            return plain
        if "; " in text:
            return "; ".join(self.words(part, codes, name=name) for part in text.split("; "))
        return self._line(text)

    def _plain(self, text: str) -> str | None:
        """Write a text that is one thing: yes or no, a number, a day, a moment, a code; None for any other."""
        if text in {"ya", "tidak"}:
            return _("ya") if text == "ya" else _("tidak")
        if NUMBER.fullmatch(text) and len(text) <= MOST_DIGITS:
            return formats.number(Decimal(text), language=self.language)
        if DATED.fullmatch(text):
            return self.dated(text)
        if MONTH.fullmatch(text):
            return formats.date(dt.date.fromisoformat(f"{text}-01"), language=self.language).partition(" ")[2]
        if DAY_OF_YEAR.fullmatch(text):
            return formats.date(dt.date.fromisoformat(f"2000-{text}"), language=self.language).rpartition(" ")[0]
        if PLAIN_KEY.fullmatch(text) or text in KEYS:
            return self.name(text)
        return self._code(text) if CODE.fullmatch(text) else None

    def _line(self, text: str) -> str:
        """Write a text of several words: figures and codes each for itself, else the dates and hours in it."""
        parts = text.split(" ")
        if all(FIGURES.fullmatch(part) for part in parts):
            return " ".join(self._plain(part) or part for part in parts)
        codes = [part.strip(",") for part in parts]
        if all(CODE.fullmatch(code) and self._code(code) != code for code in codes):
            return ", ".join(self._code(code) for code in codes)
        text = DATED.sub(lambda found: self.dated(found[0]), text)
        return CLOCK.sub(r"\1.\2", text) if self.language == "id" else text

    def dated(self, text: str) -> str:
        """Write a day or a moment; one that is none stays as it is."""
        try:
            if DAY.fullmatch(text):
                return formats.date(dt.date.fromisoformat(text), language=self.language)
            return self.moment(dt.datetime.fromisoformat(text))
        except ValueError:
            return text

    def moment(self, value: dt.datetime) -> str:
        """Write a moment to the second where it has seconds; with its zone when it is WIB, else with its offset."""
        dot = "." if self.language == "id" else ":"
        clock = f"{value:%H}{dot}{value:%M}"
        if value.second or value.microsecond:
            rest = f"{value.microsecond:06d}".rstrip("0")
            comma = "," if self.language == "id" else "."
            clock += f"{dot}{value:%S}{comma + rest if rest else ''}"
        return f"{formats.date(value.date(), weekday=True, language=self.language)}, {clock}{zone(value)}"

    def _code(self, part: str) -> str:
        label = code_labels(self.topic).get(part) or KEYS.get(part)
        return label.text(self.language) if label else part

    def name(self, key: str) -> str:
        """Write the key of a record: a code's label, a known name's wording, the topic's before any other's."""
        codes, own = code_labels(self.topic), labels_of(self.topic)
        known = (codes.get(key), codes.get(key.upper()), KEYS.get(key), own.get(key), labels().get(key))
        label = next((found for found in known if found), None)
        return label.text(self.language) if label else key.replace("_", " ")

    def scalar(self, value: Any, *, name: str = "") -> str:
        """Write one plain value."""
        if value is None:
            return "–"
        if isinstance(value, bool):
            return _("ya") if value else _("tidak")
        if isinstance(value, Share):
            return formats.number(Decimal(value * 100).normalize(), language=self.language) + "%"
        if isinstance(value, int | Decimal):
            return str(value) if name in UNGROUPED else formats.number(value, language=self.language)
        if isinstance(value, dt.datetime):
            return self.moment(value)
        if isinstance(value, dt.date):
            return formats.date(value, language=self.language)
        return self.words(str(value), name=name)

    def given(self, entry: Field, text: str) -> str:
        """Write what an input was given; of items each line part by part."""
        if entry.kind != "items":
            return self.words(text, entry.codes, name=entry.name)
        return self.items(entry, [line.split(" ") for line in text.split("; ")])

    def items(self, entry: Field, lines: Sequence[Sequence[str]]) -> str:
        """Write lines of items, each split into its parts."""
        return "; ".join(self._item(entry, words) for words in lines)

    def _item(self, entry: Field, words: Sequence[str]) -> str:
        if len(words) != len(entry.parts):
            return self.words(" ".join(words))
        parts = [self.given(part, word) if word != "-" else "–" for part, word in zip(entry.parts, words, strict=True)]
        lettered = any(part.codes or part.kind in {"text", "datetime"} for part in entry.parts)
        return (JOINT if lettered else " ").join(parts)
