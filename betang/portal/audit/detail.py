"""One entry for the auditor: each changed field with its values, hidden until a reason was given."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Field, ForeignKey
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.kernel.audit import words
from betang.kernel.audit.findings import Finding
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.reading import values_of
from betang.kernel.audit.sealing import Values, ValuesAltered
from betang.kernel.audit.verification import entry_finding
from betang.kernel.crypto.aead import SealBroken
from betang.kernel.crypto.masks import HIDDEN
from betang.portal.audit import queries
from betang.ui import formats

RELATED_MOST = 2  # kinds of related objects whose names are looked up


@dataclass(frozen=True, slots=True)
class Shown:
    """One changed field: its name, what it held before and after as it may be shown."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One entry: its line, its fields, the reason, and how far values may be read.

    `state`: none (no values kept), erased, altered, hidden, open. `next` and `previous` are numbers of entries.
    """

    line: queries.Line
    fields: Sequence[Shown]
    reason: str
    state: str
    finding: Finding | None
    previous: int | None
    next: int | None


def detail(place: queries.Place, *, revealed: Values | None = None) -> Detail:
    """Put one entry into words; with `revealed` its values stand in the clear."""
    entry = place.entry
    values, state = (revealed, "open") if revealed else _stored(entry)
    return Detail(
        line=queries.lines([entry])[0],
        fields=_fields(entry, values, everything=revealed is not None),
        reason=values.reason if values and (revealed or entry.subject is None) else "",
        state=state,
        finding=entry_finding(entry, before=place.before),
        previous=place.before.seq if place.before else None,
        next=place.after.seq if place.after else None,
    )


def _stored(entry: AuditEntry) -> tuple[Values | None, str]:
    if not entry.values_key:
        return None, "none"
    try:
        values = values_of([entry])[entry.seq]
    except (ValuesAltered, SealBroken):
        return None, "altered"
    return (values, "hidden") if values else (None, "erased")


def _fields(entry: AuditEntry, values: Values | None, *, everything: bool) -> list[Shown]:
    """Show every field: in the clear, masked, or as hidden as a destroyed value is."""
    clear = _clear(entry, values, everything=everything)
    labels = _related_labels(entry, values, clear) if values else {}
    rows = []
    for name in entry.fields:
        if values is None:
            before = after = "—"
        else:
            masks = values.masks.get(name, ("", ""))
            before, after = (
                shown_value(entry.object_type, name, value, labels)
                if name in clear or value is None
                else mask or HIDDEN
                for value, mask in zip(values.changes[name], masks, strict=True)
            )
        rows.append(Shown(words.field_word(entry.object_type, name), before, after))
    return rows


def _clear(entry: AuditEntry, values: Values | None, *, everything: bool) -> set[str]:
    """Say which fields stand in the clear: all once revealed, else those declared open where no person is concerned."""
    if everything:
        return set(entry.fields)
    if values is None or entry.subject is not None:
        return set()
    return set(words.open_fields(entry.object_type)) - set(values.masks)


def shown_value(object_type: str, name: str, value: Any, labels: Mapping[tuple[str, str], str]) -> str:
    """Write a stored value as people write it: choices and rows by their names, days and moments in words."""
    field = _field(object_type, name)
    if value is None or value == "":
        return _("(kosong)")
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, list):
        return ", ".join(shown_value(object_type, name, part, labels) for part in value) or _("(kosong)")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {shown_value(object_type, name, part, labels)}" for key, part in value.items())
    if isinstance(field, ForeignKey):
        return labels.get((field.related_model._meta.label_lower, str(value))) or queries.numbered(str(value))
    if field is not None and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return _day(str(value)) if isinstance(field, DateField) else str(value)


def _related_labels(entry: AuditEntry, values: Values, clear: set[str]) -> dict[tuple[str, str], str]:
    wanted: dict[str, set[str]] = {}
    for name, pair in values.changes.items():
        field = _field(entry.object_type, name)
        if name in clear and isinstance(field, ForeignKey):
            ids = {str(value) for value in pair if value is not None}
            wanted.setdefault(field.related_model._meta.label_lower, set()).update(ids)
    kinds = list(wanted)[:RELATED_MOST]
    return words.object_labels((kind, key) for kind in kinds for key in wanted[kind])


def _field(object_type: str, name: str) -> Field[Any, Any] | None:
    try:
        found = apps.get_model(object_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def _day(text: str) -> str:
    language = get_language() or "id"
    try:
        if "T" in text:
            return formats.moment(dt.datetime.fromisoformat(text), language=language)
        return formats.date(dt.date.fromisoformat(text), language=language)
    except ValueError:
        return text
