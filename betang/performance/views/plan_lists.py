"""Writing what a leader expects of behaviour, and the steps of the action plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from betang.performance.actions import content as writing
from betang.performance.forms.plan_lists import ExpectationForm, StepSet, step_rows
from betang.performance.models import ActionStep, Period
from betang.performance.queries.content import behaviours_of
from betang.performance.queries.plans import open_version, plan_owned, plan_seen
from betang.performance.views.plan_edit import writable
from betang.performance.views.plan_parts import plan_trail, refused
from betang.ui.parts import Link


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_expectations(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write what is expected of each value: the owner in the draft, the rater until the decision."""
    viewer = viewer_of(request)
    plan = plan_seen(viewer, uid)
    mine = plan.employee_id == viewer.employee_id
    if not mine and plan.rater_id != viewer.employee_id:
        raise Forbidden(_("Ekspektasi khusus ditulis pada dialog oleh pemilik SKP dan pejabat penilainya."))
    version = writable(viewer, uid)[1] if mine else open_version(plan)
    form = ExpectationForm(request.POST if request.method == "POST" else None, behaviours_of(version))
    if form.is_bound and form.is_valid():
        writing.expectations_set(actor=viewer.actor, version=version, texts=form.cleaned_data, now=timezone.now())
        return redirect("plan_edit" if mine else "plan_decide", uid=uid)
    title = _("Ekspektasi khusus pimpinan")
    context = {"plan": plan, "form": form, "title": title, "trail": plan_trail(plan, Link(title))}
    return render(request, "performance/plans/form.html", context, status=422 if form.errors else 200)


@access(staff)
@require_POST
def plan_step_done(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Mark a step of one's action plan as done, or as open again."""
    viewer = viewer_of(request)
    plan = plan_owned(viewer, uid)
    step = ActionStep.objects.filter(version__plan=plan, pk=pk).first()
    if step is None:
        raise NotFound(_("Langkah ini tidak ditemukan."))
    writing.step_done(actor=viewer.actor, step=step, done=request.POST.get("selesai") == "1", now=timezone.now())
    return redirect("plan", uid=uid)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_steps(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write the steps of the action plan while the plan is drafted."""
    viewer = viewer_of(request)
    plan, version = writable(viewer, uid)
    results = list(version.results.all())
    if not results:
        raise NotFound(_("Tambahkan dulu rencana hasil kerja; langkah menyertai sebuah hasil."))
    periods = list(Period.objects.filter(cycle=plan.cycle_id).exclude(number=0).select_related("cycle"))
    forms: Any = StepSet(
        request.POST if request.method == "POST" else None,
        initial=step_rows(version.steps.order_by("order", "id")),
        prefix="langkah",
        form_kwargs={"results": results, "periods": periods},
    )
    if forms.is_bound and forms.is_valid():
        try:
            writing.steps_set(actor=viewer.actor, version=version, steps=forms.drafts(), now=timezone.now())
            messages.success(request, _("Rencana aksi disimpan."))
            return redirect("plan_edit", uid=uid)
        except (Invalid, Conflict) as error:
            refused(forms.forms[0], error)
    failed = forms.is_bound
    title = _("Rencana aksi")
    context = {"plan": plan, "forms": forms, "failed": failed, "title": title, "trail": plan_trail(plan, Link(title))}
    return render(request, "performance/plans/steps.html", context, status=422 if failed else 200)
