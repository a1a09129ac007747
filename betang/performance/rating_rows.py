"""Rows of ratings and realisations of one evaluation: written once it is held, whoever writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Invalid
from betang.performance.models import (
    BehaviourRating,
    Evaluation,
    Indicator,
    IndicatorValue,
    ItemRating,
    Result,
    VersionState,
)
from betang.regulation.eksp2022.levels import NILAI, RATING
from betang.regulation.exact import plain

Columns = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody wrote: columns of items (by lineage), of values (by name), of the evaluation; realisations.

    `values` holds a number and its evidence in words for an indicator (by lineage). What is left out stays.
    """

    items: Mapping[UUID, Columns] = field(default_factory=dict)
    behaviours: Mapping[str, Columns] = field(default_factory=dict)
    values: Mapping[UUID, tuple[Decimal, str]] = field(default_factory=dict)
    chosen: Columns = field(default_factory=dict)


def ratings_written(evaluation: Evaluation, given: Given, *, actor: User, now: datetime) -> dict[str, tuple[Any, Any]]:
    """Write ratings and realisations of a held evaluation; return what changed."""
    _check(evaluation, given)
    changes = _rows(ItemRating, "lineage", evaluation, given.items)
    changes |= _rows(BehaviourRating, "value", evaluation, given.behaviours)
    return changes | _values(evaluation, given.values, actor=actor, now=now)


def _check(evaluation: Evaluation, given: Given) -> None:
    """Refuse ratings, results, indicators and values that there are not."""
    agreed = {"version__plan": evaluation.plan_id, "version__state": VersionState.AGREED}
    results = set(Result.objects.filter(**agreed).values_list("lineage", flat=True)) if given.items else set()
    within = {f"result__{name}": value for name, value in agreed.items()}
    known = set(Indicator.objects.filter(**within).values_list("lineage", flat=True)) if given.values else set()
    if not (results >= set(given.items) and known >= set(given.values)):
        raise Invalid(_("Ada hasil kerja atau indikator yang tidak terdapat dalam SKP yang disepakati."))
    if not set(given.behaviours) <= set(NILAI.names):
        raise Invalid(_("Ada nilai perilaku yang tidak dikenal."))
    columns = [*given.items.values(), *given.behaviours.values()]
    written = [one.get(name, "") for one in columns for name in ("rating", "own")]
    written += [given.chosen.get(name, "") for name in ("chosen_result", "chosen_behaviour")]
    if not {rating for rating in written if rating} <= set(RATING.names):
        raise Invalid(_("Ada rating yang tidak dikenal."))
    if any(value < 0 for value, _note in given.values.values()):
        raise Invalid(_("Realisasi tidak boleh kurang dari nol."))


def _rows(model: Any, key: str, evaluation: Evaluation, given: Mapping[Any, Columns]) -> dict[str, tuple[Any, Any]]:
    """Write rows by their key: new ones are made, changed ones changed; return what changed."""
    if not given:
        return {}
    there = {getattr(row, key): row for row in model.objects.filter(evaluation=evaluation)}
    changes: dict[str, tuple[Any, Any]] = {}
    fresh: list[Any] = []
    changed: list[Any] = []
    for name, columns in given.items():
        row = there.get(name) or model(evaluation=evaluation, **{key: name})
        before = {column: getattr(row, column) for column in columns}
        differing = {column: (before[column], text) for column, text in columns.items() if before[column] != text}
        if not differing:
            continue
        for column, (_before, after) in differing.items():
            setattr(row, column, after)
        changes |= {f"{name}.{column}": pair for column, pair in differing.items()}
        (changed if row.pk else fresh).append(row)
    model.objects.bulk_create(fresh)
    if changed:
        model.objects.bulk_update(changed, sorted({column for one in given.values() for column in one}))
    return changes


def _values(
    evaluation: Evaluation, given: Mapping[UUID, tuple[Decimal, str]], *, actor: User, now: datetime
) -> dict[str, tuple[Any, Any]]:
    """Append realisations that differ from the last ones; return what changed."""
    if not given:
        return {}
    last = {row.lineage: row for row in IndicatorValue.objects.filter(evaluation=evaluation).order_by("id")}
    changes: dict[str, tuple[Any, Any]] = {}
    fresh = []
    for lineage, (value, note) in given.items():
        before = last.get(lineage)
        if before is not None and before.value == value and before.note == note:
            continue
        fresh.append(
            IndicatorValue(
                evaluation=evaluation, lineage=lineage, value=value, note=note, recorded_at=now, recorded_by=actor
            )
        )
        changes[f"{lineage}.value"] = (plain(before.value) if before else None, plain(value))
    IndicatorValue.objects.bulk_create(fresh)
    return changes
