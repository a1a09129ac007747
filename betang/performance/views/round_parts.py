"""What the screens of 360-degree feedback share: the questions, and a summary in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.performance.models import Relation, Result360
from betang.performance.queries.feedback import value_word
from betang.regulation.eksp2022.levels import NILAI
from betang.regulation.eksp2022.practice import guides
from betang.regulation.parameters import book


@dataclass(frozen=True, slots=True)
class Line:
    """One of the seven values in a block: its word, what it came to, how far the bar goes (0-100)."""

    value: str
    word: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """A block of groups that is large enough."""

    title: str
    n: int
    lines: list[Line]


def questions(day: date) -> list[tuple[str, str, str]]:
    """Ask about the seven values by their official guides: name, word, guides."""
    language = get_language() or "id"
    said = {
        name: "; ".join(str(guide.get(language) or guide["id"]) for guide in rows)
        for name, rows in guides(book().on(day)).items()
    }
    return [(name, value_word(name), said[name]) for name in NILAI.names]


def blocks_shown(row: Result360) -> list[Block]:
    """Put a summary into words; a mean of half a level says between which two it lies."""
    return [
        Block(
            title=" + ".join(str(Relation(name).label) for name in block["groups"]),
            n=block["n"],
            lines=[_line(name, block["values"].get(name)) for name in NILAI.names],
        )
        for block in row.blocks
    ]


def _line(name: str, mean: float | None) -> Line:
    words = {
        0.0: _("di bawah ekspektasi"),
        0.5: _("antara di bawah dan sesuai ekspektasi"),
        1.0: _("sesuai ekspektasi"),
        1.5: _("antara sesuai dan di atas ekspektasi"),
        2.0: _("di atas ekspektasi"),
    }
    if mean is None:
        return Line(value_word(name), _("terlalu sedikit jawaban"), None)
    return Line(value_word(name), words[mean], int(50 * mean))
