"""The person in front of the screen: who they are today, their roles, and for which units.

Rules take a viewer and nothing else, so that the same rule serves a page, a list, a job and a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from betang.kernel.access.roles import OUTSIDE, Role
from betang.kernel.errors import Forbidden

if TYPE_CHECKING:  # rules are read before Django has loaded its models
    from betang.kernel.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Somebody on one day. Ids are those of the people module; sets of units contain the units below, too."""

    user: User | None
    user_id: int | None
    today: date
    employee_id: int | None = None
    subject: UUID | None = None
    unit_id: int | None = None  # the unit one works in
    roles: frozenset[Role] = frozenset()
    # The units a granted role reaches; a role that is held without an entry here reaches the whole city.
    scopes: Mapping[Role, frozenset[int]] = field(default_factory=dict)
    leads: frozenset[int] = frozenset()  # units led
    reports: frozenset[int] = frozenset()  # employees whose direct superior one is
    name: str = ""
    post: str = ""

    @classmethod
    def anonymous(cls, today: date) -> Viewer:
        """Return a visitor who has not signed in: no account, no role."""
        return cls(user=None, user_id=None, today=today)

    @property
    def signed_in(self) -> bool:
        """Say whether there is an account at all."""
        return self.user_id is not None

    @property
    def is_staff(self) -> bool:
        """Say whether somebody serves the city: holds any role but a partner's or a resident's."""
        return bool(self.roles - OUTSIDE)

    @property
    def actor(self) -> User:
        """Return the account that acts, for `actor=`; Forbidden for a visitor without one."""
        if self.user is None:
            raise Forbidden(_("Masuk dahulu untuk melakukan ini."))
        return self.user

    def has(self, *roles: Role) -> bool:
        """Say whether somebody holds at least one of some roles, for whichever units."""
        return not self.roles.isdisjoint(roles)


def viewer_of(request: HttpRequest) -> Viewer:
    """Return `request.viewer` with its type. It is read from the database at first use, once per request."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]
