"""Check-ins of a plan: the list with a form to propose one, and one with its steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.performance.actions import checkins as actions
from betang.performance.forms.checkins import CheckInForm, StepForm
from betang.performance.models import CheckIn, Plan
from betang.performance.queries import checkins as queries
from betang.performance.views.plan_parts import plan_trail, refused
from betang.ui.parts import Link


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def checkin_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """List the check-ins of a plan; propose one."""
    viewer = viewer_of(request)
    plan = queries.plan_talked(viewer, uid)
    form = CheckInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.checkin_propose(actor=viewer.actor, plan=plan, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Dialog diusulkan. Pihak lain diberi tahu."))
            return redirect("checkin", made.uid)
        except Invalid as error:
            refused(form, error)
    rows = queries.checkins_of(plan)
    context = {"plan": plan, "rows": rows, "form": form, "trail": plan_trail(plan, Link(_("Dialog kinerja")))}
    return render(request, "performance/checkins/list.html", context, status=422 if form.errors else 200)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def checkin_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a check-in; change its day or agenda."""
    viewer = viewer_of(request)
    row = queries.checkin_seen(viewer, uid)
    form = CheckInForm(request.POST or None, initial={"day": row.day, "agenda": row.agenda})
    if request.method == "POST" and form.is_valid():
        try:
            actions.checkin_change(actor=viewer.actor, checkin=row, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Perubahan diusulkan. Pihak lain diberi tahu."))
            return redirect("checkin", row.uid)
        except Invalid as error:
            refused(form, error)
    return one_page(request, row, form, StepForm())


def one_page(request: HttpRequest, row: CheckIn, form: Form, step_form: Form) -> HttpResponse:
    """Draw a check-in with its forms."""
    context: dict[str, Any] = {
        "row": row,
        "plan": row.plan,
        "steps": row.steps.all(),
        "form": form,
        "step_form": step_form,
        "seen": row.stamp,
        "rates": row.plan.rater_id == viewer_of(request).employee_id,
        "mine": row.proposed_by_id == viewer_of(request).employee_id,
        "trail": [*talk_trail(row.plan), Link(_("Dialog kinerja"))],
    }
    status = 422 if form.errors or step_form.errors else 200
    return render(request, "performance/checkins/one.html", context, status=status)


def talk_trail(plan: Plan) -> list[Link]:
    """Give the breadcrumbs of a check-in: its plan, and the list."""
    here = Link(_("Semua dialog"), reverse("checkins", args=[plan.uid]))
    return plan_trail(plan, here)


@access(staff)
@require_POST
def checkin_confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm what the other side proposed."""
    viewer = viewer_of(request)
    row = queries.checkin_seen(viewer, uid)
    actions.checkin_confirm(actor=viewer.actor, checkin=row, seen=request.POST.get("seen", ""), now=timezone.now())
    messages.success(request, _("Dialog disepakati."))
    return redirect("checkin", uid)


@access(staff)
@require_POST
def checkin_step_add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add a step."""
    viewer = viewer_of(request)
    row = queries.checkin_seen(viewer, uid)
    form = StepForm(request.POST)
    if form.is_valid():
        given = {"text": form.cleaned_data["text"], "due": form.cleaned_data["due_date"]}
        try:
            actions.checkin_step_add(actor=viewer.actor, checkin=row, now=timezone.now(), **given)
            messages.success(request, _("Langkah ditambahkan. Pihak lain diminta menyepakati."))
            return redirect("checkin", uid)
        except Invalid as error:
            refused(form, error)
    return one_page(request, row, CheckInForm(initial={"day": row.day, "agenda": row.agenda}), form)


@access(staff)
@require_POST
def checkin_step_done(request: HttpRequest, uid: UUID, step: int) -> HttpResponse:
    """Mark a step as done or not."""
    viewer = viewer_of(request)
    row = queries.checkin_seen(viewer, uid)
    done = request.POST.get("done") == "1"
    actions.checkin_step_done(actor=viewer.actor, checkin=row, step=step, done=done, now=timezone.now())
    messages.success(request, _("Langkah ditandai."))
    return redirect("checkin", uid)
