"""Units as a tree and one by one."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from betang.kernel.errors import NotFound
from betang.people.models import Assignment, AssignmentKind, Employee, Unit, UnitPeriod
from betang.people.models.dated import on_day
from betang.people.queries.structure import PRECEDENCE, serving


@dataclass(slots=True)
class Branch:
    """A unit in the tree with how many work in it and below it, and the branches under it."""

    code: str
    kind: str
    name: str
    own: int = 0
    total: int = 0
    children: "list[Branch]" = field(default_factory=list)


def tree(day: date) -> list[Branch]:
    """Give the units that exist today as a tree with counts of people; two queries."""
    counts = dict(
        Assignment.objects.on(day)
        .filter(serving(day, "employee__"), kind=AssignmentKind.HOLDER)
        .values_list("position__unit")
        .annotate(number=Count("employee", distinct=True))
    )
    open_today = Unit.objects.filter(Q(closed_date__isnull=True) | Q(closed_date__gte=day)).order_by("path")
    rows = list(open_today.values_list("pk", "parent_id", "code", "kind", "name"))
    branches = {key: Branch(code, kind, name, own=counts.get(key, 0)) for key, _above, code, kind, name in rows}
    roots: list[Branch] = []
    for key, parent, *_names in rows:
        above = branches.get(parent or 0)
        (above.children if above else roots).append(branches[key])
    for root in roots:
        add_up(root)
    return roots


def add_up(branch: Branch) -> int:
    """Fill in how many work in a unit and all below it, and put the children in order of name."""
    branch.children.sort(key=lambda child: (child.kind, child.name))
    branch.total = branch.own + sum(add_up(child) for child in branch.children)
    return branch.total


def unit_found(code: str) -> tuple[Unit, list[Unit]]:
    """Find a unit by its code, with the unit above and the open ones right below it, in one query; NotFound."""
    rows = Unit.objects.select_related("parent").filter(Q(code=code) | Q(parent__code=code)).order_by("name")
    found = {row.code: row for row in rows}
    unit = found.pop(code, None)
    if unit is None:
        raise NotFound(_("Unit ini tidak ditemukan."))
    return unit, [child for child in found.values() if child.closed_date is None]


def main_units() -> QuerySet[Unit]:
    """List the main units (perangkat daerah), by name."""
    return Unit.objects.filter(main=True, closed_date__isnull=True).order_by("name")


def periods_of(unit: Unit) -> QuerySet[UnitPeriod]:
    """List what a unit was called and where it belonged, the latest first."""
    return unit.periods.valid().select_related("parent").order_by("-from_date")


def leaders_of(unit: Unit) -> list[Assignment]:
    """List who led a unit, the latest first: holders and those who acted."""
    found = Assignment.objects.valid().filter(position__unit=unit, position__is_head=True)
    return list(found.select_related("employee", "position").order_by("-from_date", "-id"))


def leader_then(leaders: list[Assignment], day: date) -> Assignment | None:
    """Pick who led on a day from the list of all who did."""
    then = [row for row in leaders if row.holds(day)]
    return min(then, key=lambda row: PRECEDENCE[AssignmentKind(row.kind)], default=None)


def working_here(unit: Unit, day: date) -> QuerySet[Employee]:
    """List who works in a unit itself on a day, by name."""
    here = Assignment.objects.filter(on_day(day), position__unit=unit).values("employee")
    return Employee.objects.filter(serving(day), pk__in=here).order_by("name", "id")
