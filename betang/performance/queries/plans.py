"""Plans as they are read: one's own of a year, one with all versions, and the path from the city's goal to a result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Forbidden, NotFound
from betang.performance import rules
from betang.performance.models import (
    OPEN_STATES,
    Goal,
    GoalLevel,
    Plan,
    PlanVersion,
    Result,
    VersionState,
)
from betang.regulation.eksp2022.levels import JENIS, UTAMA

UTAMA_NAME = JENIS.names[UTAMA]
RELATED = ("cycle", "employee", "unit", "rater", "assignment__position")
GOALS_ABOVE = 5  # levels of goals that are shown above the one a result serves


def with_states(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Add to plans, in the same question: the agreed version, the open one (ids) and the state of the latest."""
    versions = PlanVersion.objects.filter(plan=OuterRef("pk"))
    agreed = versions.filter(state=VersionState.AGREED)
    opened = versions.filter(state__in=OPEN_STATES)
    latest = versions.order_by("-number")
    return plans.annotate(
        agreed_id=Subquery(agreed.values("pk")[:1]),
        open_id=Subquery(opened.values("pk")[:1]),
        open_state=Subquery(opened.values("state")[:1]),
        latest_number=Subquery(latest.values("number")[:1]),
        submitted_at=Subquery(latest.values("submitted_at")[:1]),
        ahead=Subquery(latest.values("ahead_of_superior")[:1]),
    )


def own_plans(viewer: Viewer) -> list[Plan]:
    """List one's plans of the latest year one has any of, the one in force today first."""
    plans = with_states(Plan.objects.filter(rules.own_plan(viewer)).select_related(*RELATED))
    found = list(plans.order_by("-cycle__year", "-from_date")[:12])
    year = found[0].cycle_id if found else None
    return sorted(
        (plan for plan in found if plan.cycle_id == year),
        key=lambda plan: not plan.from_date <= viewer.today <= plan.to_date,
    )


def plan_seen(viewer: Viewer, uid: UUID) -> Plan:
    """Find a plan that somebody may read; NotFound otherwise."""
    found = Plan.objects.filter(rules.may_see_plan(viewer), uid=uid).select_related(*RELATED).first()
    if found is None:
        raise NotFound(_("SKP ini tidak ditemukan."))
    return found


def plan_owned(viewer: Viewer, uid: UUID) -> Plan:
    """Find one's own plan; Forbidden when it may only be read."""
    found = plan_seen(viewer, uid)
    if found.employee_id != viewer.employee_id:
        raise Forbidden(_("Hanya pemilik SKP yang menyusunnya."))
    return found


def plan_rated(viewer: Viewer, uid: UUID) -> Plan:
    """Find a plan one decides as its rater; Forbidden when it may only be read, also one's own."""
    found = plan_seen(viewer, uid)
    if found.rater_id != viewer.employee_id or found.employee_id == viewer.employee_id:
        raise Forbidden(_("SKP diputuskan oleh pejabat penilainya, dan tidak pernah oleh pemiliknya sendiri."))
    return found


def versions_seen(viewer: Viewer, uid: UUID) -> tuple[Plan, list[PlanVersion]]:
    """Find a plan somebody may read, with its versions, the latest first; NotFound otherwise. One question.

    A plan that nobody began to write has no version, and costs another question.
    """
    plans = Plan.objects.filter(rules.may_see_plan(viewer), uid=uid)
    related = ["decided_by__employee", *(f"plan__{name}" for name in RELATED)]
    found = list(PlanVersion.objects.filter(plan__in=plans).select_related(*related).order_by("-number"))
    return (found[0].plan, found) if found else (plan_seen(viewer, uid), [])


def open_version(plan: Plan) -> PlanVersion:
    """Find the version that is being written or decided; NotFound when there is none."""
    found = plan.versions.filter(state__in=OPEN_STATES).first()
    if found is None:
        raise NotFound(_("Tidak ada versi SKP yang sedang disusun."))
    found.plan = plan
    return found


def result_of(version: PlanVersion, pk: int) -> Result:
    """Find a result of a version; NotFound for one of another."""
    found = version.results.filter(pk=pk).prefetch_related("indicators").first()
    if found is None:
        raise NotFound(_("Rencana hasil kerja ini tidak ditemukan."))
    found.version = version
    return found


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the path: who answers for it, the result, and how far it came where that was asked for."""

    who: str
    text: str
    mine: bool = False
    achieved: str = ""


#: The results of a version and the agreed ones above them, as far up as there are any.
CLIMB = """
WITH RECURSIVE path(depth, id, parent) AS (
  SELECT 0, r.id, r.parent_lineage FROM performance_result r WHERE r.version_id IN (%s, %s)
  UNION
  SELECT p.depth + 1, r.id, r.parent_lineage
  FROM path p
  JOIN performance_result r ON r.lineage = p.parent
  JOIN performance_planversion v ON v.id = r.version_id AND v.state = %s
  WHERE p.depth < 8
)
SELECT id FROM path
"""


@dataclass(frozen=True, slots=True)
class Read:
    """What one question brings: a version's results in order, the path to each, the results of another version."""

    results: list[Result]
    paths: dict[int, list[Stop]]
    before: list[Result]
    above: Mapping[UUID, Result]  # the superiors' results by their lineage
    also: Sequence[Result] = ()  # other results of the same person that were asked for


def paths_of(version_id: int, label: str = "", *, before: int | None = None, also: Q | None = None) -> Read:
    """Give the results of a version with their indicators, and the path to each from the city's goal. Two questions.

    `label` says whose the last stop is, when it is not the reader's own; `before` is another version of the plan
    whose results are read along, to compare; `also` names other results of the same person, for the same.
    """
    goals = "goal" + "__parent" * GOALS_ABOVE
    within = RawSQL(CLIMB, [version_id, before or version_id, VersionState.AGREED.value])  # noqa: S611  a constant
    rows = Result.objects.filter(Q(pk__in=within) | also if also else Q(pk__in=within)).select_related(
        "version__plan__employee", "version__plan__unit", goals, "goal__unit", *_units()
    )
    known = list(rows.prefetch_related("indicators"))
    own = [row for row in known if row.version_id == version_id]
    others = [row for row in known if row.version_id not in {version_id, before}]
    mine = {row.version.plan.employee_id for row in own}
    above = {row.lineage: row for row in others if row.version.plan.employee_id not in mine}
    own.sort(key=lambda row: (row.kind != UTAMA_NAME, row.order, row.pk))
    paths = {row.pk: path(chain_of(row, above), label) for row in own}
    kept = [row for row in others if row.version.plan.employee_id in mine]
    return Read(own, paths, [row for row in known if row.version_id == before], above, kept)


def chain_of(row: Result, above: Mapping[UUID, Result]) -> list[Result]:
    """Follow a result up to the topmost one; a ring of results ends where it began."""
    chain = [row]
    while (parent := above.get(chain[-1].parent_lineage or row.lineage)) and parent not in chain:
        chain.append(parent)
    return chain


def _units() -> list[str]:
    """Name the units of the goals above, for the question that brings them along."""
    return ["goal" + "__parent" * level + "__unit" for level in range(1, GOALS_ABOVE + 1)]


@dataclass(frozen=True, slots=True)
class Achieved:
    """How far results and goals came, in words, and who leads the units of goals; each by id, empty when not asked."""

    results: Mapping[int, str] = field(default_factory=dict)
    goals: Mapping[int, str] = field(default_factory=dict)
    leaders: Mapping[int, str] = field(default_factory=dict)


def path(chain: Sequence[Result], label: str = "", achieved: Achieved | None = None) -> list[Stop]:
    """Set out a chain of results (own first) as stops from the top, beginning with the goals the topmost one serves."""
    known = achieved or Achieved()
    goal = next((row.goal for row in chain if row.goal), None)
    stops = [Stop(label or _("Hasil Anda"), chain[0].text, mine=True, achieved=known.results.get(chain[0].pk, ""))]
    for row in chain[1:]:
        who = f"{row.version.plan.employee.full_name} · {row.version.plan.unit.short}"
        stops.append(Stop(who, row.text, achieved=known.results.get(row.pk, "")))
    told = {row.text for row in chain}  # a leader's result is often the goal itself
    for one in goals_above(goal):
        if one.text not in told:
            who = f"{level_word(one)} · {known.leaders.get(one.unit_id) or one.unit.short}"
            stops.append(Stop(who, one.text, achieved=known.goals.get(one.pk, "")))
    return stops[::-1]


def level_word(goal: Goal) -> str:
    """Name a goal by its level, in one word or two."""
    return {GoalLevel.ULTIMATE: _("Tujuan kota"), GoalLevel.OUTPUT: _("Keluaran")}.get(
        GoalLevel(goal.level), _("Sasaran")
    )


def goals_above(goal: Goal | None) -> Iterable[Goal]:
    """Walk from a goal up to the city's."""
    for _step in range(GOALS_ABOVE + 1):
        if goal is None:
            return
        yield goal
        goal = goal.parent


def superior_results(plan: Plan) -> list[Result]:
    """List the results of the rater that a plan can hang below: of this year's plan, else of the one agreed before."""
    if plan.rater_id is None:
        return []
    filled = Exists(Result.objects.filter(version=OuterRef("pk")))
    versions = PlanVersion.objects.filter(
        filled, plan__employee=plan.rater_id, plan__cycle__year__lte=plan.cycle.year
    ).exclude(state=VersionState.REPLACED)
    agreed_first = Case(When(state=VersionState.AGREED, then=Value(0)), default=Value(1))
    best = versions.order_by("-plan__cycle__year", agreed_first, "-plan__from_date").first()
    return list(best.results.all()) if best else []


def goals_for(plan: Plan) -> list[Goal]:
    """List the goals a result can serve: those of the plan's unit and of the units above it."""
    above = [int(part) for part in plan.unit.path.split("/") if part]
    return list(
        Goal.objects.filter(cycle=plan.cycle_id, unit__in=above, retired_at__isnull=True).select_related("unit")
    )
