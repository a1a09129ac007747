"""Bringing the plans of some people in step with their posts: new ones, ended ones, and what each is evaluated in.

Set-based: a fixed number of statements for a chunk of people, all in one transaction with its entries in the trail.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.kernel.notices import notice_send
from betang.performance.models import Cycle, Evaluation, Period, Plan, PlanVersion
from betang.performance.queries.plans_due import Person, Wanted, differs, untouched

COLUMNS = ["from_date", "to_date", "assignment", "rater", "unit", "leads_unit", "closed_at"]
CHUNK = 100  # people a transaction: about 70 ms


@dataclass(frozen=True, slots=True)
class Brought:
    """How many plans were opened, and how many changed."""

    opened: int
    changed: int


def plans_bring(
    *, actor: User | None, cycle: Cycle, people: Sequence[Person], uid: Callable[[], UUID] = uuid4, now: datetime
) -> Brought:
    """Open the plans that some people miss and bring those they have in step; the cycle is locked meanwhile.

    Repeating it with people who were brought already would meet the constraint "one plan from a day": compute the
    people afresh (`people_due`) when a run is taken up again. `uid` draws the names of new rows.
    """
    with transaction.atomic():
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        entries: list[Change] = []
        changed = [
            _changed(row.plan, row, cycle, entries, person, now)
            for person, row in _rows(people)
            if row.plan is not None
        ]
        changed += [
            _spared(plan, entries, person, now) for person in people for plan in person.spare if not plan.closed_at
        ]
        if changed:  # before new ones: a new plan may begin on a day that an old one held
            Plan.objects.bulk_update(changed, COLUMNS)
        missing = [(person, row) for person, row in _rows(people) if row.plan is None]
        made = _opened(missing, cycle, entries, uid, now)
        _evaluations(people, made, cycle, uid)
        record_many(entries, actor=actor, now=now)
        _tell({person.user for person, _plan in made if person.user}, cycle, now)
    return Brought(len(made), len(changed))


def _rows(people: Sequence[Person]) -> Iterable[tuple[Person, Wanted]]:
    return [(person, row) for person in people for row in person.wanted if differs(row)]


def _opened(
    rows: Sequence[tuple[Person, Wanted]], cycle: Cycle, entries: list[Change], uid: Callable[[], UUID], now: datetime
) -> list[tuple[Person, Plan]]:
    """Insert missing plans, each with an empty draft."""
    plans = Plan.objects.bulk_create([_plan(row, cycle, uid(), now) for _person, row in rows])
    PlanVersion.objects.bulk_create([PlanVersion(plan=plan, number=1, created_at=now) for plan in plans])
    made = [(person, plan) for (person, _row), plan in zip(rows, plans, strict=True)]
    for person, plan in made:
        values = {
            "unit": plan.unit_id, "rater": plan.rater_id, "from_date": plan.from_date, "to_date": plan.to_date
        }  # fmt: skip
        changes = {name: (None, value) for name, value in values.items()}
        entries.append(Change(action="performance.plan_open", target=plan, subject=person.uid, changes=changes))
    return made


def _plan(row: Wanted, cycle: Cycle, uid: UUID, now: datetime) -> Plan:
    """Make the plan of a span, unsaved; a span that ends before the year does is closed from the start."""
    span = row.span
    return Plan(
        uid=uid, cycle=cycle, employee_id=span.employee, assignment_id=span.assignment, unit_id=span.unit,
        leads_unit=span.head, rater_id=row.rater, approach=cycle.approach, from_date=span.first, to_date=span.last,
        opened_at=now, closed_at=now if span.last < cycle.to_date else None,
    )  # fmt: skip


def _changed(plan: Plan, row: Wanted, cycle: Cycle, entries: list[Change], person: Person, now: datetime) -> Plan:
    """Set a plan to what it should be, unsaved, and enter what differed."""
    span = row.span
    closed = (plan.closed_at or now) if span.last < cycle.to_date else None
    after = {
        "from_date": span.first, "to_date": span.last, "assignment_id": span.assignment, "rater_id": row.rater,
        "unit_id": span.unit, "leads_unit": span.head, "closed_at": closed,
    }  # fmt: skip
    differing = {name: (getattr(plan, name), value) for name, value in after.items() if getattr(plan, name) != value}
    for name, value in after.items():
        setattr(plan, name, value)
    changes = {name.removesuffix("_id"): values for name, values in differing.items()}
    entries.append(Change(action="performance.plan_follow", target=plan, subject=person.uid, changes=changes))
    return plan


def _spared(plan: Plan, entries: list[Change], person: Person, now: datetime) -> Plan:
    """Close a plan whose post somebody turned out not to have held; it stays readable."""
    plan.closed_at = now
    changes = {"closed_at": (None, now)}
    entries.append(Change(action="performance.plan_follow", target=plan, subject=person.uid, changes=changes))
    return plan


def _evaluations(
    people: Sequence[Person], made: Sequence[tuple[Person, Plan]], cycle: Cycle, uid: Callable[[], UUID]
) -> None:
    """Open an evaluation for each period a plan covers; the annual one is that of the last plan of the year.

    One that is not due any more goes only while nobody has written in it.
    """
    new: dict[int, list[Plan]] = {}
    for person, plan in made:
        new.setdefault(person.employee, []).append(plan)
    periods = list(Period.objects.filter(cycle=cycle))
    due: set[tuple[int, int]] = set()
    old: list[int] = []
    for person in people:
        had = [row.plan for row in person.wanted if row.plan]
        plans = sorted([*had, *new.get(person.employee, ())], key=lambda plan: plan.from_date)
        due |= {(plan.pk, period.pk) for plan in plans for period in periods if _covers(plan, period, plans[-1])}
        old += [plan.pk for plan in (*had, *person.spare)]
    there = dict.fromkeys(Evaluation.objects.filter(plan__in=old).values_list("plan_id", "period_id")) if old else {}
    gone = [key for key in there if key not in due]
    if gone:
        surplus = Evaluation.objects.filter(untouched(), plan__in={plan for plan, _period in gone})
        ids = [pk for pk, *key in surplus.values_list("pk", "plan_id", "period_id") if tuple(key) in gone]
        Evaluation.objects.filter(pk__in=ids).delete()
    _evaluations_insert(sorted(due - there.keys()), uid=uid)


def _evaluations_insert(pairs: Sequence[tuple[int, int]], *, uid: Callable[[], UUID]) -> None:
    """Insert empty evaluations, given as (plan, period), past the ORM.

    A city has tens of thousands of them a year, all alike but for their keys: `bulk_create` took half of the time of
    opening a year. Columns and empty values are the model's, so that a new column needs nothing here.
    """
    table = Evaluation._meta
    columns = [column for column in table.concrete_fields if not column.primary_key]
    empty = Evaluation()
    values = {column.name: column.get_db_prep_save(getattr(empty, column.attname), connection) for column in columns}
    names = ", ".join(connection.ops.quote_name(str(column.column)) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    name = table.get_field("uid")
    rows = [
        [*({**values, "uid": name.get_db_prep_save(uid(), connection), "plan": plan, "period": period}.values())]
        for plan, period in pairs
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table.db_table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _covers(plan: Plan, period: Period, last: Plan) -> bool:
    """Tell whether a plan is evaluated in a period: one it shares a day with; in the whole year only the last plan."""
    if period.annual:
        return plan.pk == last.pk
    return period.from_date <= plan.to_date and plan.from_date <= period.to_date


def _tell(users: set[int], cycle: Cycle, now: datetime) -> None:
    """Tell people that their plan waits for them."""
    text = format_lazy(_("SKP {year} Anda sudah dibuka dan menunggu diisi."), year=cycle.year)
    notice_send(to=sorted(users), kind="performance.plan_open", text=text, url=reverse("plan_mine"), now=now)
