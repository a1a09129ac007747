"""One feedback with its replies; and the feedback of those one rates: who had none for how long."""

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
from betang.kernel.errors import Conflict, Invalid
from betang.performance.actions import feedback as actions
from betang.performance.models import Feedback
from betang.performance.queries import feedback as queries
from betang.performance.queries.plans import plan_rated
from betang.performance.quiet import quiet_limit
from betang.performance.views.feedback import trail
from betang.performance.views.plan_parts import team_trail
from betang.ui.parts import Link

PER_PAGE = 50


@access(staff)
@require_safe
def feedback_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a feedback with what was said to it."""
    return one_page(request, queries.feedback_seen(viewer_of(request), uid))


def one_page(request: HttpRequest, row: Feedback, error: str = "") -> HttpResponse:
    """Draw a feedback, with a refusal above it when there was one."""
    me = viewer_of(request).employee_id
    queries.with_topics([row])
    may = row.plan is not None and me in {row.receiver_id, row.plan.rater_id} and me != row.giver_id
    rates = row.plan is not None and row.plan.rater_id == me and row.receiver_id != me
    context = {
        "row": row,
        "replies": row.replies.select_related("author"),
        "may_use": (may or rates) and row.evidence_id is None and bool(row.lineage or row.value),
        "mine": row.receiver_id == me,
        "error": error,
        "trail": trail(Link(_("Umpan balik untuk %(name)s") % {"name": row.receiver.full_name})),
    }
    return render(request, "performance/feedback/one.html", context, status=422 if error else 200)


@access(staff)
@require_POST
def feedback_reply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Reply to a feedback."""
    viewer = viewer_of(request)
    row = queries.feedback_seen(viewer, uid)
    text = request.POST.get("text", "")[:4000]
    try:
        actions.feedback_reply(actor=viewer.actor, feedback=row, text=text, now=timezone.now())
    except Invalid as refusal:
        return one_page(request, row, refusal.message)
    messages.success(request, _("Tanggapan terkirim."))
    return redirect("feedback_one", uid)


@access(staff)
@require_POST
def feedback_use(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make a feedback evidence of the evaluation of its period."""
    viewer = viewer_of(request)
    row = queries.feedback_seen(viewer, uid)
    try:
        actions.feedback_use(actor=viewer.actor, feedback=row, now=timezone.now())
    except (Invalid, Conflict) as refusal:
        return one_page(request, row, refusal.message)
    messages.success(request, _("Umpan balik ini sekarang menjadi bukti pada evaluasi periodenya."))
    return redirect("feedback_one", uid)


@access(staff)
@require_safe
def feedback_team(request: HttpRequest) -> HttpResponse:
    """List those one rates, who had no feedback for the longest first."""
    viewer = viewer_of(request)
    page = Paginator(queries.team_quiet(viewer), PER_PAGE).get_page(request.GET.get("h"))
    rows = [queries.quiet_days(plan, viewer.today) for plan in page]
    limit = quiet_limit(viewer.today)
    context = {"page": page, "rows": rows, "limit": limit, "trail": team_trail(Link(_("Umpan balik tim")))}
    return render(request, "performance/feedback/team.html", context)


@access(staff)
@require_safe
def feedback_of_plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """List the feedback that belongs to a plan one rates."""
    plan = plan_rated(viewer_of(request), uid)
    rows = queries.with_topics(queries.of_plan(plan))
    context = {"plan": plan, "rows": rows, "trail": team_trail(Link(plan.employee.full_name))}
    return render(request, "performance/feedback/of_plan.html", context)
