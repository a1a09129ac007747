"""Cycles with their periods, and the deadlines that hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid, NotFound
from betang.performance.calendar import Known, governed
from betang.performance.models import Cycle, Deadline, Period, Step

OF_THE_YEAR = (Step.PLAN, Step.AGREE)
OF_A_PERIOD = (Step.SELF, Step.UNIT, Step.EVALUATE, Step.RECEIVE)


@dataclass(frozen=True, slots=True)
class Task:
    """A step of a cycle: of which period (None: the year as such), and the deadline that holds, if any is set."""

    step: Step
    period: Period | None
    deadline: Deadline | None

    @property
    def due(self) -> date | None:
        """By when."""
        return self.deadline.due_date if self.deadline else None

    @property
    def key(self) -> str:
        """How addresses name it: `sepakat`, `evaluasi-2`."""
        return f"{self.step.value}-{self.period.number}" if self.period else self.step.value

    @property
    def title(self) -> str:
        """Step and period in words."""
        return f"{self.step.label}, {self.period.name}" if self.period else str(self.step.label)

    def late(self, day: date) -> bool:
        """Tell whether what is not done by a day is late."""
        return self.due is not None and day > self.due


def cycle_of(year: int) -> Cycle:
    """Find the cycle of a year; NotFound."""
    found = Cycle.objects.filter(year=year).first()
    if found is None:
        raise NotFound(_("Siklus tahun ini belum dibuka."))
    return found


def cycles_running(day: date) -> QuerySet[Cycle]:
    """List the cycles whose plans still follow posts: those that are not over and not closed."""
    return Cycle.objects.filter(closed_at__isnull=True, to_date__gte=day)


def periods_of(cycle: Cycle) -> list[Period]:
    """List the periods of a cycle in order of days, the whole year last; one query."""
    return _in_order(Period.objects.filter(cycle=cycle).select_related("cycle"))


def year_of(year: int) -> tuple[Cycle, list[Period]]:
    """Find the cycle of a year with its periods in order; one query, two where it has none. NotFound."""
    periods = _in_order(Period.objects.filter(cycle__year=year).select_related("cycle"))
    return (periods[0].cycle if periods else cycle_of(year)), periods


def _in_order(rows: Iterable[Period]) -> list[Period]:
    return sorted(rows, key=lambda period: (period.annual, period.number))


def tasks_of(cycle: Cycle, periods: Sequence[Period]) -> list[Task]:
    """List every step of a year with the deadline that holds; one query."""
    newest = {
        (row.step, row.period_id): row for row in Deadline.objects.filter(cycle=cycle).order_by("id")
    }  # the last row of a step holds
    found = [Task(step, None, newest.get((step, None))) for step in OF_THE_YEAR]
    for period in periods:
        found += [Task(step, period, newest.get((step, period.pk))) for step in OF_A_PERIOD]
    return found


def task_of(tasks: Sequence[Task], key: str) -> Task:
    """Find a step by its key; NotFound."""
    found = next((task for task in tasks if task.key == key), None)
    if found is None:
        raise NotFound(_("Langkah ini tidak ada dalam siklus ini."))
    return found


def history_of(task: Task, cycle: Cycle) -> list[Deadline]:
    """List all deadlines a step ever had, the one that holds first."""
    rows = Deadline.objects.filter(cycle=cycle, step=task.step, period=task.period).select_related("set_by")
    return list(rows.order_by("-id"))


def described(known: Known, *, year: int, rhythm: str) -> tuple[str, Known]:
    """Write step and period of a deadline that is not stored yet."""
    period = None if known.number is None else Period(cycle=Cycle(year=year, rhythm=rhythm), number=known.number)
    return Task(Step(known.step), period, None).title, known


def refuse_year(year: int, *, today: date) -> None:
    """Refuse a year that the rules do not govern, or that is further away than next year."""
    if not (1970 <= year <= today.year + 1):
        raise Invalid(
            _("Siklus dibuka paling cepat untuk tahun depan."), fields={"year": _("Pilih tahun ini atau tahun depan.")}
        )
    if not governed(year):
        raise Invalid(
            _("Tahun ini tidak dinilai menurut PermenPANRB 6/2022."), fields={"year": _("Pilih tahun sesudah 2021.")}
        )
