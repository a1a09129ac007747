"""One person of a result: items with their evidence, behaviour, decision, quadrant, and the derivation.

The derivation is not stored. It is computed from the person's kept rows by the pipeline that rated everyone, under the
values of the same day; should a later version of Betang come to another predikat, the page says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from betang.batch.appraise import eksp, num
from betang.batch.appraise.achieved import achieved
from betang.batch.appraise.kept import Frames, restored
from betang.batch.appraise.model import AppraiseInput, Behaviours, Indicators
from betang.portal.workbook.computing import EKSP, Asked, law_of
from betang.portal.workbook.derivation import Step, step
from betang.portal.workbook.figures import quadrant_rows
from betang.portal.workbook.people import Badge, PersonRow
from betang.portal.workbook.words import grade, language, rating_tone, rating_word, short_ratings
from betang.regulation.eksp2022.levels import JENIS, NILAI
from betang.regulation.eksp2022.ratings import rating_of_achievement
from betang.regulation.exact import Exact, Ratio, decimal_of
from betang.regulation.indicator import TURUN
from betang.regulation.num2019.levels import KATEGORI
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace
from betang.ui import formats
from betang.ui.charts.quadrant import Row

BAR_END = 130.0  # percent; the target stands at 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """One indicator: target and realisation as written, achievement in percent, what it counts for."""

    name: str
    target: str
    realised: str
    percent: float
    percent_word: str
    badge: Badge | None
    value: str = ""

    @property
    def tone(self) -> str:
        """The tone of the bar."""
        return "" if self.badge is None or self.badge.tone != "warn" else "warn"


@dataclass(frozen=True, slots=True)
class Item:
    """One work result with its indicators and the rating it has; `given` says that the rater set it."""

    name: str
    kind: str
    badge: Badge | None
    given: bool
    evidence: Sequence[Evidence]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rater decided where it differs from the proposal."""

    result: str
    behaviour: str
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the page of one person shows."""

    row: PersonRow
    items: Sequence[Item]
    behaviours: Sequence[tuple[str, Badge]]
    decision: Decision | None
    quadrant: Sequence[Row]
    ratings: Sequence[str]
    steps: Sequence[Step]
    changed: bool


def person(row: PersonRow, frames: Frames, asked: Asked) -> Person:
    """Compute one person's page from the kept input of everyone."""
    law = law_of(asked)[0]
    data, trace = restored(frames, row=row.key - 1), Trace()
    if asked.rules == EKSP:
        now = int(eksp.evaluate(data, law, trace).predikat[0])
        items, quadrant = _items(data, law, trace), quadrant_rows(law, current=_cell(row))
    else:
        found = num.evaluate(data, law, trace)
        now = int(found.predikat[0]) if len(found.people) else -1
        items, quadrant = _numeric_items(data, found), []
    return Person(
        row=row,
        items=items,
        behaviours=_behaviours(data.behaviours),
        decision=_decision(data),
        quadrant=quadrant,
        ratings=short_ratings(),
        steps=[step(line, rules=asked.rules, language=language()) for line in trace.at(0, language=language())],
        changed=grade(asked.rules, now) != row.grade,
    )


def _cell(row: PersonRow) -> tuple[int, int] | None:
    return (row.result, row.behaviour) if row.result >= 0 and row.behaviour >= 0 else None


def _items(data: AppraiseInput, law: InForce, trace: Trace) -> list[Item]:
    """Return the work results with the ratings that the run itself found for them."""
    results = data.results
    if results is None or not len(results):
        return []
    rated = next(each.result.array for each in trace.steps if each.name == "rating_butir")
    evidence = _evidence(data.indicators, law)
    return [
        Item(
            name=str(results.rhk[place]) if results.rhk is not None else "",
            kind=JENIS.labels[int(results.kind[place])].text(language()),
            badge=_badge(int(rated[place])),
            given=bool(results.rating[place] >= 0),
            evidence=[found for owner, found in evidence if owner == place],
        )
        for place in range(len(results))
    ]


def _badge(code: int) -> Badge | None:
    return None if code < 0 else Badge(rating_word(code), rating_tone(code))


def _evidence(table: Indicators | None, law: InForce) -> list[tuple[int, Evidence]]:
    """Return each indicator with the item it belongs to."""
    if table is None or not len(table):
        return []
    found = achieved(table, slice(None))
    ratings = rating_of_achievement(found, law)
    return [
        (int(table.result[place]), _one(table, found, place, _badge(int(ratings[place]))))
        for place in range(len(table))
    ]


def _one(table: Indicators, found: Ratio, place: int, badge: Badge | None, value: str = "") -> Evidence:
    percent = decimal_of(found.fraction(place), 1)
    return Evidence(
        name=str(table.name[place]) if table.name is not None else "",
        target=_target(table, place),
        realised=_number(table.realised, place),
        percent=float(percent),
        percent_word=f"{formats.number(percent, language=language())}%",
        badge=badge,
        value=value,
    )


def _target(table: Indicators, place: int) -> str:
    low = _number(table.target, place)
    if table.upper is not None and table.has_upper is not None and table.has_upper[place]:
        return f"{low}–{_number(table.upper, place)}"
    return f"{'≤' if table.direction[place] == TURUN else '≥'} {low}"


def _number(column: Exact, place: int) -> str:
    return formats.number(column.decimal(place).normalize(), language=language())


def _numeric_items(data: AppraiseInput, found: num.Numeric) -> list[Item]:
    """Return the work results of NUM-2019: indicators under the RHK they name, each with category and value."""
    table, values = data.indicators, found.values
    if table is None or values is None or found.achieved is None:
        return []
    grouped: dict[str, list[Evidence]] = {}
    for place in range(len(table)):
        code = int(values.category[place])
        tone = "good" if code == len(KATEGORI.names) - 1 else "" if code >= len(KATEGORI.names) - 2 else "warn"
        badge = Badge(KATEGORI.labels[code].text(language()), tone)
        value = formats.number(decimal_of(values.value.fraction(place), 2).normalize(), language=language())
        name = str(table.rhk[place]) if table.rhk is not None else ""
        grouped.setdefault(name, []).append(_one(table, found.achieved, place, badge, value))
    return [Item(name, "", None, given=False, evidence=evidence) for name, evidence in grouped.items()]


def _behaviours(table: Behaviours | None) -> list[tuple[str, Badge]]:
    if table is None:
        return []
    return [
        (NILAI.labels[int(value)].text(language()), Badge(rating_word(int(rating)), rating_tone(int(rating))))
        for value, rating in zip(table.value, table.rating, strict=True)
    ]


def _decision(data: AppraiseInput) -> Decision | None:
    table = data.decisions
    if table is None or not len(table):
        return None
    return Decision(rating_word(int(table.result[0])), rating_word(int(table.behaviour[0])), str(table.reason[0]))


def summary(items: Sequence[Item]) -> Badge:
    """Say how many indicators reached their target."""
    every = [found for item in items for found in item.evidence]
    met = sum(found.percent >= 100 for found in every)
    words = _("%(met)s dari %(all)s indikator mencapai target") % {"met": met, "all": len(every)}
    return Badge(words, "good" if every and met == len(every) else "")
