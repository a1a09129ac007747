"""Plans to do better as they are read: one's own, those one leads through, who needs one, the watch list."""

from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.performance import rules
from betang.performance.models import Decision, ImprovementPlan, ImprovementStep, Period
from betang.regulation.eksp2022.levels import PREDIKAT

LOW = tuple(PREDIKAT.names[: PREDIKAT.code("BP") + 1])  # Butuh Perbaikan and below; names are lowest first
RELATED = (
    "evaluation__plan__employee", "evaluation__plan__rater", "evaluation__plan__unit", "evaluation__period__cycle",
)  # fmt: skip
EVERY_DAYS = 7  # the day after a step was due, then once a week


def improvements_seen(viewer: Viewer) -> QuerySet[ImprovementPlan]:
    """List plans of oneself and of those one rates, running ones first."""
    mine = viewer.employee_id
    both = Q(evaluation__plan__employee=mine) | Q(evaluation__plan__rater=mine) if mine else rules.NOBODY
    rows = counted(ImprovementPlan.objects.filter(both)).select_related(*RELATED)
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-opened_at")


def counted(rows: QuerySet[ImprovementPlan]) -> QuerySet[ImprovementPlan]:
    """Put the number of steps, and of those confirmed, beside plans."""
    confirmed = Count("steps", filter=Q(steps__confirmed_at__isnull=False))
    return rows.annotate(all_steps=Count("steps"), confirmed_steps=confirmed)


def improvement_seen(viewer: Viewer, uid: UUID) -> ImprovementPlan:
    """Find a plan that somebody may read; NotFound otherwise."""
    return visible(ImprovementPlan.objects.select_related(*RELATED), rules.may_see_improvement(viewer), uid=uid)


def needing(viewer: Viewer) -> QuerySet[Decision]:
    """List low predikat among those one rates that no plan follows yet, the latest first."""
    mine = viewer.employee_id
    rated = Q(evaluation__plan__rater=mine) & ~Q(evaluation__plan__employee=mine) if mine else rules.NOBODY
    return low().filter(rated, evaluation__improvement=None).order_by("-evaluation__period__to_date", "-id")


def low() -> QuerySet[Decision]:
    """List low predikat that hold."""
    rows = Decision.objects.filter(replaced_by=None, predicate__in=LOW)
    return rows.select_related(*RELATED, "evaluation__plan__assignment__position", "evaluation__improvement")


def watched(period: Period) -> QuerySet[Decision]:
    """List the low predikat of a period for the leadership: the lowest first, with open and overdue steps counted."""
    return (
        low()
        .filter(evaluation__period=period)
        .order_by("evaluation__plan__unit__path", "evaluation__plan__employee__name", "id")
    )


def overdue_of(plans: list[int], day: date) -> dict[int, int]:
    """Count by plan the steps whose day has passed without being confirmed."""
    rows = ImprovementStep.objects.filter(improvement__in=plans, confirmed_at=None, due_date__lt=day)
    return dict(rows.values_list("improvement").annotate(n=Count("pk")).order_by())


def reminded(day: date) -> dict[int, tuple[UUID, set[int]]]:
    """Give by running plan with steps due: its uid and the accounts to remind; of steps reported, the superior."""
    rows = ImprovementStep.objects.filter(improvement__closed_at=None, confirmed_at=None, due_date__lt=day).order_by()
    to: dict[int, tuple[UUID, set[int]]] = {}
    people = "improvement__evaluation__plan"
    for plan, uid, due, done, owner, rater in rows.values_list(
        "improvement_id", "improvement__uid", "due_date", "done_at", f"{people}__employee__user_id",
        f"{people}__rater__user_id",
    ):  # fmt: skip
        user = rater if done else owner
        if (day - due).days % EVERY_DAYS == 1 and user:
            to.setdefault(plan, (uid, set()))[1].add(user)
    return to
