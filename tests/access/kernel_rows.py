"""Rows of the trail, of notices and of jobs for the permission matrix; see tests/access/rows.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.jobs import JobRun
from betang.kernel.notices.models import Notice
from tests.access.people import RECORDED, user_with

Kinds = Mapping[str, Mapping[str, Any]]
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


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


def jobs(user: User | None) -> Kinds:
    """A job is for whoever started it."""
    mine, foreign = (
        JobRun.objects.create(name="uji", attempts_allowed=1, actor=owner, created_at=RECORDED)
        for owner in (user or user_with(Role.EMPLOYEE), user_with(Role.EMPLOYEE))
    )
    return {"own": {"run": mine.pk}, "foreign": {"run": foreign.pk}, "unknown": {"run": NOBODY}}


def failed_jobs(user: User | None) -> Kinds:
    """A failed job is the administrator's, whoever started it."""
    made = JobRun.objects.create(name="uji", status="failed", attempts_allowed=1, created_at=RECORDED)
    return {"own": {"run": made.pk}, "unknown": {"run": NOBODY}}
