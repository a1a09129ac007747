"""A definition as text that is kept: canonical JSON, back again, and its digest. Pure.

What equals its default is left out: a field that a later version adds changes no digest of before. The text says all
that a request needs of its service, so that a request made today is read by today's questions for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from betang.regulation.text import Text
from betang.services.definition import By, Definition, Is, Kind, Option, Paper, Question, Stop


def as_json(definition: Definition) -> str:
    """Write a definition: keys sorted, no blanks, not escaped; the same definition always gives the same text."""
    return json.dumps(plain(definition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(content: str) -> Definition:
    """Read what `as_json` wrote; KeyError, TypeError or ValueError where the text is none of its own."""
    raw = json.loads(content)
    return Definition(
        **{
            **raw,
            **{key: text(raw[key]) for key in ("name", "output", "summary", "note") if key in raw},
            **{key: tuple(raw[key]) for key in ("forms", "words", "packages") if key in raw},
            "questions": tuple(map(question, raw["questions"])),
            "papers": tuple(map(paper, raw["papers"])),
            "stops": tuple(map(stop, raw.get("stops", ()))),
        }
    )


def digest(content: str | Definition) -> str:
    """Give the SHA-256 of a definition or of its text, 64 hexadecimal digits."""
    written = as_json(content) if isinstance(content, Definition) else content
    return hashlib.sha256(written.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Turn a dataclass of the definition into dicts and lists, without what equals its default."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    held = {each.name: (getattr(value, each.name), default(each)) for each in fields(value)}
    return {name: plain(one) for name, (one, usual) in held.items() if one != usual}


def default(field: Field[Any]) -> Any:
    """Give a field's default; MISSING where it has none, which equals nothing."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def text(raw: Mapping[str, str]) -> Text:
    """Read a wording."""
    return Text(**raw)


def conditions(raw: Mapping[str, Any]) -> tuple[Is, ...]:
    """Read the conditions of a question, a paper or a stop."""
    return tuple(Is(each["key"], tuple(each["values"])) for each in raw.get("when", ()))


def option(raw: Mapping[str, Any]) -> Option:
    """Read an option."""
    return Option(raw["value"], text(raw["text"]), text(raw["note"]) if "note" in raw else None)


def worded(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Read what questions and papers have in common."""
    texts = {key: text(raw[key]) for key in ("text", "help", "case") if key in raw}
    return {**raw, **texts, "when": conditions(raw)}


def question(raw: Mapping[str, Any]) -> Question:
    """Read a question."""
    own = {"kind": Kind(raw["kind"]), "by": By(raw.get("by", By.APPLICANT))}
    return Question(**{**worded(raw), **own, "options": tuple(map(option, raw.get("options", ())))})


def paper(raw: Mapping[str, Any]) -> Paper:
    """Read a paper."""
    return Paper(**worded(raw))


def stop(raw: Mapping[str, Any]) -> Stop:
    """Read a stop."""
    return Stop(**worded(raw))
