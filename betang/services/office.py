"""The office whose services these are. All are of the civil registry; the setting BETANG_OFFICE has its unit's code."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.timezone import localdate

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.people.models import Assignment, Unit


def office_code() -> str:
    """Return the code of the office's unit."""
    found: str = settings.BETANG_OFFICE
    return found


def leads_office(viewer: Viewer) -> bool:
    """Tell whether somebody leads the office, on their own or for its head; at most one query."""
    if not viewer.has(Role.UNIT_HEAD) or not viewer.leads:
        return False
    return Unit.objects.filter(code=office_code(), pk__in=viewer.leads).exists()


def office_name() -> str:
    """Return what the office is called; one query."""
    return Unit.objects.filter(code=office_code()).values_list("name", flat=True).first() or "Disdukcapil"


def head_accounts(now: datetime) -> list[int]:
    """Return the accounts of those who lead the office today; one query."""
    held = Assignment.objects.on(localdate(now)).filter(position__unit__code=office_code(), position__is_head=True)
    return list(held.exclude(employee__user=None).values_list("employee__user_id", flat=True))
