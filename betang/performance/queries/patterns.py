"""What was rated held against the pattern of each unit's achievement: a warning that asks why, never a block.

The circular speaks of a unit as a whole; a rater's own people are shown here, the unit's total at calibration.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from betang.people.models import Unit
from betang.performance.models import Period, Plan, UnitAchievement
from betang.performance.words import Mark, achievement, language, predicate
from betang.regulation.eksp2022.distribution import distribution, judge
from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT
from betang.regulation.eksp2022.practice import pattern_needs_reason
from betang.regulation.parameters import book


@dataclass(frozen=True, slots=True)
class Pattern:
    """One unit's people of a rater: how many of each predikat (best first), and what the pattern says."""

    unit: Unit
    achievement: Mark | None
    tally: Sequence[tuple[Mark, int]]
    total: int
    verdict: str
    warnings: Sequence[str]
    asks_reason: bool


def patterns_of(
    rated: Sequence[tuple[Plan, str]], period: Period | None, *, levels: Mapping[int, str | None] | None = None
) -> list[Pattern]:
    """Judge the predikat of some plans unit by unit; one query unless the achievements (`levels`) are known."""
    if not rated or period is None:
        return []
    units = list({plan.unit_id: plan.unit for plan, _name in rated}.values())
    if levels is None:
        rows = UnitAchievement.objects.filter(period=period, unit__in=units).order_by("id")
        levels = dict(rows.values_list("unit_id", "level"))
    law = book().on(period.to_date)
    places = {unit.pk: place for place, unit in enumerate(units)}
    tally = distribution(
        unit=np.array([places[plan.unit_id] for plan, _name in rated], dtype=np.int64),
        predikat=PREDIKAT.array([name for _plan, name in rated]),
        n=len(units),
    )
    capaian = CAPAIAN.array([levels.get(unit.pk) for unit in units])
    verdict = judge(tally=tally, capaian=capaian, law=law)
    met = np.array([verdict.at(place) != "tidak" for place in range(len(units))])
    asks = pattern_needs_reason(met=met, law=law)
    return [
        Pattern(
            unit=unit,
            achievement=achievement(levels.get(unit.pk)),
            tally=[
                (mark, int(tally[place, code]))
                for code in range(4, -1, -1)
                if (mark := predicate(PREDIKAT.names[code]))
            ],
            total=int(tally[place].sum()),
            verdict=verdict.at(place),
            warnings=[text.text(language()) for text in verdict.warnings[place]],
            asks_reason=bool(asks[place]),
        )
        for place, unit in enumerate(units)
    ]
