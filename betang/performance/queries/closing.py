"""The end of a period: what its raters rated but did not send, and from when on that is sent together."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Invalid
from betang.performance.models import BehaviourRating, Deadline, Evaluation, EvaluationState, Period, Plan, Step
from betang.performance.queries.annual import last_of_year
from betang.performance.queries.cycles import Task


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


def chunks(period: Period, size: int, *, actor: User | None) -> Iterator[list[int]]:
    """Give the ids of `rated` in pieces of about `size`; a rater's are never torn apart, so that he is told once."""
    rows = rated(period, actor=actor).order_by("plan__rater_id", "pk").values_list("plan__rater_id", "pk")
    piece: list[int] = []
    for _rater, group in groupby(list(rows), key=lambda row: row[0]):
        keys = [key for _of, key in group]
        if piece and len(piece) + len(keys) > size:
            yield piece
            piece = []
        piece += keys
    if piece:
        yield piece


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
