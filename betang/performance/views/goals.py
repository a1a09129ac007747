"""The tree of goals: the whole of it, one goal, and where it is weak."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles, staff
from betang.kernel.access.viewer import viewer_of
from betang.performance.models import Goal
from betang.performance.queries import goal_checks, goals
from betang.performance.rules import GOVERNING, READERS
from betang.performance.views.monitor import MONITORS
from betang.ui.parts import Link

PER_PAGE = 25
WRITERS = roles(*GOVERNING, Role.UNIT_HEAD)


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of a screen of goals."""
    return [Link(_("Beranda"), reverse("desk")), Link(_("Pohon kinerja"), reverse("goals") if links else ""), *links]


def goal_trail(goal: Goal, *links: Link) -> list[Link]:
    """Give the breadcrumbs of a screen about one goal."""
    return trail(Link(goal.unit.short, reverse("goal", args=[goal.pk]) if links else ""), *links)


@access(staff)
@require_safe
def goal_tree(request: HttpRequest) -> HttpResponse:
    """Show all goals of a year as a tree with what they came to."""
    viewer, years = viewer_of(request), goals.cycles_known()
    cycle = goals.cycle_chosen(years, request.GET.get("tahun"))
    context = {
        "years": years,
        "cycle": cycle,
        "roots": goals.tree(cycle) if cycle else [],
        "may_add": cycle is not None and WRITERS.allows(viewer),
        "may_check": MONITORS.allows(viewer),
        "trail": trail(),
    }
    return render(request, "performance/goals.html", context)


@access(staff)
@require_safe
def goal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one goal: indicators with all they came to, the goals above and below, the results that serve it."""
    viewer, goal = viewer_of(request), goals.goal_seen(pk)
    gauges = goals.gauges_of(goal.indicators.all())
    values = goals.measurements_of([gauge.indicator for gauge in gauges])
    context = {
        "goal": goal,
        "above": goals.path_to(goal),
        "below": goal.children.filter(retired_at__isnull=True).select_related("unit"),
        "gauges": [(gauge, values.get(gauge.indicator.pk, [])) for gauge in gauges],
        "page": Paginator(goals.results_seen(viewer, goal), PER_PAGE).get_page(request.GET.get("h")),
        "changes": goals.may_change(viewer, goal) and not goal.retired_at,
        "trail": goal_trail(goal),
    }
    return render(request, "performance/goal.html", context)


@access(MONITORS)
@require_safe
def goal_check(request: HttpRequest) -> HttpResponse:
    """Show where the tree is weak: for the whole city, or the units one leads."""
    viewer, years = viewer_of(request), goals.cycles_known()
    cycle = goals.cycle_chosen(years, request.GET.get("tahun"))
    context: dict[str, Any] = {"cycle": cycle, "years": years, "trail": trail(Link(_("Pemeriksaan")))}
    if cycle:
        units = None if viewer.has(*READERS) else viewer.leads
        context |= {
            "weak": goal_checks.weaknesses(cycle, units),
            "shares": goal_checks.shares_off(cycle, viewer),
            "page": Paginator(goal_checks.unaligned(cycle, viewer), PER_PAGE).get_page(request.GET.get("h")),
        }
    return render(request, "performance/goal_check.html", context)
