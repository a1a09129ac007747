"""Complaints for the office: the list by what is due first, one complaint, its steps, its reporter with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.people.forms.person import ReasonForm
from betang.services.actions.complaint_handling import STEPS, Told, complaint_reveal, complaint_step
from betang.services.forms.complaints import HandlingForm
from betang.services.models import Complaint, Secrecy
from betang.services.queries import complaints as queries
from betang.services.views.complaints import history, refused
from betang.ui.parts import Link

PER_PAGE = 50
workers = access(roles(Role.OFFICER, Role.VERIFIER, Role.UNIT_HEAD))


@workers
@require_safe
@never_cache
def complaints(request: HttpRequest) -> HttpResponse:
    """List complaints; heads of other offices see none."""
    given = request.GET.get("bagian", "")
    part = given if given in queries.PARTS else ""
    names = {"": _("Semua"), "terbuka": _("Belum dijawab"), "saya": _("Saya tangani")}
    context = {
        "page": Paginator(queries.queue(viewer_of(request), part), PER_PAGE).get_page(request.GET.get("h")),
        "parts": [Link(names[code], f"?bagian={code}", current=code == part) for code in queries.PARTS],
        "now": timezone.now(),
        "takes": viewer_of(request).has(Role.OFFICER, Role.VERIFIER),
        "trail": [Link(_("Beranda"), reverse("desk")), Link(_("Pengaduan masuk"))],
    }
    return render(request, "services/complaints/list.html", context)


@workers
@require_safe
@never_cache
def complaint_desk(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one complaint with the steps that can be taken."""
    return desk(request, queries.complaint_worked(viewer_of(request), uid))


def desk(
    request: HttpRequest, row: Complaint, form: HandlingForm | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Draw a complaint for the office; its reporter stays closed."""
    words = {
        "periksa": _("Periksa dan disposisi"), "teruskan": _("Teruskan"), "jawab": _("Jawab"),
        "bukan": _("Bukan wewenang kami"), "arsip": _("Arsipkan"),
    }  # fmt: skip
    context = {
        "row": row, "text": row.text.reveal(), "events": history(row),
        "form": form or HandlingForm(queries.handlers(viewer_of(request)), initial={"owner": row.owner_id}),
        "steps": [(step, words[step]) for step, states in STEPS.items() if row.state in states],
        "named": row.secrecy != Secrecy.ANONYMOUS and row.erased_at is None, "now": timezone.now(),
        "trail": [Link(_("Beranda"), reverse("desk")), Link(_("Pengaduan masuk"), reverse("complaints")),
                  Link(row.number)],
        **more,
    }  # fmt: skip
    return render(request, "services/complaints/desk.html", context, status=status)


@workers
@require_POST
@never_cache
def complaint_handle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the step of the button that was pressed; what is missing is said at the form."""
    viewer = viewer_of(request)
    row = queries.complaint_worked(viewer, uid)
    form, seen = HandlingForm(queries.handlers(viewer), request.POST), request.POST.get("seen", "")
    if form.is_valid():
        try:
            complaint_step(
                viewer=viewer, complaint=row, step=request.POST.get("langkah", ""),
                seen=int(seen) if seen.isdecimal() else -1, told=Told(**form.cleaned_data), now=timezone.now(),
            )  # fmt: skip
        except Invalid as error:
            refused(form, error)
        else:
            messages.success(request, _("%(number)s: langkah dicatat.") % {"number": row.number})
            return redirect("complaint_desk", uid)
    return desk(request, row, form, status=422)


@workers
@require_POST
@never_cache
def complaint_who(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show who made a complaint, once, with the reason in the trail."""
    viewer, form = viewer_of(request), ReasonForm(request.POST)
    row = queries.complaint_worked(viewer, uid)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    found = complaint_reveal(viewer=viewer, complaint=row, reason=reason, now=timezone.now())
    return desk(request, row, who=[value for value in found.values() if value])
