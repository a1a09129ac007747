"""Feedback as it is read: whom one may give it to, what it may speak of, what one received and gave, who had none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Forbidden
from betang.people.models import Assignment, Employee, ReportingLine, TeamMember, TeamRole
from betang.people.queries.directory import by_words
from betang.people.queries.structure import serving
from betang.performance import rules
from betang.performance.models import Feedback, FeedbackRequest, Plan, Relation, RequestState, Result, VersionState
from betang.regulation.eksp2022.levels import NILAI

MOST = 30
RELATED = ("giver", "receiver", "plan__rater")


def reach(me: int | None, day: date) -> Q:
    """Give the condition that somebody may be given feedback unasked: above, below, beside, or in the same team."""
    if me is None:
        return rules.NOBODY
    lines, teams = ReportingLine.objects.on(day), TeamMember.objects.on(day)
    units = Assignment.objects.on(day).filter(employee=me).values("position__unit")
    beside = Assignment.objects.on(day).filter(position__unit__in=units).values("employee")
    rated = _open_plans(day)
    near = (
        Q(pk__in=lines.filter(superior=me).values("employee"))
        | Q(pk__in=lines.filter(employee=me).values("superior"))
        | Q(pk__in=rated.filter(rater=me).values("employee"))
        | Q(pk__in=rated.filter(employee=me).values("rater"))
        | Q(pk__in=teams.filter(team__in=teams.filter(employee=me).values("team")).values("employee"))
        | Q(pk__in=beside)
    )
    return near & serving(day) & ~Q(pk=me)


def near(viewer: Viewer, words: str = "") -> QuerySet[Employee]:
    """List those one may give feedback unasked, by name; with `words` those who have that name."""
    found = Employee.objects.filter(reach(viewer.employee_id, viewer.today))
    return (found.filter(by_words(words)) if words.strip() else found).order_by("name", "id")


def askable(viewer: Viewer, words: str = "") -> list[Employee]:
    """List those one may ask: those near, or with `words` anybody who serves and has that name."""
    if len(words.strip()) > 2:
        found = Employee.objects.filter(serving(viewer.today), by_words(words)).exclude(user=viewer.user_id)
        return list(found.order_by("name", "id")[:MOST])
    return list(near(viewer)[:MOST])


def receiver_of(viewer: Viewer, uid: UUID) -> Employee:
    """Find somebody to give feedback to; Forbidden for who is known but not near, NotFound for nobody."""
    found = visible(Employee.objects.all(), serving(viewer.today), uid=uid)
    if not Employee.objects.filter(reach(viewer.employee_id, viewer.today), pk=found.pk).exists():
        raise Forbidden(_("Umpan balik diberikan kepada atasan, bawahan, rekan seunit, atau rekan setim."))
    return found


def plan_on(employee: int, day: date) -> Plan | None:
    """Find the plan of somebody that is in force on a day."""
    plans = _open_plans(day).filter(employee=employee).select_related("cycle", "rater")
    return plans.order_by("-from_date").first()


def _open_plans(day: date) -> QuerySet[Plan]:
    return Plan.objects.filter(from_date__lte=day, to_date__gte=day, closed_at__isnull=True)


def relation_of(giver: int, receiver: int, plan: Plan | None, day: date) -> Relation:
    """Say what the giver is to the receiver on a day."""
    lines, teams = ReportingLine.objects.on(day), TeamMember.objects.on(day)
    if (plan and plan.rater_id == giver) or lines.filter(employee=receiver, superior=giver).exists():
        return Relation.SUPERIOR
    led = teams.filter(employee=giver, role=TeamRole.LEADER).values("team")
    if teams.filter(employee=receiver, team__in=led).exists():
        return Relation.TEAM_LEADER
    below = lines.filter(employee=giver, superior=receiver).exists()
    return Relation.SUBORDINATE if below else Relation.PEER


def results_of(plan: Plan | None) -> list[Result]:
    """List the agreed results of a plan."""
    if plan is None:
        return []
    return list(Result.objects.filter(version__plan=plan, version__state=VersionState.AGREED))


def value_word(name: str) -> str:
    """Name one of the seven values in the language of the page."""
    return NILAI.label(name).text(get_language() or "id")


def with_topics(rows: Sequence[Feedback | FeedbackRequest]) -> Sequence[Feedback | FeedbackRequest]:
    """Say of each row what it speaks of, as `topic`; one question for all."""
    lineages = {row.lineage for row in rows if row.lineage}
    known = Result.objects.filter(lineage__in=lineages).order_by("id").values_list("lineage", "text")
    texts = dict(known) if lineages else {}
    for row in rows:
        general = value_word(row.value) if row.value else _("Umum")
        row.topic = texts.get(row.lineage, "–") if row.lineage else general  # type: ignore[union-attr]
    return rows


def received(viewer: Viewer) -> QuerySet[Feedback]:
    """List what one received, the latest first."""
    return Feedback.objects.filter(receiver=viewer.employee_id).select_related(*RELATED)


def given(viewer: Viewer) -> QuerySet[Feedback]:
    """List what one gave, the latest first."""
    return Feedback.objects.filter(giver=viewer.employee_id).select_related(*RELATED)


def requests_open(viewer: Viewer) -> QuerySet[FeedbackRequest]:
    """List the requests that wait for one's answer, the oldest first."""
    rows = FeedbackRequest.objects.filter(rules.may_answer_request(viewer), state=RequestState.WAITING)
    return rows.select_related("asker").order_by("asked_at", "id")


def requests_made(viewer: Viewer) -> QuerySet[FeedbackRequest]:
    """List the requests one made, the latest first."""
    return FeedbackRequest.objects.filter(asker=viewer.employee_id).select_related("giver")


def request_seen(viewer: Viewer, uid: UUID) -> FeedbackRequest:
    """Find a request one is to answer; NotFound otherwise."""
    rows = FeedbackRequest.objects.select_related("asker", "giver")
    return visible(rows, rules.may_answer_request(viewer), uid=uid)


def feedback_seen(viewer: Viewer, uid: UUID) -> Feedback:
    """Find a feedback one may read; NotFound otherwise."""
    rows = Feedback.objects.select_related(*RELATED, "plan__cycle", "evidence__period__cycle")
    return visible(rows, rules.may_see_feedback(viewer), uid=uid)


def of_plan(plan: Plan) -> list[Feedback]:
    """List the feedback that belongs to a plan, the latest first."""
    return list(Feedback.objects.filter(plan=plan).select_related("giver", "receiver")[:200])


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody whose plan one rates, when the last feedback came, and how many days ago (since the plan began)."""

    plan: Plan
    last: datetime | None
    days: int


def team_quiet(viewer: Viewer) -> QuerySet[Plan]:
    """List the plans one rates that are in force, who had none for the longest first; with `last` and `times`."""
    rated = _open_plans(viewer.today).filter(rules.may_rate_plan(viewer))
    last = Feedback.objects.filter(receiver=OuterRef("employee")).order_by().values("receiver")
    plans = rated.annotate(last=Subquery(last.annotate(at=Max("given_at")).values("at")))
    plans = plans.select_related("employee", "unit", "assignment__position")
    return plans.order_by("last", "employee__name", "employee_id") if viewer.employee_id else plans.none()


def quiet_days(plan: Plan, today: date) -> Quiet:
    """Say since how many days somebody had no feedback; without any, since the plan began."""
    last = plan.last  # type: ignore[attr-defined]
    since = timezone.localdate(last) if last else plan.from_date
    return Quiet(plan, last, max((today - since).days, 0))


def quiet_plans(day: date, *, since: date, moment: datetime) -> QuerySet[Plan]:
    """List the plans in force since before `since` whose person had no feedback after `moment`; unordered."""
    lately = Feedback.objects.filter(given_at__gte=moment).values("receiver")
    return _open_plans(day).filter(from_date__lte=since).exclude(employee__in=lately).order_by()
