"""What came before a plan: the one last agreed, and whether the superior's is there yet."""

from betang.people.models import EmployeeKind
from betang.performance.models import Plan, PlanVersion, VersionState


def last_agreed(version: PlanVersion) -> PlanVersion | None:
    """Find the plan last agreed before the year of a version, of the same person."""
    plan = version.plan
    earlier = PlanVersion.objects.filter(
        plan__employee=plan.employee_id, plan__cycle__year__lt=plan.cycle.year, state=VersionState.AGREED
    )
    return earlier.order_by("-plan__cycle__year", "-plan__from_date").first()


def ahead_of_rater(plan: Plan) -> bool:
    """Tell whether a plan comes before its rater's: the rater should have one this year and has none agreed."""
    rater = plan.rater
    if rater is None or rater.kind == EmployeeKind.ELECTED:
        return False
    agreed = PlanVersion.objects.filter(plan__employee=rater, plan__cycle=plan.cycle_id, state=VersionState.AGREED)
    return not agreed.exists()
