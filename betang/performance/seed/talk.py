"""Fills what people of the demo city say to each other in the year: feedback, requests, check-ins and thanks.

Drawn by plan and part of the year, saved table by table. Who signs in with a demo account has some of each.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any
from uuid import UUID

from betang.kernel.audit import Change, record_many
from betang.kernel.bulk import rows_insert
from betang.people.seed.chance import between, percent, stream, uid, weighted
from betang.performance.models import (
    Cycle,
    Feedback,
    FeedbackReply,
    FeedbackRequest,
    Period,
    Plan,
    Relation,
    RequestState,
    Result,
    Thanks,
    VersionState,
)
from betang.performance.queries.cycles import periods_of
from betang.performance.seed import dialogues
from betang.performance.seed.evaluations import is_demo

CHUNK = 500
FEEDBACK, REQUESTS, REPLIES, THANKS = 20, 3, 25, 6  # percent of people in each part of the year
GIVERS = {Relation.SUPERIOR: 60, Relation.PEER: 32, Relation.SUBORDINATE: 8}
STATES = {RequestState.ANSWERED: 60, RequestState.WAITING: 30, RequestState.DECLINED: 10}


@dataclass(slots=True)
class Said:
    """What was drawn, to be saved at once."""

    requests: list[FeedbackRequest] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    replies: list[FeedbackReply] = field(default_factory=list)
    thanks: list[Thanks] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What is drawn from: who rates whom, who works beside whom, what results there are, and until when it is drawn."""

    beside: Mapping[int, Sequence[Plan]]
    below: Mapping[int, Sequence[Plan]]
    results: Mapping[int, UUID]
    turns: dict[tuple[int, str], int] = field(default_factory=dict)
    chance: Random
    today: date
    morning: Any


def load(*, cycle: Cycle, seed: int, day: date, morning: Any) -> None:
    """Let people talk in each part of the year that has begun; after the evaluations, which it changes nothing of."""
    chance = stream(seed, "performance/talk")
    related = ("employee__user", "rater__user", "unit")
    rows = Plan.objects.filter(cycle=cycle, closed_at__isnull=True, employee__user__isnull=False)
    plans = list(rows.filter(rater__user__isnull=False).select_related(*related).order_by("pk"))
    year = Year(
        beside=grouped(plans, "unit_id"), below=grouped(plans, "rater_id"), results=first_results(cycle),
        chance=chance, today=day, morning=morning,
    )  # fmt: skip
    parts = [period for period in periods_of(cycle) if not period.annual and period.from_date <= day]
    said, talks = Said(), dialogues.Talks()
    for period in parts:
        for plan in plans:
            shown = is_demo(plan.employee.user)
            draw(plan, period, year, said, shown=shown)
            dialogues.draw(
                plan, period, talks, said=texts()["checkins"], chance=chance, today=day, morning=morning, shown=shown
            )
    save(said, now=morning(day))
    dialogues.save(talks, now=morning(day))


def grouped(plans: Sequence[Plan], name: str) -> dict[int, list[Plan]]:
    """Group plans by a key."""
    found: dict[int, list[Plan]] = defaultdict(list)
    for plan in plans:
        found[getattr(plan, name)].append(plan)
    return found


def first_results(cycle: Cycle) -> dict[int, UUID]:
    """Give the first result of each agreed plan."""
    rows = Result.objects.filter(version__plan__cycle=cycle, version__state=VersionState.AGREED, order=0)
    return dict(rows.values_list("version__plan_id", "lineage"))


@cache
def texts() -> Mapping[str, Any]:
    """Read the example texts."""
    return tomllib.loads((files("betang.performance.seed") / "talk.toml").read_text(encoding="utf-8"))


def moment_in(plan: Plan, period: Period, year: Year) -> datetime | None:
    """Draw the morning of a working day that plan and period share, not after today; None when there is none."""
    first, last = max(plan.from_date, period.from_date), min(plan.to_date, period.to_date, year.today)
    if first > last:
        return None
    day = between(year.chance, first, last)
    day -= timedelta(days=max(0, day.weekday() - 4))
    found: datetime = year.morning(max(day, first))
    return found


def draw(plan: Plan, period: Period, year: Year, into: Said, *, shown: bool) -> None:
    """Draw what one person hears and asks in a part of the year."""
    at, chance = moment_in(plan, period, year), year.chance
    if at is None:
        return
    if shown or percent(chance, FEEDBACK):
        relation = weighted(chance, tuple(GIVERS), tuple(GIVERS.values()))
        speak(plan, relation, at, year, into)
    others = [one for one in year.beside[plan.unit_id] if one.employee_id != plan.employee_id]
    if not others:
        return
    later = moment_in(plan, period, year) or at
    if shown or percent(chance, REQUESTS):
        ask(plan, chance.choice(others), later, year, into)
    if shown:  # somebody asks the person, too
        ask(chance.choice(others), plan, later, year, into)
    if shown or percent(chance, THANKS):
        into.thanks.append(thank(plan, chance.choice(others), at, chance))


def speak(plan: Plan, relation: Relation, at: datetime, year: Year, into: Said) -> None:
    """Give one feedback, unasked: from the rater, from beside, or from below; sometimes it is replied to."""
    near = {Relation.PEER: year.beside[plan.unit_id], Relation.SUBORDINATE: year.below.get(plan.employee_id, ())}
    strangers = [one for one in near.get(relation, ()) if one.employee_id != plan.employee_id]
    others = [one.employee for one in strangers if relation_of(one, plan) == relation]
    giver = year.chance.choice(others) if others else plan.rater
    made = feedback(plan, giver, relation if others else Relation.SUPERIOR, at, year)
    into.feedback.append(made)
    if percent(year.chance, REPLIES):
        words = year.chance.choice(texts()["replies"]["texts"])
        into.replies.append(FeedbackReply(feedback=made, author=plan.employee, text=words, written_at=at))


def feedback(
    plan: Plan, giver: Any, relation: Relation, at: datetime, year: Year, request: FeedbackRequest | None = None
) -> Feedback:
    """Make one feedback: on the first result, or on a value; nobody but the superior points the thumb down."""
    chance, lineage = year.chance, request.lineage if request else year.results.get(plan.pk)
    kind = "result" if lineage and (request or percent(chance, 55)) else "value"
    fitting = [one for one in texts()[kind] if relation == Relation.SUPERIOR or one["thumb"] != "DI_BAWAH"]
    turn = year.turns[plan.employee_id, kind] = year.turns.get((plan.employee_id, kind), plan.pk) + 1
    said = fitting[turn % len(fitting)]  # in turn: nobody reads the same words twice in a row
    return Feedback(
        uid=uid(chance), giver=giver, receiver=plan.employee, plan=plan, relation=relation, given_at=at,
        request=request, lineage=lineage if kind == "result" else None, **said,
    )  # fmt: skip


def relation_of(giver: Plan, plan: Plan) -> Relation:
    """Say what one of the same unit is to somebody."""
    if giver.employee_id == plan.rater_id:
        return Relation.SUPERIOR
    return Relation.SUBORDINATE if giver.rater_id == plan.employee_id else Relation.PEER


def ask(plan: Plan, other: Plan, at: datetime, year: Year, into: Said) -> None:
    """Ask a colleague about the first result; in the running part some wait, those of earlier parts are closed."""
    chance = year.chance
    state = weighted(chance, tuple(STATES), tuple(STATES.values()))
    if state == RequestState.WAITING and (year.today - at.date()).days > 30:
        state = RequestState.ANSWERED
    made = FeedbackRequest(
        uid=uid(chance), asker=plan.employee, giver=other.employee, lineage=year.results.get(plan.pk), state=state,
        asked_at=at,
        question=chance.choice(texts()["requests"]["questions"]),
    )  # fmt: skip
    into.requests.append(made)
    if state == RequestState.WAITING:
        return
    made.closed_at = at
    if state == RequestState.DECLINED:
        made.reason = texts()["requests"]["declined"]
    else:
        into.feedback.append(feedback(plan, other.employee, relation_of(other, plan), at, year, made))


def thank(plan: Plan, other: Plan, at: datetime, chance: Random) -> Thanks:
    """Thank somebody, who mostly lets the unit read it."""
    value, text = chance.choice(texts()["thanks"]["texts"])
    return Thanks(
        uid=uid(chance), giver=other.employee, receiver=plan.employee, unit_id=plan.unit_id, value=value, text=text,
        given_at=at, public_at=at if percent(chance, 75) else None,
    )  # fmt: skip


def save(said: Said, *, now: datetime) -> None:
    """Save everything, table by table, each with its entries."""
    FeedbackRequest.objects.bulk_create(said.requests, batch_size=CHUNK)
    Feedback.objects.bulk_create(said.feedback, batch_size=CHUNK)
    Thanks.objects.bulk_create(said.thanks, batch_size=CHUNK)
    rows_insert(said.replies)
    entries = [entry("feedback_ask", row, row.asker, giver=row.giver_id) for row in said.requests]
    entries += [
        entry("feedback_give", row, row.receiver, relation=row.relation, thumb=row.thumb) for row in said.feedback
    ]
    entries += [entry("thanks_give", row, row.receiver, value=row.value or None) for row in said.thanks]
    record_many(entries, actor=None, now=now)


def entry(verb: str, row: Any, subject: Any, **values: Any) -> Change:
    """Make an entry for the trail: who and what kind, never what was said."""
    changes = {name: (None, value) for name, value in values.items()}
    return Change(action=f"performance.{verb}", target=row, subject=subject.uid, changes=changes)
