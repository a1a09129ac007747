"""Rows of recognition for the permission matrix; see tests/access/rows.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.people.models import Employee, Unit
from betang.performance.models import Award, AwardTeam, Cycle, Invitation360, Result360, Round360, Thanks
from tests.access.people import OTHER_OFFICE, OWN_OFFICE, RECORDED, SINCE, employee, unit, user_with

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


def an_award(**stamps: Any) -> Award:
    """An award of a year that is over."""
    days = {"from_date": date(2020, 7, 1), "to_date": date(2020, 12, 31), "base_from": SINCE}
    return Award.objects.create(
        name="Uji", about="Uji.", unit_kind="dinas", criteria=[],
        terms={"fakta": 10, "orang": 5, "since": "2020-01-01"},
        published_at=RECORDED, published_by=user_with(Role.BKPSDM), base_to=date(2020, 6, 30), **days, **stamps,
    )  # fmt: skip


def awards(user: User | None) -> Kinds:
    """An award is known to all who serve."""
    return {"own": {"uid": an_award(computed_at=RECORDED).uid}, "unknown": {"uid": NOBODY}}


def award_teams(user: User | None) -> Kinds:
    """Results of a decided award: of the account's office and of the other one, not improved; one that improved."""
    award = an_award(computed_at=RECORDED, decided_at=RECORDED, reason="Uji.")
    third = Unit.objects.filter(code="dinas-uji-tiga").first() or unit("dinas-uji-tiga")
    found = {}
    for kind, where in (("own", unit(OWN_OFFICE)), ("foreign", unit(OTHER_OFFICE)), ("risen", third)):
        row = AwardTeam.objects.create(
            award=award, unit=where, people=9, shown=True, change=0.0, low=0.0, improved=kind == "risen", top=False,
            cells=[],
        )  # fmt: skip
        found[kind] = {"uid": award.uid, "pk": row.pk}
    return {**found, "unknown": {"uid": award.uid, "pk": 10**9}}


def a_round(**stamps: Any) -> Round360:
    """The round of a year of its own."""
    year = 1990 + Cycle.objects.count()
    days = {"from_date": date(year, 1, 1), "to_date": date(year, 12, 31)}
    cycle = Cycle.objects.create(year=year, rhythm="triwulanan", approach="kuantitatif", opened_at=RECORDED, **days)
    return Round360.objects.create(
        cycle=cycle, from_date=SINCE, to_date=date(2999, 1, 1), terms={"kelompok": 5, "komentar": 10, "rekan": 8},
        opened_at=RECORDED, opened_by=user_with(Role.BKPSDM), ready_at=RECORDED, **stamps,
    )  # fmt: skip


def rounds(user: User | None) -> Kinds:
    """A round is the agency's."""
    return {"own": {"uid": a_round().uid}, "unknown": {"uid": NOBODY}}


def _one_and_another(user: User | None) -> dict[str, Employee]:
    me = Employee.objects.filter(user=user).first() if user else None
    return {"own": me or employee(), "foreign": employee(office=OTHER_OFFICE)}


def invitations(user: User | None) -> Kinds:
    """Requests to the account and to somebody else."""
    row, about = a_round(), employee(office=OTHER_OFFICE)
    found = {
        kind: {"uid": Invitation360.objects.create(round=row, subject=about, giver=who, group="rekan").uid}
        for kind, who in _one_and_another(user).items()
    }
    return {**found, "unknown": {"uid": NOBODY}}


def results(user: User | None) -> Kinds:
    """Summaries about the account and about somebody else."""
    row = a_round(sealed_at=RECORDED)
    found = {
        kind: {"uid": Result360.objects.create(round=row, subject=who, blocks=[]).uid}
        for kind, who in _one_and_another(user).items()
    }
    return {**found, "unknown": {"uid": NOBODY}}


AWARDS = {
    "award": awards,
    "award_compute": awards,
    "award_decide": awards,
    "award_cancel": awards,
    "feedback360_seal": rounds,
}
RECOGNITION = {
    "feedback360_answer": invitations,
    "feedback360_result": results,
    "award_team": award_teams,
    "thanks_to": receivers,
    "thanks_show": thanks,
    "thanks_withdraw": thanks,
    "thanks_hide": public_thanks,
}
