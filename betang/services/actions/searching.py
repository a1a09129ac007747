"""Looking for somebody by NIK at the counter: each search stands in the trail of whom it found, the NIK in none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import Change, record_many
from betang.services.models import Request
from betang.services.queries.search import by_nik, ordered


def nik_search(*, viewer: Viewer, nik: str, now: datetime) -> list[Request]:
    """Return the requests of an applicant and enter that they were looked for: one entry a person, one for nobody."""
    with transaction.atomic():
        rows = ordered(by_nik(viewer, nik))
        first = {row.subject: row for row in reversed(rows)}
        changes = {"found": (None, len(rows))}
        entries = [
            Change(action="services.nik_search", target=row, subject=subject, changes=changes)
            for subject, row in first.items()
        ] or [Change(action="services.nik_search", target=viewer.actor, changes=changes)]
        record_many(entries, actor=viewer.actor, now=now)
    return rows
