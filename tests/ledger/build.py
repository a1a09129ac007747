"""Sources and facts for tests, on top of the small cities of tests.people.build."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from betang.kernel.accounts.models import User
from betang.ledger.actions.sources import source_register
from betang.ledger.actions.taking import facts_take
from betang.ledger.drafts import Draft
from betang.ledger.fact_kinds import ATTENDANCE, COUNT, TRAINING
from betang.ledger.models import Fact, Source
from betang.people.models import Employee
from tests.people.build import NOW

TOKEN = "btg_" + "A" * 43
URI = "/absensi/kota"
ALL = [ATTENDANCE.name, TRAINING.name, COUNT.name]
_numbers = count(1)


def source(uri: str = URI, *, token: str = TOKEN, kinds: list[str] | None = None) -> Source:
    """Register a source with a token that holds for a year from NOW."""
    actor = User.objects.filter(username="admin.sumber").first() or User.objects.create_user("admin.sumber")
    return source_register(
        actor=actor, uri=uri, name=f"Sumber {uri}", allowed=kinds or ALL, days=365, token=token, now=NOW
    )


def at(month: int, day: int, hour: int = 2) -> datetime:
    """Give a moment of 2026; by default nine in the morning of the city."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def draft(who: Employee, when: datetime, *, kind: str = COUNT.name, event_id: str = "", **data: Any) -> Draft:
    """Make a draft of a fact about somebody."""
    corrects = data.pop("corrects", "")
    return Draft(
        event_id=event_id or f"uji-{next(_numbers)}",
        kind=kind,
        nip=who.nip or "",
        happened_at=when,
        data=data or {"jumlah": 1},
        corrects=corrects,
    )


def facts(of: Source, *drafts: Draft) -> list[Fact]:
    """Take drafts, all of which must hold."""
    outcomes = facts_take(actor=None, source=of, drafts=drafts, now=NOW)
    assert [one.reason for one in outcomes if one.refusal] == []
    return [one.fact for one in outcomes if one.fact]
