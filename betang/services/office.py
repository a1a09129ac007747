"""The office whose services these are. All are of the civil registry; the setting BETANG_OFFICE has its unit's code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, Subquery
from django.utils.timezone import localdate

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.people.models import Assignment, Grant, Unit


def office_code() -> str:
    """Return the code of the office's unit."""
    found: str = settings.BETANG_OFFICE
    return found


def leads_office(viewer: Viewer) -> bool:
    """Tell whether somebody leads the office, on their own or for its head; at most one query."""
    if not viewer.has(Role.UNIT_HEAD) or not viewer.leads:
        return False
    return Unit.objects.filter(code=office_code(), pk__in=viewer.leads).exists()


@dataclass(frozen=True, slots=True)
class Led:
    """The units of the office that somebody leads, with those below, and whether the office itself is among them."""

    units: frozenset[int]
    whole: bool


def units_led(viewer: Viewer) -> Led:
    """Return what somebody leads of the office, nothing for others; at most two queries."""
    if not viewer.has(Role.UNIT_HEAD) or not viewer.leads:
        return Led(frozenset(), whole=False)
    rows = Unit.objects.filter(Q(code=office_code()) | Q(pk__in=viewer.leads)).values_list("pk", "code", "path")
    office = next(((pk, path) for pk, code, path in rows if code == office_code()), None)
    inside = {pk for pk, _code, path in rows if office and path.startswith(office[1])}
    return Led(frozenset(inside.intersection(viewer.leads)), whole=office is not None and office[0] in viewer.leads)


def office_name() -> str:
    """Return what the office is called; one query."""
    return Unit.objects.filter(code=office_code()).values_list("name", flat=True).first() or "Disdukcapil"


def leads_of(accounts: Collection[int], now: datetime) -> dict[int, bool]:
    """Give those of some accounts who lead a unit today, and whether one of them is of the office; one query."""
    office = Unit.objects.filter(code=office_code()).values("path")[:1]
    led = Assignment.objects.on(localdate(now)).filter(position__is_head=True, employee__user__in=accounts)
    found: dict[int, bool] = {}
    for account, path, top in led.values_list("employee__user_id", "position__unit__path", Subquery(office)):
        found[account] = found.get(account, False) or bool(top and path.startswith(top))
    return found


def head_accounts(now: datetime) -> list[int]:
    """Return the accounts of those who lead the office today; one query."""
    held = Assignment.objects.on(localdate(now)).filter(position__unit__code=office_code(), position__is_head=True)
    return list(held.exclude(employee__user=None).values_list("employee__user_id", flat=True))


def verifier_accounts(now: datetime) -> list[int]:
    """Return the accounts that hold the right of a verifier today; one query."""
    return list(Grant.objects.on(localdate(now)).filter(role=Role.VERIFIER).values_list("user_id", flat=True))
