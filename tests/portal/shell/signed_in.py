"""A browser's stand-in that is signed in as somebody of a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from tests.access.people import user_with


@dataclass(frozen=True)
class Visitor:
    """An account and its client."""

    user: User
    client: Client

    def page(self, address: str, *, status: int = 200) -> str:
        """Return the text of a page."""
        response = self.client.get(address)
        assert response.status_code == status, response.status_code
        return str(response.content.decode())

    def post(self, address: str, data: dict[str, Any] | None = None) -> Any:
        """Send a form."""
        return self.client.post(address, data or {})


def visitor(role: Role, **headers: Any) -> Visitor:
    """Sign in as somebody who holds a role."""
    user = user_with(role)
    client = Client(headers={"host": "localhost", **headers})
    client.force_login(user)
    return Visitor(user, client)
