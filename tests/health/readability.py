"""Texts for residents, where readability.toml says: cut into sentences, measured, searched for the office's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.health.sources import ROOT
from tools import messages

RULES = Path(__file__).with_name("readability.toml")
_GAP = re.compile(r"%\(\w+\)s|\{[^}]*\}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_WORD = re.compile(r"[^\s]*\w[^\s]*")


@dataclass(frozen=True, slots=True)
class Text:
    """One text and the file it stands in."""

    place: str
    text: str


@cache
def rules() -> dict[str, Any]:
    """Read limits, places and words."""
    return tomllib.loads(RULES.read_text())


def catalogue(places: list[str]) -> Iterator[Text]:
    """Give the Indonesian texts of the code that stand in one of these files or folders."""
    for entry in messages.load():
        found = [place for place, _line in entry.occurrences if place.startswith(tuple(places))]
        if found:
            yield Text(found[0], entry.msgid)


def data(folders: list[str], official: list[str]) -> Iterator[Text]:
    """Give the Indonesian texts of data files."""
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.toml")):
            place = file.relative_to(ROOT).as_posix()
            if place not in official:
                yield from (Text(place, text) for text in indonesian(tomllib.loads(file.read_text())))


def indonesian(value: object) -> Iterator[str]:
    """Walk through data and give each `id` that stands beside an `en`."""
    if isinstance(value, Mapping):
        if "en" in value and isinstance(value.get("id"), str):
            yield value["id"]
        for part in value.values():
            yield from indonesian(part)
    elif isinstance(value, list):
        for part in value:
            yield from indonesian(part)


def sentences(text: str) -> list[list[str]]:
    """Cut a text into sentences of words; what is filled in counts as one word, marks of HTML as none."""
    plain = re.sub(r"<[^>]+>", " ", _GAP.sub("isi", text))
    return [found for part in _SENTENCE.split(plain) if (found := _WORD.findall(part))]


def too_long(texts: list[Text], longest: int) -> list[str]:
    """Name the sentences with more words than that."""
    return [
        f"{each.place}: {len(words)} words: {' '.join(words)}"
        for each in texts
        for words in sentences(each.text)
        if len(words) > longest
    ]


def average(texts: list[Text]) -> float:
    """Return the words of a sentence on average; labels and single words are no sentences."""
    counts = [len(words) for each in texts for words in sentences(each.text) if words[-1].endswith((".", "!", "?"))]
    return sum(counts) / len(counts)


def unplain(texts: list[Text], words: list[dict[str, Any]]) -> list[str]:
    """Name the texts with a word of the office that they do not explain."""
    return [
        f"{each.place}: write “{word['say']}” for “{word['word']}”: {each.text[:80]}"
        for each in texts
        for word in words
        if re.search(rf"(?<![\w-]){re.escape(word['word'])}(?![\w-])", _GAP.sub("", each.text), re.IGNORECASE)
        and not any(reason.lower() in each.text.lower() for reason in word.get("unless", []))
    ]
