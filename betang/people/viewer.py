"""What rights an account has today, from posts and grants: two queries at once, two more when a rule asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import SimpleLazyObject

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.people.models import Assignment, AssignmentKind, Employee, EmployeeKind, Grant, ReportingLine, Unit
from betang.people.queries.structure import PRECEDENCE


def load(user: User, today: date) -> Viewer:
    """Find out who somebody is today: place and roles at once, units and reports when a rule asks for them."""
    posts = posts_held(user, today)
    employee = posts[0].employee if posts else Employee.objects.filter(user=user).first()
    grants = list(Grant.objects.on(today).filter(user=user).values_list("role", "unit__path"))
    led = [post.position.unit.path for post in posts if post.position.is_head]
    roles = {Role(role) for role, _path in grants} | roles_of(employee, posts)
    home = posts[0].position if posts else None
    units = SimpleLazyObject(lambda: units_below([*led, *(path for _role, path in grants if path)]))
    return Viewer(
        user=user,
        user_id=user.pk,
        today=today,
        employee_id=employee.pk if employee else None,
        subject=employee.uid if employee else None,
        unit_id=home.unit_id if home else None,
        roles=frozenset(roles or {Role.RESIDENT}),
        scopes=cast(Mapping[Role, frozenset[int]], SimpleLazyObject(lambda: scopes_of(grants, units))),
        leads=cast(frozenset[int], SimpleLazyObject(lambda: within(led, units))),
        reports=cast(frozenset[int], SimpleLazyObject(lambda: reports_of(employee, today))),
        name=employee.full_name if employee else user.username,
        post=home.name if home else "",
    )


def posts_held(user: User, today: date) -> list[Assignment]:
    """List the posts of an account's employee today, the own one first; each says whether anybody reports."""
    reports = ReportingLine.objects.on(today).filter(superior=OuterRef("employee"))
    found = (
        Assignment.objects.on(today)
        .filter(employee__user=user)
        .select_related("employee", "position__unit")
        .annotate(has_reports=Exists(reports))
    )
    return sorted(found, key=lambda post: PRECEDENCE[AssignmentKind(post.kind)])


def roles_of(employee: Employee | None, posts: Sequence[Assignment]) -> set[Role]:
    """Give the roles that come from a place in the city rather than from a grant."""
    if employee is None:
        return set()
    found = set() if employee.kind == EmployeeKind.ELECTED else {Role.EMPLOYEE}
    if any(post.has_reports for post in posts):  # type: ignore[attr-defined]
        found.add(Role.SUPERVISOR)
    if any(post.position.is_head for post in posts):
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


def reports_of(employee: Employee | None, today: date) -> frozenset[int]:
    """Give the ids of those whose direct superior somebody is today."""
    if employee is None:
        return frozenset()
    lines = ReportingLine.objects.on(today).filter(superior=employee)
    return frozenset(lines.values_list("employee_id", flat=True))
