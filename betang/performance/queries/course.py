"""How the indicators of a plan come along: what each came to period by period, how far that is of its target.

And what part of the superior's result that is, where the cascade is direct. One query for all of it, beside the results
that were read already.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np

from betang.performance.comparing import Sure, sure_of
from betang.performance.models import Cascade, Indicator, IndicatorValue, Plan, Polarity, Result
from betang.performance.targets import target_words
from betang.regulation.exact import from_decimals
from betang.regulation.indicator import NAIK, TURUN, achievement

PARTS_OF_ALL = ("%", "persen", "percent")  # shares of such units do not add up to the superior's number


@dataclass(frozen=True, slots=True)
class Point:
    """What an indicator came to in one period; `drawn` holds flags and quality when it was drawn from facts."""

    period: Any
    value: Decimal
    source: str
    facts: int | None
    drawn: Mapping[str, Any]

    @property
    def quality(self) -> Decimal | None:
        """The number of the quality beside a volume."""
        found = self.drawn.get("quality")
        return None if found is None else short(Decimal(found))

    @property
    def sure(self) -> Sure:
        """How sure it is, and whether it is compared with another time, colleagues or the target."""
        return sure_of(self.drawn)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a superior's indicator: both targets, both values of the same period, the parts in percent."""

    whose: str
    text: str
    unit: str
    period: Any
    own: Decimal
    all: Decimal
    share: Decimal | None
    own_target: Decimal | None
    all_target: Decimal | None
    target_share: Decimal | None


@dataclass(frozen=True, slots=True)
class Course:
    """One indicator: its target in words, its points in order of time, the last one as percent of the target."""

    indicator: Indicator
    target: str
    points: Sequence[Point]
    percent: Decimal | None = None
    part: Part | None = None

    @property
    def last(self) -> Point | None:
        """The last point, None while there is none."""
        return self.points[-1] if self.points else None

    @property
    def change(self) -> Decimal | None:
        """How much more (or less) it is than in the period before."""
        if len(self.points) < 2 or not all(point.sure.compared for point in self.points[-2:]):
            return None
        return short(self.points[-1].value - self.points[-2].value)

    @property
    def better(self) -> bool:
        """Whether the change is for the better, by the indicator's polarity."""
        return bool(self.change) and (self.change > 0) == (self.indicator.polarity != Polarity.NEGATIVE)  # type: ignore[operator]

    @property
    def values(self) -> list[float]:
        """The values that are compared, in order of time, for the line; empty with fewer than two."""
        found = [float(point.value) for point in self.points if point.sure.compared]
        return found if len(found) > 1 else []

    @property
    def goal(self) -> float | None:
        """The target, for the line."""
        return None if self.indicator.target is None else float(self.indicator.target)


def short(number: Decimal) -> Decimal:
    """Leave out noughts at the end: 105.0000 becomes 105."""
    return Decimal(f"{number.normalize():f}")


Points = Mapping[tuple[int, UUID], Sequence[Point]]  # by plan and indicator, in order of time


def parents_of(results: Sequence[Result], above: Mapping[UUID, Result]) -> dict[int, Result]:
    """Give, by result, the superior's result that it hangs below."""
    return {row.pk: above[row.parent_lineage] for row in results if row.parent_lineage and row.parent_lineage in above}


def courses_of(
    plan: Plan, results: Sequence[Result], above: Mapping[UUID, Result], points: Points | None = None
) -> dict[int, list[Course]]:
    """Give, by result, the course of each indicator; results and those above them come with their indicators.

    `points` that were read already save the question.
    """
    parents = parents_of(results, above)
    if points is None:
        owners = {plan.pk, *(row.version.plan_id for row in parents.values())}
        indicators = [one for row in (*results, *parents.values()) for one in row.indicators.all()]
        points = _points(owners, plan.cycle_id, {one.lineage for one in indicators})
    ends = [(one, points[plan.pk, one.lineage][-1]) for row in results for one in row.indicators.all()
            if points.get((plan.pk, one.lineage))]  # fmt: skip
    last = [(one, point.value) for one, point in ends if point.sure.compared]
    reached = {one.pk: share for (one, _value), share in zip(last, percents(last), strict=True)}
    return {
        row.pk: [
            Course(
                one,
                _target(one),
                points.get((plan.pk, one.lineage), []),
                reached.get(one.pk),
                _part(row, one, parents.get(row.pk), points, plan.pk),
            )
            for one in row.indicators.all()
        ]
        for row in results
    }


def _points(plans: set[int], cycle: int, lineages: set[UUID]) -> Points:
    """Read the last value of each indicator in each period, by plan and indicator, in order of time."""
    rows = IndicatorValue.objects.filter(
        evaluation__plan__in=plans,
        lineage__in=lineages,
        evaluation__period__cycle=cycle,
        evaluation__period__number__gt=0,
    )
    rows = rows.select_related("evaluation__period__cycle", "evaluation__plan")
    rows = rows.order_by("evaluation__period__from_date", "id").defer("evaluation__snapshot")
    return points_held(rows)


def points_held(rows: Iterable[IndicatorValue]) -> Points:
    """Sort values, read in order of time with their evaluation and period; of each period the last one holds."""
    held: dict[tuple[int, UUID], dict[int, Point]] = defaultdict(dict)
    for row in rows:
        point = Point(row.evaluation.period, short(row.value), row.source, row.facts, row.drawn or {})
        held[row.evaluation.plan_id, row.lineage][row.evaluation.period_id] = point
    return {key: list(found.values()) for key, found in held.items()}


def percents(rows: Sequence[tuple[Indicator, Decimal]]) -> list[Decimal | None]:
    """Give the achievement of indicators in percent by the law's formula, to one place; None without a target."""
    kept = [
        (place, one, value)
        for place, (one, value) in enumerate(rows)
        if one.target is not None and one.target > 0 and value >= 0
    ]
    found: list[Decimal | None] = [None] * len(rows)
    if not kept:
        return found
    tops = [one.target_top for _place, one, _value in kept]
    falling = [TURUN if one.polarity == Polarity.NEGATIVE else NAIK for _place, one, _value in kept]
    share = achievement(
        direction=np.array(falling, dtype=np.int8),
        target=from_decimals([one.target for _place, one, _value in kept]),
        realised=from_decimals([value for _place, _one, value in kept]),
        upper=from_decimals(tops),
        has_upper=np.array([top is not None for top in tops], dtype=bool),
    )
    for tenths, (place, _one, _value) in zip(share.half_up(1), kept, strict=True):
        found[place] = short(Decimal(int(tenths)).scaleb(-1))
    return found


def _target(indicator: Indicator) -> str:
    """Write a target with its sense: "≥ 92 %", "≤ 6 jam", "90–95 %"."""
    words = target_words(indicator)
    if not words or indicator.target_top is not None:
        return words
    return f"{'≤' if indicator.polarity == Polarity.NEGATIVE else '≥'} {words}"


def _part(row: Result, one: Indicator, parent: Result | None, points: Points, plan: int) -> Part | None:
    """Hold an indicator against that of the superior's result which it is directly a part of; None where there is none.

    The superior's indicator is the one of the same aspect and unit; with several, or with a unit that does not add up
    such as percent, no part is named.
    """
    unit = one.measure_unit.strip().lower()
    if parent is None or row.cascade != Cascade.DIRECT or not unit or unit in PARTS_OF_ALL:
        return None
    like = [
        other for other in parent.indicators.all()
        if other.aspect == one.aspect and other.measure_unit.strip().lower() == unit
    ]  # fmt: skip
    if len(like) != 1:
        return None
    other = like[0]
    own = {point.period.pk: point for point in points.get((plan, one.lineage), [])}
    shared = [point for point in points.get((parent.version.plan_id, other.lineage), []) if point.period.pk in own]
    if not shared:
        return None
    whole, mine = shared[-1], own[shared[-1].period.pk]
    return Part(
        parent.version.plan.employee.full_name, other.text, other.measure_unit, whole.period, mine.value, whole.value,
        _share(mine.value, whole.value), one.target and short(one.target), other.target and short(other.target),
        _share(one.target, other.target),
    )  # fmt: skip


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Give a part in percent of the whole, to one place; None where there is no whole."""
    if part is None or not whole or whole <= 0 or part < 0:
        return None
    return short(round(part * 100 / whole, 1))
