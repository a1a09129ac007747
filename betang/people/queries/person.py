"""One person's pages: what may be seen of whom is decided in the query, so that a page is one lookup."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.people import rules
from betang.people.models import (
    Absence,
    Assignment,
    Employee,
    Grade,
    ReportingLine,
    Status,
    TeamMember,
)


def tells(condition: Q) -> Case:
    """Turn a rule into a column that says whether it holds for the row."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


@dataclass(frozen=True, slots=True)
class Seen:
    """A person with what the viewer may do: see the file, see why absent, correct, reveal masked data."""

    employee: Employee
    file: bool
    absence: bool
    correct: bool
    reveal: bool


def person_seen(viewer: Viewer, uid: UUID) -> Seen:
    """Find a person that the viewer may know of, with the viewer's rights on it; NotFound otherwise. One query."""
    row = (
        Employee.objects.filter(rules.may_see_person(viewer), uid=uid)
        .annotate(
            may_file=tells(rules.may_see_file(viewer)),
            may_absence=tells(rules.may_see_absence(viewer)),
            may_correct=tells(rules.may_correct_person(viewer)),
            may_reveal=tells(rules.may_reveal_person(viewer)),
        )
        .first()
    )
    if row is None:
        raise NotFound(_("Pegawai ini tidak ditemukan."))
    return Seen(row, file=row.may_file, absence=row.may_absence, correct=row.may_correct, reveal=row.may_reveal)


def posts_of(employee: Employee) -> QuerySet[Assignment]:
    """List all posts of a person, the latest first, voided ones too."""
    return employee.assignments.select_related("position__unit").order_by("-from_date", "-id")


def lines_of(employee: Employee) -> QuerySet[ReportingLine]:
    """List all superiors of a person, the latest first, voided ones too."""
    return employee.lines.select_related("superior").order_by("-from_date", "-id")


def grades_of(employee: Employee) -> QuerySet[Grade]:
    """List the grades of a person, the latest first."""
    return employee.grades.valid().order_by("-from_date")


def statuses_of(employee: Employee) -> QuerySet[Status]:
    """List the statuses of a person, the latest first."""
    return employee.statuses.valid().order_by("-from_date")


def teams_of(employee: Employee, day: date) -> QuerySet[TeamMember]:
    """List the teams a person is in on a day."""
    return employee.memberships.on(day).select_related("team__unit").order_by("team__name")


def absences_of(employee: Employee) -> QuerySet[Absence]:
    """List the absences of a person, the latest first, voided ones too."""
    return employee.absences.order_by("-from_date", "-id")


def reports_of(employee: Employee, day: date) -> QuerySet[Employee]:
    """List those whose direct superior a person is on a day."""
    return Employee.objects.filter(lines__in=ReportingLine.objects.on(day).filter(superior=employee)).order_by("name")
