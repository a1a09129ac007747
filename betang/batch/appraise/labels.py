"""The labels of ratings, predikat and units' achievement that tables may hold, by the day's law.

They are parameters of `betang.regulation` like any other value. Where none is in force (tables of 2021 under
`num-2019` may carry ratings too) the first one counts: how exports spell a rating is no matter of the year.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from betang.kernel.exchange.columns import Choice
from betang.regulation.eksp2022.reading import (
    LEVELS,
    SINONIM_CAPAIAN,
    SINONIM_PREDIKAT,
    SINONIM_RATING,
    folded,
    vocabulary,
)
from betang.regulation.parameters import InForce, book

_NO_NUMBERS = " (kode angka ditolak)"


@dataclass(frozen=True)
class Labels:
    """What is understood in columns of ratings, of printed predikat and of units' achievement."""

    rating: Choice
    predikat: Choice
    capaian: Choice


def labels(law: InForce) -> Labels:
    """Return the labels that the law of a day lets tables hold."""
    return Labels(
        rating=_choice(SINONIM_RATING, law, ", ".join(LEVELS[SINONIM_RATING].names) + _NO_NUMBERS),
        predikat=_choice(
            SINONIM_PREDIKAT, law, ", ".join(label.id for label in LEVELS[SINONIM_PREDIKAT].labels) + _NO_NUMBERS
        ),
        capaian=_choice(SINONIM_CAPAIAN, law, ", ".join(LEVELS[SINONIM_CAPAIAN].names)),
    )


def _choice(parameter: str, law: InForce, expected: str) -> Choice:
    value = law.get(parameter) or book()[parameter].values[0]
    known = vocabulary(parameter, law.overlaid({parameter: value}))
    names = LEVELS[parameter].names
    usual = [*names, *(f"{name}_EKSPEKTASI" for name in names)]
    usual += [label for name in names for label in value.value[name]]
    common = tuple(spelling for spelling in spellings(usual) if folded(spelling) in known)
    return Choice(known, expected, common, folding=folded)


def spellings(names: Iterable[str]) -> tuple[str, ...]:
    """Return the usual spellings of names like AHLI_MUDA: as it is, "Ahli Muda", "Ahli muda", "AHLI MUDA"."""
    found: dict[str, None] = {}
    for name in names:
        words = name.replace("_", " ")
        capitals = words.upper()
        found |= dict.fromkeys((name, name.lower(), words.title(), words.capitalize(), words, words.lower(), capitals))
    return tuple(found)
