"""What the pages of codes show: whose code may be issued, and what is printed on a slip."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import QuerySet

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.kernel.errors import NotFound
from betang.people.models import Employee, Unit
from betang.portal.accounts.rules import may_issue_code, works_in


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip of paper: whose it is, the name to type, the code."""

    name: str
    username: str
    code: str


def slip_rows(codes: dict[int, str]) -> list[Slip]:
    """Return the slips of some codes by name; who is no employee is named by the account. Two queries."""
    users = User.objects.filter(pk__in=codes).in_bulk()
    names = {person.user_id: person.full_name for person in Employee.objects.filter(user__in=codes)}
    rows = [Slip(names.get(pk, users[pk].username), users[pk].username, code) for pk, code in codes.items()]
    return sorted(rows, key=lambda row: row.name)


def username_of(viewer: Viewer, uid: str) -> str:
    """Return the user name of an employee within reach, for filling in the form; "" otherwise."""
    try:
        wanted = UUID(uid)
    except ValueError:
        return ""
    found = User.objects.filter(may_issue_code(viewer), employee__uid=wanted).first()
    return found.username if found else ""


def unit_within(viewer: Viewer, code: str) -> Unit:
    """Return a unit the viewer may print slips for: NotFound otherwise."""
    found = Unit.objects.filter(code=code).first()
    reach = viewer.scopes.get(Role.UNIT_ADMIN, frozenset())
    city_wide = viewer.has(Role.ADMIN) or (viewer.has(Role.UNIT_ADMIN) and Role.UNIT_ADMIN not in viewer.scopes)
    if found is None or not (city_wide or found.pk in reach):
        raise NotFound
    return found


def units_offered(viewer: Viewer) -> list[Unit]:
    """List the units to print slips for: the topmost within reach; the offices of the city where all are. One query."""
    reach = viewer.scopes.get(Role.UNIT_ADMIN)
    if viewer.has(Role.ADMIN) or reach is None:
        return list(Unit.objects.filter(parent__isnull=False, parent__parent__isnull=True).order_by("name"))
    return list(Unit.objects.filter(pk__in=reach).exclude(parent__in=reach).order_by("name"))


def never_signed_in(viewer: Viewer, unit: Unit) -> QuerySet[User]:
    """Give the open accounts of a unit, and of those below, that have no password yet and may be given a code."""
    units = list(Unit.objects.filter(path__startswith=unit.path).values_list("pk", flat=True))
    accounts = User.objects.filter(may_issue_code(viewer), works_in(units, viewer), is_active=True)
    return accounts.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("username")
