"""What a predikat does next: angka kredit of functional posts, and the performance part of IP ASN; for one or for all.

One row a plan and period that was decided. A move within the year gives several rows, which add up unrounded. While the
year itself is not decided, its periods give a provisional figure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.people.models import Employee, EmployeeKind
from betang.people.queries.directory import by_words
from betang.performance import rules
from betang.performance.models import Decision, Period, Plan
from betang.regulation.codes import NONE
from betang.regulation.credit import (
    JENJANG,
    credit_points,
    credit_total,
    has_credit,
    months_served,
    shown,
)
from betang.regulation.credit_rules import PENERIMA
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.parameters import InForce, book
from betang.regulation.professionalism import BOBOT, KINERJA_PREDIKAT, predikat_points
from betang.regulation.trace import Line, Trace

LEVELS = {label.text("id").casefold(): code for code, label in enumerate(JENJANG.labels)}
KINDS: dict[str, str] = {
    EmployeeKind.PNS: "PNS",
    EmployeeKind.PPPK: "PPPK",
    EmployeeKind.PPPK_PART_TIME: "PPPK",
}
FUNCTIONAL = "jf_"  # the types of posts that begin so
RELATED = (
    "evaluation__plan__employee", "evaluation__plan__unit", "evaluation__plan__assignment__position",
    "evaluation__period__cycle",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credit:
    """A decided row: the months that count, points as shown (empty where none are due), points for IP ASN."""

    decision: Decision
    months: int
    points: str
    index_points: str
    trace: Trace
    place: int

    @property
    def plan(self) -> Plan:
        """The plan that was evaluated."""
        return self.decision.evaluation.plan

    @property
    def period(self) -> Period:
        """The period that was evaluated."""
        return self.decision.evaluation.period

    def lines(self, language: str) -> list[Line]:
        """Give how the figures came about."""
        return self.trace.at(self.place, language=language)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of one person: its rows, the sum of those that count, whether it is provisional, points for IP ASN."""

    year: int
    rows: Sequence[Credit]
    total: str
    provisional: bool
    index_points: str
    index_most: str


def decided(rows: Q) -> QuerySet[Decision]:
    """List the decisions that hold, by name and time; `rows` narrows them down."""
    found = Decision.objects.filter(rows, replaced_by=None).select_related(*RELATED)
    return found.order_by("evaluation__plan__employee__name", "evaluation__plan__employee_id",
                          "evaluation__period__from_date", "evaluation__plan__from_date")  # fmt: skip


def of_period(period: Period, *, words: str = "", functional: bool = False) -> QuerySet[Decision]:
    """List what was decided in a period, narrowed to a name or to functional posts."""
    wanted = Q(evaluation__period=period)
    if words.strip():
        wanted &= Q(evaluation__plan__employee__in=Employee.objects.filter(by_words(words)))
    if functional:
        wanted &= Q(evaluation__plan__assignment__position__type__startswith=FUNCTIONAL)
    return decided(wanted)


def credits(decisions: Sequence[Decision], law: InForce) -> list[Credit]:
    """Convert decisions in one go."""
    return _converted(decisions, law)[0]


def years_of(viewer: Viewer, uid: UUID) -> tuple[Employee, list[Year]]:
    """Give somebody's years, the latest first; NotFound when the viewer may not see any plan of theirs."""
    plans = Plan.objects.filter(rules.may_see_plan(viewer), employee__uid=uid)
    who = visible(Employee.objects.filter(pk__in=plans.values("employee")), Q(), uid=uid)
    found: dict[int, list[Decision]] = {}
    for row in decided(Q(evaluation__plan__in=plans)):
        found.setdefault(row.evaluation.period.cycle.year, []).append(row)
    return who, [_year(year, rows) for year, rows in sorted(found.items(), reverse=True)]


def _year(year: int, decisions: list[Decision]) -> Year:
    """Sum up a year: by the annual evaluations when there are any, else by the periods so far."""
    annual = [row for row in decisions if row.evaluation.period.annual]
    law = book().on(date(year, 12, 31))
    rows, _total = _converted(decisions, law)
    counted, total = _converted(annual or decisions, law)
    last = counted[-1]
    return Year(year, rows, total, not annual, last.index_points, str(law[BOBOT].value["kinerja"]))


def _converted(decisions: Sequence[Decision], law: InForce) -> tuple[list[Credit], str]:
    """Convert decisions and add them up; the sum is empty when none of them has points."""
    level, predikat = (np.array(column, dtype=np.int8) for column in _codes(decisions, law))
    first, last = (np.array(column, dtype="datetime64[D]") for column in _days(decisions))
    trace = Trace()
    months = months_served(first=first, last=last, law=law, trace=trace)
    there = has_credit(level=level, predikat=predikat)
    points = credit_points(level=level, predikat=predikat, months=months, law=law, trace=trace.only(there))
    figures = shown(points, law, trace.only(there))
    index = predikat_points(predikat=predikat, law=law)
    trace.step("poin_kinerja", {"predikat": PREDIKAT.of(predikat)}, index, parameter=law[KINERJA_PREDIKAT])
    rows = [
        Credit(row, int(months[at]), figures.at(at) if there[at] else "", index.at(at), trace, at)
        for at, row in enumerate(decisions)
    ]
    total = credit_total(owner=np.zeros(len(rows), dtype=np.int64), points=points, n=1)
    return rows, shown(total, law).at(0) if there.any() else ""


def _codes(decisions: Iterable[Decision], law: InForce) -> tuple[list[int], list[int]]:
    """Give level and predikat as codes; no level for who has no functional post or gets no points by kind."""
    gets = law[PENERIMA].value
    levels, grades = [], []
    for row in decisions:
        plan = row.evaluation.plan
        post = plan.assignment.position if plan.assignment else None
        due = (
            post is not None and post.type.startswith(FUNCTIONAL) and gets.get(KINDS.get(plan.employee.kind, ""), False)
        )
        levels.append(LEVELS.get(post.level.casefold(), NONE) if due and post else NONE)
        grades.append(PREDIKAT.code(row.predicate))
    return levels, grades


def _days(decisions: Iterable[Decision]) -> tuple[list[date], list[date]]:
    """Give the first and the last day of each: those of the plan within the period."""
    pairs = [(row.evaluation.plan, row.evaluation.period) for row in decisions]
    return (
        [max(plan.from_date, period.from_date) for plan, period in pairs],
        [min(plan.to_date, period.to_date) for plan, period in pairs],
    )


def exported(period: Period) -> Iterable[Sequence[Any]]:
    """Give the rows of the file for the personnel agency, its head first: everybody decided in a period."""
    yield (
        "nip", "nama", "kedudukan", "unit", "jabatan", "jenjang", "periode", "predikat", "bulan", "angka_kredit",
        "ip_asn_kinerja",
    )  # fmt: skip
    for row in credits(list(of_period(period)), book().on(period.to_date)):
        plan = row.plan
        post = plan.assignment.position if plan.assignment else None
        yield (
            plan.employee.nip or "", plan.employee.full_name, plan.employee.kind, plan.unit.code,
            post.name if post else "", post.level if post else "", period.name, row.decision.predicate, row.months,
            row.points, row.index_points,
        )  # fmt: skip
