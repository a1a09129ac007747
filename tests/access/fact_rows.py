"""Rows of facts and of contests for the permission matrix; see tests/access/rows.py.

`own`: a fact about the account's employee, a contest it filed. `foreign`: of somebody in the other office, whose source
that office answers for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from betang.kernel.accounts.models import User
from betang.ledger.fact_kinds import COUNT
from betang.ledger.models import Contest, Fact, Source
from betang.people.models import Employee
from tests.access.people import OTHER_OFFICE, RECORDED, SINCE, employee, unit

Kinds = Mapping[str, Mapping[str, Any]]
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


def a_fact(who: Employee) -> Fact:
    """A fact about somebody, from a source of the other office."""
    number = Source.objects.count()
    source = Source.objects.create(
        uri=f"/uji/fakta/{number}", name="Uji", unit=unit(OTHER_OFFICE), kinds=[COUNT.name], registered_at=RECORDED
    )
    given = {"kind": COUNT.name, "happened_at": RECORDED, "day": SINCE, "data": {"jumlah": 1}, "recorded_at": RECORDED}
    home = who.assignments.get().position.unit
    return Fact.objects.create(subject=who, unit=home, source=source, event_id="uji", record="uji", **given)


def some_facts(user: User | None) -> dict[str, Fact]:
    """A fact about the account's employee, and one about somebody of the other office."""
    me = Employee.objects.filter(user=user).first() if user else None
    return {"own": a_fact(me or employee()), "foreign": a_fact(employee(office=OTHER_OFFICE))}


def facts(user: User | None) -> Kinds:
    """Facts."""
    return {**{kind: {"pk": one.pk} for kind, one in some_facts(user).items()}, "unknown": {"pk": 10**9}}


def contests(user: User | None) -> Kinds:
    """Contests of such facts, each filed by whom it is about."""
    found = {
        kind: Contest.objects.create(fact=one, reason="Uji.", filed_at=RECORDED, filed_by=one.subject)
        for kind, one in some_facts(user).items()
    }
    return {**{kind: {"uid": one.uid} for kind, one in found.items()}, "unknown": {"uid": NOBODY}}


FACTS = {"contest_new": facts, "contest": contests, "contest_decide": contests}
