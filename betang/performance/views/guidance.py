"""Coaching and counselling: the records one may read, opening one, and one with what each side does."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.performance.actions import guidance as actions
from betang.performance.forms.guidance import OpenForm, ReplyForm, WriteForm
from betang.performance.models import Guidance
from betang.performance.queries import guidance as queries
from betang.performance.views.guidance_parts import parts_shown, reply_form, write_form
from betang.performance.views.plan_parts import refused
from betang.ui.parts import Link

PER_PAGE = 30


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    here = Link(_("Bimbingan"), reverse("guidances") if links else "")
    return [Link(_("Beranda"), reverse("desk")), here, *links]


@access(staff)
@require_safe
def guidance_list(request: HttpRequest) -> HttpResponse:
    """List the records one may read."""
    viewer = viewer_of(request)
    page = Paginator(queries.guidances_seen(viewer), PER_PAGE).get_page(request.GET.get("h"))
    context = {"page": page, "me": viewer.employee_id, "trail": trail()}
    return render(request, "performance/guidance/list.html", context)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def guidance_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a record about somebody one rates, from a check-in or an improvement plan where it follows one."""
    viewer = viewer_of(request)
    plan = queries.plan_guided(viewer, uid)
    named = {"checkin": request.GET.get("dialog", ""), "improvement": request.GET.get("perbaikan", "")}
    origin = queries.origin(viewer, plan, **named)
    form = OpenForm(request.POST or None, initial={"day": viewer.today})
    if request.method == "POST" and form.is_valid():
        try:
            opened = form.opened(**origin)
            made = actions.guidance_open(actor=viewer.actor, plan=plan, opened=opened, now=timezone.now())
            messages.success(request, _("Catatan dibuka. Pegawai diberi tahu."))
            return redirect("guidance", made.uid) if made.guide_id == plan.rater_id else redirect("guidances")
        except Invalid as error:
            refused(form, error)
    context = {"form": form, "plan": plan, "origin": origin, "trail": trail(Link(_("Catatan baru")))}
    return render(request, "performance/guidance/new.html", context, status=422 if form.errors else 200)


@access(staff)
@require_safe
def guidance_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a record; to the rater's rater only what was handed up."""
    row = queries.guidance_seen(viewer_of(request), uid)
    return one_page(request, row, write_form(row), reply_form(row))


def one_page(request: HttpRequest, row: Guidance, writing: WriteForm, replying: ReplyForm) -> HttpResponse:
    """Draw a record with what the reader may do."""
    viewer = viewer_of(request)
    guides, own = viewer.employee_id == row.guide_id, viewer.employee_id == row.plan.employee_id
    context: dict[str, Any] = {
        "row": row,
        "plan": row.plan,
        **parts_shown(row, viewer.today, whole=queries.whole_for(viewer, row)),
        "writing": writing if guides and not row.closed else None,
        "replying": replying if own and not row.closed else None,
        "to_confirm": (guides and not row.guide_at) or (own and not row.employee_at),
        "trail": trail(Link(row.get_kind_display())),
    }
    status = 422 if writing.errors or replying.errors else 200
    return render(request, "performance/guidance/one.html", context, status=status)


@access(staff)
@require_POST
def guidance_write(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write what was talked about, as who guides."""
    viewer = viewer_of(request)
    row = queries.guidance_taken(viewer, uid)
    form = write_form(row, request.POST)
    if form.is_valid():
        try:
            actions.guidance_write(actor=viewer.actor, guidance=row, written=form.written, now=timezone.now())
            messages.success(request, _("Catatan tersimpan. Pegawai diberi tahu."))
            return redirect("guidance", uid)
        except Invalid as error:
            refused(form, error)
    return one_page(request, row, form, reply_form(row))


@access(staff)
@require_POST
def guidance_reply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer as the employee."""
    viewer = viewer_of(request)
    row = queries.guidance_taken(viewer, uid)
    form = reply_form(row, request.POST)
    if form.is_valid():
        try:
            actions.guidance_reply(actor=viewer.actor, guidance=row, now=timezone.now(), **form.given)
            messages.success(request, _("Tanggapan tersimpan. Pembimbing diberi tahu."))
            return redirect("guidance", uid)
        except Invalid as error:
            refused(form, error)
    return one_page(request, row, write_form(row), form)


@access(staff)
@require_POST
def guidance_confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm the edition one has seen."""
    viewer = viewer_of(request)
    row = queries.guidance_taken(viewer, uid)
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    actions.guidance_confirm(actor=viewer.actor, guidance=row, seen=number, now=timezone.now())
    messages.success(request, _("Catatan dikonfirmasi."))
    return redirect("guidance", uid)
