"""The tables of people. Everything that holds for a time is a dated row; nothing that held is overwritten."""

from betang.people.models.absences import Absence, AbsenceKind
from betang.people.models.assignments import Assignment, AssignmentKind
from betang.people.models.employees import Employee, EmployeeKind, Grade, Status, StatusKind
from betang.people.models.grants import Grant
from betang.people.models.imports import ImportKind, ImportRun, ImportState
from betang.people.models.positions import Position, PositionType
from betang.people.models.reporting import LineBasis, ReportingLine
from betang.people.models.teams import Team, TeamMember, TeamRole
from betang.people.models.units import Unit, UnitKind, UnitPeriod

__all__ = [
    "Absence",
    "AbsenceKind",
    "Assignment",
    "AssignmentKind",
    "Employee",
    "EmployeeKind",
    "Grade",
    "Grant",
    "ImportKind",
    "ImportRun",
    "ImportState",
    "LineBasis",
    "Position",
    "PositionType",
    "ReportingLine",
    "Status",
    "StatusKind",
    "Team",
    "TeamMember",
    "TeamRole",
    "Unit",
    "UnitKind",
    "UnitPeriod",
]
