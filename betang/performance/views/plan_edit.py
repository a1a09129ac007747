"""Writing a plan, page by page and without JavaScript: results, behaviour, annex; then handing it in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from betang.performance.actions import content as writing
from betang.performance.actions import copying, plans
from betang.performance.checks import faults
from betang.performance.forms.plans import AnnexForm, ReasonForm
from betang.performance.locking import EDITABLE
from betang.performance.models import OPEN_STATES, Plan, PlanVersion
from betang.performance.queries.content import Content, content_of
from betang.performance.queries.earlier import last_agreed
from betang.performance.queries.plans import (
    open_version,
    plan_owned,
    plan_seen,
    result_of,
    versions_seen,
)
from betang.performance.views.plan_parts import plan_trail, pressed, refused
from betang.performance.wording import result_hints
from betang.ui.parts import Link


def writable(viewer: Viewer, uid: UUID) -> tuple[Plan, PlanVersion]:
    """Take one's own plan with the version one may write, in one question.

    NotFound for a plan one may not know of or without an open version, Forbidden for somebody else's, Conflict
    for one that waits for the rater.
    """
    plan, versions = versions_seen(viewer, uid)
    if plan.employee_id != viewer.employee_id:
        raise Forbidden(_("Hanya pemilik SKP yang menyusunnya."))
    version = next((one for one in versions if one.state in OPEN_STATES), None)
    if version is None:
        raise NotFound(_("Tidak ada versi SKP yang sedang disusun."))
    if version.state not in EDITABLE:
        raise Conflict(_("SKP ini sedang menunggu penilai. Tarik kembali dulu bila ingin mengubahnya."))
    return plan, version


@access(staff)
@require_safe
def plan_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the draft with what is missing and hints on its wording."""
    plan, versions = versions_seen(viewer_of(request), uid)
    if plan.employee_id != viewer_of(request).employee_id:
        raise Forbidden(_("Hanya pemilik SKP yang menyusunnya."))
    version = next((one for one in versions if one.state in EDITABLE), None)
    if version is None:
        return redirect("plan", uid=uid)
    content = content_of(version)
    last = last_agreed(version) if not content.results else None
    context = {
        "plan": plan,
        "version": version,
        "content": content,
        "rows": edit_rows(content, plan),
        "missing": [one.text for one in faults_of(content, plan) if one.result is None],
        "ready": not faults_of(content, plan),
        "last": last,
        "trail": plan_trail(plan, Link(_("Susun"))),
    }
    return render(request, "performance/plans/edit.html", context)


def faults_of(content: Content, plan: Plan) -> list[Any]:
    """Name what is missing of a draft."""
    return faults(content.results, approach=plan.approach, day=plan.to_date)


def edit_rows(content: Content, plan: Plan) -> list[dict[str, Any]]:
    """Set each result beside what is missing of it and the hints on its wording."""
    missing = faults_of(content, plan)
    return [
        {
            "item": item,
            "missing": [one.text for one in missing if one.result is not None and one.result.pk == item.result.pk],
            "hints": result_hints(item.result, approach=plan.approach, linkable=plan.rater_id is not None),
        }
        for item in content.items
    ]


@access(staff)
@require_POST
def plan_begin(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Start the first draft."""
    plan = plan_owned(viewer_of(request), uid)
    plans.plan_begin(actor=viewer_of(request).actor, plan=plan, now=timezone.now())
    return redirect("plan_edit", uid=uid)


@access(staff)
@require_POST
def plan_submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand the draft to the rater; what is missing is said on the draft."""
    viewer = viewer_of(request)
    version = open_version(plan_owned(viewer, uid))
    return pressed(
        request,
        lambda now: plans.plan_submit(actor=viewer.actor, version=version, now=now),
        done=_("SKP diajukan. Penilai Anda sudah diberi tahu."),
        to="plan",
        otherwise="plan_edit",
        uid=uid,
    )


@access(staff)
@require_POST
def plan_withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the submitted plan back."""
    viewer = viewer_of(request)
    version = open_version(plan_owned(viewer, uid))
    plans.plan_withdraw(actor=viewer.actor, version=version, now=timezone.now())
    return redirect("plan_edit", uid=uid)


@access(staff)
@require_POST
def plan_copy(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Fill the empty draft from the plan agreed last."""
    viewer = viewer_of(request)
    version = open_version(plan_owned(viewer, uid))
    number = copying.plan_copy(actor=viewer.actor, version=version, now=timezone.now())
    messages.success(request, _("%(number)s rencana hasil kerja disalin. Sesuaikan targetnya.") % {"number": number})
    return redirect("plan_edit", uid=uid)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_revise(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open the next version of an agreed plan, with the reason; by the owner or the rater."""
    viewer = viewer_of(request)
    plan = plan_seen(viewer, uid)
    if viewer.employee_id not in {plan.employee_id, plan.rater_id}:
        raise Forbidden(_("Perubahan SKP dimulai oleh pemiliknya atau pejabat penilainya."))
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            plans.plan_revise(actor=viewer.actor, plan=plan, reason=reason, now=timezone.now())
            return redirect("plan_edit" if plan.employee_id == viewer.employee_id else "plan", uid=uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    context = {"plan": plan, "form": form, "title": _("Ubah SKP"), "trail": plan_trail(plan, Link(_("Ubah SKP")))}
    return render(request, "performance/plans/form.html", context, status=422 if form.errors else 200)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_annex(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write the annex: support, accountability, consequences."""
    viewer = viewer_of(request)
    plan, version = writable(viewer, uid)
    if request.method == "POST":
        form = AnnexForm(request.POST)
    else:
        written: dict[str, list[str]] = {}
        for line in version.annex.order_by("order", "id"):
            written.setdefault(line.kind, []).append(line.text)
        form = AnnexForm(initial={kind: "\n".join(texts) for kind, texts in written.items()})
    if form.is_bound and form.is_valid():
        try:
            writing.annex_set(actor=viewer.actor, version=version, lines=form.lines(), now=timezone.now())
            return redirect("plan_edit", uid=uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    context = {"plan": plan, "form": form, "title": _("Lampiran SKP"), "trail": plan_trail(plan, Link(_("Lampiran")))}
    return render(request, "performance/plans/form.html", context, status=422 if form.errors else 200)


@access(staff)
@require_POST
def plan_result_remove(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Take a result out of the draft."""
    viewer = viewer_of(request)
    row = result_of(open_version(plan_owned(viewer, uid)), pk)
    writing.result_remove(actor=viewer.actor, result=row, now=timezone.now())
    return redirect("plan_edit", uid=uid)


@access(staff)
@require_POST
def plan_result_move(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Move a result of the draft up or down."""
    viewer = viewer_of(request)
    row = result_of(open_version(plan_owned(viewer, uid)), pk)
    up = request.POST.get("arah") == "naik"
    writing.result_move(actor=viewer.actor, result=row, up=up, now=timezone.now())
    return redirect("plan_edit", uid=uid)
