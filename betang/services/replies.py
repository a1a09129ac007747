"""Answers that officers pick: as they come with Betang, how they are filled in, and whether they are plain. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from betang.regulation.text import Text, text_from
from betang.services import flow
from betang.services.reading import FOLDER

STEPS = (flow.CORRECTING, flow.REJECTED, flow.OUTAGE)
"""Steps whose words go to the applicant."""
PAPERS = "dokumen"
NAMES = ("nomor", "layanan", PAPERS, "tanggal")
MOST_WORDS = 20  # of one sentence
_PLACE = re.compile(r"\{([^{}]*)\}")
_SENTENCE = re.compile(r"[.!?]+(?:\s+|$)|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer, for one step."""

    code: str
    to: str
    title: Text
    text: Text


@cache
def packaged() -> tuple[Reply, ...]:
    """Return the answers that come with Betang."""
    rows = tomllib.loads((FOLDER / "replies.toml").read_text())["reply"]
    return tuple(
        Reply(code=row["code"], to=row["to"], title=text_from(row["title"]), text=text_from(row["text"]))
        for row in rows
    )


def problem(text: str) -> str:
    """Say why a text is no plain answer: empty, a sentence too long, an unknown thing to fill in; else ""."""
    if not text.strip():
        return _("Tulis kalimatnya.")
    unknown = [name for name in _PLACE.findall(text) if name not in NAMES]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in NAMES)
        return _("{%(name)s} tidak dikenal. Yang diisi sendiri hanya %(known)s.") % {"name": unknown[0], "known": known}
    long = next((each.strip() for each in _SENTENCE.split(text) if len(each.split()) > MOST_WORDS), "")
    if long:
        given = {"most": MOST_WORDS, "sentence": long[:60]}
        return _("Kalimat ini lebih dari %(most)d kata: “%(sentence)s…”. Pecah menjadi dua.") % given
    return ""


def filled(text: str, given: Mapping[str, str]) -> str:
    """Fill in what is known; anything else in braces stays as it is."""
    return _PLACE.sub(lambda found: given.get(found[1], found[0]), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The answers for one step of one request, in its applicant's language. `papers` are its papers by key."""

    replies: Sequence[Reply] = ()
    language: str = "id"
    given: Mapping[str, str]
    papers: Mapping[str, str]

    def texts(self) -> dict[str, str]:
        """Give the answers by code; only the papers are still to be filled in."""
        return {each.code: filled(each.text.text(self.language), self.given) for each in self.replies}

    def words(self, written: str, code: str, papers: Sequence[str]) -> str:
        """Return what is said: what was written, else the answer that was picked, with everything filled in."""
        picked = "" if written.strip() else self.texts().get(code, "")
        named = [self.papers[key] for key in papers if key in self.papers]
        fallback = "the document" if self.language == "en" else "dokumen Anda"
        said = filled(picked or written, {**self.given, PAPERS: ", ".join(named) or fallback})
        return f"{said[:1].upper()}{said[1:]}" if picked else said
