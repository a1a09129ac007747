"""Fills the demo city's evaluations: parts of the year that are over are rated and frozen, the running one is begun.

What is drawn hangs on the seed alone. Frozen is what the action freezes (`evaluations_close`), nothing else.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.kernel.bulk import rows_insert
from betang.people.models import Unit
from betang.people.seed.chance import percent, stream, weighted
from betang.performance.actions.closing import evaluations_close
from betang.performance.models import (
    BehaviourRating,
    Cycle,
    Deadline,
    Evaluation,
    Indicator,
    IndicatorValue,
    ItemRating,
    Period,
    Result,
    Step,
    UnitAchievement,
    VersionState,
)
from betang.performance.queries.closing import chunks
from betang.performance.queries.cycles import periods_of
from betang.performance.seed import answers, sitting
from betang.regulation.eksp2022.levels import NILAI

CHUNK = 500
TOGETHER = 1_000  # evaluations frozen at once: nobody else waits for the database here
WEIGHTS = {"DI_ATAS": (60, 38, 2), "SESUAI": (12, 84, 4), "DI_BAWAH": (2, 48, 50)}
RATINGS = ("DI_ATAS", "SESUAI", "DI_BAWAH")
KINDS = {"SESUAI": 80, "DI_ATAS": 17, "DI_BAWAH": 3}
UNITS = {"BAIK": 80, "ISTIMEWA": 12, "BUTUH_PERBAIKAN": 8}
REALISED = {"DI_ATAS": (101, 112), "SESUAI": (92, 100), "DI_BAWAH": (70, 88)}  # percent of the target
BEGUN, LATE = 30, 3  # percent: begun in the running part, not rated in one that is over
NOTE = "Register unit (contoh)"


@dataclass(slots=True)
class Drawn:
    """What was drawn for a period, to be saved at once."""

    items: list[ItemRating] = field(default_factory=list)
    behaviours: list[BehaviourRating] = field(default_factory=list)
    values: list[IndicatorValue] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Year:
    """What is drawn from: results with indicators of agreed plans, and what kind of performer somebody is."""

    results: Mapping[int, Sequence[Result]]
    kinds: dict[int, str]
    chance: Random


def load(*, cycle: Cycle, seed: int, day: date, morning: Any) -> int:
    """Rate and freeze what is over by a day and begin what runs; return how many evaluations were frozen."""
    year = Year(results_of(cycle), {}, stream(seed, "performance/evaluations"))
    parts = [period for period in periods_of(cycle) if not period.annual and period.from_date <= day]
    due = {
        row.period_id: row.due_date for row in Deadline.objects.filter(cycle=cycle, step=Step.EVALUATE).order_by("id")
    }
    closes = {
        one.pk: max(due.get(one.pk, one.to_date), one.to_date + timedelta(days=7)) + timedelta(days=1) for one in parts
    }
    frozen, over = 0, []
    for period in parts:
        closed = closes[period.pk]
        done = closed <= day
        rate(period, year, done=done, now=morning(min(day, period.to_date + timedelta(days=5))))
        if done:
            achieve(period, year.chance, now=morning(period.to_date + timedelta(days=6)))
            if not any(closes[other.pk] <= day for other in parts if other.number > period.number):
                sitting.hold(period, morning=morning, texts=texts()["sitting"])
            frozen += freeze(period, now=morning(closed))
            over.append((period, closed))
    answers.load(over, chance=year.chance, day=day, morning=morning, texts=texts())
    return frozen


@cache
def texts() -> Mapping[str, Any]:
    """Read the example texts."""
    text = (files("betang.performance.seed") / "evaluations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def results_of(cycle: Cycle) -> dict[int, list[Result]]:
    """Read the results of agreed plans with their indicators, by plan."""
    rows = Result.objects.filter(version__plan__cycle=cycle, version__state=VersionState.AGREED)
    found: dict[int, list[Result]] = {}
    for row in rows.select_related("version").prefetch_related("indicators").order_by("version_id", "order", "id"):
        found.setdefault(row.version.plan_id, []).append(row)
    return found


def achieve(period: Period, chance: Random, *, now: datetime) -> None:
    """Set what each unit achieved, by whoever rates its leader; without a leader by whoever rates its people."""
    rated = Evaluation.objects.filter(period=period, plan__rater__user__isnull=False)
    order = ("plan__unit_id", "plan__leads_unit", "pk")  # of the same unit the last one counts
    raters = dict(rated.order_by(*order).values_list("plan__unit_id", "plan__rater__user_id"))
    units = Unit.objects.filter(pk__in=raters).in_bulk()
    levels = [weighted(chance, tuple(UNITS), tuple(UNITS.values())) for _unit in raters]
    made = UnitAchievement.objects.bulk_create(
        UnitAchievement(unit=units[unit], period=period, level=level, reason=texts()["units"][level],
                        set_at=now, set_by_id=rater)
        for (unit, rater), level in zip(raters.items(), levels, strict=True)
    )  # fmt: skip
    action = "performance.achievement_set"
    entries = [
        Change(action=action, target=row, changes={"level": (None, row.level), "period": (None, period.pk)},
               reason=row.reason)
        for row in made
    ]  # fmt: skip
    record_many(entries, actor=None, now=now)


def rate(period: Period, year: Year, *, done: bool, now: datetime) -> None:
    """Write ratings and realisations; a part that runs has only some, and those not to the end."""
    related = ("plan__employee__user", "plan__rater__user", "plan__unit")
    found = Evaluation.objects.filter(period=period, plan__rater__user__isnull=False).select_related(*related)
    drawn = Drawn()
    for row in found.order_by("pk"):
        rater = row.plan.rater.user if row.plan.rater else None
        shown = row.plan.leads_unit or is_demo(row.plan.employee.user) or is_demo(rater)
        wanted = percent(year.chance, 100 - LATE if done else BEGUN)
        if row.plan_id in year.results and (wanted or shown):
            draw(row, year, drawn, done=done, now=now)
    for rows in (drawn.items, drawn.behaviours, drawn.values):
        rows_insert(rows)
    for start in range(0, len(drawn.rows), CHUNK):
        part = Evaluation.objects.filter(pk__in=drawn.rows[start : start + CHUNK])
        part.update(edition=1, self_sent_at=now if done else None)
    record_many(drawn.changes, actor=None, now=now)


def is_demo(user: User | None) -> bool:
    """Tell whether an account is one that the sign-in page offers."""
    return user is not None and not user.username.isdecimal()


def draw(row: Evaluation, year: Year, into: Drawn, *, done: bool, now: datetime) -> None:
    """Draw one evaluation: results near the kind of performer somebody is, the values alike."""
    chance, rater = year.chance, row.plan.rater
    kind = year.kinds.setdefault(row.plan.employee_id, weighted(chance, tuple(KINDS), tuple(KINDS.values())))
    own = chance.choice(RATINGS[:2])
    results = year.results[row.plan_id]
    for result in results if done else results[:1]:
        rating = weighted(chance, RATINGS, WEIGHTS[kind])
        said = {"feedback": chance.choice(texts()["results"][rating]) if done else ""}
        said["realisation"] = chance.choice(texts()["realisations"][rating])
        into.items.append(ItemRating(evaluation=row, lineage=result.lineage, rating=rating, own=own, **said))
        into.values += [
            IndicatorValue(evaluation=row, lineage=one.lineage, value=realised(one, rating, chance), note=NOTE,
                           recorded_at=now, recorded_by_id=rater.user_id if rater else None)
            for one in result.indicators.all() if one.target
        ]  # fmt: skip
    for value in NILAI.names if done else ():
        rating = weighted(chance, RATINGS, WEIGHTS[kind])
        said = {"feedback": chance.choice(texts()["behaviours"][rating]), "own": own}
        into.behaviours.append(BehaviourRating(evaluation=row, value=value, rating=rating, **said))
    into.rows.append(row.pk)
    into.changes.append(
        Change(action="performance.ratings_save", target=row, subject=row.plan.employee.uid,
               changes={"edition": (0, 1)}, reason="kota contoh")
    )  # fmt: skip


def realised(indicator: Indicator, rating: str, chance: Random) -> Decimal:
    """Draw a realisation that fits a rating: above the target where more is better, below where less is."""
    share = Decimal(chance.randint(*REALISED[rating])) / 100
    target = indicator.target or Decimal(0)
    value = target * (2 - share if indicator.polarity == "negatif" else share)
    if indicator.measure_unit == "%" and indicator.polarity != "negatif":
        value = min(value, Decimal(100))
    return value.quantize(Decimal("0.01") if value < 10 else Decimal(1))


def freeze(period: Period, *, now: datetime) -> int:
    """Freeze and send what is rated, as the job does."""
    sent, told = 0, None
    for piece in chunks(period, TOGETHER, actor=None):
        closed = evaluations_close(actor=None, period=period, keys=piece, told=told, now=now)
        sent, told = sent + closed.sent, closed.told
    return sent
