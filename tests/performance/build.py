"""Builds a year of performance on top of the small cities of tests.people.build: cycle, plans, results, indicators.

Rows are written directly: what the actions do to them is what the tests are about.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.people.models import Assignment, Employee, Unit
from betang.performance.actions.ratings import ratings_save
from betang.performance.actions.sending import evaluation_send
from betang.performance.models import (
    Approach,
    Aspect,
    Cycle,
    Evaluation,
    Goal,
    GoalLevel,
    Indicator,
    Period,
    Plan,
    PlanVersion,
    Result,
    Rhythm,
    UnitAchievement,
    VersionState,
)
from betang.performance.rating_rows import Given
from betang.regulation.eksp2022.levels import NILAI
from tests.people import build as people
from tests.people.build import NOW, City

OPENED = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6}


def cycle(year: int = 2026, *, rhythm: Rhythm = Rhythm.QUARTERLY, approach: Approach = Approach.QUANTITATIVE) -> Cycle:
    """Open a year with its periods; number 0 is the annual evaluation."""
    made = Cycle.objects.create(
        year=year,
        from_date=date(year, 1, 1),
        to_date=date(year, 12, 31),
        rhythm=rhythm,
        approach=approach,
        opened_at=OPENED,
    )
    Period.objects.create(cycle=made, number=0, from_date=made.from_date, to_date=made.to_date)
    size = MONTHS[rhythm]
    for number in range(1, 12 // size + 1):
        last = number * size
        end = date(year, last, monthrange(year, last)[1])
        Period.objects.create(cycle=made, number=number, from_date=date(year, last - size + 1, 1), to_date=end)
    return made


def plan(
    year: Cycle, who: Employee, rater: Employee | None, where: Unit, *, leads: bool = False, draft: bool = True
) -> Plan:
    """Give somebody a plan for the year, with an empty first draft."""
    made = Plan.objects.create(
        cycle=year,
        employee=who,
        assignment=Assignment.objects.filter(employee=who).first(),
        unit=where,
        leads_unit=leads,
        rater=rater,
        approach=year.approach,
        from_date=year.from_date,
        to_date=year.to_date,
        opened_at=OPENED,
    )
    if draft:
        version(made)
    return made


def version(of: Plan, state: VersionState = VersionState.DRAFT, *, number: int = 1, **fields: Any) -> PlanVersion:
    """Add a version to a plan."""
    return PlanVersion.objects.create(plan=of, number=number, state=state, created_at=OPENED, **fields)


def result(within: PlanVersion, text: str = "Terwujudnya layanan tepat waktu", **fields: Any) -> Result:
    """Add a result with one good indicator."""
    made = Result.objects.create(version=within, text=text, order=within.results.count(), **fields)
    indicator(made)
    return made


def indicator(of: Result, text: str = "Layanan selesai sesuai janji", **fields: Any) -> Indicator:
    """Add an indicator that lacks nothing."""
    given = {
        "aspect": Aspect.QUANTITY,
        "definition": "Layanan yang selesai dalam batas janji",
        "formula": "selesai tepat waktu / semua x 100",
        "data_source": "Register layanan",
        "measure_unit": "%",
        "target": Decimal(90),
        **fields,
    }
    return Indicator.objects.create(result=of, text=text, order=of.indicators.count(), **given)


def filled(of: Plan, state: VersionState, *, results: int = 2, **fields: Any) -> PlanVersion:
    """Put results into a plan's first version (made when it has none) and set how far it came."""
    made = of.versions.order_by("number").first() or version(of)
    for number in range(results):
        result(made, f"Terwujudnya hasil {number + 1} dari {of.employee.name}")
    stamps = {"submitted_at": NOW} if state != VersionState.DRAFT else {}
    if state == VersionState.AGREED:
        stamps["decided_at"] = NOW
    PlanVersion.objects.filter(pk=made.pk).update(state=state, **stamps, **fields)
    made.refresh_from_db()
    return made


def goal(year: Cycle, text: str, where: Unit, *, parent: Goal | None = None, level: str = "") -> Goal:
    """Add a goal to the tree."""
    kind = level or (GoalLevel.IMMEDIATE if parent else GoalLevel.ULTIMATE)
    return Goal.objects.create(cycle=year, text=text, unit=where, parent=parent, level=kind, created_at=OPENED)


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of the small city: the mayor rates the head, the head the chief, the chief the clerk."""

    cycle: Cycle
    head: Plan
    chief: Plan
    clerk: Plan
    stranger: Plan


def plans(city: City, *, agreed: bool = False, **fields: Any) -> Plans:
    """Open the year for everybody of the small city; with `agreed` all of them have agreed plans."""
    year = cycle(**fields)
    made = Plans(
        cycle=year,
        head=plan(year, city.head, city.mayor, city.office, leads=True),
        chief=plan(year, city.chief, city.head, city.division, leads=True),
        clerk=plan(year, city.clerk, city.chief, city.division),
        stranger=plan(year, city.stranger, city.mayor, city.other, leads=True),
    )
    if agreed:
        for one in (made.head, made.chief, made.clerk, made.stranger):
            filled(one, VersionState.AGREED)
    return made


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of the small city."""

    mayor: User
    head: User
    chief: User
    clerk: User
    stranger: User


def accounts(city: City) -> Accounts:
    """Give everybody an account; the mayor's holds the mayor's role."""
    return Accounts(
        mayor=people.account(city.mayor, "wali", Role.MAYOR),
        head=people.account(city.head, "kepala"),
        chief=people.account(city.chief, "kabid"),
        clerk=people.account(city.clerk, "staf"),
        stranger=people.account(city.stranger, "lain"),
    )


def period(of: Cycle, number: int = 3) -> Period:
    """Find a period of a year; number 0 is the year itself."""
    return of.periods.get(number=number)


def achievement(where: Unit, when: Period, level: str = "BAIK", *, by: User) -> UnitAchievement:
    """Record what a unit achieved."""
    return UnitAchievement.objects.create(
        unit=where, period=when, level=level, reason="Rencana aksi tercapai.", set_at=NOW, set_by=by
    )


def given(of: Plan, *, item: str = "SESUAI", behaviour: str = "SESUAI", value: int | None = 95, **chosen: str) -> Given:
    """Give every item and every value the same rating, every indicator the same realisation."""
    agreed = of.versions.get(state=VersionState.AGREED)
    rows = list(Indicator.objects.filter(result__version=agreed)) if value is not None else []
    return Given(
        items={row.lineage: {"rating": item, "feedback": "Terlihat pada register."} for row in agreed.results.all()},
        behaviours={name: {"rating": behaviour} for name in NILAI.names},
        values={row.lineage: (Decimal(value or 0), "Register") for row in rows},
        chosen=chosen,
    )


def rated(of: Plan, when: Period, *, by: User, **options: Any) -> Evaluation:
    """Let the rater rate everything of a plan in a period."""
    there = Evaluation.objects.filter(plan=of, period=when).first()
    edition = there.edition if there else 0
    return ratings_save(actor=by, plan=of, period=when, edition=edition, given=given(of, **options), now=NOW)


def sent(of: Plan, when: Period, *, by: User, **options: Any) -> Evaluation:
    """Let the rater rate everything and send it."""
    made = rated(of, when, by=by, **options)
    return evaluation_send(actor=by, evaluation=made, edition=made.edition, now=NOW)
