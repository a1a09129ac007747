"""Makes small trails for tests, and alters them as somebody with access to the database would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record, record_many
from betang.kernel.audit.models import AuditEntry

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
ANI = UUID("11111111-1111-4111-8111-111111111111")
BUDI = UUID("22222222-2222-4222-8222-222222222222")


def change(number: int, **given) -> Change:
    """Give the change of one entry; each number its own object and values."""
    content = {
        "action": "accounts.user_rename",
        "target": ("accounts.user", str(number)),
        "subject": (ANI, BUDI, None)[number % 3],
        "changes": {"username": (f"lama{number}", f"baru{number}"), "is_active": (True, False)},
        "reason": f"alasan {number}",
    }
    return Change(**{**content, **given})


def write_one(number: int, *, actor: User | None = None, **given) -> AuditEntry:
    """Append one entry in a transaction of its own."""
    item = change(number, **given)
    with transaction.atomic():
        return record(
            actor=actor,
            action=item.action,
            target=item.target,
            subject=item.subject,
            changes=item.changes,
            reason=item.reason,
            now=NOW + timedelta(minutes=number),
        )


def write_trail(count: int = 5) -> Sequence[AuditEntry]:
    """Append a few entries at once."""
    with transaction.atomic():
        return record_many([change(number) for number in range(1, count + 1)], actor=None, now=NOW)


def run_sql(statement: str, *values: str | int) -> None:
    """Change the tables behind the trail's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
