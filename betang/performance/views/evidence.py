"""The very facts behind an evaluation's numbers, and drawing the numbers anew while the page waits."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Forbidden
from betang.performance.jobs_evidence import evidence_refresh
from betang.performance.models import Evaluation, EvaluationState
from betang.performance.queries.facts import evaluation_of, facts_behind
from betang.performance.views.evaluation_parts import own_trail, team_trail
from betang.ui.parts import Link


@access(staff)
@require_safe
def evaluation_facts(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Show the facts behind the numbers of an evaluation, indicator by indicator."""
    viewer = viewer_of(request)
    evaluation = evaluation_of(viewer, uid, number)
    lineage, page = request.GET.get("ukuran", ""), request.GET.get("h", "")
    behind = facts_behind(viewer, evaluation, lineage=lineage, page=page)
    mine = evaluation.plan.employee_id == viewer.employee_id
    links = [
        Link(text, f"?ukuran={one}#fakta", current=one == behind.chosen) for one, text in behind.indicators
    ]  # fmt: skip
    here = Link(_("Fakta di balik angka"))
    context = {
        "behind": behind,
        "plan": evaluation.plan,
        "period": evaluation.period,
        "links": links,
        "corrected": behind.corrected,
        "may_draw": evaluation.state == EvaluationState.OPEN and may_draw(viewer, evaluation),
        "trail": own_trail(here) if mine else team_trail(Link(evaluation.plan.employee.full_name), here),
    }
    return render(request, "performance/evidence.html", context)


@access(staff)
@require_POST
def evaluation_drawn(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Draw the numbers of one evaluation anew: by the person or the rater."""
    viewer = viewer_of(request)
    evaluation = evaluation_of(viewer, uid, number)
    if not may_draw(viewer, evaluation):
        raise Forbidden(_("Bukti ditarik oleh pegawainya sendiri atau pejabat penilainya."))
    evidence_refresh(actor=viewer.actor, evaluation=evaluation.pk or 0, today=viewer.today, now=timezone.now())
    return redirect("evaluation_facts", uid=uid, number=number)


def may_draw(viewer: Viewer, evaluation: Evaluation) -> bool:
    """Say whether somebody is the person evaluated, or the rater."""
    plan = evaluation.plan
    return viewer.employee_id is not None and viewer.employee_id in {plan.employee_id, plan.rater_id}
