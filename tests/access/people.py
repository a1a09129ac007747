"""A small city for tests, with real posts and grants: two offices, and accounts that hold one role.

`user_with(Role.AUDITOR)` makes an auditor who works in the first office. Staff with a granted role are employees as
well, as they are in life; a partner and a resident are nobody's employee; the mayor has no NIP.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from betang.kernel.access.roles import GRANTED, OUTSIDE, Role
from betang.kernel.accounts.models import User
from betang.people.models import (
    Absence,
    AbsenceKind,
    Assignment,
    Employee,
    EmployeeKind,
    Grant,
    Position,
    PositionType,
    ReportingLine,
    Unit,
    UnitKind,
)

SINCE = date(2020, 1, 1)
RECORDED = datetime(2020, 1, 1, tzinfo=UTC)
DATED: dict[str, Any] = {"from_date": SINCE, "recorded_at": RECORDED, "reason": "uji"}
CITY, OWN_OFFICE, OTHER_OFFICE = "kota-uji", "dinas-uji-satu", "dinas-uji-dua"

_numbers = count(1)


def unit(code: str) -> Unit:
    """Return a unit of the test city, made at first use together with the city above it."""
    found = Unit.objects.filter(code=code).first()
    if found:
        return found
    parent = None if code == CITY else unit(CITY)
    made = Unit.objects.create(
        code=code, name=code.title(), kind=UnitKind.OFFICE if parent else UnitKind.CITY, parent=parent
    )
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def employee(
    *, office: str = OWN_OFFICE, user: User | None = None, head: bool = False, elected: bool = False
) -> Employee:
    """Make somebody with a post in an office; `head` leads it; an elected one has no NIP."""
    number = next(_numbers)
    made = Employee.objects.create(
        user=user,
        nip=None if elected else f"19800101200601{number:04d}",
        kind=EmployeeKind.ELECTED if elected else EmployeeKind.PNS,
        name=f"Orang Uji {number}",
        created_at=RECORDED,
    )
    post = Position.objects.filter(unit__code=office, is_head=True).first() if head else None
    if post is None:
        kind = PositionType.ELECTED if elected else PositionType.EXECUTIVE
        name = f"Jabatan Uji {number}"
        post = Position.objects.create(code=f"uji-{number}", name=name, type=kind, unit=unit(office), is_head=head)
    Assignment.objects.create(employee=made, position=post, **DATED)
    return made


def report_to(superior: Employee, *, office: str = OWN_OFFICE) -> Employee:
    """Make somebody whose direct superior is `superior`."""
    made = employee(office=office)
    ReportingLine.objects.create(employee=made, superior=superior, **DATED)
    return made


def user_with(role: Role) -> User:
    """Make an account that holds this role, and as staff that of an employee; works in the first office."""
    user = User.objects.create_user(f"{role.value}.{next(_numbers)}", password=None)
    if role == Role.MAYOR:
        employee(office=CITY, user=user, head=True, elected=True)
    elif role not in OUTSIDE:
        person = employee(user=user, head=role == Role.UNIT_HEAD)
        if role == Role.SUPERVISOR:
            report_to(person)
    if role in dict(GRANTED):
        scope = unit(OWN_OFFICE) if role == Role.UNIT_ADMIN else None
        Grant.objects.create(user=user, role=role, unit=scope, **DATED)
    return user


def absence(person: Employee) -> Absence:
    """Record an absence of somebody."""
    return Absence.objects.create(employee=person, kind=AbsenceKind.TRAVEL, **{**DATED, "to_date": date(2020, 1, 2)})
