"""Loads the demo city's year: the cycle, everybody's plan and evaluations, an example tree of goals with values."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from importlib.resources import files
from typing import Any

from django.db.models import Q
from django.utils import timezone

from betang.kernel.accounts.models import User
from betang.people.models import Unit
from betang.people.seed.catalogue import Size
from betang.people.seed.chance import stream, uid
from betang.performance.actions.cycles import cycle_open, deadline_set
from betang.performance.actions.goals import goal_add, indicator_add, measurement_record
from betang.performance.actions.plans_open import CHUNK, plans_bring
from betang.performance.models import Approach, Cycle, Goal, GoalIndicator, Period, Rhythm, Step
from betang.performance.queries.cycles import periods_of
from betang.performance.queries.plans_due import people_due
from betang.performance.seed import evaluations, plans, talk

EXAMPLE = "contoh"
OPENED = 5  # January
SOURCE = "Data contoh, bukan angka kota"
#: Days after a period ends by which the demo agency wants a step done; nothing gives them, so they are marked.
AGENCY = ((Step.SELF, 4), (Step.UNIT, 7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The day that counts as today, and the moment at which what the seed does is entered."""

    today: date
    now: datetime


def load(*, size: Size, seed: int, day: date) -> Cycle:
    """Open the year of a day for the city that was loaded before, and grow its tree of goals."""
    chance = stream(seed, "performance")
    start = min(date(day.year, 1, OPENED), day)
    actor = User.objects.get(username="bkpsdm")
    cycle = cycle_open(
        actor=actor, year=day.year, rhythm=Rhythm.QUARTERLY, approach=Approach.QUANTITATIVE, today=start,
        now=moment(start),
    )  # fmt: skip
    deadlines(cycle, actor=actor, now=moment(start))
    people = people_due(cycle, day=day)
    for first in range(0, len(people), CHUNK):
        chunk = people[first : first + CHUNK]
        plans_bring(actor=actor, cycle=cycle, people=chunk, uid=partial(uid, chance), now=moment(start))
    goals(cycle, since=Moment(today=start, now=moment(start)), at=Moment(today=day, now=moment(day)))
    plans.load(cycle=cycle, seed=seed, day=day, morning=moment)
    evaluations.load(cycle=cycle, seed=seed, day=day, morning=moment)
    talk.load(cycle=cycle, seed=seed, day=day, morning=moment)
    return cycle


def moment(day: date) -> datetime:
    """Give the morning of a day."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def deadlines(cycle: Cycle, *, actor: User, now: datetime) -> None:
    """Set the deadlines that no parameter gives, as an agency would."""
    reason = f"Kalender instansi ({EXAMPLE})"
    handed_in = cycle.from_date + timedelta(days=19)
    deadline_set(actor=actor, cycle=cycle, step=Step.PLAN, period=None, due_date=handed_in, reason=reason, now=now)
    for period in periods_of(cycle):
        for step, days in AGENCY:
            due = period.to_date + timedelta(days=days)
            deadline_set(actor=actor, cycle=cycle, step=step, period=period, due_date=due, reason=reason, now=now)


def goals(cycle: Cycle, *, since: Moment, at: Moment) -> None:
    """Write the example tree of the year's start, as far as the city has its units, and what was measured until now."""
    units = {unit.code: unit for unit in Unit.objects.filter(closed_date__isnull=True)}
    over = [period for period in periods_of(cycle) if not period.annual and period.to_date < at.today]
    made: dict[str, Goal] = {}
    for row in entries():
        above = row.get("parent", "")
        if row["unit"] not in units or (above and above not in made):
            continue
        goal = Goal(
            cycle=cycle, parent=made.get(above), level=row["level"], unit=units[row["unit"]], order=len(made),
            text=f"{row['text']} ({EXAMPLE})", critical_factor=row.get("critical_factor", ""),
        )  # fmt: skip
        made[row["key"]] = goal_add(actor=None, reach=Q(), goal=goal, today=since.today, now=since.now)
        for entry in row.get("indicator", ()):
            indicator(made[row["key"]], entry, over, at=at)


def entries() -> Iterator[Mapping[str, Any]]:
    """Read the example goals, those above before those below."""
    text = (files("betang.performance.seed") / "goals.toml").read_text(encoding="utf-8")
    yield from tomllib.loads(text, parse_float=Decimal)["goal"]


def indicator(goal: Goal, entry: Mapping[str, Any], over: list[Period], *, at: Moment) -> None:
    """Write an indicator and what it came to in the periods that are over."""
    fields = {name: value for name, value in entry.items() if name != "values"}
    if "definition" in fields:
        fields["data_source"] = SOURCE
    row = indicator_add(actor=None, indicator=GoalIndicator(goal=goal, **fields), now=at.now)
    for period, (value, driver) in zip(over, entry.get("values", ()), strict=False):
        measurement_record(
            actor=None, indicator=row, period=period, value=Decimal(value), driver=f"{driver} ({EXAMPLE})", now=at.now
        )
