"""Accounts for tests: `user_with(Role.AUDITOR)` makes one that holds just this role."""

from __future__ import annotations

from datetime import date
from itertools import count

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User

STUB = "tests.access.people.load"
_numbers = count(1)


def user_with(role: Role) -> User:
    """Make an account whose only role is `role`. Needs the setting BETANG_VIEWER_LOADER = STUB."""
    return User.objects.create_user(f"{role.value}.{next(_numbers)}", password=None)


def load(user: User, today: date) -> Viewer:
    """Read the role from the account's name: `auditor.7` is an auditor."""
    role = Role(user.username.partition(".")[0])
    return Viewer(user=user, user_id=user.pk, today=today, roles=frozenset({role}), name=user.username)
