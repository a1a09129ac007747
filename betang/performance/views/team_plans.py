"""The plans of those one rates: who stands where, and deciding on what was submitted."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.performance.actions import plans
from betang.performance.forms.plans import CommentForm
from betang.performance.locking import stamp
from betang.performance.models import Plan, PlanVersion, VersionState
from betang.performance.queries.content import content_of
from betang.performance.queries.plans import open_version, plan_rated, versions_seen
from betang.performance.queries.team import team_plans
from betang.performance.views.plan_parts import plan_name, refused, team_trail
from betang.ui.parts import Link

PER_PAGE = 50


@access(staff)
@require_safe
def plan_team(request: HttpRequest) -> HttpResponse:
    """List those one rates with the state of their plans, what waits for oneself first."""
    page = Paginator(team_plans(viewer_of(request)), PER_PAGE).get_page(request.GET.get("h"))
    waiting = sum(plan.open_state == VersionState.SUBMITTED for plan in page)  # type: ignore[attr-defined]
    context = {"page": page, "waiting": waiting, "trail": team_trail()}
    return render(request, "performance/plans/team.html", context)


@access(staff)
@require_safe
def plan_decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what was submitted, to agree to or to give back."""
    viewer = viewer_of(request)
    plan, versions = versions_seen(viewer, uid)
    if plan.rater_id != viewer.employee_id or plan.employee_id == viewer.employee_id:
        raise Forbidden(_("SKP diputuskan oleh pejabat penilainya, dan tidak pernah oleh pemiliknya sendiri."))
    version = next((one for one in versions if one.state == VersionState.SUBMITTED), None)
    if version is None:
        return redirect("plan", uid=uid)
    agreed = next((one for one in versions if one.state == VersionState.AGREED), None)
    return decide_page(request, plan, version, CommentForm(initial={"seen": stamp(version)}), before=agreed)


def decide_page(
    request: HttpRequest, plan: Plan, version: PlanVersion, form: CommentForm, *, before: PlanVersion | None = None
) -> HttpResponse:
    """Show the submitted version, what differs from the one agreed `before`, and the form of the decision."""
    context = {
        "plan": plan,
        "version": version,
        "content": content_of(version, label=_("Hasil pegawai ini"), before=before),
        "form": form,
        "before": before,
        "trail": team_trail(Link(f"{plan.employee.full_name}, {plan_name(plan)}")),
    }
    return render(request, "performance/plans/decide.html", context, status=422 if form.errors else 200)


@access(staff)
@require_POST
def plan_agree(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Agree to what was submitted."""
    return decided(request, uid, agree=True)


@access(staff)
@require_POST
def plan_return(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give it back with a comment."""
    return decided(request, uid, agree=False)


def decided(request: HttpRequest, uid: UUID, *, agree: bool) -> HttpResponse:
    """Decide on the version that the rater saw."""
    viewer = viewer_of(request)
    plan = plan_rated(viewer, uid)
    version = open_version(plan)
    form = CommentForm(request.POST)
    if form.is_valid():
        act = plans.plan_agree if agree else plans.plan_return
        try:
            act(actor=viewer.actor, version=version, now=timezone.now(), **form.cleaned_data)
            done = _("SKP %(name)s disepakati.") if agree else _("SKP %(name)s dikembalikan dengan catatan Anda.")
            messages.success(request, done % {"name": plan.employee.full_name})
            return redirect("plan_team")
        except Invalid as error:
            refused(form, error)
    if version.state != VersionState.SUBMITTED:
        raise Conflict(_("SKP ini sudah tidak menunggu keputusan. Muat ulang halamannya."))
    return decide_page(request, plan, version, form)
