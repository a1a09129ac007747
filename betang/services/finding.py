"""Finds services by everyday words: folded, without affixes, with a slip of the finger, by what is rare. Pure.

"anak baru lahir" finds the birth certificate, "akte klahiran" too. Affixes are cut on both sides, so that a stem need
not be a word: it only has to be the same one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from betang.services.definition import Definition

SAME = {
    "akte": "akta", "nikah": "kawin", "wafat": "mati", "meninggal": "mati", "ilang": "hilang", "hp": "ponsel",
    "ektp": "ktp", "ktpel": "ktp", "online": "daring", "bikin": "buat", "kartukeluarga": "kk", "wna": "asing",
}  # fmt: skip
JOINED = ((re.compile(r"\bkartu\s+keluarga\b"), "kk"), (re.compile(r"\be[- ]ktp\b|\bktp[- ]el\b"), "ktp"))
SAID_IN_PASSING = (
    "saya aku mau ingin yang di ke dari untuk buat cara bagaimana gimana urus minta tolong apa dan atau dengan punya "
    "kami kita anda itu ini sudah belum ada dong the a an of to my i for how in is card certificate"
)
NOISE = frozenset(SAID_IN_PASSING.split())
PREFIXES = {
    "meng": ("", "k"), "meny": ("s",), "mem": ("", "p"), "men": ("", "t"), "me": ("",), "peng": ("", "k"),
    "peny": ("s",), "pem": ("", "p"), "pen": ("", "t"), "per": ("",), "pe": ("",), "ber": ("",), "ter": ("",),
    "di": ("",), "ke": ("",),
}  # fmt: skip
SUFFIXES = ("nya", "kan", "lah", "an", "i")
SHORTEST = 4  # letters that a stem keeps; shorter ones would meet by chance
WEIGHTS = {"words": 5.0, "name": 4.0, "output": 1.5, "summary": 1.0}
OTHERS = 0.2  # of the weight of the parts beside the best one
PHRASE = 6.0
LEAST = 0.45  # of the best score; what is below is not shown


@dataclass(frozen=True, slots=True)
class Index:
    """What is searched: per service the stems of each part, its phrases, and in how many services a stem
    stands; a phrase with its number of words.
    """

    parts: Mapping[str, Mapping[str, frozenset[str]]]
    phrases: Mapping[str, tuple[tuple[frozenset[str], int], ...]]
    spread: Mapping[str, int]


def tokens(text: str) -> list[str]:
    """Cut a text into folded words: no accents, no capitals, one word for what has several spellings."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    for pattern, word in JOINED:
        plain = pattern.sub(word, plain)
    return [SAME.get(word, word) for word in re.findall(r"[a-z0-9]+", plain)]


@lru_cache(maxsize=4096)
def stems(word: str) -> frozenset[str]:
    """Return a word and what is left of it without its affixes."""
    found = {word}
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST:
            found.add(word.removesuffix(suffix))
    for each in list(found):
        for prefix, firsts in PREFIXES.items():
            rest = each.removeprefix(prefix)
            if rest != each:
                found |= {first + rest for first in firsts if len(first + rest) >= SHORTEST}
    return frozenset(SAME.get(each, each) for each in found)


def all_stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of all words of some texts."""
    return frozenset(stem for text in texts for word in tokens(text) for stem in stems(word))


def index_of(services: Mapping[str, Definition]) -> Index:
    """Make the index of some services."""
    parts = {code: parts_of(service) for code, service in services.items()}
    spread: dict[str, int] = {}
    for fields in parts.values():
        for stem in frozenset().union(*fields.values()):
            spread[stem] = spread.get(stem, 0) + 1
    phrases = {
        code: tuple((all_stems([each]), len(each.split())) for each in service.words)
        for code, service in services.items()
    }
    return Index(parts, phrases, spread)


def parts_of(service: Definition) -> dict[str, frozenset[str]]:
    """Return the stems of each part of a service."""
    return {
        "words": all_stems(service.words),
        "name": all_stems([service.name.id, service.name.en]),
        "output": all_stems([service.output.id, service.output.en]),
        "summary": all_stems([service.summary.id, service.summary.en]),
    }


def find(query: str, index: Index) -> list[str]:
    """Return the ids of the services that fit, the best first; empty when nothing does."""
    asked = tokens(query[:200])[:12]
    words = [word for word in asked if word not in NOISE] or asked
    if not words:
        return []
    met = [likenesses(word, index.spread) for word in words]
    scores = {code: score(met, code, index) for code in index.parts}
    best = max(scores.values(), default=0.0)
    fitting = [code for code, points in scores.items() if points > 0 and points >= LEAST * best]
    return sorted(fitting, key=lambda code: -scores[code])


def likenesses(word: str, known: Iterable[str]) -> dict[str, float]:
    """Return the stems that a word is like: 1 the same, 0.7 its beginning, 0.5 one slip away where nothing else is."""
    own = stems(word)
    found = {stem: 1.0 for stem in known if stem in own}
    if len(word) >= SHORTEST:
        found |= {stem: 0.7 for stem in known if stem.startswith(word) and stem not in found}
    if not found and len(word) > SHORTEST:
        found = {stem: 0.5 for stem in known if one_slip(word, stem)}
    return found


def score(met: Sequence[Mapping[str, float]], code: str, index: Index) -> float:
    """Weigh how well words fit a service; words that few services have weigh more, and so do whole phrases."""
    weights = [weight(like, index.parts[code], index.spread) for like in met]
    covered = sum(1 for each in weights if each) / len(weights)
    said = [len(met) / size for phrase, size in index.phrases[code] if all(like.keys() & phrase for like in met)]
    return (sum(weights) + PHRASE * max(said, default=0.0)) * covered


def weight(like: Mapping[str, float], parts: Mapping[str, frozenset[str]], spread: Mapping[str, int]) -> float:
    """Weigh a word by the parts it stands in, the best one most, and by how few services have it."""
    found = [
        WEIGHTS[name] * max((share * rarity(spread[stem]) for stem, share in like.items() if stem in part), default=0.0)
        for name, part in parts.items()
    ]
    return max(found) + OTHERS * (sum(found) - max(found))


def rarity(spread: int) -> float:
    """Return 1 for a word that one service has, less for one that many have."""
    return math.sqrt(2 / (1 + spread))


def one_slip(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter: added, left out, replaced, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    swapped = len(a) == len(b) >= 2 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]
