"""Checks a password; takes as long for a name that nobody bears as for a wrong password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from betang.kernel.accounts.models import User
from betang.kernel.accounts.names import account_named


class AccountBackend(ModelBackend):
    """Django's backend with our user names. Who was closed is signed out at the next request (`get_user`)."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **named: Any
    ) -> User | None:
        """Return the account that name and password open, else None."""
        if username is None or password is None:
            return None
        return self.opened(account_named(username), password)

    def opened(self, user: User | None, password: str) -> User | None:
        """Return the account if the password opens it. One digest is computed, whoever is asked for."""
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
