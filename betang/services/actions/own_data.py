"""Taking one's own data along: entered in the trail, since whoever is signed in elsewhere could do it too."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.services.queries.own_data import as_data


def own_data_take(*, actor: User, language: str, now: datetime) -> dict[str, Any]:
    """Return what is stored about somebody, in the clear, and enter that it was taken."""
    with transaction.atomic():
        found = as_data(actor, language)
        record(actor=actor, action="services.own_data_take", target=actor, subject=actor.subject, now=now)
    return found
