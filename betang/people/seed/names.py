"""Names that fit the region, by sex, and the titles that go with the schooling."""

from __future__ import annotations

import re
from random import Random

from betang.people.seed.catalogue import Pattern, degrees, patterns
from betang.people.seed.chance import percent, weighted

TRIES = 40
MOST_LETTERS = 32


class Names:
    """Draws full names, each once as long as the lists can give new ones."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._used: set[str] = set()

    def draw(self, sex: str) -> str:
        """Draw the name of a man ("L") or a woman ("P")."""
        choices = patterns()
        name = ""
        for attempt in range(TRIES):
            pattern = weighted(self._chance, choices, [choice.share for choice in choices])
            name = self._joined(pattern, sex, middle=attempt > TRIES // 2 or percent(self._chance, pattern.middle))
            if name not in self._used:
                break
        self._used.add(name)
        return name

    def _joined(self, pattern: Pattern, sex: str, *, middle: bool) -> str:
        given = self._chance.choice(pattern.given[sex])
        second = self._chance.choice(pattern.given[sex])
        last = self._chance.choice(pattern.last[sex])
        long = f"{given} {second} {last}"
        return long if middle and second != given and len(long) <= MOST_LETTERS else f"{given} {last}"


def titles(chance: Random, *, field: str, education: str) -> tuple[str, str]:
    """Draw the titles before and after a name, ("", "") for schooling without a degree."""
    return chance.choice(degrees().get((field, education)) or degrees().get(("umum", education)) or (("", ""),))


def slug(name: str) -> str:
    """Write a name as the first part of an e-mail address: "Andi Tenri Ola" → "andi.ola"."""
    words = re.sub(r"[^a-z ]", "", name.lower()).split()
    return ".".join([words[0], words[-1]])
