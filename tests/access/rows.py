"""Rows for addresses with an id: by the address's name, a function that makes the arguments of each kind of row.

`own`: a row within reach of the account (the own file; for keepers of files somebody's of their office). `foreign`:
one of somebody else, in the other office. `unknown`: one that does not exist. Further kinds (`self`) where it matters.
The function gets the account, None for a visitor, and makes what it needs; all of it is rolled back afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.notices.models import Notice
from tests.access.people import RECORDED, user_with

Kinds = Mapping[str, Mapping[str, Any]]
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


def rules_of_law(user: User | None) -> Kinds:
    """A rule of law is everybody's."""
    return {"own": {"topic": "eksp-2022", "name": "kuadran"}, "unknown": {"topic": "eksp-2022", "name": "tidak-ada"}}


def values_of_law(user: User | None) -> Kinds:
    """A value of law, likewise."""
    return {
        "own": {"topic": "angka-kredit", "name": "persentase"},
        "unknown": {"topic": "angka-kredit", "name": "tidak-ada"},
    }


def audit_entries(user: User | None) -> Kinds:
    """An entry of the trail; the auditor reads all of them."""
    with transaction.atomic():
        entry = record(actor=None, action="people.grant_give", target=("people.grant", "1"), now=RECORDED)
    return {"own": {"seq": entry.seq}, "unknown": {"seq": entry.seq + 1000}}


def notices(user: User | None) -> Kinds:
    """A notice is for one account."""
    mine, foreign = (
        Notice.objects.create(user=owner, kind="uji", text="Ada kabar.", url="/", created_at=RECORDED)
        for owner in (user or user_with(Role.EMPLOYEE), user_with(Role.EMPLOYEE))
    )
    return {"own": {"notice": mine.pk}, "foreign": {"notice": foreign.pk}, "unknown": {"notice": foreign.pk + 1000}}


ROWS: dict[str, Callable[[User | None], Kinds]] = {
    "rule": rules_of_law,
    "value": values_of_law,
    "audit-entry": audit_entries,
    "audit-reveal": audit_entries,
    "notice_open": notices,
}
# Rows that belong to nobody: there is no foreign one.
COMMON = {"rule", "value", "audit-entry", "audit-reveal"}
