"""Carrying out a plan in bulk: a fixed number of statements for each 500 rows, and an entry in the trail for each row.

These rows bypass the single actions of `betang.people.actions` for speed; a test proves that they come out the same.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change
from betang.kernel.crypto.fields import index_fill
from betang.people.imports import state
from betang.people.imports.plans.plan import Plan, Step
from betang.people.models import (
    Absence,
    Assignment,
    AssignmentKind,
    Employee,
    Grade,
    ImportKind,
    LineBasis,
    Position,
    ReportingLine,
    Status,
    StatusKind,
    Unit,
    UnitPeriod,
)
from betang.people.structure import upwards

BATCH = 500


@dataclass(frozen=True, slots=True)
class Work:
    """Who carries out a plan, when, and why: what every written row bears."""

    actor: User | None
    now: datetime
    reason: str

    @property
    def marks(self) -> dict[str, Any]:
        """The columns of every new dated row."""
        return {"recorded_at": self.now, "recorded_by": self.actor, "reason": self.reason}

    def entry(self, action: str, target: models.Model, subject: UUID | None, changes: Any) -> Change:
        """Make the entry of one row for the trail."""
        return Change(action=action, target=target, subject=subject, changes=changes, reason=self.reason)


def create(rows: Iterable[Any]) -> list[Any]:
    """Insert rows of one table."""
    listed = list(rows)
    return type(listed[0])._default_manager.bulk_create(listed, batch_size=BATCH) if listed else []


def update(rows: Sequence[Any], fields: Sequence[str]) -> None:
    """Write columns of rows of one table."""
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, fields, batch_size=BATCH)


def apply_units(plan: Plan, work: Work) -> list[Change]:
    """Open and change units, level by level, so that a parent is there before what hangs below it."""
    units = state.units()
    entries = []
    for step in plan.steps:  # parents come first; a city has hundreds of units, not thousands
        values = {name: after for name, (_before, after) in step.changes.items()}
        if "parent" in values:
            values["parent"] = units[values["parent"]] if values["parent"] else None
        unit = step.found or Unit(code=step.key)
        for name, value in values.items():
            setattr(unit, name, value)
        unit.save()
        units[unit.code] = unit
        action = "people.unit_open" if step.verb == "add" else "people.unit_change"
        entries.append(work.entry(action, unit, None, {**step.changes, "parent": named_parent(step)}))
    paths(units)
    periods(plan, units, work)
    return entries


def named_parent(step: Step) -> tuple[Any, Any]:
    """Give the codes of the parents before and after."""
    before, after = step.changes.get("parent", (None, None))
    return before or None, after or None


def paths(units: dict[str, Unit]) -> None:
    """Write the paths that no longer agree with the parents."""
    changed = []
    parents = {code: unit.parent.code if unit.parent else None for code, unit in units.items()}
    for unit in sorted(units.values(), key=lambda unit: sum(1 for _above in upwards(unit.code, parents))):
        above = units[unit.parent.code].path if unit.parent else "/"
        if unit.path != f"{above}{unit.pk}/":
            unit.path = f"{above}{unit.pk}/"
            changed.append(unit)
    update(changed, ["path"])


def periods(plan: Plan, units: dict[str, Unit], work: Work) -> None:
    """Close the dated rows of changed units and open new ones."""
    dated = {"name", "abbreviation", "parent"}
    touched = [units[step.key] for step in plan.steps if step.verb == "add" or dated & step.changes.keys()]
    old = list(UnitPeriod.objects.filter(unit__in=touched, to_date__isnull=True, voided_at__isnull=True))
    retire(old, plan.day, work)
    update(old, ["to_date", "voided_at", "voided_by", "void_reason"])
    create(
        UnitPeriod.of(unit, from_date=plan.day, actor=work.actor, reason=work.reason, now=work.now) for unit in touched
    )


def retire(rows: Sequence[Any], day: date, work: Work) -> None:
    """Let rows end the day before; one that began on that day or later was never right and is voided."""
    for row in rows:
        if row.from_date < day:
            row.to_date = day - timedelta(days=1)
        else:
            row.voided_at, row.voided_by, row.void_reason = work.now, work.actor, work.reason


def apply_positions(plan: Plan, work: Work) -> list[Change]:
    """Open and change posts."""
    units = state.units()
    created: list[Position] = []
    changed: list[Position] = []
    for step in plan.steps:
        values = {name: after for name, (_before, after) in step.changes.items()}
        values |= {"unit": units[values["unit"]]} if "unit" in values else {}
        position = step.found or Position(code=step.key)
        for name, value in values.items():
            setattr(position, name, "" if value is None and name in {"level"} else value)
        position.is_head = bool(position.is_head)
        (created if step.verb == "add" else changed).append(position)
    create(created)
    # A head's post that is given up comes before the one that takes its place: one head a unit at any moment.
    update([post for post in changed if not post.is_head], ["name", "type", "level", "grade_class", "is_head"])
    update([post for post in changed if post.is_head], ["name", "type", "level", "grade_class", "is_head"])
    rows = {post.code: post for post in [*created, *changed]}
    words = {"add": "people.position_open", "change": "people.position_change"}
    return [work.entry(words[step.verb], rows[step.key], None, step.changes) for step in plan.steps]


def apply_employees(plan: Plan, work: Work) -> list[Change]:
    """Add employees with status, grade and post; change names, grades and posts of recorded ones."""
    positions = state.positions()
    added = {step.key: new_employee(step, work) for step in plan.additions}
    create(added.values())
    people = added | {step.key: step.found.employee for step in plan.alterations}
    create(
        Status(employee=added[step.key], kind=StatusKind.ACTIVE, from_date=first_day(step), **work.marks)
        for step in plan.additions
    )
    entries = [entry_of(step, people[step.key], work) for step in plan.steps]
    alter(plan.alterations)
    open_grades(plan, people, work)
    open_posts(plan, people, positions, work)
    return entries


def new_employee(step: Step, work: Work) -> Employee:
    """Build a new employee from a step."""
    values = {name: after for name, (_before, after) in step.changes.items() if name not in {"grade", "post"}}
    return Employee(nip=step.key, created_at=work.now, **values)


def first_day(step: Step) -> date:
    """Give the day from which a new employee serves: that of the post."""
    day: date = step.changes["post"][1][1]
    return day


def entry_of(step: Step, employee: Employee, work: Work) -> Change:
    """Make the entry of an employee that is added or changed."""
    action = "people.employee_add" if step.verb == "add" else "people.employee_correct"
    changes = dict(step.changes)
    if step.verb == "add":
        changes["nip"] = (None, step.key)
    return work.entry(action, employee, employee.uid, changes)


def alter(steps: Sequence[Step]) -> None:
    """Write the changed columns of recorded employees."""
    columns: set[str] = set()
    changed = []
    for step in steps:
        names = step.changes.keys() - {"grade", "post"}
        for name in names:
            setattr(step.found.employee, name, step.changes[name][1])
        if names:
            columns |= names
            changed.append(step.found.employee)
    if "nik" in columns:
        columns.add("nik_index")
        for employee in changed:
            index_fill(employee)
    update(changed, sorted(columns))


def open_grades(plan: Plan, people: dict[str, Employee], work: Work) -> None:
    """End the grades that are replaced and open the new ones."""
    opened = []
    for step in plan.steps:
        if "grade" not in step.changes:
            continue
        grade, day = step.changes["grade"][1]
        if step.found and step.found.grade:
            step.found.grade.to_date = day - timedelta(days=1)
        opened.append(Grade(employee=people[step.key], grade=grade, from_date=day, **work.marks))
    update([s.found.grade for s in plan.alterations if "grade" in s.changes and s.found.grade], ["to_date"])
    create(opened)


def open_posts(plan: Plan, people: dict[str, Employee], positions: dict[str, Position], work: Work) -> None:
    """End the posts that are left and open the new ones."""
    opened = []
    for step in plan.steps:
        if "post" not in step.changes:
            continue
        code, day = step.changes["post"][1]
        if step.found and step.found.post:
            step.found.post.to_date = day - timedelta(days=1)
        opened.append(
            Assignment(
                employee=people[step.key],
                position=positions[code],
                kind=AssignmentKind.HOLDER,
                from_date=day,
                **work.marks,
            )
        )
    update([s.found.post for s in plan.alterations if "post" in s.changes and s.found.post], ["to_date"])
    create(opened)


def apply_lines(plan: Plan, work: Work) -> list[Change]:
    """Set superiors from the day of the plan."""
    employees = state.employees()
    old = [step.found for step in plan.alterations]
    retire(old, plan.day, work)
    update(old, ["to_date", "voided_at", "voided_by", "void_reason"])
    reasons = {step.key: step.row.values.get("alasan") or work.reason for step in plan.steps}
    opened = create(
        ReportingLine(
            employee=employees[step.key],
            superior_id=step.changes["superior"][1],
            basis=LineBasis.IMPORTED,
            from_date=plan.day,
            **{**work.marks, "reason": reasons[step.key]},
        )
        for step in plan.steps
    )
    return [
        work.entry("people.line_set", line, line.employee.uid, {**step.changes, "from_date": (None, plan.day)})
        for line, step in zip(opened, plan.steps, strict=True)
    ]


def apply_absences(plan: Plan, work: Work) -> list[Change]:
    """Record absences."""
    employees = state.employees()
    opened = create(
        Absence(
            employee=employees[step.key],
            **{name: after for name, (_before, after) in step.changes.items()},
            **{**work.marks, "reason": step.row.values.get("keterangan") or work.reason},
        )
        for step in plan.steps
    )
    return [
        work.entry("people.absence_add", row, row.employee.uid, step.changes)
        for row, step in zip(opened, plan.steps, strict=True)
    ]


APPLY: dict[str, Callable[[Plan, Work], list[Change]]] = {
    ImportKind.UNITS: apply_units,
    ImportKind.POSITIONS: apply_positions,
    ImportKind.EMPLOYEES: apply_employees,
    ImportKind.LINES: apply_lines,
    ImportKind.ABSENCES: apply_absences,
}
