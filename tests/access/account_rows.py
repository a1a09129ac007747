"""Rows for addresses of accounts: sign-ins, second factors, slips, sign-in services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import SignIn, User
from tests.access.people import OTHER_OFFICE, OWN_OFFICE, RECORDED, unit, user_with

Kinds = Mapping[str, Mapping[str, Any]]


def sign_ins(user: User | None) -> Kinds:
    """A sign-in, with its session, is one account's."""
    mine, foreign = (
        SignIn.objects.create(user=owner, at=RECORDED, way="password", session_key="x", ends_at=RECORDED)
        for owner in (user or user_with(Role.EMPLOYEE), user_with(Role.EMPLOYEE))
    )
    return {"own": {"sign_in": mine.pk}, "foreign": {"sign_in": foreign.pk}, "unknown": {"sign_in": 10**9}}


def factors(user: User | None) -> Kinds:
    """A second factor is one account's."""
    mine, foreign = (
        Authenticator.objects.create(user=owner, type="totp", data={"secret": "", "step": 0})
        for owner in (user or user_with(Role.EMPLOYEE), user_with(Role.EMPLOYEE))
    )
    return {"own": {"factor": mine.pk}, "foreign": {"factor": foreign.pk}, "unknown": {"factor": 10**9}}


def slips(user: User | None) -> Kinds:
    """The slips of an office."""
    own, other = unit(OWN_OFFICE), unit(OTHER_OFFICE)
    return {"own": {"code": own.code}, "foreign": {"code": other.code}, "unknown": {"code": "dinas-tidak-ada"}}


def sign_in_services(user: User | None) -> Kinds:
    """The way back from a sign-in service; none is set up."""
    return {"own": {"provider_id": "sso"}, "unknown": {"provider_id": "lain"}}
