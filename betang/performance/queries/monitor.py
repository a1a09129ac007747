"""How far a city is with each step of a year: counts for the whole, per unit, and who has not done it yet.

Counting asks a fixed number of questions, whatever the number of people, periods or units.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, When

from betang.kernel.access.viewer import Viewer
from betang.people.models import Unit
from betang.performance.models import (
    Cycle,
    Evaluation,
    EvaluationState,
    Period,
    Plan,
    PlanVersion,
    Step,
    UnitAchievement,
    VersionState,
)
from betang.performance.queries.annual import last_of_year
from betang.performance.queries.cycles import Task
from betang.performance.rules import EVERYBODY, NOBODY, may_monitor_plan

#: When a step of an evaluation is done.
DONE = {
    Step.SELF: Q(self_sent_at__isnull=False) | ~Q(state="terbuka"),
    Step.EVALUATE: ~Q(state="terbuka"),
    Step.RECEIVE: Q(received_at__isnull=False),
}
#: When a step of a plan is done, by its versions.
WRITTEN = {Step.PLAN: Q(submitted_at__isnull=False), Step.AGREE: Q(state=VersionState.AGREED)}


@dataclass(slots=True)
class Progress:
    """How many have done a step, of how many who must."""

    done: int = 0
    total: int = 0

    @property
    def open(self) -> int:
        """How many have not."""
        return self.total - self.done

    @property
    def percent(self) -> int:
        """The share that is done, rounded down: 100 is all."""
        return self.done * 100 // self.total if self.total else 0


@dataclass(slots=True)
class UnitProgress:
    """The progress of a unit with those counted under it."""

    unit: Unit
    progress: Progress = field(default_factory=Progress)


def progress_of(cycle: Cycle, tasks: Sequence[Task], viewer: Viewer) -> list[tuple[Task, Progress]]:
    """Count who has done each step, among those the viewer watches; three queries."""
    reach = may_monitor_plan(viewer)
    plans = _plans(cycle, reach)
    evaluations = _evaluations(cycle, reach)
    units = _units(cycle, reach, {task.period for task in tasks if task.period})
    found = []
    for task in tasks:
        if task.period is None:
            found.append((task, plans[task.step]))
        elif task.step == Step.UNIT:
            found.append((task, units[task.period.pk]))
        else:
            found.append((task, evaluations[task.period.pk, task.step]))
    return found


def _plans(cycle: Cycle, reach: Q) -> dict[Step, Progress]:
    rows = Plan.objects.filter(reach, cycle=cycle).order_by()
    counts = rows.aggregate(
        total=Count("pk", distinct=True),
        PLAN=Count("pk", distinct=True, filter=Q(versions__submitted_at__isnull=False)),
        AGREE=Count("pk", distinct=True, filter=Q(versions__state=VersionState.AGREED)),
    )
    return {step: Progress(counts[step.name], counts["total"]) for step in WRITTEN}


def _evaluations(cycle: Cycle, reach: Q) -> dict[tuple[int, Step], Progress]:
    rows = Evaluation.objects.filter(period__in=Period.objects.filter(cycle=cycle))
    # What somebody wrote for the whole year before a move stays, but nobody owes it: the year is the last plan's.
    last = Plan.objects.filter(last_of_year(), cycle=cycle)
    rows = rows.filter(Q(period__number__gt=0) | Q(plan__in=last))
    if reach != EVERYBODY:
        rows = rows.filter(plan__in=Plan.objects.filter(reach, cycle=cycle))
    counted = {step.name: Count("pk", filter=done) for step, done in DONE.items()}
    found: dict[tuple[int, Step], Progress] = defaultdict(Progress)
    for period, total, *ready in rows.order_by().values_list("period_id").annotate(total=Count("pk"), **counted):
        found |= {(period, step): Progress(count, total) for step, count in zip(DONE, ready, strict=True)}
    return found


def _units(cycle: Cycle, reach: Q, periods: Iterable[Period]) -> dict[int, Progress]:
    """Count units whose achievement was set, among those led by somebody at the end of each period."""
    led = Plan.objects.filter(reach, cycle=cycle, leads_unit=True).order_by()
    rows = list(led.values_list("unit_id", "from_date", "to_date", "unit__achievements__period_id"))
    there = {(unit, period) for unit, _first, _last, period in rows}
    found: dict[int, Progress] = {}
    for period in periods:
        units = {unit for unit, first, last, _period in rows if first <= period.to_date <= last}
        found[period.pk] = Progress(sum((unit, period.pk) in there for unit in units), len(units))
    return found


def owing(cycle: Cycle, task: Task) -> tuple[QuerySet[Plan], Q]:
    """Give the plans of a cycle for which a step must be done, and the condition that it was."""
    plans = Plan.objects.filter(cycle=cycle)
    if task.period is None:
        versions = Exists(PlanVersion.objects.filter(WRITTEN[task.step], plan=OuterRef("pk")))
        return plans, Q(versions)
    if task.step == Step.UNIT:
        led = plans.filter(leads_unit=True, from_date__lte=task.period.to_date, to_date__gte=task.period.to_date)
        return led, Q(Exists(UnitAchievement.objects.filter(period=task.period, unit=OuterRef("unit"))))
    # Lists from the index of progress, made once; a question for each plan would read its long row.
    there = Evaluation.objects.filter(period=task.period).order_by().values("plan")
    if task.period.annual:
        plans = plans.filter(last_of_year())
    return plans.filter(pk__in=there), Q(pk__in=there.filter(DONE[task.step]))


def by_unit(cycle: Cycle, task: Task, viewer: Viewer, *, whole: bool) -> list[UnitProgress]:
    """Count a step per unit: per office (perangkat daerah) for the whole city, else per unit the viewer leads."""
    plans, done = owing(cycle, task)
    rows = plans.filter(may_monitor_plan(viewer)).order_by().values_list("unit_id")
    counts = rows.annotate(total=Count("pk"), ready=Count("pk", filter=done))
    units = {unit.pk: unit for unit in Unit.objects.only("id", "code", "name", "abbreviation", "path", "main")}
    found: dict[int, UnitProgress] = {}
    for pk, total, ready in counts:
        head = _office(units[pk], units) if whole else units[pk]
        line = found.setdefault(head.pk, UnitProgress(head))
        line.progress.total += total
        line.progress.done += ready
    return sorted(found.values(), key=lambda line: (line.progress.percent, line.unit.name))


def _office(unit: Unit, units: dict[int, Unit]) -> Unit:
    """Give the office a unit belongs to, itself where there is none above."""
    above = [units[int(part)] for part in unit.path.split("/") if part]
    return next((one for one in reversed(above) if one.main), unit)


def own_turn(task: Task) -> Q:
    """Give the condition that a step, not done yet, waits for the plan's owner and not for the rater."""
    if task.step in {Step.PLAN, Step.SELF}:
        return EVERYBODY
    if task.step == Step.AGREE:  # nobody agrees to what was not handed in
        return ~Q(Exists(PlanVersion.objects.filter(plan=OuterRef("pk"), submitted_at__isnull=False)))
    if task.step == Step.RECEIVE:  # nobody receives what was not sent
        sent = Evaluation.objects.filter(plan=OuterRef("pk"), period=task.period).exclude(state=EvaluationState.OPEN)
        return Q(Exists(sent))
    return NOBODY


def units_under(unit: Unit, *, whole: bool) -> list[int]:
    """Give the units that are counted under a line of the monitor: an office with all below, or one unit alone."""
    if not whole:
        return [unit.pk]
    return list(Unit.objects.filter(path__startswith=unit.path).values_list("pk", flat=True))


def waiting(cycle: Cycle, task: Task, viewer: Viewer, *, units: Iterable[int] | None) -> QuerySet[Plan]:
    """List the plans for which a step is still open, in some units or all that the viewer watches.

    `own` says of each whether it waits for the plan's owner.
    """
    plans, done = owing(cycle, task)
    rows = plans.filter(may_monitor_plan(viewer), ~done)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    rows = rows.annotate(own=Case(When(own_turn(task), then=True), default=False, output_field=BooleanField()))
    return rows.select_related("employee", "unit", "rater").order_by("unit__name", "employee__name", "pk")
