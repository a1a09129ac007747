"""The words of predikat and ratings, and the marks that are made of them, in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from betang.portal.workbook.computing import levels
from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT, RATING
from betang.regulation.eksp2022.quadrant import KUADRAN
from betang.regulation.parameters import InForce


def language() -> str:
    """Return the language of the page."""
    return get_language() or "id"


@dataclass(frozen=True, slots=True)
class Grade:
    """A predikat as it is drawn: level 1 (worst) to 5 (best), its word, and its code in files."""

    level: int
    word: str
    code: str


def grade(rules: str, code: int) -> Grade | None:
    """Return a predikat by its code, None for -1."""
    return None if code < 0 else _grade(rules, code)


def _grade(rules: str, code: int) -> Grade:
    known = levels(rules)
    return Grade(code + 1, known.labels[code].text(language()), known.names[code])


def grades(rules: str) -> list[Grade]:
    """Return all predikat of a rule set, the best first."""
    return [_grade(rules, code) for code in range(4, -1, -1)]


def rating_word(code: int) -> str:
    """Return a rating's words, "" for none."""
    return "" if code < 0 else RATING.labels[code].text(language())


def capaian_word(code: int) -> str:
    """Return the words of a unit's achievement, "" for none."""
    return "" if code < 0 else CAPAIAN.labels[code].text(language())


def rating_tone(code: int) -> str:
    """Return the tone of a rating's badge."""
    return {0: "warn", 1: "", 2: "good"}.get(code, "line")


def short_ratings() -> Sequence[str]:
    """Return the three ratings in few words, from below to above."""
    return [gettext("Di bawah"), gettext("Sesuai"), gettext("Di atas")]


def quadrant_levels(law: InForce) -> Mapping[tuple[int, int], int]:
    """Return the predikat level of each pair of ratings (1 to 3) by the law of a day."""
    value = law[KUADRAN].value
    return {
        (row + 1, column + 1): PREDIKAT.code(value[result][behaviour]) + 1
        for row, result in enumerate(RATING.names)
        for column, behaviour in enumerate(RATING.names)
    }
