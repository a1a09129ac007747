"""The source of the facts that answers to complaints are."""

from __future__ import annotations

from datetime import datetime

from betang.ledger.models import Source
from betang.services.fact_kinds import COMPLAINT

URI = "urn:betang:pengaduan"


def complaint_source(now: datetime) -> Source:
    """Return the source of facts of answered complaints, made at first use."""
    found, _made = Source.objects.get_or_create(
        uri=URI,
        defaults={"name": "Pengaduan layanan (Betang)", "kinds": [COMPLAINT.name], "registered_at": now},
    )
    return found
