"""Handing out the steps of a year for process analysis: cases and people under pseudonyms, each time in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record
from betang.kernel.errors import Forbidden
from betang.services.models import Request
from betang.services.process import export
from betang.services.queries.board import may_oversee
from betang.services.queries.logs import SPAN, events

KINDS = {"xes": ("application/xml", export.xes_lines), "csv": ("text/csv; charset=utf-8", export.csv_text)}


def log_export(*, viewer: Viewer, kind: str, now: datetime) -> Iterator[str]:
    """Enter who takes the log, then give it line by line; Forbidden for who does not oversee, KeyError for a kind."""
    _media, written = KINDS[kind]
    if not may_oversee(viewer):
        raise Forbidden
    with transaction.atomic():
        changes = {"format": (None, kind), "since": (None, timezone.localdate(now - SPAN).isoformat())}
        target = (Request._meta.label_lower, "log")
        record(actor=viewer.actor, action="services.log_export", target=target, changes=changes, now=now)
    return written(events(now))
