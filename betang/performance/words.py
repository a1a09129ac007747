"""The words and marks of ratings, predikat and the quadrant, in the language of the page."""

from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext

from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT, RATING
from betang.regulation.eksp2022.quadrant import KUADRAN
from betang.regulation.parameters import InForce
from betang.ui.charts.quadrant import Row, quadrant

TONES = {"DI_BAWAH": "warn", "SESUAI": "", "DI_ATAS": "good"}
BREAKS = (("improvement", "improve­ment"),)  # where a narrow cell may break a long word


#: A period (or anything with a name) in the language of whoever reads it later, as in a notice in two languages.
spoken = lazy(str, str)


def language() -> str:
    """Give the language of the page."""
    return get_language() or "id"


@dataclass(frozen=True, slots=True)
class Mark:
    """A level as it is drawn: its word, its tone or its number from 1 (worst), its name."""

    word: str
    tone: str = ""
    level: int = 0
    name: str = ""


def rating(name: str) -> Mark | None:
    """Give the mark of a rating, None for an empty one."""
    return Mark(RATING.label(name).text(language()), TONES[name], RATING.code(name) + 1, name) if name else None


def predicate(name: str) -> Mark | None:
    """Give the mark of a predikat, None for an empty one."""
    return Mark(PREDIKAT.label(name).text(language()), "", PREDIKAT.code(name) + 1, name) if name else None


def achievement(name: str | None) -> Mark | None:
    """Give the mark of a unit's achievement; its levels are five as those of a predikat."""
    return Mark(CAPAIAN.label(name).text(language()), "", CAPAIAN.code(name) + 1, name) if name else None


def short_ratings() -> list[str]:
    """Give the three ratings in few words, from below to above."""
    return [gettext("Di bawah"), gettext("Sesuai"), gettext("Di atas")]


def choices() -> list[tuple[str, str]]:
    """Give the three ratings as choices in few words, from below to above."""
    return list(zip(RATING.names, short_ratings(), strict=True))


def quadrant_rows(law: InForce, *, result: str = "", behaviour: str = "") -> list[Row]:
    """Give the quadrant by the law of a day, the cell of two ratings marked when both are there."""
    value = law[KUADRAN].value
    levels = {
        (row + 1, column + 1): PREDIKAT.code(value[one][other]) + 1
        for row, one in enumerate(RATING.names)
        for column, other in enumerate(RATING.names)
    }
    words = {code + 1: _short(label.text(language())) for code, label in enumerate(PREDIKAT.labels)}
    place = (RATING.code(result) + 1, RATING.code(behaviour) + 1) if result and behaviour else None
    return quadrant(levels, words, short_ratings(), current=place)


def _short(word: str) -> str:
    """Give a predikat's word as it fits a cell: "Kurang" of "Kurang/misconduct"."""
    word = word.partition("/")[0]
    for long, broken in BREAKS:
        word = word.replace(long, broken)
    return word
