"""Who of a unit, and of the units below it, is away in a month. Colleagues see that, not why (UU 27/2022 ps 16)."""

from dataclasses import dataclass
from datetime import date, timedelta

from betang.kernel.access.viewer import Viewer
from betang.people.models import Absence, Assignment, Employee, Unit
from betang.people.models.dated import on_day
from betang.people.queries.structure import serving
from betang.people.rules import may_see_absence

MOST = 300


@dataclass(frozen=True, slots=True)
class Away:
    """One absence as one person may read it: `why` is empty for who does not need it."""

    absence: Absence
    today: bool
    why: str

    @property
    def employee(self) -> Employee:
        """Who is away."""
        return self.absence.employee


@dataclass(frozen=True, slots=True)
class Month:
    """A month with the ones around it, each as its first day."""

    first: date

    @property
    def last(self) -> date:
        """The last day."""
        return self.after - timedelta(days=1)

    @property
    def before(self) -> date:
        """The month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The month after."""
        return (self.first + timedelta(days=31)).replace(day=1)


def month_of(text: str, *, today: date) -> Month:
    """Read a month as "2026-11"; anything else is this month."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        found = today.replace(day=1)
    return Month(found if 1990 <= found.year <= 2100 else today.replace(day=1))


def away_in(viewer: Viewer, unit: Unit, month: Month) -> list[Away]:
    """List the absences of a month, by first day; two queries, at most 300 rows."""
    here = Assignment.objects.filter(on_day(viewer.today), position__unit__path__startswith=unit.path)
    rows = list(
        Absence.objects.overlapping(first=month.first, last=month.last)
        .filter(serving(viewer.today, "employee__"), employee__in=here.values("employee"))
        .select_related("employee")
        .order_by("from_date", "employee__name", "id")[:MOST]
    )
    ids = {row.employee_id for row in rows}
    told = set(Employee.objects.filter(may_see_absence(viewer), pk__in=ids).values_list("pk", flat=True)) if ids else ()
    return [
        Away(row, row.holds(viewer.today), row.get_kind_display() if row.employee_id in told else "") for row in rows
    ]
