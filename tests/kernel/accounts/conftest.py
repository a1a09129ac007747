"""What the tests of accounts share: a quick digest for passwords, a fixed moment, people with accounts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from betang.kernel.accounts.models import User

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PASSWORD = "jembatan-kahayan-1"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """The real digest takes a quarter of a second on purpose; tests/kernel/test_accounts.py uses it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("siti.uji", email="siti@example.go.id", password=PASSWORD)


@pytest.fixture
def other(db: None) -> User:
    return User.objects.create_user("budi.uji", email="budi@example.go.id", password=PASSWORD)


@pytest.fixture
def admin(db: None) -> User:
    return User.objects.create_user("admin.uji", password=PASSWORD)
