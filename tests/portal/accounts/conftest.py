"""What the tests of the pages share: a quick digest, accounts, a browser that keeps its session, codes of an app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from betang.kernel.accounts.models import User

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PASSWORD = "jembatan-kahayan-1"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """The real digest takes a quarter of a second on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def stopped(freeze: Callable[[datetime], None]) -> None:
    """The clock stands, so that codes of an app and locks are the same in every run."""
    freeze(NOW)


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("siti.uji", email="siti@example.go.id", password=PASSWORD)


@pytest.fixture
def other(db: None) -> User:
    return User.objects.create_user("budi.uji", email="budi@example.go.id", password=PASSWORD)


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"host": "localhost", "user-agent": "Mozilla/5.0 (Windows) Firefox/145.0"})


@pytest.fixture
def signed_in(visitor: Client, user: User) -> Client:
    """A browser in which somebody has just signed in."""
    answer = visitor.post("/masuk/", {"username": "siti.uji", "password": PASSWORD})
    assert answer.status_code == 302
    return visitor


def app_code(now: datetime = NOW, secret: str = SECRET) -> str:
    """What an app with this secret shows at a moment."""
    return str(format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30)))
