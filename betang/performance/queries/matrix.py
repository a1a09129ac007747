"""The role-result matrix: those one rates down, one's own results across; a cell holds what somebody contributes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.performance.models import Plan, Result, VersionState
from betang.performance.queries.plans import own_plans


@dataclass(frozen=True, slots=True)
class Cell:
    """What somebody contributes to a result: the texts, and the lineage of the result."""

    lineage: UUID
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody's plan with a cell for each of one's own results; `open`: results may still be given."""

    plan: Plan
    cells: Sequence[Cell]
    open: bool
    own: int  # results that hang below none of the leader's


def own_results(viewer: Viewer) -> list[Result]:
    """List one's own results of the plan in force: of the version agreed, else of the one being written."""
    for plan in own_plans(viewer)[:1]:
        version = plan.agreed_id or plan.open_id  # type: ignore[attr-defined]
        return list(Result.objects.filter(version=version).select_related("version__plan", "goal"))
    return []


def own_result(viewer: Viewer, lineage: UUID) -> Result:
    """Find one of one's own results by its lineage; NotFound otherwise."""
    found = next((row for row in own_results(viewer) if row.lineage == lineage), None)
    if found is None:
        raise NotFound(_("Hasil ini tidak ada pada SKP Anda."))
    return found


def matrix(plans: Sequence[Plan], results: Sequence[Result]) -> list[Row]:
    """Set out who contributes to which result, for plans with their states. One question."""
    versions = {plan.pk: plan.open_id or plan.agreed_id for plan in plans}  # type: ignore[attr-defined]
    given: dict[tuple[int, UUID | None], list[str]] = {}
    rows = Result.objects.filter(version__in=[pk for pk in versions.values() if pk])
    for row in rows.order_by("order", "id"):
        given.setdefault((row.version_id, row.parent_lineage), []).append(row.text)
    lineages = [row.lineage for row in results]
    return [_row(plan, versions[plan.pk], lineages, given) for plan in plans]


def _row(
    plan: Plan, version: int | None, lineages: Sequence[UUID], given: dict[tuple[int, UUID | None], list[str]]
) -> Row:
    """Set out one person's row."""
    key = version or 0
    cells = [Cell(lineage, given.get((key, lineage), [])) for lineage in lineages]
    others = sum(len(texts) for (of, parent), texts in given.items() if of == key and parent not in lineages)
    state = plan.open_state  # type: ignore[attr-defined]
    fresh = not (plan.open_id or plan.agreed_id)  # type: ignore[attr-defined]
    return Row(plan, cells, open=fresh or state in {VersionState.DRAFT, VersionState.RETURNED}, own=others)
