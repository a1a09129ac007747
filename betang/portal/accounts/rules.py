"""Whose account may be given a code: whoever receives one can sign in as its owner, so this is a narrow right."""

from django.db.models import Q

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.people.models import Assignment, Employee, Grant
from betang.people.rules import granted

NOBODY = Q(pk__in=[])


def may_issue_code(viewer: Viewer) -> Q:
    """Give the accounts somebody may issue a code for; never one's own.

    The system administrator: all. A unit's administrator: those who work in the unit and hold no granted role, since
    by such an account the administrator would get rights nobody granted.
    """
    others = ~Q(pk=viewer.user_id)
    if viewer.has(Role.ADMIN):
        return others
    if not viewer.has(Role.UNIT_ADMIN):
        return NOBODY
    within = Employee.objects.filter(granted(viewer, Role.UNIT_ADMIN))
    holders = Grant.objects.on(viewer.today).values("user_id")
    return others & Q(employee__in=within) & ~Q(pk__in=holders)


def works_in(units: list[int], viewer: Viewer) -> Q:
    """Give the accounts of those who work today in some units."""
    return Q(
        employee__in=Assignment.objects.on(viewer.today).filter(position__unit__in=units).values("employee_id")
    )  # fmt: skip
