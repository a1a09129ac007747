"""The role-result matrix of a team, and giving somebody a result from one of its cells."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.performance.actions.seeding import plan_seed
from betang.performance.forms.plans import SeedForm
from betang.performance.queries.matrix import matrix, own_result, own_results
from betang.performance.queries.plans import plan_rated
from betang.performance.queries.team import team_plans
from betang.performance.views.plan_parts import refused, team_trail
from betang.ui.parts import Link

PER_PAGE = 25


@access(staff)
@require_safe
def plan_matrix(request: HttpRequest) -> HttpResponse:
    """Show those one rates against one's own results."""
    viewer = viewer_of(request)
    page = Paginator(team_plans(viewer), PER_PAGE).get_page(request.GET.get("h"))
    results = own_results(viewer)
    context = {
        "page": page,
        "results": results,
        "rows": matrix(list(page), results),
        "trail": team_trail(Link(_("Matriks peran hasil"))),
    }
    return render(request, "performance/plans/matrix.html", context)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_matrix_seed(request: HttpRequest, uid: UUID, lineage: UUID) -> HttpResponse:
    """Give somebody a result below one of one's own."""
    viewer = viewer_of(request)
    plan = plan_rated(viewer, uid)
    parent = own_result(viewer, lineage)
    form = SeedForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            plan_seed(actor=viewer.actor, plan=plan, parent=parent, text=form.cleaned_data["text"], now=timezone.now())
            done = _("Rancangan hasil diberikan kepada %(name)s.") % {"name": plan.employee.full_name}
            messages.success(request, done)
            return redirect("plan_matrix")
        except (Invalid, Conflict) as error:
            refused(form, error)
    title = _("Beri rancangan hasil")
    trail = team_trail(Link(_("Matriks peran hasil"), "../../../"), Link(title))
    context = {"plan": plan, "form": form, "title": title, "parent": parent, "trail": trail}
    return render(request, "performance/plans/seed.html", context, status=422 if form.errors else 200)
