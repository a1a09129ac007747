"""The link of a delivery: made when a document is sent, made anew after a check of identity, revoked with the old one.

How long it is valid and how often it serves stands in layanan/tautan_hasil.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from betang.services.models import Delivery, Request
from betang.services.secrets import delivery_digest, new_link
from betang.services.settled import link_terms


def link_make(*, request: Request, now: datetime) -> str:
    """Make the link of a request, in the place of an earlier one, within the caller's transaction; told here only."""
    link = new_link()
    link_void(request=request, now=now)
    Delivery.objects.create(
        request=request,
        result=request.results.get(replaced_at__isnull=True),
        link_digest=delivery_digest(link),
        made_at=now,
        expires_at=now + timedelta(days=link_terms(now).days),
    )
    return link


def link_void(*, request: Request, now: datetime) -> None:
    """Revoke the link of a request; nothing when there is none."""
    request.deliveries.filter(voided_at__isnull=True).update(voided_at=now)
