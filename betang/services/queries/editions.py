"""Editions of services for those who keep them: what holds, what comes, what there was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from betang.services.definition import Definition
from betang.services.editing import packaged_texts
from betang.services.models.editions import ServiceEdition
from betang.services.queries.catalogue import grouped, services_on


@dataclass(frozen=True, slots=True)
class Line:
    """A service with the edition in force (None: the packaged one) and the next one to come."""

    definition: Definition
    edition: ServiceEdition | None
    coming: ServiceEdition | None


def lines(day: date) -> list[Line]:
    """List all services with their editions on a day; two queries."""
    rows = list(ServiceEdition.objects.valid().order_by("from_date").defer("content", "definition"))
    held = {row.service: row for row in rows if row.holds(day)}
    coming = {row.service: row for row in reversed(rows) if row.from_date > day}
    return [
        Line(each, held.get(each.id), coming.get(each.id))
        for _group, inside in grouped(services_on(day))
        for each in inside
    ]


def history(service: str) -> Sequence[ServiceEdition]:
    """List all editions of a service, voided ones too, the latest first."""
    rows = ServiceEdition.objects.filter(service=service).select_related("recorded_by", "voided_by")
    return list(rows.order_by("-from_date", "-pk"))


def text_on(service: str, day: date) -> str:
    """Return the text of the definition in force on a day."""
    rows = ServiceEdition.objects.on(day).filter(service=service).order_by("-from_date")
    return rows.values_list("content", flat=True).first() or packaged_texts()[service]
