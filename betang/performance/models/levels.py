"""The named levels of the law as choices of columns: names are regulation's, labels follow the language of the page."""

from django.utils.functional import lazy
from django.utils.translation import get_language

from betang.regulation.codes import Codes
from betang.regulation.eksp2022.levels import CAPAIAN, JENIS, NILAI, PREDIKAT, RATING
from betang.regulation.text import Text


def _in_language(text: Text) -> str:
    return text.text(get_language() or "id")


_lazily = lazy(_in_language, str)


def choices(codes: Codes) -> list[tuple[str, str]]:
    """Give the levels of a list as choices, lowest first."""
    return [(name, _lazily(label)) for name, label in zip(codes.names, codes.labels, strict=True)]


RATINGS = choices(RATING)
PREDICATES = choices(PREDIKAT)
ACHIEVEMENTS = choices(CAPAIAN)
KINDS = choices(JENIS)
VALUES = choices(NILAI)
