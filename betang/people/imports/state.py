"""What is recorded, as plans compare it: a few queries for everything, whatever the number of rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from betang.people.models import (
    Absence,
    Assignment,
    AssignmentKind,
    Employee,
    Grade,
    Position,
    ReportingLine,
    Unit,
)
from betang.people.queries.structure import gone_on


@dataclass(frozen=True, slots=True)
class Person:
    """An employee with the open grade and the open post of his own, None where there is none."""

    employee: Employee
    grade: Grade | None
    post: Assignment | None
    gone: bool


def units() -> dict[str, Unit]:
    """Give all units by code, each with its parent."""
    return {unit.code: unit for unit in Unit.objects.select_related("parent")}


def positions() -> dict[str, Position]:
    """Give all posts by code, each with its unit."""
    return {position.code: position for position in Position.objects.select_related("unit")}


def people(day: date) -> dict[str, Person]:
    """Give all employees by NIP, with what is open."""
    open_rows: dict[str, Any] = {"to_date__isnull": True, "voided_at__isnull": True}
    grades = {row.employee_id: row for row in Grade.objects.filter(**open_rows)}
    posts = {
        row.employee_id: row
        for row in Assignment.objects.filter(kind=AssignmentKind.HOLDER, **open_rows).select_related("position")
    }
    gone = gone_on(day)
    return {
        employee.nip: Person(employee, grades.get(employee.pk), posts.get(employee.pk), employee.pk in gone)
        for employee in Employee.objects.filter(nip__isnull=False)
        if employee.nip
    }


def employees() -> dict[str, Employee]:
    """Give all employees by NIP."""
    return {employee.nip: employee for employee in Employee.objects.filter(nip__isnull=False) if employee.nip}


def lines(day: date) -> dict[int, ReportingLine]:
    """Give everybody's line on a day, by employee id."""
    return {line.employee_id: line for line in ReportingLine.objects.on(day)}


def absences() -> dict[int, list[Absence]]:
    """Give the absences that were not voided, by employee id."""
    found: dict[int, list[Absence]] = {}
    for row in Absence.objects.valid():
        found.setdefault(row.employee_id, []).append(row)
    return found


def heads_taken(day: date) -> dict[str, str]:
    """Give who holds each head's post on a day: code of the post to NIP."""
    rows = Assignment.objects.on(day).filter(position__is_head=True, kind=AssignmentKind.HOLDER)
    return {code: nip or "" for code, nip in rows.values_list("position__code", "employee__nip")}
