"""What the rules propose for evaluations, many at once: realisation → item → result × behaviour → predikat.

A person's "Mengapa?" is these same functions, run for one evaluation with a trace. A rating that the rater gave counts
before the one its indicators propose; the head of a unit has the unit's achievement for result (law/appraisal-2022 §6).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.performance.models import Polarity
from betang.performance.queries.contents import Content
from betang.regulation.eksp2022.distribution import POLA
from betang.regulation.eksp2022.levels import CAPAIAN, JENIS, NILAI, PREDIKAT, RATING
from betang.regulation.eksp2022.pattern import pattern_text
from betang.regulation.eksp2022.quadrant import head_result, quadrant
from betang.regulation.eksp2022.ratings import (
    USULAN_RATING,
    behaviour_rating,
    item_ratings,
    rating_of_achievement,
    result_rating,
)
from betang.regulation.exact import Exact, Ratio, from_decimals
from betang.regulation.field import Maybe
from betang.regulation.indicator import ARAH, NAIK, TURUN, achievement
from betang.regulation.parameters import InForce, book
from betang.regulation.trace import Grouped, Indexed, Trace

Codes8 = npt.NDArray[np.int8]
Index = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Measured:
    """The indicators that can be held against a target: of which item, and the numbers."""

    item: Index
    text: list[str]
    direction: Codes8
    target: Exact
    upper: Exact
    has_upper: npt.NDArray[np.bool_]
    realised: Exact
    places: list[tuple[int, int, int]]  # evaluation, item, indicator: where each stands in the contents

    def achieved(self) -> Ratio:
        """Give each achievement in percent, exact."""
        return achievement(
            direction=self.direction, target=self.target, realised=self.realised, upper=self.upper,
            has_upper=self.has_upper,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposed:
    """What comes out, row for row with the contents (items: row for row over all items); -1 = none."""

    owner: Index
    measured: Measured
    achieved: Ratio
    indicator: Codes8
    item: Codes8
    result: Codes8
    behaviour: Codes8
    chosen_result: Codes8
    chosen_behaviour: Codes8
    predicate: Codes8
    proposed_predicate: Codes8

    def items_of(self, place: int) -> list[str]:
        """Name the proposed rating of each item of one evaluation, "" where there is none."""
        return [name_of(int(code)) for code in self.item[self.owner == place]]


def name_of(code: int) -> str:
    """Name a rating's code, "" for none."""
    return RATING.names[code] if code >= 0 else ""


def predicate_of(code: int) -> str:
    """Name a predikat's code, "" for none."""
    return PREDIKAT.names[code] if code >= 0 else ""


def law_of(content: Content) -> InForce:
    """Give the law by which an evaluation is decided: that of the period's last day."""
    return book().on(date.fromisoformat(content["day"]))


def propose(
    contents: Sequence[Content],
    *,
    law: InForce,
    chosen: Sequence[tuple[str, str]] | None = None,
    trace: Trace | None = None,
) -> Proposed:
    """Propose for evaluations of one day of law; `chosen` are results and behaviours that people decided ("" none)."""
    n = len(contents)
    items = [(place, item) for place, content in enumerate(contents) for item in content["items"]]
    owner = np.array([place for place, _item in items], dtype=np.int64)
    measured = measured_of(contents)
    head = np.array([content["head"] for content in contents], dtype=bool)
    capaian = CAPAIAN.array([content["achievement"] for content in contents])
    _unit_steps(capaian, law, trace)
    given = ratings([item["rating"] for _place, item in items])
    achieved = measured.achieved()
    each = rating_of_achievement(achieved, law)
    from_indicators = item_ratings(item=measured.item, indicator_rating=each, n=len(items))
    rating = np.where(given >= 0, given, from_indicators)
    if trace is not None:
        _item_step(trace, items, owner, given, from_indicators, rating, measured, achieved, each, law)
    kind = JENIS.array([item["kind"] for _place, item in items])
    by_items = result_rating(
        owner=owner, kind=kind, rating=rating, n=n, law=law, trace=trace and trace.only(~head)
    )  # fmt: skip
    by_unit = head_result(capaian=capaian, law=law, trace=trace and trace.only(head))
    result = np.where(head, by_unit, by_items)
    behaviour = _behaviours(contents, law, trace)
    stands_result, stands_behaviour = _decided(chosen or [("", "")] * n, result, behaviour, trace)
    return Proposed(
        owner=owner,
        measured=measured,
        achieved=achieved,
        indicator=each,
        item=from_indicators,
        result=result,
        behaviour=behaviour,
        chosen_result=stands_result,
        chosen_behaviour=stands_behaviour,
        predicate=quadrant(result=stands_result, behaviour=stands_behaviour, law=law, trace=trace),
        proposed_predicate=quadrant(result=result, behaviour=behaviour, law=law),
    )


def ratings(names: Iterable[str]) -> Codes8:
    """Give the codes of ratings, -1 for an empty one."""
    return RATING.array([name or None for name in names])


def measured_of(contents: Sequence[Content]) -> Measured:
    """Collect the indicators with a realisation and a target above nothing, of all contents."""
    rows: list[tuple[int, Content, tuple[int, int, int]]] = []
    number = 0
    for place, content in enumerate(contents):
        for row, item in enumerate(content["items"]):
            rows += [
                (number, one, (place, row, column)) for column, one in enumerate(item["indicators"]) if measurable(one)
            ]
            number += 1
    found = [one for _item, one, _at in rows]
    tops = [None if one["target_top"] is None else Decimal(one["target_top"]) for one in found]
    falling = [TURUN if one["polarity"] == Polarity.NEGATIVE else NAIK for one in found]
    return Measured(
        item=np.array([item for item, _one, _at in rows], dtype=np.int64),
        text=[one["text"] for one in found],
        direction=np.array(falling, dtype=np.int8),
        target=from_decimals([Decimal(one["target"]) for one in found]),
        upper=from_decimals(tops),
        has_upper=np.array([top is not None for top in tops], dtype=bool),
        realised=from_decimals([Decimal(one["value"]) for one in found]),
        places=[at for _item, _one, at in rows],
    )


def measurable(indicator: Content) -> bool:
    """Tell whether an achievement can be computed: a target above nothing, and a realisation that is not below.

    A number of too few facts (`betang.performance.comparing`) is held against no target.
    """
    if not indicator.get("compared", True):
        return False
    target, value = indicator["target"], indicator["value"]
    return target is not None and value is not None and Decimal(target) > 0 and Decimal(value) >= 0


def _unit_steps(capaian: Codes8, law: InForce, trace: Trace | None) -> None:
    """Record the unit's achievement and the pattern that follows from it."""
    if trace is None:
        return
    pattern = law[POLA]
    words = [pattern_text(pattern.value[name]) for name in CAPAIAN.names]
    trace.only(capaian >= 0).step(
        "pola_distribusi", {"capaian_unit": CAPAIAN.of(capaian)}, Indexed(capaian, [*words, None]), parameter=pattern
    )


def _item_step(
    trace: Trace, items: Sequence[tuple[int, Content]], owner: Index, given: Codes8, proposed: Codes8, rating: Codes8,
    measured: Measured, achieved: Ratio, each: Codes8, law: InForce,
) -> None:  # fmt: skip
    """Record how each item came to its rating."""
    group = measured.item
    inputs: dict[str, Any] = {
        "rhk": [item["text"] for _place, item in items],
        "rating_diberikan": RATING.of(given),
        "arah": Grouped(group, ARAH.of(measured.direction)),
        "target": Grouped(group, measured.target),
        "target_atas": Grouped(group, Maybe(measured.upper, measured.has_upper)),
        "realisasi": Grouped(group, measured.realised),
        "capaian_persen": Grouped(group, achieved),
        "rating_indikator": Grouped(group, RATING.of(each)),
        **law[USULAN_RATING].value,
        "usulan": RATING.of(proposed),
    }
    trace.step(
        "rating_butir", inputs, RATING.of(rating), parameter=law[USULAN_RATING], owner=owner, applies=given < 0,
        otherwise=("PermenPANRB 6/2022", "V"),
    )  # fmt: skip


def _behaviours(contents: Sequence[Content], law: InForce, trace: Trace | None) -> Codes8:
    """Propose the behaviour rating over the values that are rated."""
    every = [(place, one["rating"]) for place, content in enumerate(contents) for one in content["behaviours"]]
    rows = [(place, rating) for place, rating in every if rating]
    owner = np.array([place for place, _rating in rows], dtype=np.int64)
    return behaviour_rating(
        owner=owner, rating=ratings(rating for _place, rating in rows), n=len(contents), law=law, trace=trace
    )


def _decided(
    chosen: Sequence[tuple[str, str]], result: Codes8, behaviour: Codes8, trace: Trace | None
) -> tuple[Codes8, Codes8]:
    """Put what people decided in the place of what is proposed."""
    given = ratings(one for one, _other in chosen), ratings(other for _one, other in chosen)
    stands = tuple(np.where(new >= 0, new, old) for new, old in zip(given, (result, behaviour), strict=True))
    if trace is not None:
        differs = ((given[0] >= 0) & (given[0] != result)) | ((given[1] >= 0) & (given[1] != behaviour))
        words = RATING.of(stands[0])
        trace.only(differs).step(
            "keputusan_rating", {"usulan_hasil": RATING.of(result), "usulan_perilaku": RATING.of(behaviour),
                                 "rating_perilaku": RATING.of(stands[1])}, words,
            basis="PermenPANRB 6/2022", confidence="V",
        )  # fmt: skip
    return stands[0], stands[1]


def complete(content: Content) -> list[str]:
    """Name what is missing before an evaluation can be sent: codes `unit`, `version`, `items`, `behaviours`."""
    missing = []
    if content["achievement"] is None:
        missing.append("unit")
    if content["version"] is None or not content["items"]:
        missing.append("version")
    if any(not item["rating"] for item in content["items"]):
        missing.append("items")
    if sum(bool(one["rating"]) for one in content["behaviours"]) < len(NILAI.names):
        missing.append("behaviours")
    return missing


def by_indicators(every: Sequence[Content]) -> list[str]:
    """Name the results that indicators alone propose, whatever was rated (one day of law); "" for none."""
    if not every:
        return []
    bare = [{**one, "head": False, "items": [{**item, "rating": ""} for item in one["items"]]} for one in every]
    return [name_of(int(code)) for code in propose(bare, law=law_of(bare[0])).result]
