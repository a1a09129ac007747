"""Rows for addresses of public services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from betang.kernel.accounts.models import User

Kinds = Mapping[str, Mapping[str, Any]]


def services(user: User | None) -> Kinds:
    """A service is everybody's."""
    return {"own": {"service": "lahir"}, "unknown": {"service": "tidak-ada"}}


CATALOGUE: dict[str, Callable[[User | None], Kinds]] = {"service": services}
