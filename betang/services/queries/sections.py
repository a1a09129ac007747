"""Who heads the section in which somebody works today, and whom to tell of a request that nobody holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from betang.kernel.access.roles import Role
from betang.people.models import Employee, Grant, ReportingLine
from betang.people.queries.structure import gone_on, serving, structural_superiors
from betang.services.office import head_accounts, leads_of


@dataclass(frozen=True, slots=True)
class Sections:
    """Accounts: of each officer, of the head above each, and of those who are told when nobody holds a request.

    `leads` has the heads who lead a unit, and whether it is one of the office: others may not see its sections.
    """

    accounts: Mapping[int, int]
    heads: Mapping[int, int]
    common: tuple[int, ...]
    leads: Mapping[int, bool]

    def officer(self, officer: int | None) -> tuple[int, ...]:
        """Give the account of who holds a request; nothing without one."""
        return (self.accounts[officer],) if officer is not None and officer in self.accounts else ()

    def head(self, officer: int | None) -> tuple[int, ...]:
        """Give the account of the head above who holds a request, else the common ones."""
        return (self.heads[officer],) if officer is not None and officer in self.heads else self.common


def officers_on(now: datetime) -> set[int]:
    """Give the employees who take requests today: they hold the role and have not left. One query."""
    day = localdate(now)
    held = Grant.objects.on(day).filter(role=Role.OFFICER, user__employee__isnull=False)
    return set(held.filter(serving(day, "user__employee__")).values_list("user__employee", flat=True))


def sections(officers: Collection[int], now: datetime) -> Sections:
    """Find the heads above some officers and above all who take requests; at most nine queries, however many.

    The head is the superior recorded for today, else whoever leads the unit (or the next one above) that the officer
    works in today. Where no section has any, the head of the office is told.
    """
    day = localdate(now)
    taking = officers_on(now)
    wanted, gone = {*officers, *taking}, gone_on(day)
    lines = ReportingLine.objects.on(day).filter(employee__in=wanted).values_list("employee_id", "superior_id")
    above = {employee: superior for employee, superior in lines if superior not in gone}
    if wanted - {*above}:
        above = {**structural_superiors(day), **above}
    people = wanted | {above[each] for each in wanted if each in above}
    accounts = dict(Employee.objects.filter(pk__in=people, user__isnull=False).values_list("pk", "user_id"))
    heads = {each: accounts[above[each]] for each in wanted if above.get(each) in accounts}
    common = sorted({heads[each] for each in taking if each in heads}) or head_accounts(now)
    held = {each: accounts[each] for each in officers if each in accounts and each not in gone}
    return Sections(held, heads, tuple(common), leads_of({*heads.values(), *common}, now))
