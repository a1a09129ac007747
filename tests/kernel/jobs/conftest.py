"""What tests of jobs share: the jobs of the city put aside, an account, a moment."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from betang.kernel.accounts.models import User
from betang.kernel.jobs import registry
from tests.workers import database, spawner, start

__all__ = ["database", "spawner", "start"]

NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Pontianak"))


@pytest.fixture(autouse=True)
def only_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know the jobs for tests only, so that the night's work of the city does not run here."""
    from tests.kernel.jobs import samples

    own = [value for value in vars(samples).values() if isinstance(value, registry.Job)]
    monkeypatch.setattr(registry, "_jobs", {job.name: job for job in own})


@pytest.fixture
def user() -> User:
    return User.objects.create_user("penguji", password=None)
