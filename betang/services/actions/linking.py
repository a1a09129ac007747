"""The link of a delivery: made when a document is sent, made anew after a check of identity, revoked with the old one.

90 days and 20 downloads are our own design: long enough to print again, short enough for a mailbox that changes hands.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from betang.services.models import Delivery, Request
from betang.services.secrets import delivery_digest, new_link

DAYS = 90
MOST_DOWNLOADS = 20


def link_make(*, request: Request, now: datetime) -> str:
    """Make the link of a request, in the place of an earlier one, within the caller's transaction; told here only."""
    link = new_link()
    link_void(request=request, now=now)
    Delivery.objects.create(
        request=request,
        result=request.results.get(replaced_at__isnull=True),
        link_digest=delivery_digest(link),
        made_at=now,
        expires_at=now + timedelta(days=DAYS),
    )
    return link


def link_void(*, request: Request, now: datetime) -> None:
    """Revoke the link of a request; nothing when there is none."""
    request.deliveries.filter(voided_at__isnull=True).update(voided_at=now)
