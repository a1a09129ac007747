"""Exports of personal data: which requests one holds, and who decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.regulation.data_protection import EKSPOR_DATA
from betang.regulation.parameters import book
from betang.services.models import DataExport, Request
from betang.services.office import leads_office
from betang.services.rules import COUNTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The most rows of an export, the days its file is kept, how often it may be downloaded."""

    rows: int
    days: int
    downloads: int


def bounds(day: date) -> Bounds:
    """Return what is in force on a day."""
    found: dict[str, Any] = book().on(day)[EKSPOR_DATA].value
    return Bounds(rows=found["baris"], days=found["simpan_hari"], downloads=found["unduh"])


def may_ask(viewer: Viewer) -> bool:
    """Tell whether somebody works on requests or leads the office; at most one query."""
    return viewer.has(*COUNTER) or leads_office(viewer)


def may_see(viewer: Viewer) -> bool:
    """Tell whether somebody may read the list: who may ask, and the inspectorate; at most one query."""
    return viewer.has(Role.AUDITOR) or may_ask(viewer)


def within(viewer: Viewer) -> Q:
    """Exports within somebody's reach: all for the office, none for anybody else."""
    return Q() if may_ask(viewer) else Q(pk__in=[])


def second_person(viewer: Viewer) -> bool:
    """Tell whether somebody decides about exports of others: the head or a verifier; at most one query."""
    return viewer.has(Role.VERIFIER) or leads_office(viewer)


def may_decide(viewer: Viewer, export: DataExport) -> bool:
    """Tell whether somebody is a second person for an export: the head or a verifier, and not who asked for it."""
    return export.granted is None and export.asked_by_id != viewer.user_id and second_person(viewer)


def holds(export: DataExport) -> QuerySet[Request]:
    """Requests that were sent within the days of an export and are not erased, the oldest first."""
    found = Request.objects.filter(submitted_at__date__range=(export.from_date, export.to_date), erased_at=None)
    if export.service:
        found = found.filter(service=export.service)
    return found.order_by("submitted_at", "id")
