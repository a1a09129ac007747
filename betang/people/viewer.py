"""What rights an account has today, from posts and grants: two queries at once, two more when a rule asks for them.

Every page begins with this. Both questions stand in SQL: to put them together anew costs ten times what the database
takes to answer them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.functional import SimpleLazyObject

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.people.models import AssignmentKind, Employee, EmployeeKind, ReportingLine, Unit
from betang.people.queries.structure import PRECEDENCE

# What holds on a day, as `models.dated.on_day` says it; takes the day twice.
HOLDS = "{0}.voided_at IS NULL AND {0}.from_date <= %s AND ({0}.to_date IS NULL OR {0}.to_date >= %s)"
PLACES = f"""
    SELECT person.id, person.uid, person.kind, person.name, person.front_title, person.back_title,
           held.kind, post.name, post.is_head, post.unit_id, unit.path,
           EXISTS (SELECT 1 FROM people_reportingline line
                   WHERE line.superior_id = person.id AND {HOLDS.format("line")})
    FROM people_employee person
    LEFT JOIN people_assignment held ON held.employee_id = person.id AND {HOLDS.format("held")}
    LEFT JOIN people_position post ON post.id = held.position_id
    LEFT JOIN people_unit unit ON unit.id = post.unit_id
    WHERE person.user_id = %s
    ORDER BY held.id
"""  # noqa: S608  made of words of ours only
GRANTS = f"""
    SELECT held.role, unit.path
    FROM people_grant held LEFT JOIN people_unit unit ON unit.id = held.unit_id
    WHERE held.user_id = %s AND {HOLDS.format("held")}
"""  # noqa: S608
_sources: list[str] = []


def role_source(sql: str) -> None:
    """Let a module above say who holds a role without a grant: a SELECT of two columns, the role and NULL.

    It takes the id of the account and the day, and is part of the question for grants: no page asks one more.
    """
    _sources.append(sql)


class Place(NamedTuple):
    """An employee with one of the posts held; the post's columns are None for somebody without one."""

    employee: int
    uid: Any
    kind: str
    name: str
    front_title: str
    back_title: str
    held: str | None
    post: str | None
    is_head: bool | None
    unit: int | None
    path: str | None
    has_reports: bool


def load(user: User, today: date) -> Viewer:
    """Find out who somebody is today: place and roles at once, units and reports when a rule asks for them."""
    places = places_of(user, today)
    home = places[0] if places else None
    employee = home.employee if home else None
    grants = asked(" UNION ".join([GRANTS, *_sources]), user.pk, today, today, *[user.pk, today] * len(_sources))
    led = [place.path for place in places if place.is_head and place.path]
    roles = {Role(role) for role, _path in grants} | roles_of(places)
    units = SimpleLazyObject(lambda: units_below([*led, *(path for _role, path in grants if path)]))
    return Viewer(
        user=user,
        user_id=user.pk,
        today=today,
        employee_id=employee,
        subject=UUID(str(home.uid)) if home else None,
        unit_id=home.unit if home else None,
        roles=frozenset(roles or {Role.RESIDENT}),
        scopes=cast(Mapping[Role, frozenset[int]], SimpleLazyObject(lambda: scopes_of(grants, units))),
        leads=cast(frozenset[int], SimpleLazyObject(lambda: within(led, units))),
        reports=cast(frozenset[int], SimpleLazyObject(lambda: reports_of(employee, today))),
        name=name_of(home) if home else user.username,
        post=(home and home.post) or "",
    )


def asked(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Put one of the two questions and give its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def places_of(user: User, today: date) -> list[Place]:
    """List the posts of an account's employee today, the own one first; without any, one without."""
    found = [Place(*row) for row in asked(PLACES, today, today, today, today, user.pk)]
    return sorted(found, key=lambda place: PRECEDENCE[AssignmentKind(place.held)] if place.held else 0)


def name_of(place: Place) -> str:
    """Give the name with titles."""
    return Employee(name=place.name, front_title=place.front_title, back_title=place.back_title).full_name


def roles_of(places: Sequence[Place]) -> set[Role]:
    """Give the roles that come from a place in the city rather than from a grant."""
    if not places:
        return set()
    found = set() if places[0].kind == EmployeeKind.ELECTED else {Role.EMPLOYEE}
    if any(place.has_reports for place in places if place.held):
        found.add(Role.SUPERVISOR)
    if any(place.is_head for place in places):
        found.add(Role.UNIT_HEAD)
    return found


def units_below(paths: Iterable[str]) -> list[tuple[int, str]]:
    """List id and path of the units at and below some paths; no query when there are none."""
    wanted = Q()
    for path in sorted(set(paths)):
        wanted |= Q(path__startswith=path)
    return list(Unit.objects.filter(wanted).values_list("id", "path")) if wanted else []


def within(paths: Iterable[str], units: Iterable[tuple[int, str]]) -> frozenset[int]:
    """Keep the units that lie at or below some paths."""
    starts = tuple(paths)
    return frozenset(unit for unit, path in units if starts and path.startswith(starts))


def scopes_of(grants: Iterable[tuple[str, str | None]], units: Iterable[tuple[int, str]]) -> dict[Role, frozenset[int]]:
    """Give the units of each role that was granted for units only; a role granted for the whole city is left out."""
    paths: dict[Role, list[str]] = {}
    whole: set[Role] = set()
    for role, path in grants:
        if path is None:
            whole.add(Role(role))
        else:
            paths.setdefault(Role(role), []).append(path)
    return {role: within(found, units) for role, found in paths.items() if role not in whole}


def reports_of(employee: int | None, today: date) -> frozenset[int]:
    """Give the ids of those whose direct superior somebody is today."""
    if employee is None:
        return frozenset()
    lines = ReportingLine.objects.on(today).filter(superior_id=employee)
    return frozenset(lines.values_list("employee_id", flat=True))
