"""Rounds of 360-degree feedback as they are read: what one is asked, what one's own came to, who is to be asked."""

from collections.abc import Collection
from datetime import date
from random import Random
from uuid import UUID

from django.db.models import QuerySet

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.people.models import TeamMember, TeamRole
from betang.performance import rules
from betang.performance.models import Ballot360, Cycle, Invitation360, Plan, Result360, Round360
from betang.performance.respondents import Asked, asked


def rounds() -> QuerySet[Round360]:
    """List all rounds, the latest first."""
    return Round360.objects.select_related("cycle").order_by("-from_date")


def cycles_without_round() -> QuerySet[Cycle]:
    """List the years that run and have no round yet."""
    return Cycle.objects.filter(closed_at=None, round360=None).order_by("-year")


def round_seen(uid: UUID) -> Round360:
    """Find a round; NotFound when there is none."""
    return visible(rounds(), rules.EVERYBODY, uid=uid)


def invitations_open(viewer: Viewer) -> QuerySet[Invitation360]:
    """List what one is asked in rounds that run, by the name of whom it is about."""
    rows = Invitation360.objects.filter(rules.may_answer_360(viewer), done=False, round__to_date__gte=viewer.today)
    return rows.filter(round__ready_at__isnull=False).select_related("subject", "round").order_by("subject__name", "id")


def invitation_seen(viewer: Viewer, uid: UUID) -> Invitation360:
    """Find what one is asked and has not answered; NotFound otherwise, as after answering."""
    return visible(invitations_open(viewer), rules.EVERYBODY, uid=uid)


def results_seen(viewer: Viewer) -> QuerySet[Result360]:
    """List one's own results and those of people one rates, the latest first."""
    rows = Result360.objects.filter(rules.may_see_result360(viewer)).select_related("subject", "round__cycle")
    return rows.order_by("-round__from_date", "subject__name", "id")


def result_seen(viewer: Viewer, uid: UUID) -> Result360:
    """Find a result one may read; NotFound otherwise."""
    return visible(results_seen(viewer), rules.EVERYBODY, uid=uid)


def respondents_of(row: Round360) -> dict[int, list[Asked]]:
    """Say for everybody with a plan on the round's first day who is asked. Three questions; the same at each call."""
    plans = Plan.objects.filter(
        cycle=row.cycle_id, closed_at=None, from_date__lte=row.from_date, to_date__gte=row.from_date
    )
    raters, units = {}, {}
    for subject, rater, unit in plans.order_by("from_date").values_list("employee", "rater", "unit"):
        units[subject] = unit
        if rater:
            raters[subject] = rater
    chance = Random(f"{row.uid}")  # noqa: S311 -- whom one is asked about is known to who asks: no secret
    return asked(
        raters=raters, leaders=_leaders(row.from_date), units=units, most=row.terms["rekan"], chance=chance
    )  # fmt: skip


def _leaders(day: date) -> list[tuple[int, int]]:
    """Pair everybody in a team with who leads it."""
    rows = list(TeamMember.objects.on(day).values_list("team", "employee", "role"))
    heads = [(team, who) for team, who, role in rows if role == TeamRole.LEADER]
    members: dict[int, list[int]] = {}
    for team, who, _role in rows:
        members.setdefault(team, []).append(who)
    return [(member, head) for team, head in heads for member in members[team]]


def subjects_missing(row: Round360, subjects: Collection[int]) -> list[int]:
    """List whom nobody was asked about yet, in order."""
    known = set(Invitation360.objects.filter(round=row).values_list("subject", flat=True).distinct())
    return sorted(set(subjects) - known)


def subjects_left(row: Round360) -> list[int]:
    """List whom ballots are still laid out for, in order."""
    return sorted(set(Ballot360.objects.filter(round=row).values_list("subject", flat=True)))
