"""Wording that the rules carry themselves, in Indonesian and English."""

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


def text_from(raw: Any) -> Text:
    """Read `{ id = "…", en = "…" }`; raise ValueError saying what is wrong with it."""
    if not isinstance(raw, dict) or set(raw) != {"id", "en"}:
        raise ValueError('expected { id = "…", en = "…" }')
    if not all(isinstance(part, str) and part.strip() for part in raw.values()):
        raise ValueError("both languages need a wording")
    return Text(id=raw["id"].strip(), en=raw["en"].strip())
