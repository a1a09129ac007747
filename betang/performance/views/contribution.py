"""Kontribusi saya: what one's results are for, how much of the superior's they are, how they went over the years."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.performance.queries.contribution import contributions, plan_contributing
from betang.performance.views.plan_parts import plan_trail, team_trail
from betang.ui.parts import Link


@access(staff)
@require_safe
def contribution_own(request: HttpRequest) -> HttpResponse:
    """Show one's own contribution."""
    return contribution_shown(request, None)


@access(staff)
@require_safe
def contribution_of(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the contribution of a plan: one's own, or of somebody one rates."""
    return contribution_shown(request, uid)


def contribution_shown(request: HttpRequest, uid: UUID | None) -> HttpResponse:
    """Draw the page; the band among colleagues is for the person alone, or a team's bands would make a rank list."""
    viewer = viewer_of(request)
    plan = plan_contributing(viewer, uid)
    mine = plan is None or plan.employee_id == viewer.employee_id
    label = "" if mine else _("Hasil pegawai ini")
    here = Link(_("Kontribusi"))
    context = {
        "plan": plan,
        "found": contributions(plan, viewer.today, label=label, banded=mine) if plan else None,
        "mine": mine,
        "theirs": not mine,
        "trail": plan_trail(plan, here) if plan is None or mine else team_trail(Link(plan.employee.full_name), here),
    }
    return render(request, "performance/plans/contribution.html", context)
