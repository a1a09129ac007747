"""The end of a period: what its raters rated but did not send, and from when on that is sent together."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import LessThan
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Invalid
from betang.performance.models import (
    BehaviourRating,
    Deadline,
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
from betang.performance.queries.readiness import MISSING
from betang.regulation.eksp2022.levels import NILAI


def rated(period: Period, *, actor: User | None) -> QuerySet[Evaluation]:
    """Give the unsent evaluations of a period that their raters have rated, but never the actor's own.

    A row is looked at more closely when it is frozen: this finds who has a rating at all, from a rater who can decide.
    """
    given = BehaviourRating.objects.filter(evaluation=OuterRef("pk")).exclude(rating="")
    found = Evaluation.objects.filter(
        Exists(given), period=period, state=EvaluationState.OPEN, plan__rater__user__isnull=False
    ).exclude(plan__rater=F("plan__employee"))
    if period.annual:  # the whole year is evaluated once, on the last plan
        found = found.filter(plan__in=Plan.objects.filter(last_of_year(), cycle=period.cycle_id))
    return found.exclude(plan__employee__user=actor) if actor else found


def lacking(period: Period, *, actor: User | None) -> list[tuple[str, int]]:
    """Say what most often keeps those rated from being sent, and how many; one query. The rest shows on their pages."""
    given = BehaviourRating.objects.filter(evaluation=OuterRef("pk")).exclude(rating="").order_by()
    number = given.values("evaluation").annotate(number=Count("pk")).values("number")
    rows = rated(period, actor=actor).annotate(
        lacks_unit=~Exists(UnitAchievement.objects.filter(unit=OuterRef("plan__unit"), period=period)),
        lacks_version=~Exists(PlanVersion.objects.filter(plan=OuterRef("plan"), state=VersionState.AGREED)),
        lacks_behaviours=LessThan(Subquery(number), len(NILAI.names)),
    )
    names = ("unit", "version", "behaviours")
    counts = rows.aggregate(**{name: Count("pk", filter=Q(**{f"lacks_{name}": True})) for name in names})
    return [(str(MISSING[name]), counts[name]) for name in names if counts[name]]


def chunks(period: Period, size: int, *, actor: User | None) -> Iterator[list[int]]:
    """Give the ids of `rated` in pieces, rater by rater: a rater of hundreds must not hold the database for long."""
    keys = list(rated(period, actor=actor).order_by("plan__rater_id", "pk").values_list("pk", flat=True))
    return (keys[start : start + size] for start in range(0, len(keys), size))


def closable(task: Task, day: date) -> bool:
    """Tell whether what raters rated may be sent for them: the deadline has passed; without one, the period has."""
    if task.period is None or task.step != Step.EVALUATE:
        return False
    return day > max(task.period.to_date, task.due or task.period.to_date)


def refuse_early(period: Period, day: date) -> None:
    """Refuse to send for raters who still have time."""
    last = Deadline.objects.filter(period=period, step=Step.EVALUATE).order_by("id").last()
    if not closable(Task(Step.EVALUATE, period, last), day):
        raise Invalid(_("Penilai masih mempunyai waktu: tenggat mengirim evaluasi periode ini belum lewat."))
