"""The office whose services these are. All are of the civil registry; its code is that of the units."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.people.models import Assignment, Unit

OFFICE = "disdukcapil"


def leads_office(viewer: Viewer) -> bool:
    """Tell whether somebody leads the office, on their own or for its head; at most one query."""
    if not viewer.has(Role.UNIT_HEAD) or not viewer.leads:
        return False
    return Unit.objects.filter(code=OFFICE, pk__in=viewer.leads).exists()


def office_name() -> str:
    """Return what the office is called; one query."""
    return Unit.objects.filter(code=OFFICE).values_list("name", flat=True).first() or "Disdukcapil"


def head_accounts(now: datetime) -> list[int]:
    """Return the accounts of those who lead the office today; one query."""
    held = Assignment.objects.on(localdate(now)).filter(position__unit__code=OFFICE, position__is_head=True)
    return list(held.exclude(employee__user=None).values_list("employee__user_id", flat=True))
