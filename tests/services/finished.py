"""Requests that have ended, made at once: what a survey or a complaint speaks of."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from betang.services.flow import DONE
from betang.services.models import Channel, DefinitionVersion, Request
from betang.services.reading import packaged
from betang.services.secrets import pin_digest
from betang.services.stored import as_json, digest

PIN = "123456"
_numbers = count(1)


def ended(closed: datetime, *, service: str = "kk-hilang-rusak", state: str = DONE, email: str = "") -> Request:
    """Make a request that ended at a moment; it opens with PIN."""
    content = as_json(packaged()[service])
    DefinitionVersion.objects.get_or_create(
        digest=digest(content), defaults={"service": service, "content": content, "kept_at": closed}
    )
    made = Request(
        number=f"UJI-2611-{next(_numbers):06d}", service=service, definition_id=digest(content), email=email,
        channel=Channel.ONLINE, state=state, begun_at=closed, submitted_at=closed, closed_at=closed,
    )  # fmt: skip
    made.pin_digest = pin_digest(made.uid, PIN)
    made.save()
    return made
