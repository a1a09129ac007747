"""Bringing one's plan in from a spreadsheet."""

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.performance import plan_sheet
from betang.performance.actions.plan_import import Unreadable, plan_import
from betang.performance.forms.plans import PlanFileForm
from betang.performance.views.plan_edit import writable
from betang.performance.views.plan_parts import plan_trail, refused
from betang.ui.parts import Link

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_imported(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a file into the draft: all of it, or nothing with every fault by its cell."""
    viewer = viewer_of(request)
    plan, version = writable(viewer, uid)
    form = PlanFileForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = cast("UploadedFile[Any]", form.cleaned_data["file"])
        given = {"content": cast(BinaryIO, file), "name": file.name or ""}
        try:
            number = plan_import(actor=viewer.actor, version=version, now=timezone.now(), **given)  # type: ignore[arg-type]
            messages.success(request, _("%(number)s rencana hasil kerja ditambahkan.") % {"number": number})
            return redirect("plan_edit", uid=uid)
        except (Invalid, Conflict) as error:
            faults = error.faults if isinstance(error, Unreadable) else []
            refused(form, error)
    title = _("Impor SKP")
    context = {"plan": plan, "form": form, "faults": faults, "title": title, "trail": plan_trail(plan, Link(title))}
    return render(request, "performance/plans/import.html", context, status=422 if form.errors else 200)


@access(staff)
@require_safe
def plan_import_template(request: HttpRequest) -> HttpResponse:
    """Hand over the template."""
    response = HttpResponse(plan_sheet.template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="templat-skp.xlsx"'
    return response
