"""The role-result matrix of a team, and giving somebody a result from one of its cells."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.performance.actions.seeding import plan_seed
from betang.performance.forms.plans import SeedForm
from betang.performance.models import Goal, Plan, Result
from betang.performance.queries.matrix import columns, matrix, own_goal, own_result
from betang.performance.queries.plans import plan_rated
from betang.performance.queries.team import team_plans
from betang.performance.views.plan_parts import refused, team_trail
from betang.ui.parts import Link

PER_PAGE = 25


@access(staff)
@require_safe
def plan_matrix(request: HttpRequest) -> HttpResponse:
    """Show those one rates against one's own results, or the goals of the unit one leads."""
    viewer = viewer_of(request)
    page = Paginator(team_plans(viewer), PER_PAGE).get_page(request.GET.get("h"))
    plans = list(page)
    across = columns(viewer, year=plans[0].cycle.year if plans else 0)
    context = {
        "page": page,
        "across": across,
        "rows": matrix(plans, across),
        "trail": team_trail(Link(_("Matriks peran hasil"))),
    }
    return render(request, "performance/plans/matrix.html", context)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_matrix_seed(request: HttpRequest, uid: UUID, lineage: UUID) -> HttpResponse:
    """Give somebody a result below one of one's own."""
    viewer = viewer_of(request)
    return seeded(request, plan_rated(viewer, uid), own_result(viewer, lineage))


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_matrix_goal(request: HttpRequest, uid: UUID, goal: int) -> HttpResponse:
    """Give somebody a result below a goal of the unit one leads, for raters without an SKP."""
    viewer = viewer_of(request)
    plan = plan_rated(viewer, uid)
    return seeded(request, plan, own_goal(viewer, goal, year=plan.cycle.year))


def seeded(request: HttpRequest, plan: Plan, parent: Result | Goal) -> HttpResponse:
    """Ask for the text of a result, and give it."""
    form = SeedForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actor, text = viewer_of(request).actor, form.cleaned_data["text"]
            plan_seed(actor=actor, plan=plan, parent=parent, text=text, now=timezone.now())
            done = _("%(name)s menerima rancangan hasil.") % {"name": plan.employee.full_name}
            messages.success(request, done)
            return redirect("plan_matrix")
        except (Invalid, Conflict) as error:
            refused(form, error)
    title = _("Beri rancangan hasil")
    trail = team_trail(Link(_("Matriks peran hasil"), reverse("plan_matrix")), Link(title))
    context = {"plan": plan, "form": form, "title": title, "parent": parent, "trail": trail}
    return render(request, "performance/plans/seed.html", context, status=422 if form.errors else 200)
