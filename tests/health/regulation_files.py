"""The files of law: each value has examples at the same path, and names its source and meaning in a reader's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

PARAMETERS = "betang/regulation/parameters/"
CASES = "betang/regulation/cases/"
INSTRUMENTS = "betang/regulation/instruments.toml"
RESEARCH_CODE = re.compile(r"\bS\d{1,2}\b")
# S1 to S3 are degrees, which the prose may speak of.
RESEARCH_CODE_IN_PROSE = re.compile(r"\bS(?:[4-9]|[12]\d|3\d)\b")
FOR_INSIDERS = re.compile(r"`|\b(?:V2|INFER|DESIGN|M-(?:high|med|low)|[A-Z]+_[A-Z_]+)\b")
WORDINGS = ("title", "about", "note", "why", "meanwhile", "what")


def below(paths: Iterable[str], folder: str) -> set[str]:
    """Keep the TOML files below a folder, as paths inside it."""
    return {path.removeprefix(folder) for path in paths if path.startswith(folder) and path.endswith(".toml")}


def unpaired(paths: Iterable[str], without_value: Iterable[str] = ()) -> list[str]:
    """Find parameters without cases and cases without parameters; one `without_value` (unset) has nothing to try."""
    listed, unset = list(paths), below(without_value, PARAMETERS)
    parameters, cases = below(listed, PARAMETERS), below(listed, CASES)
    lonely = [f"{PARAMETERS}{name} has no cases" for name in sorted(parameters - cases - unset)]
    return lonely + [f"{CASES}{name} has no parameters" for name in sorted(cases - parameters)]


def empty_cases(texts: dict[str, str]) -> list[str]:
    """Find case files that hold no case."""
    return [f"{path} holds no [[case]]" for path, text in sorted(texts.items()) if "[[" not in text]


def named(part: Any, names: tuple[str, ...]) -> Iterator[str]:
    """Yield every text that stands under one of some keys, however deep, in one language or in both."""
    if isinstance(part, list):
        for entry in part:
            yield from named(entry, names)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in names and isinstance(value, str):
                yield value
            elif key in names and isinstance(value, dict) and set(value) == {"id", "en"}:
                yield from value.values()
            elif key != "value" or isinstance(value, list):
                yield from named(value, names)


def research_codes(texts: Mapping[str, str]) -> list[str]:
    """Find sources that say no more than the code of somebody's research notes."""
    parsed = {path: tomllib.loads(text) for path, text in texts.items()}
    sources = [(path, source) for path, content in parsed.items() for source in named(content, ("source",))]
    return [f"{path}: {source!r} names no publication" for path, source in sources if RESEARCH_CODE.search(source)]


def insiders_words(texts: Mapping[str, str]) -> list[str]:
    """Find wording for the public that holds raw keys, codes or tags of confidence."""
    parsed = {path: tomllib.loads(text) for path, text in texts.items()}
    wordings = [(path, words) for path, content in parsed.items() for words in named(content, WORDINGS)]
    return [f"{path}: {words!r} is written for insiders" for path, words in wordings if FOR_INSIDERS.search(words)]
