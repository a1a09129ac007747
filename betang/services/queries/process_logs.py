"""Uploaded logs: each is its owner's alone, and is read back as its analysis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from betang.kernel.access.viewer import Viewer
from betang.kernel.crypto.files import file_read
from betang.regulation.imported_logs import SIMPAN_LOG
from betang.regulation.parameters import book
from betang.services.models import ProcessLog
from betang.services.process.report import Report, report_from
from betang.services.queries.board import may_oversee
from betang.services.rules import NONE

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """How long an upload is kept, and how many bytes it may have."""

    kept: timedelta
    most_bytes: int


def terms(now: datetime) -> Terms:
    """Return what is in force."""
    found: dict[str, Any] = book().on(timezone.localdate(now))[SIMPAN_LOG].value
    return Terms(timedelta(days=found["hari"]), found["megabita"] * MEGABYTE)


def may_read_log(viewer: Viewer) -> Q:
    """Logs that somebody uploaded, as long as they govern the service; at most one query."""
    return Q(owner_id=viewer.user_id) if may_oversee(viewer) else NONE


def logs_kept(now: datetime) -> QuerySet[ProcessLog]:
    """Return the logs whose time is not over, the newest first."""
    return ProcessLog.objects.filter(expires_at__gt=now).select_related("file", "result", "rest")


def report_of(log: ProcessLog) -> Report | None:
    """Read what is shown of an analysis; None while there is none."""
    return report_from(file_read(log.rest).decode()) if log.rest else None
