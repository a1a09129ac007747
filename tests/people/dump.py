"""What stands in the tables of people, so that two ways of writing can be compared row for row.

Ids become the place of a row in its table, secrets their plain text, and entries of the trail their opened values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models

from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.reading import values_of
from betang.kernel.crypto.fields import BlindIndexField
from betang.kernel.crypto.secret import Secret
from betang.people.models import (
    Absence,
    Assignment,
    Employee,
    Grade,
    Grant,
    Position,
    ReportingLine,
    Status,
    Team,
    TeamMember,
    Unit,
    UnitPeriod,
)

MODELS: tuple[type[models.Model], ...] = (
    User, Unit, UnitPeriod, Position, Employee, Status, Grade, Assignment, ReportingLine, Team, TeamMember, Absence,
    Grant,
)  # fmt: skip
Places = Mapping[tuple[str, Any], str]


def tables() -> dict[str, list[dict[str, Any]]]:
    """Give the rows of every table of people, and the trail."""
    rows = {model: list(model._default_manager.order_by("pk")) for model in MODELS}
    places = {
        (model._meta.label_lower, row.pk): f"{model._meta.label_lower} {index}"
        for model, listed in rows.items()
        for index, row in enumerate(listed)
    }
    found = {model._meta.label_lower: [columns(row, places) for row in listed] for model, listed in rows.items()}
    return {**found, "trail": trail(places)}


def columns(row: Any, places: Places) -> dict[str, Any]:
    """Give the columns of one row but its id."""
    found = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or isinstance(field, BlindIndexField):
            continue
        found[field.name] = plain(field, getattr(row, field.attname), places)
    return found


def plain(field: Any, value: Any, places: Places) -> Any:
    """Give a value of a column without ids and secrets."""
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(field, models.ForeignKey) and value is not None:
        return places[(field.related_model._meta.label_lower, value)]
    if field.name == "path":
        return [places[("people.unit", int(part))] for part in value.strip("/").split("/")]
    return value


def trail(places: Places) -> list[dict[str, Any]]:
    """Give the entries of the trail on people with their values."""
    known = [model._meta.label_lower for model in MODELS]
    entries = list(AuditEntry.objects.filter(object_type__in=known).order_by("seq"))
    opened = values_of(entries)
    return [said(entry, opened.get(entry.seq), places) for entry in entries]


def said(entry: AuditEntry, values: Any, places: Places) -> dict[str, Any]:
    """Give one entry."""
    model: Any = apps.get_model(entry.object_type)
    changes = {}
    for name, pair in values.changes.items() if values else ():
        names = {field.name for field in model._meta.get_fields()}
        field = model._meta.get_field(name) if name in names else None
        related = isinstance(field, models.ForeignKey)
        changes[name] = [plain(field, value, places) if related else value for value in pair]
    return {
        "at": entry.at,
        "actor": places.get(("accounts.user", entry.actor_id)),
        "action": entry.action,
        "object": places[(entry.object_type, int(entry.object_id))],
        "subject": entry.subject,
        "changes": changes,
        "reason": values.reason if values else "",
    }
