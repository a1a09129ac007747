"""What the screens of evaluations share: the board of one evaluation, trails, and refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from betang.performance import words
from betang.performance.derivations import derivation
from betang.performance.models import Evaluation, Polarity
from betang.performance.queries.contents import Content
from betang.performance.queries.proposals import Proposed, law_of, name_of, predicate_of, propose
from betang.performance.queries.readiness import MISSING, Ready, ready
from betang.regulation.eksp2022.levels import NILAI, RATING
from betang.regulation.eksp2022.practice import guides
from betang.ui import formats
from betang.ui.parts import Link

BAR_END = 120  # percent at which the bar of an achievement ends


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """One indicator with what it came to."""

    row: Content
    target: str
    value: str
    percent: float | None
    percent_word: str
    tone: str
    source: str
    mark: words.Mark | None


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One result with its indicators, the rating that stands and the one its indicators propose."""

    row: Content
    indicators: Sequence[IndicatorShown]
    proposed: words.Mark | None
    own: words.Mark | None
    rating: words.Mark | None


@dataclass(frozen=True, slots=True)
class ValueShown:
    """One of the seven values with its guides."""

    row: Content
    word: str
    guides: Sequence[str]
    own: words.Mark | None
    rating: words.Mark | None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the page of one evaluation draws."""

    items: Sequence[ItemShown]
    values: Sequence[ValueShown]
    choices: Sequence[tuple[str, str]]
    result: words.Mark | None
    behaviour: words.Mark | None
    proposed_result: words.Mark | None
    proposed_behaviour: words.Mark | None
    predicate: words.Mark | None
    achievement: words.Mark | None
    quadrant: Sequence[Any]
    short: Sequence[str]
    steps: Sequence[Any]
    missing: Sequence[str]


def board_of(evaluation: Evaluation) -> Board:
    """Give the board of an evaluation that is being rated."""
    return drawn(ready([evaluation], year=False)[0])


def drawn(found: Ready) -> Board:
    """Give the board of what was read."""
    row, content = found.evaluation, found.content
    missing = [str(MISSING[key]) for key in found.missing]
    return _board(content, found.proposed, found.place, (row.chosen_result, row.chosen_behaviour), missing)


def frozen_board(content: Content, *, result: str, behaviour: str) -> Board:
    """Give the board of what was frozen, with the decision that holds."""
    proposed = propose([content], law=law_of(content), chosen=[(result, behaviour)])
    return _board(content, proposed, 0, (result, behaviour), [])


def _board(content: Content, proposed: Proposed, place: int, chosen: tuple[str, str], missing: Sequence[str]) -> Board:
    law = law_of(content)
    result, behaviour = name_of(int(proposed.chosen_result[place])), name_of(int(proposed.chosen_behaviour[place]))
    return Board(
        items=_items(content, proposed, place),
        values=_values(content),
        choices=words.choices(),
        result=words.rating(result),
        behaviour=words.rating(behaviour),
        proposed_result=words.rating(name_of(int(proposed.result[place]))),
        proposed_behaviour=words.rating(name_of(int(proposed.behaviour[place]))),
        predicate=words.predicate(predicate_of(int(proposed.predicate[place]))),
        achievement=words.achievement(content["achievement"]),
        quadrant=words.quadrant_rows(law),
        short=words.short_ratings(),
        steps=derivation(content, result=chosen[0], behaviour=chosen[1]),
        missing=missing,
    )


def _items(content: Content, proposed: Proposed, place: int) -> list[ItemShown]:
    """Draw the results with their indicators."""
    measured = {
        (row, column): number for number, (owner, row, column) in enumerate(proposed.measured.places) if owner == place
    }
    found = []
    for row, (item, name) in enumerate(zip(content["items"], proposed.items_of(place), strict=True)):
        indicators = [
            _indicator(one, proposed, measured.get((row, column))) for column, one in enumerate(item["indicators"])
        ]
        rating = words.rating(item["rating"])
        found.append(ItemShown(item, indicators, words.rating(name), words.rating(item["own"]), rating))
    return found


def _indicator(one: Content, proposed: Proposed, number: int | None) -> IndicatorShown:
    """Draw one indicator; the bar only where an achievement could be computed."""
    share = None if number is None else proposed.achieved.fraction(number)
    percent = None if share is None else float(share)
    few = "" if one.get("compared", True) else _("belum dibandingkan")
    word = few if number is None else _number(proposed.achieved.at(number), places=1) + "%"
    mark = None if number is None else words.rating(RATING.names[int(proposed.indicator[number])])
    return IndicatorShown(
        row=one,
        target=_target(one),
        value="" if one["value"] is None else _number(one["value"]),
        percent=None if percent is None else max(0.0, percent),
        percent_word=word,
        tone={"warn": "warn"}.get(mark.tone if mark else "", "good" if mark else ""),
        source=_source(one["source"]),
        mark=mark,
    )


def _source(kind: str) -> str:
    return kind if kind in {"manual", "impor", "otomatis"} else ""


def _target(one: Content) -> str:
    """Write a target: "≥ 92 %", "≤ 6 jam", "90–95 %"."""
    if one["target"] is None:
        return "–"
    ends = [_number(value) for value in (one["target"], one["target_top"]) if value is not None]
    sign = "" if len(ends) > 1 else "≤ " if one["polarity"] == Polarity.NEGATIVE else "≥ "
    return f"{sign}{'–'.join(ends)} {one['measure_unit']}".strip()


def _number(text: str, *, places: int | None = None) -> str:
    number = Decimal(text)
    if places is not None:
        number = round(number, places).normalize()
    return formats.number(number + 0, language=words.language())


def _values(content: Content) -> list[ValueShown]:
    """Draw the seven values with their official guides."""
    law, language = law_of(content), words.language()
    texts = guides(law)
    return [
        ValueShown(
            row=one,
            word=NILAI.label(one["value"]).text(language),
            guides=[str(guide["en" if language.startswith("en") else "id"]) for guide in texts[one["value"]]],
            own=words.rating(one["own"]),
            rating=words.rating(one["rating"]),
        )
        for one in content["behaviours"]
    ]


def team_trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of a screen of one's team."""
    url = reverse("evaluation_team") if links else ""
    return [Link(_("Beranda"), reverse("desk")), Link(_("Evaluasi tim"), url), *links]


def own_trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of a screen of one's own evaluations."""
    return [
        Link(_("Beranda"), reverse("desk")),
        Link(_("Evaluasi saya"), reverse("evaluations") if links else ""),
        *links,
    ]
