"""The role-result matrix: those one rates down, one's own results across; a cell holds what somebody contributes.

Who rates without an SKP agreed or begun, as the mayor always does, has the goals of the own unit across instead: a
superior without an SKP does not block (law/cascade-sakip §3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.performance.models import Goal, Plan, Result, VersionState
from betang.performance.queries.plans import own_plans

Key: TypeAlias = UUID | int  # the lineage of a result of one's own, or the id of a goal


@dataclass(frozen=True, slots=True)
class Column:
    """What others contribute to: a result of one's own, or a goal of the own unit."""

    key: Key
    text: str

    def takes(self, row: Result) -> bool:
        """Tell whether a result of somebody contributes to it."""
        return self.key in {row.parent_lineage, row.goal_id}

    def seed_url(self, plan: Plan) -> str:
        """Give the address where somebody is given a result below it."""
        name = "plan_matrix_seed" if isinstance(self.key, UUID) else "plan_matrix_goal"
        return reverse(name, args=[plan.uid, self.key])


@dataclass(frozen=True, slots=True)
class Cell:
    """What somebody contributes: the texts, and the address for giving one more."""

    texts: Sequence[str]
    seed_url: str


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody's plan with a cell for each column; `open`: results may still be given."""

    plan: Plan
    cells: Sequence[Cell]
    open: bool
    own: int  # results that hang below none of the columns


def own_results(viewer: Viewer) -> list[Result]:
    """List one's own results of the plan in force: of the version agreed, else of the one being written."""
    for plan in own_plans(viewer)[:1]:
        version = plan.agreed_id or plan.open_id  # type: ignore[attr-defined]
        return list(Result.objects.filter(version=version).select_related("version__plan", "goal"))
    return []


def columns(viewer: Viewer, *, year: int) -> list[Column]:
    """List what stands across: one's own results, else the goals of the own unit in the year of the team's plans."""
    if mine := own_results(viewer):
        return [Column(row.lineage, row.text) for row in mine]
    return [Column(goal.pk, goal.text) for goal in own_goals(viewer, year=year)]


def own_goals(viewer: Viewer, *, year: int) -> list[Goal]:
    """List the goals that the unit one leads answers for in a year; none for who leads none."""
    if viewer.unit_id not in viewer.leads:
        return []
    return list(Goal.objects.filter(cycle__year=year, unit=viewer.unit_id, retired_at__isnull=True))


def own_result(viewer: Viewer, lineage: UUID) -> Result:
    """Find one of one's own results by its lineage; NotFound otherwise."""
    found = next((row for row in own_results(viewer) if row.lineage == lineage), None)
    if found is None:
        raise NotFound(_("Hasil ini tidak ada pada SKP Anda."))
    return found


def own_goal(viewer: Viewer, pk: int, *, year: int) -> Goal:
    """Find a goal of the unit one leads; NotFound otherwise."""
    found = next((goal for goal in own_goals(viewer, year=year) if goal.pk == pk), None)
    if found is None:
        raise NotFound(_("Tujuan ini tidak ada pada unit yang Anda pimpin."))
    return found


def matrix(plans: Sequence[Plan], across: Sequence[Column]) -> list[Row]:
    """Set out who contributes to what, for plans with their states. One question."""
    versions = {plan.pk: plan.open_id or plan.agreed_id for plan in plans}  # type: ignore[attr-defined]
    given: dict[int, list[Result]] = {}
    rows = Result.objects.filter(version__in=[pk for pk in versions.values() if pk])
    for row in rows.order_by("order", "id"):
        given.setdefault(row.version_id, []).append(row)
    return [_row(plan, given.get(versions[plan.pk] or 0, []), across) for plan in plans]


def _row(plan: Plan, given: Sequence[Result], across: Sequence[Column]) -> Row:
    """Set out one person's row."""
    cells = [Cell([row.text for row in given if column.takes(row)], column.seed_url(plan)) for column in across]
    others = sum(not any(column.takes(row) for column in across) for row in given)
    state = plan.open_state  # type: ignore[attr-defined]
    fresh = not (plan.open_id or plan.agreed_id)  # type: ignore[attr-defined]
    return Row(plan, cells, open=fresh or state in {VersionState.DRAFT, VersionState.RETURNED}, own=others)
