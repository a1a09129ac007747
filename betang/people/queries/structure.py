"""The structure on a day: parents of units, leaders, homes; each one query, whatever the number of people."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q

from betang.people import structure
from betang.people.models import Assignment, AssignmentKind, Employee, ReportingLine, Status, Unit, UnitPeriod
from betang.people.models.dated import on_day
from betang.people.models.employees import LEFT

#: Whoever holds the post leads; then who acts for a vacant one, then who stands in for the day.
PRECEDENCE: dict[str, int] = {AssignmentKind.HOLDER: 0, AssignmentKind.ACTING: 1, AssignmentKind.DEPUTY: 2}
#: More keys than this are not put into a query: SQLite takes a limited number, and reading all rows is faster.
NAMED = 900


def parents_on(day: date) -> dict[int, int | None]:
    """Give the parent of every unit as it was on a day."""
    return dict(UnitPeriod.objects.on(day).values_list("unit_id", "parent_id"))


def serving(day: date, prefix: str = "") -> Q:
    """Give the condition that somebody has not left on a day; `prefix` walks a relation to the employee."""
    gone = Employee.objects.filter(on_day(day, "statuses__"), statuses__kind__in=sorted(LEFT)).values("id")
    return ~Q(**{f"{prefix or 'id__'}in": gone})


def gone_on(day: date) -> frozenset[int]:
    """Give the ids of those who have left by a day."""
    left = Status.objects.on(day).filter(kind__in=sorted(LEFT))
    return frozenset(left.values_list("employee_id", flat=True))


def leaders_on(day: date) -> dict[int, int]:
    """Give who leads each unit on a day: the holder of its post, else who acts for it."""
    rows = (
        Assignment.objects.on(day)
        .filter(serving(day, "employee__"), position__is_head=True)
        .values_list("position__unit_id", "kind", "from_date", "employee_id")
    )
    best: dict[int, tuple[int, int]] = {}
    # The later appointment comes last, so that of two of the same kind it counts.
    for unit, kind, _since, employee in sorted(rows, key=lambda row: row[2]):
        rank = PRECEDENCE[kind]
        if unit not in best or rank <= best[unit][0]:
            best[unit] = (rank, employee)
    return {unit: employee for unit, (_rank, employee) in best.items()}


def leader_on(unit: Unit, day: date) -> Employee | None:
    """Answer "who led this unit on that day?"; None when nobody did."""
    leader = leaders_on_units([unit.pk], day).get(unit.pk)
    return Employee.objects.get(pk=leader) if leader else None


def leaders_on_units(units: list[int], day: date) -> dict[int, int]:
    """Give who leads some units on a day."""
    everyone = leaders_on(day)
    return {unit: everyone[unit] for unit in units if unit in everyone}


def leaders_named(units: Collection[int], day: date) -> dict[int, Employee]:
    """Give who leads some units on a day, with names; one query."""
    left = Status.objects.on(day).filter(employee=OuterRef("employee"), kind__in=sorted(LEFT))  # quick for few
    rows = Assignment.objects.on(day).filter(~Exists(left), position__is_head=True, position__unit__in=units)
    ordered = sorted(
        rows.select_related("employee", "position"), key=lambda row: (-PRECEDENCE[row.kind], row.from_date, row.pk)
    )
    return {row.position.unit_id: row.employee for row in ordered}  # the best comes last


def homes_on(day: date, among: Collection[int] | None = None) -> dict[int, int]:
    """Give the unit everybody, or each of some, works in on a day: that of the post held, else of the one acted for."""
    few = Q() if among is None or len(among) > NAMED else Q(employee__in=among)
    rows = (
        Assignment.objects.on(day)
        .filter(few, serving(day, "employee__"))
        .values_list("employee_id", "kind", "position__unit_id")
    )
    best: dict[int, tuple[int, int]] = {}
    for employee, kind, unit in rows:
        rank = PRECEDENCE[kind]
        if employee not in best or rank < best[employee][0]:
            best[employee] = (rank, unit)
    return {employee: unit for employee, (_rank, unit) in best.items()}


def structural_superiors(day: date) -> dict[int, int]:
    """Give everybody's superior by the structure on a day, in three queries."""
    return structure.superiors(parents=parents_on(day), leaders=leaders_on(day), home=homes_on(day))


def superior_on(employee: Employee, day: date) -> Employee | None:
    """Give somebody's direct superior on a day as recorded; None when there is none."""
    line = ReportingLine.objects.on(day).filter(employee=employee).select_related("superior").first()
    return line.superior if line else None
