"""What has been written so far, found by the names that steps use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change
from betang.people import rows
from betang.people.models import Employee, Position, Team, Unit

BATCH = 500


@dataclass(slots=True)
class Books:
    """Accounts, people, units, posts and teams by name; `password` is the digest that all demo accounts share."""

    password: str
    accounts: dict[str, User] = field(default_factory=dict)
    people: dict[str, Employee] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Position] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)

    def account(self, username: str) -> User | None:
        """Give an account, None for the system itself."""
        return self.accounts[username] if username else None

    def actor(self, username: str) -> User:
        """Give the account of somebody who acts."""
        return self.accounts[username]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Who writes, when and why: what every written row bears."""

    actor: User | None
    now: datetime
    reason: str = ""

    @property
    def marks(self) -> Mapping[str, Any]:
        """The columns of every new dated row."""
        return {"recorded_at": self.now, "recorded_by": self.actor, "reason": self.reason}

    def entry(self, action: str, row: Model, names: Collection[str], *, subject: UUID | None = None) -> Change:
        """Make the entry of a new row for the trail, as the actions do."""
        return Change(action=action, target=row, subject=subject, changes=rows.values(row, names), reason=self.reason)


def create(model: type[Model], listed: Iterable[Any]) -> list[Any]:
    """Insert rows of one table."""
    return model._default_manager.bulk_create(list(listed), batch_size=BATCH)
