"""Rows of recognition for the permission matrix; see tests/access/rows.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from betang.kernel.accounts.models import User
from betang.people.models import Employee
from betang.performance.models import Thanks
from tests.access.people import OTHER_OFFICE, OWN_OFFICE, RECORDED, employee, unit

Kinds = Mapping[str, Mapping[str, Any]]
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


def a_thanks(giver: Employee, receiver: Employee) -> dict[str, Any]:
    """Thanks within the first office."""
    row = Thanks.objects.create(
        giver=giver, receiver=receiver, unit=unit(OWN_OFFICE), text="Uji.", given_at=RECORDED
    )  # fmt: skip
    return {"uid": row.uid}


def thanks(user: User | None) -> Kinds:
    """Thanks that the account received and gave, and those of two others; none of them public."""
    me = Employee.objects.filter(user=user).first() if user else None
    others = employee(office=OTHER_OFFICE), employee(office=OTHER_OFFICE)
    found = {"own": a_thanks(others[0], me or employee()), "foreign": a_thanks(*others), "unknown": {"uid": NOBODY}}
    return {**found, "given": a_thanks(me, others[0])} if me else found


def public_thanks(user: User | None) -> Kinds:
    """The account's own once they are public."""
    found = thanks(user)
    own = [row["uid"] for kind, row in found.items() if kind in {"own", "given"}]
    Thanks.objects.filter(uid__in=own).update(public_at=RECORDED)
    return found


def receivers(user: User | None) -> Kinds:
    """People to thank: of the account's unit, of the other office, and oneself."""
    from tests.access.rows import files

    return files(user)


RECOGNITION = {
    "thanks_to": receivers,
    "thanks_show": thanks,
    "thanks_withdraw": thanks,
    "thanks_hide": public_thanks,
}
