"""Builds small cities through the actions: a root, an office below it, a division below that, and who works there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.people.actions import assignments, employees, grants, lines, units
from betang.people.models import (
    Assignment,
    AssignmentKind,
    Employee,
    EmployeeKind,
    Position,
    PositionType,
    Unit,
    UnitKind,
)

DAY = date(2026, 1, 5)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = NOW.date()


def nip(number: int) -> str:
    """Make a NIP that can be: born 1980, appointed 2005, with a serial of its own."""
    return f"19800101200503{1 + number % 2}{number:03d}"


def unit(code: str, *, kind: UnitKind = UnitKind.OFFICE, parent: Unit | None = None, day: date = DAY) -> Unit:
    """Open a unit."""
    found = Unit(code=code, kind=kind, name=f"Unit {code}", abbreviation=code.upper(), parent=parent)
    return units.unit_open(actor=None, unit=found, from_date=day, now=NOW)


def post(code: str, where: Unit, *, head: bool = False, kind: PositionType = PositionType.EXECUTIVE) -> Position:
    """Open a post."""
    found = Position(code=code, name=f"Jabatan {code}", type=kind, unit=where, is_head=head)
    return units.position_open(actor=None, position=found, now=NOW)


def person(number: int, name: str, where: Position | None = None, *, day: date = DAY, **fields: object) -> Employee:
    """Add an employee, and put them into a post."""
    kind = fields.pop("kind", EmployeeKind.PNS)
    number_of = None if kind == EmployeeKind.ELECTED else nip(number)
    found = Employee(nip=number_of, kind=str(kind), name=name, **fields)
    employees.employee_add(actor=None, employee=found, from_date=day, now=NOW)
    if where is not None:
        assign(found, where, day=day)
    return found


def assign(
    who: Employee, where: Position, *, day: date = DAY, kind: AssignmentKind = AssignmentKind.HOLDER
) -> Assignment:
    """Put somebody into a post."""
    return assignments.assignment_open(actor=None, employee=who, position=where, kind=kind, from_date=day, now=NOW)


def account(who: Employee | None, name: str, *roles: Role, where: Unit | None = None) -> User:
    """Give somebody an account, and roles."""
    user = User.objects.create_user(name, password=None)
    if who is not None:
        who.user = user
        who.save(update_fields=["user"])
    for role in roles:
        grants.grant_give(actor=None, user=user, role=role, unit=where, from_date=DAY, reason="uji", now=NOW)
    return user


@dataclass(frozen=True, slots=True)
class City:
    """A city of two offices with everybody in place."""

    root: Unit
    office: Unit
    division: Unit
    other: Unit
    mayor: Employee
    head: Employee
    chief: Employee
    clerk: Employee
    stranger: Employee
    posts: dict[str, Position]


def city() -> City:
    """Build a city: mayor, an office with head, chief of a division and a clerk, another office with one person."""
    root = unit("kota", kind=UnitKind.CITY)
    office = unit("dinas-a", parent=root)
    division = unit("bidang-a", kind=UnitKind.DIVISION, parent=office)
    other = unit("dinas-b", parent=root)
    posts = {
        "mayor": post("wali-kota", root, head=True, kind=PositionType.ELECTED),
        "head": post("kepala-a", office, head=True, kind=PositionType.JPT),
        "chief": post("kabid-a", division, head=True, kind=PositionType.ADMINISTRATOR),
        "clerk": post("staf-a", division),
        "stranger": post("kepala-b", other, head=True, kind=PositionType.JPT),
    }
    built = City(
        root=root,
        office=office,
        division=division,
        other=other,
        mayor=person(1, "Wali Kota", posts["mayor"], kind=EmployeeKind.ELECTED),
        head=person(2, "Hendra Wibawa", posts["head"]),
        chief=person(3, "Citra Lestari", posts["chief"]),
        clerk=person(4, "Nirmala Tumon", posts["clerk"]),
        stranger=person(5, "Rusdi Ulin", posts["stranger"]),
        posts=posts,
    )
    lines.lines_refresh(actor=None, day=DAY, now=NOW)
    return built
