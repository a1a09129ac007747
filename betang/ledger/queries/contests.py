"""Contests as they are read: those that wait for somebody, one's own, one of them, and the mark that a fact carries."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import BooleanField, Case, Q, QuerySet, When
from django.utils.timezone import localdate

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.ledger import rules
from betang.ledger.models import Contest, ContestState, Fact
from betang.people.models import Grant

RELATED = ("fact__subject__user", "fact__unit", "fact__source__unit", "filed_by__user", "decided_by__employee")
OWN_MOST = 50


def contests_waiting(viewer: Viewer) -> QuerySet[Contest]:
    """List the open contests that somebody decides, the oldest first."""
    rows = Contest.objects.filter(rules.may_decide_contest(viewer), state=ContestState.OPEN)
    return rows.select_related(*RELATED).order_by("filed_at", "id")


def contests_decided(viewer: Viewer) -> QuerySet[Contest]:
    """List what was decided of the sources somebody answers for, the latest first."""
    rows = Contest.objects.filter(rules.may_decide_contest(viewer)).exclude(state=ContestState.OPEN)
    return rows.select_related(*RELATED).order_by("-decided_at", "-id")


def contests_own(viewer: Viewer) -> list[Contest]:
    """List the contests somebody filed, and those of facts about them, the latest first."""
    return list(Contest.objects.filter(rules.party(viewer)).select_related(*RELATED)[:OWN_MOST])


def contest_seen(viewer: Viewer, uid: UUID) -> Contest:
    """Find a contest somebody may read; NotFound otherwise."""
    return visible(Contest.objects.select_related(*RELATED, "correction"), rules.may_see_contest(viewer), uid=uid)


def decides(viewer: Viewer, contest: Contest) -> bool:
    """Say whether somebody decides a contest."""
    return Contest.objects.filter(rules.may_decide_contest(viewer), pk=contest.pk).exists()


def age_days(contest: Contest, today: date) -> int:
    """Give how many days a contest has been waiting; there is no deadline, only an age."""
    return (today - localdate(contest.filed_at)).days


def fact_contestable(viewer: Viewer, pk: int) -> Fact:
    """Find a fact somebody may contest; NotFound for another's. Whether it still can be is said by the action."""
    facts = Fact.objects.select_related("subject", "unit", "source", "contest")
    found = facts.filter(rules.may_contest(viewer), pk=pk).first()
    if found is None:
        raise NotFound
    return found


def contests_about(viewer: Viewer, facts: Iterable[Fact]) -> dict[int, Contest]:
    """Give, by fact, the last contest of its record, also one of an earlier revision; one query.

    `seen` says whether somebody may open it; that a fact is contested is known to all who see the fact.
    """
    listed = list(facts)
    by_record = {(fact.source_id, fact.record, fact.kind): fact.pk for fact in listed}
    rows = Contest.objects.filter(
        fact__source__in={fact.source_id for fact in listed}, fact__record__in={fact.record for fact in listed}
    )
    seen = Case(When(rules.may_see_contest(viewer), then=True), default=False, output_field=BooleanField())
    found: dict[int, Contest] = {}
    for row in rows.annotate(seen=seen).select_related("fact").order_by("id") if listed else ():
        key = by_record.get((row.fact.source_id, row.fact.record, row.fact.kind))
        if key is not None:
            found[key] = row
    return found


def contestable(viewer: Viewer, facts: Sequence[Fact], contests: dict[int, Contest]) -> set[int]:
    """Give which of some listed facts somebody can contest: theirs, and not contested yet."""
    leads = rules.led(viewer)
    mine = {fact.pk for fact in facts if fact.subject_id == viewer.employee_id or fact.unit_id in leads}
    return mine - {row.fact_id for row in contests.values()}


def deciders_of(contest: Contest, day: date) -> list[int]:
    """List the accounts that decide a contest: the administrators of the unit behind its source, else the agency."""
    unit = contest.fact.source.unit
    parties = [one for one in (contest.filed_by.user_id, contest.fact.subject.user_id) if one]
    grants = Grant.objects.on(day).exclude(user__in=parties)
    if unit is not None:
        above = [int(part) for part in unit.path.split("/") if part]
        scope = Q(unit__in=above) | Q(unit__isnull=True)
        found = list(grants.filter(scope, role=Role.UNIT_ADMIN).values_list("user", flat=True).distinct())
        if found:
            return found
    return list(grants.filter(role=Role.BKPSDM).values_list("user", flat=True).distinct())


def last_of(fact: Fact) -> Fact:
    """Give the revision of a fact's record that counts."""
    rows = Fact.objects.filter(source=fact.source_id, record=fact.record, kind=fact.kind)
    return rows.select_related("subject", "unit", "source").order_by("-revision")[0]


def corrected_since(parts: Sequence[tuple[QuerySet[Fact], datetime]]) -> int:
    """Count the facts, among those that were measured then, that were replaced after a moment; one query for all."""
    found = [
        facts.filter(recorded_at__lte=moment, replaced_by__recorded_at__gt=moment).order_by().values("pk")
        for facts, moment in parts
    ]
    return found[0].union(*found[1:]).count() if found else 0
