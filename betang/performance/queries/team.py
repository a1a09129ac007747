"""The plans of those one rates."""

from django.db.models import Case, Max, QuerySet, Value, When

from betang.kernel.access.viewer import Viewer
from betang.performance import rules
from betang.performance.models import Plan, VersionState
from betang.performance.queries.plans import with_states


def team_plans(viewer: Viewer) -> QuerySet[Plan]:
    """List the plans of the latest year that one rates: submitted ones first, then by name."""
    rated = Plan.objects.filter(rules.may_rate_plan(viewer))
    year = rated.values("rater").annotate(last=Max("cycle__year")).values("last")
    waiting = Case(When(open_state=VersionState.SUBMITTED, then=Value(0)), default=Value(1))
    plans = with_states(rated.filter(cycle__year=year[:1])).select_related(
        "employee", "cycle", "unit", "assignment__position"
    )
    return plans.annotate(turn=waiting).order_by("turn", "employee__name", "employee_id", "from_date")
