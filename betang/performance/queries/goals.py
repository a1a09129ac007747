"""The tree of goals with live achievement, one goal with what it came to, and the results of people that serve it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Forbidden, NotFound
from betang.people.models import Unit
from betang.performance import rules
from betang.performance.achievement import Measured, measurable, percents
from betang.performance.models import (
    OPEN_STATES,
    Cycle,
    Goal,
    GoalIndicator,
    GoalMeasurement,
    Period,
    Plan,
    PlanVersion,
    Result,
    VersionState,
)

ABOVE = "parent" + "__parent" * 5


@dataclass(slots=True)
class Gauge:
    """An indicator with its latest value: of which period, and the achievement in percent where it can be told."""

    indicator: GoalIndicator
    value: Decimal | None = None
    period: Period | None = None
    percent: Decimal | None = None

    @property
    def bar(self) -> Decimal:
        """The length of the bar: the achievement within 0 and 100."""
        return min(max(self.percent or Decimal(0), Decimal(0)), Decimal(100))

    @property
    def missing(self) -> list[str]:
        """What evaluators of SAKIP miss of it (law/cascade-sakip §7)."""
        row = self.indicator
        parts = {
            _("definisi"): row.definition, _("rumus"): row.formula, _("sumber data"): row.data_source,
            _("polaritas"): row.polarity, _("target"): row.target,
        }  # fmt: skip
        return [name for name, value in parts.items() if not value]


@dataclass(slots=True)
class Node:
    """A goal in the tree with its gauges, how many results of people serve it, and the goals below."""

    goal: Goal
    gauges: list[Gauge] = field(default_factory=list)
    results: int = 0
    children: "list[Node]" = field(default_factory=list)


def current() -> Q:
    """Give the condition of a result that counts now: of the agreed version, else of the open one."""
    agreed = PlanVersion.objects.filter(plan=OuterRef("version__plan"), state=VersionState.AGREED)
    return Q(version__state=VersionState.AGREED) | (Q(version__state__in=OPEN_STATES) & ~Q(Exists(agreed)))


def cycles_known() -> list[Cycle]:
    """List all years, the latest first."""
    return list(Cycle.objects.all())


def cycle_chosen(cycles: Sequence[Cycle], year: str | None) -> Cycle | None:
    """Choose a year from those there are: the one asked for, else the latest."""
    return next((cycle for cycle in cycles if str(cycle.year) == year), cycles[0] if cycles else None)


def goals_of(cycle: Cycle) -> list[Goal]:
    """List the goals of a year that still stand, with their units."""
    rows = Goal.objects.filter(cycle=cycle, retired_at__isnull=True).select_related("unit")
    return list(rows.order_by("order", "id"))


def tree(cycle: Cycle, *, measured: bool = True) -> list[Node]:
    """Give the goals of a year as a tree; four queries, three without what the indicators came to.

    A goal whose parent was retired stands at the top.
    """
    nodes = {goal.pk: Node(goal) for goal in goals_of(cycle)}
    indicators = GoalIndicator.objects.filter(goal__cycle=cycle)
    for gauge in gauges_of(indicators) if measured else _bare(indicators):
        if gauge.indicator.goal_id in nodes:
            nodes[gauge.indicator.goal_id].gauges.append(gauge)
    for goal, count in serving(cycle).items():
        if goal in nodes:
            nodes[goal].results = count
    roots: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.goal.parent_id or 0)
        (above.children if above else roots).append(node)
    return roots


def serving(cycle: Cycle) -> dict[int, int]:
    """Count the results of people that serve each goal; one query."""
    rows = Result.objects.filter(current(), goal__cycle=cycle).order_by().values_list("goal_id")
    return dict(rows.annotate(number=Count("pk")))


def _bare(indicators: QuerySet[GoalIndicator]) -> list[Gauge]:
    return [Gauge(row) for row in indicators.filter(retired_at__isnull=True).order_by("-key", "id")]


def gauges_of(indicators: QuerySet[GoalIndicator]) -> list[Gauge]:
    """Give the indicators that still count with the latest value of each and its achievement; two queries."""
    gauges = _bare(indicators)
    values = _latest(gauges)
    for gauge in gauges:
        if found := values.get(gauge.indicator.pk):
            gauge.period, gauge.value = found.period, found.value
    measured = [
        (gauge, Measured(gauge.indicator.polarity, gauge.indicator.target, gauge.value))
        for gauge in gauges
        if gauge.indicator.target is not None
        and gauge.value is not None
        and measurable(gauge.indicator.polarity, gauge.indicator.target, gauge.value)
    ]
    for (gauge, _row), percent in zip(measured, percents([row for _gauge, row in measured]), strict=True):
        gauge.percent = percent
    return gauges


def _latest(gauges: Iterable[Gauge]) -> dict[int, GoalMeasurement]:
    """Give the value that holds of each indicator's latest period; at the year's end the annual one counts."""
    rows = GoalMeasurement.objects.filter(indicator__in=[gauge.indicator.pk for gauge in gauges])
    ordered = sorted(
        rows.select_related("period__cycle"), key=lambda row: (row.period.to_date, row.period.annual, row.pk)
    )
    return {row.indicator_id: row for row in ordered}


def goal_seen(pk: int) -> Goal:
    """Find a goal with those above it; NotFound."""
    return visible(Goal.objects.select_related("cycle", "unit", ABOVE), rules.EVERYBODY, pk=pk)


def goal_kept(viewer: Viewer, pk: int) -> Goal:
    """Find a goal somebody may change; NotFound when there is none, Forbidden when it is out of reach."""
    goal = goal_seen(pk)
    if not Goal.objects.filter(rules.may_change_goal(viewer), pk=pk).exists():
        raise Forbidden(_("Tujuan ini disusun oleh pimpinan unitnya; tujuan kota oleh pimpinan kota dan BKPSDM."))
    return goal


def indicator_kept(viewer: Viewer, goal: int, pk: int) -> GoalIndicator:
    """Find an indicator of a goal somebody may change; NotFound, Forbidden."""
    kept = goal_kept(viewer, goal)
    found = GoalIndicator.objects.filter(goal=kept, pk=pk).first()
    if found is None:
        raise NotFound(_("Indikator ini tidak ditemukan."))
    found.goal = kept
    return found


def may_change(viewer: Viewer, goal: Goal) -> bool:
    """Tell whether somebody may change a goal, without a question to the database."""
    if goal.unit.parent_id is None and viewer.has(*rules.GOVERNING):
        return True
    return goal.unit_id in viewer.leads


def path_to(goal: Goal) -> list[Goal]:
    """Give the goals above one, the city's first; as far as they were read ahead."""
    found: list[Goal] = []
    step = goal.parent
    while step is not None and len(found) < ABOVE.count("parent"):
        found.insert(0, step)
        step = step.parent if step.parent_id else None
    return found


def measurements_of(indicators: Sequence[GoalIndicator]) -> dict[int, list[GoalMeasurement]]:
    """List what indicators came to, the latest entry first, by indicator; one query."""
    found: dict[int, list[GoalMeasurement]] = defaultdict(list)
    rows = GoalMeasurement.objects.filter(indicator__in=indicators).select_related("period__cycle")
    for row in rows.order_by("-period__to_date", "-id"):
        found[row.indicator_id].append(row)
    return found


def results_seen(viewer: Viewer, goal: Goal) -> QuerySet[Result]:
    """List the results of people that serve a goal, those whose plans the viewer may read."""
    plans = Plan.objects.filter(rules.may_see_plan(viewer), cycle=goal.cycle)
    rows = Result.objects.filter(current(), goal=goal, version__plan__in=plans)
    return rows.select_related("version__plan__employee", "version__plan__unit").order_by("version__plan__unit", "pk")


def units_offered(viewer: Viewer) -> QuerySet[Unit]:
    """List the units whose goals somebody may change."""
    return Unit.objects.filter(rules.may_change_goals_of(viewer), closed_date__isnull=True).order_by("path")
