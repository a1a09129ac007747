"""Reading plans: one's own performance now, and one plan with all its versions."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import NotFound
from betang.performance.models import OPEN_STATES, Plan, PlanVersion, Result, VersionState
from betang.performance.queries.content import content_of
from betang.performance.queries.course import Course, courses_of
from betang.performance.queries.plans import Read, own_plans, paths_of, versions_seen
from betang.performance.queries.year import next_step, periods_of
from betang.performance.views.plan_parts import plan_trail


@access(staff)
@require_safe
def plan_mine(request: HttpRequest) -> HttpResponse:
    """Show one's own performance: what the work is for, the results agreed, where the year stands."""
    viewer = viewer_of(request)
    plans = own_plans(viewer)
    plan = plans[0] if plans else None
    shown = (plan.agreed_id or plan.open_id) if plan else None  # type: ignore[attr-defined]
    read = paths_of(shown) if shown else None
    context = {
        "plan": plan,
        "others": plans[1:],
        "results": _with_course(plan, read) if plan and read else [],
        "path": max(read.paths.values(), key=len, default=[]) if read else [],
        "periods": periods_of(plan, viewer.today) if plan else [],
        "next": next_step(plan, viewer.today) if plan else None,
        "trail": plan_trail(),
    }
    return render(request, "performance/plans/mine.html", context)


def _with_course(plan: Plan, read: Read) -> list[tuple[Result, list[Course]]]:
    """Put results beside the courses of their indicators."""
    courses = courses_of(plan, read.results, read.above)
    return [(result, courses[result.pk]) for result in read.results]


@access(staff)
@require_safe
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a plan in the order of the official form; the agreed version, or the one asked for."""
    viewer = viewer_of(request)
    found, versions = versions_seen(viewer, uid)
    version = asked_version(versions, request.GET.get("versi", ""))
    content = content_of(version, label=_("Hasil SKP ini")) if version else None
    context = {
        "plan": found,
        "versions": versions,
        "version": version,
        "content": content,
        "trail": plan_trail(found),
        "marks_steps": marks_steps(viewer, found, version),
        **rights(viewer, found, versions),
    }
    return render(request, "performance/plans/plan.html", context)


def asked_version(versions: list[PlanVersion], number: str) -> PlanVersion | None:
    """Choose the version to show: the one asked for, else the agreed one, else the latest. NotFound for an unknown."""
    if number:
        found = next((one for one in versions if str(one.number) == number), None)
        if found is None:
            raise NotFound(_("Versi SKP ini tidak ada."))
        return found
    agreed = (one for one in versions if one.state == VersionState.AGREED)
    return next(agreed, versions[0] if versions else None)


def marks_steps(viewer: Viewer, plan: Plan, version: PlanVersion | None) -> bool:
    """Say whether the viewer marks steps of the shown version as done: one's own, agreed and not closed."""
    agreed = version is not None and version.state == VersionState.AGREED
    return agreed and plan.employee_id == viewer.employee_id and plan.closed_at is None


def rights(viewer: Viewer, plan: Plan, versions: list[PlanVersion]) -> dict[str, bool]:
    """Say what the viewer can do with a plan now."""
    mine = plan.employee_id == viewer.employee_id
    rates = plan.rater_id == viewer.employee_id and not mine
    state = next((one.state for one in versions if one.state in OPEN_STATES), "")
    agreed = any(one.state == VersionState.AGREED for one in versions)
    live = plan.closed_at is None
    return {
        "mine": mine,
        "rates": rates,
        "can_write": mine and live and state in {VersionState.DRAFT, VersionState.RETURNED},
        "can_withdraw": mine and live and state == VersionState.SUBMITTED,
        "can_begin": mine and live and not versions,
        "can_revise": (mine or rates) and live and agreed and not state,
        "can_decide": rates and live and state == VersionState.SUBMITTED,
    }
