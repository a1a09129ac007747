"""Wording that the rules carry themselves, in Indonesian and English."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in both languages; Indonesian comes first because it is the language of the law."""

    id: str
    en: str

    def text(self, language: str) -> str:
        """Return the wording for a language code such as "id", "en" or "en-gb"."""
        return self.en if language.startswith("en") else self.id

    def __str__(self) -> str:
        return self.id


def joined(texts: Iterable[Text], between: str = "; ") -> Text | None:
    """Join wordings in both languages, None where there are none."""
    listed = list(texts)
    if not listed:
        return None
    return Text(between.join(text.id for text in listed), between.join(text.en for text in listed))


def alternatives(names: Sequence[str]) -> Text:
    """Write names of which one holds: "A", "A atau B", "A, B, atau C"."""
    if len(names) < 2:
        return Text("".join(names), "".join(names))
    comma = "," if len(names) > 2 else ""
    start = ", ".join(names[:-1])
    return Text(f"{start}{comma} atau {names[-1]}", f"{start}{comma} or {names[-1]}")


def text_from(raw: Any) -> Text:
    """Read `{ id = "…", en = "…" }`; raise ValueError saying what is wrong with it."""
    if not isinstance(raw, dict) or set(raw) != {"id", "en"}:
        raise ValueError('expected { id = "…", en = "…" }')
    if not all(isinstance(part, str) and part.strip() for part in raw.values()):
        raise ValueError("both languages need a wording")
    return Text(id=raw["id"].strip(), en=raw["en"].strip())
