"""What evaluations are made of, as plain data: results with indicators and evidence, ratings, behaviour, the unit.

The same reading serves the screen, the moment of sending (it becomes the frozen snapshot) and the later check, which
reads all of it anew as it was on that moment. Four queries, whatever the number of evaluations; one more for years.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast

from betang.performance.comparing import sure_of
from betang.performance.models import (
    BehaviourRating,
    Decision,
    Evaluation,
    IndicatorValue,
    ItemRating,
    Result,
    UnitAchievement,
    VersionState,
)
from betang.performance.models.levels import VALUES
from betang.performance.queries.annual import years_decided
from betang.regulation.exact import plain

Content = dict[str, Any]
IN_ONE_QUESTION = 500
INDICATOR = ("lineage", "text", "aspect", "measure_unit", "polarity", "target", "target_top")
OF_RESULT = ("lineage", "kind", "text", "measure")
OF_INDICATOR = tuple(f"indicators__{name}" for name in INDICATOR)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which evaluation is read: as it stands, or with a version and as of a moment.

    `year`: of an annual evaluation also what was decided in the year's periods, which a page draws on its own.
    """

    evaluation: Evaluation
    version: int | None = None
    until: datetime | None = None
    year: bool = True


def contents(asked: Sequence[Asked]) -> list[Content]:
    """Read some evaluations (with plan and period at hand), in their order; rows of a plan that is not agreed: none."""
    found: list[Content] = []
    for start in range(0, len(asked), IN_ONE_QUESTION):
        found += _contents(asked[start : start + IN_ONE_QUESTION])
    return found


def _contents(asked: Sequence[Asked]) -> list[Content]:
    keys = [one.evaluation.pk for one in asked if one.evaluation.pk]
    planned = _planned(asked)
    values = _values(asked)
    ratings, behaviours = _ratings(keys)
    units = achievements(asked)
    years = years_decided([one.evaluation for one in asked if one.year])
    found: list[Content] = []
    for place, one in enumerate(asked):
        key, version = one.evaluation.pk or 0, planned[place]
        found.append(
            {
                "rules": one.evaluation.period.cycle.rules,
                "day": one.evaluation.period.to_date.isoformat(),
                "version": version.number if version else None,
                "head": one.evaluation.plan.leads_unit,
                "achievement": units.get(place),
                "items": [
                    _item(row, ratings.get((key, row["lineage"])), indicators, values[place])
                    for row, indicators in (version.results.values() if version else ())
                ],
                "behaviours": [_behaviour(value, behaviours.get((key, value))) for value, _words in VALUES],
            }
        )
        if one.year and one.evaluation.period.annual:
            found[-1]["year"] = _year(one, years)
    return found


class Rated(NamedTuple):
    """What was given to a result or to one of the values."""

    rating: str
    feedback: str
    own: str
    realisation: str = ""
    own_note: str = ""


def _ratings(keys: Sequence[int]) -> tuple[dict[tuple[int, UUID], Rated], dict[tuple[int, str], Rated]]:
    """Read what was given to results (by lineage) and to values (by name), all in one question."""
    name, none = Cast("lineage", TextField()), Value("", output_field=TextField())
    columns = ("evaluation_id", "rating", "feedback", "own")
    items = ItemRating.objects.filter(evaluation__in=keys)
    values = BehaviourRating.objects.filter(evaluation__in=keys)
    rows = items.order_by().values_list(none, name, *columns, "realisation", "own_note").union(
        values.order_by().values_list("value", none, *columns, none, none), all=True
    )  # fmt: skip
    of_items: dict[tuple[int, UUID], Rated] = {}
    of_values: dict[tuple[int, str], Rated] = {}
    for value, lineage, evaluation, *given in rows:
        if lineage:
            of_items[evaluation, UUID(lineage)] = Rated(*given)
        else:
            of_values[evaluation, value] = Rated(*given)
    return of_items, of_values


def _year(one: Asked, years: Mapping[tuple[int, int], list[Decision]]) -> list[Content]:
    """Write what was decided in the periods of a year, of all plans of the person, as of the moment asked for."""
    held: dict[int, Decision] = {}
    for row in years[one.evaluation.plan.employee_id, one.evaluation.period.cycle_id]:
        if one.until is None or row.decided_at < one.until:  # what was sent along with it was not known yet
            held[row.evaluation_id] = row
    rows = [
        {"plan": str(row.evaluation.plan.uid), "period": row.evaluation.period.number, "predicate": row.predicate,
         "decision": row.digest}
        for row in held.values()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["period"], row["plan"]))


@dataclass(frozen=True, slots=True)
class Planned:
    """A version of a plan with its results, core results first, each with its indicators; rows as dictionaries."""

    number: int
    results: dict[int, tuple[dict[str, Any], list[dict[str, Any]]]]


def _planned(asked: Sequence[Asked]) -> list[Planned | None]:
    """Read the version of each plan, the one that is named, else the one agreed: one question for everything in it."""
    plans = {one.evaluation.plan_id for one in asked}
    numbers = {one.version for one in asked if one.version is not None}
    wanted = Q(version__state=VersionState.AGREED) | Q(version__number__in=numbers)
    rows = (
        Result.objects.filter(wanted, version__plan__in=plans)
        .order_by("version_id", "-kind", "order", "id", "indicators__order", "indicators__id")
        .values("version__plan_id", "version__number", "version__state", "id", *OF_RESULT, *OF_INDICATOR)
    )
    numbered: dict[tuple[int, int], Planned] = {}
    agreed: dict[int, Planned] = {}
    for row in rows:
        plan, number = row["version__plan_id"], row["version__number"]
        version = numbered.setdefault((plan, number), Planned(number, {}))
        if row["version__state"] == VersionState.AGREED:
            agreed[plan] = version
        _result, indicators = version.results.setdefault(row["id"], (row, []))
        if row["indicators__lineage"] is not None:
            indicators.append({name: row[f"indicators__{name}"] for name in INDICATOR})
    return [
        agreed.get(one.evaluation.plan_id)
        if one.version is None
        else numbered.get((one.evaluation.plan_id, one.version))
        for one in asked
    ]


def _values(asked: Sequence[Asked]) -> list[dict[Any, IndicatorValue]]:
    """Read the last value of each indicator, not later than the moment asked for."""
    by_key = {one.evaluation.pk: place for place, one in enumerate(asked) if one.evaluation.pk}
    found: list[dict[Any, IndicatorValue]] = [{} for _one in asked]
    for row in IndicatorValue.objects.filter(evaluation__in=by_key).order_by("id"):
        place = by_key[row.evaluation_id]
        until = asked[place].until
        if until is None or row.recorded_at <= until:
            found[place][row.lineage] = row
    return found


def achievements(asked: Sequence[Asked]) -> dict[int, str]:
    """Give the achievement of each one's unit in the period, by place in `asked`; the last row holds."""
    rows: dict[tuple[int, int], list[UnitAchievement]] = defaultdict(list)
    periods = {one.evaluation.period_id for one in asked}
    units = {one.evaluation.plan.unit_id for one in asked}
    for row in UnitAchievement.objects.filter(period__in=periods, unit__in=units).order_by("id"):
        rows[row.unit_id, row.period_id].append(row)
    found = {}
    for place, one in enumerate(asked):
        held = rows[one.evaluation.plan.unit_id, one.evaluation.period_id]
        held = [row for row in held if one.until is None or row.set_at <= one.until]
        if held:
            found[place] = held[-1].level
    return found


def _item(
    result: Mapping[str, Any], rating: Rated | None, indicators: Sequence[Mapping[str, Any]],
    values: Mapping[Any, IndicatorValue],
) -> Content:  # fmt: skip
    """Write one result with what it came to."""
    return {
        "lineage": str(result["lineage"]),
        "kind": result["kind"],
        "text": result["text"],
        "measure": result["measure"],
        "rating": rating.rating if rating else "",
        "realisation": rating.realisation if rating else "",
        "feedback": rating.feedback if rating else "",
        "own": rating.own if rating else "",
        "own_note": rating.own_note if rating else "",
        "indicators": [_indicator(row, values.get(row["lineage"])) for row in indicators],
    }


def _indicator(row: Mapping[str, Any], value: IndicatorValue | None) -> Content:
    """Write one indicator with its last value; numbers as plain decimals."""
    return {
        **row,
        "lineage": str(row["lineage"]),
        "target": None if row["target"] is None else plain(row["target"]),
        "target_top": None if row["target_top"] is None else plain(row["target_top"]),
        "value": None if value is None else plain(value.value),
        "source": value.source if value else "",
        "facts": value.facts if value else None,
        "note": value.note if value else "",
        # Only where it says so: what was frozen before must come out the same.
        **({} if value is None or sure_of(value.drawn).compared else {"compared": False}),
    }


def _behaviour(value: str, row: Rated | None) -> Content:
    """Write one of the seven values with its rating."""
    return {
        "value": value,
        "rating": row.rating if row else "",
        "feedback": row.feedback if row else "",
        "own": row.own if row else "",
    }
