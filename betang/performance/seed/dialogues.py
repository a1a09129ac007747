"""Fills the demo city's check-ins: held in the parts of the year that are over, planned in the running one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from betang.kernel.audit import Change, record_many
from betang.kernel.bulk import rows_insert
from betang.people.seed.chance import percent, uid
from betang.performance.models import CheckIn, CheckInStep, Period, Plan

CHUNK = 500
HELD, PLANNED, DONE = 15, 4, 80  # percent: held in a part that is over, planned in the running one, steps done
AHEAD = 5  # days from today to a check-in that is planned


@dataclass(slots=True)
class Talks:
    """What was drawn, to be saved at once."""

    checkins: list[CheckIn] = field(default_factory=list)
    steps: list[CheckInStep] = field(default_factory=list)


def draw(
    plan: Plan,
    period: Period,
    into: Talks,
    *,
    said: Mapping[str, Sequence[str]],
    chance: Random,
    today: date,
    morning: Any,
    shown: bool,
) -> None:
    """Draw one person's check-in in a part of the year: held and confirmed, or planned and waiting for the other."""
    over = period.to_date < today
    if not (shown or percent(chance, HELD if over else PLANNED)):
        return
    middle = period.from_date + (period.to_date - period.from_date) / 2
    day = workday(middle + timedelta(days=chance.randint(-10, 10)) if over else today + timedelta(days=AHEAD))
    if not plan.from_date <= day <= plan.to_date:
        return
    proposer = chance.choice((plan.employee, plan.rater))
    made = CheckIn(
        uid=uid(chance), plan=plan, day=day, agenda=chance.choice(said["agendas"]), proposed_by=proposer,
        proposed_at=morning(min(today, day - timedelta(days=AHEAD + 1))),
        confirmed_at=morning(day - timedelta(days=AHEAD)) if over else None,
    )  # fmt: skip
    into.checkins.append(made)
    for number, text in enumerate(chance.sample(said["steps"], 2) if over else ()):
        due = day + timedelta(days=14 + 14 * number)
        done = due <= today and percent(chance, DONE)
        into.steps.append(CheckInStep(checkin=made, text=text, due_date=due, done_at=morning(due) if done else None))


def workday(day: date) -> date:
    """Move a day of a week's end to the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def save(talks: Talks, *, now: datetime) -> None:
    """Save everything, each check-in with the entries of being proposed and confirmed."""
    CheckIn.objects.bulk_create(talks.checkins, batch_size=CHUNK)
    rows_insert(talks.steps)
    entries = []
    for row in talks.checkins:
        entries.append(entry(row, "propose", {"day": (None, row.day)}))
        if row.confirmed_at:
            entries.append(entry(row, "confirm", {"confirmed_at": (None, row.confirmed_at)}))
    record_many(entries, actor=None, now=now)


def entry(row: CheckIn, verb: str, changes: dict[str, Any]) -> Change:
    """Make an entry for the trail."""
    return Change(
        action=f"performance.checkin_{verb}", target=row, subject=row.plan.employee.uid, changes=changes
    )  # fmt: skip
