"""Where the tree of goals is weak: what evaluators of SAKIP found in the city's own plans (law/cascade-sakip §7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from betang.kernel.access.viewer import Viewer
from betang.performance.models import Cascade, Cycle, GoalLevel, Plan, Result
from betang.performance.queries.goals import Gauge, Node, current, tree
from betang.performance.rules import may_monitor_plan

WHOLE = Decimal(100)
MOST = 500


@dataclass(frozen=True, slots=True)
class Weak:
    """What the tree lacks: goals nobody serves or without indicator, outcomes with outputs only, gaps."""

    unserved: list[Node]
    unmeasured: list[Node]
    outputs_only: list[Node]
    incomplete: list[tuple[Node, Gauge]]

    @property
    def number(self) -> int:
        """How many findings there are."""
        return len(self.unserved) + len(self.unmeasured) + len(self.outputs_only) + len(self.incomplete)


@dataclass(frozen=True, slots=True)
class Whole:
    """A leader's result (its words) that is handed down in parts which do not add up to the whole."""

    text: str
    total: Decimal
    parts: int


def weaknesses(cycle: Cycle, units: frozenset[int] | None) -> Weak:
    """Look through the goals of a year, those of some units or all; three queries."""
    nodes = [node for node in walk(tree(cycle, measured=False)) if units is None or node.goal.unit_id in units]
    outcomes = {GoalLevel.ULTIMATE, GoalLevel.INTERMEDIATE, GoalLevel.IMMEDIATE}
    return Weak(
        unserved=[node for node in nodes if not node.children and not node.results],
        unmeasured=[node for node in nodes if not node.gauges],
        outputs_only=[
            node
            for node in nodes
            if node.goal.level in {GoalLevel.ULTIMATE, GoalLevel.INTERMEDIATE}
            and node.children
            and not any(child.goal.level in outcomes for child in node.children)
        ],
        incomplete=[(node, gauge) for node in nodes for gauge in node.gauges if gauge.missing],
    )


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Give every node of a tree, the upper ones first."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def unaligned(cycle: Cycle, viewer: Viewer) -> list[Result]:
    """List core results that serve neither a goal nor a result of the superior, in plans the viewer watches.

    At most MOST of them: whoever has more begins with these.
    """
    rows = Result.objects.filter(current(), _watched(cycle, viewer), kind="UTAMA", goal__isnull=True)
    found = rows.filter(parent_lineage__isnull=True).select_related("version__plan__employee", "version__plan__unit")
    return list(found.order_by("version__plan__unit__path", "version__plan__employee__name", "pk")[:MOST])


def shares_off(cycle: Cycle, viewer: Viewer) -> list[Whole]:
    """List results handed down directly whose parts do not add up to the whole target; one query."""
    rows = Result.objects.filter(current(), _watched(cycle, viewer), cascade=Cascade.DIRECT, share__isnull=False)
    leading = Result.objects.filter(current(), lineage=OuterRef("parent_lineage")).order_by("-pk")
    sums = (
        rows.exclude(parent_lineage=None)
        .order_by()
        .values("parent_lineage")
        .annotate(total=Sum("share"), parts=Count("pk"))
        .exclude(total=WHOLE)
        .annotate(above=Subquery(leading.values("text")[:1]))
        .values_list("above", "total", "parts")
    )
    return [Whole(text or "", total, parts) for text, total, parts in sums]


def _watched(cycle: Cycle, viewer: Viewer) -> Q:
    return Q(version__plan__in=Plan.objects.filter(may_monitor_plan(viewer), cycle=cycle))
