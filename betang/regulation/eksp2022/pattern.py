"""One limit of a distribution pattern: what it says in words, and which units break it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.exact import decimal_of, plain, product
from betang.regulation.text import Text

Counts = npt.NDArray[np.int64]

_WORDS = {
    "max": Text("paling banyak {bound}%", "at most {bound}%"),
    "min": Text("paling sedikit {bound}%", "at least {bound}%"),
    "largest": Text("kelompok terbesar", "the largest group"),
    "min_count": Text("paling sedikit {bound} orang", "at least {bound} people"),
    "max_count": Text("paling banyak {bound} orang", "at most {bound} people"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on how many of a unit hold one of `group`; `kind` is max, min (shares), largest, min_count, max_count."""

    group: tuple[str, ...]
    kind: str
    bound: Decimal | int

    @property
    def who(self) -> Text:
        """Name the predikat that the limit is about."""
        labels = [PREDIKAT.label(name) for name in self.group]
        return Text(" + ".join(label.id for label in labels), " + ".join(label.en for label in labels))

    def text(self) -> Text:
        """Say the limit: "Sangat Baik paling banyak 70%"."""
        shown = self.bound * 100 if self.kind in ("max", "min") else self.bound
        decimal = plain(Decimal(shown))
        word = _WORDS[self.kind]
        return Text(
            f"{self.who.id} {word.id.format(bound=decimal.replace('.', ','))}",
            f"{self.who.en} {word.en.format(bound=decimal)}".replace(" 1 people", " 1 person"),
        )

    def held(self, tally: Counts) -> npt.NDArray[np.int64]:
        """Count the people of each unit (rows of `tally`, columns SK…SB) that the limit is about."""
        return np.asarray(tally[:, [PREDIKAT.code(name) for name in self.group]].sum(axis=1))

    def broken(self, tally: Counts) -> npt.NDArray[np.bool_]:
        """Say which units break the limit, in whole-number arithmetic."""
        held, total = self.held(tally), tally.sum(axis=1)
        if self.kind == "largest":
            others = np.delete(tally, [PREDIKAT.code(name) for name in self.group], axis=1)
            return np.asarray(held <= others.max(axis=1))
        top, bottom = Decimal(self.bound).as_integer_ratio()
        measured, allowed = (product(held, bottom), product(total, top)) if self.kind in ("max", "min") else (held, top)
        return np.asarray(measured < allowed if self.kind.startswith("min") else measured > allowed)

    def sentence(self, held: int, total: int) -> Text:
        """Say what a unit has against the limit: "Sangat Baik 15 dari 20 (75%), padahal …"."""
        percent = plain(decimal_of(Fraction(100 * held, total), 1))
        limit = self.text()
        return Text(
            f"{self.who.id} {held} dari {total} orang ({percent.replace('.', ',')}%); pola: {limit.id}",
            f"{self.who.en} {held} of {total} people ({percent}%); pattern: {limit.en}",
        )


def limits(entries: tuple[Mapping[str, Any], ...]) -> tuple[Limit, ...]:
    """Read the limits of one unit achievement from its parameter value."""
    found = []
    for entry in entries:
        for kind in _WORDS:
            if kind in entry and entry[kind] is not False:
                found.append(Limit(tuple(entry["group"]), kind, 0 if kind == "largest" else entry[kind]))
    return tuple(found)


def pattern_text(entries: tuple[Mapping[str, Any], ...]) -> Text:
    """Say a whole pattern in words."""
    texts = [limit.text() for limit in limits(entries)]
    return Text("; ".join(text.id for text in texts), "; ".join(text.en for text in texts))
