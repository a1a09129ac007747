"""Requests as their applicants see them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.people.models import Unit
from betang.people.models.units import UnitKind
from betang.services.models import Request
from betang.services.rules import may_hold


def request_held(viewer: Viewer, passes: Collection[str], uid: UUID) -> Request:
    """Return a request that somebody holds, with its definition; NotFound for any other, as for none."""
    return visible(Request.objects.select_related("definition"), may_hold(viewer, passes), uid=uid)


def requests_own(viewer: Viewer) -> list[Request]:
    """List the requests of somebody's own account, the newest first."""
    found = Request.objects.filter(user=viewer.actor).select_related("definition")
    return list(found.order_by("-begun_at", "-id")[:100])


def requests_unkept(passes: Collection[str]) -> int:
    """Count the requests of a browser that no account keeps; none, and no query, where it holds none."""
    return Request.objects.filter(uid__in=list(passes), user__isnull=True).count() if passes else 0


def kelurahan_names() -> dict[str, str]:
    """Return the city's kelurahan by code, in the order of names; one query."""
    found = Unit.objects.filter(kind=UnitKind.VILLAGE, closed_date__isnull=True)
    return {code: name.removeprefix("Kelurahan ") for code, name in found.order_by("name").values_list("code", "name")}
