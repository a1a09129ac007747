"""The numbers of requests, one series a group and month, without gaps that a second request could fall into."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils import timezone

from betang.services.definition import Definition

SERIAL = """
INSERT INTO services_numberseries (prefix, last) VALUES (%s, 1)
ON CONFLICT (prefix) DO UPDATE SET last = services_numberseries.last + 1 RETURNING last
"""


def next_number(definition: Definition, now: datetime) -> str:
    """Return the next number, "KK-2611-004182": group, year and month, serial. One statement takes it for good."""
    return next_in(definition.group[:8].upper(), now)


def next_in(series: str, now: datetime) -> str:
    """Return the next number of a series of this month, "PGD-2611-000017"."""
    prefix = f"{series}-{timezone.localdate(now):%y%m}"
    with connection.cursor() as cursor:
        cursor.execute(SERIAL, [prefix])
        (serial,) = cursor.fetchone()
    return f"{prefix}-{serial:06d}"
