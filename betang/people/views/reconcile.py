"""Supervisors that are missing or wrong, set right here, many at once, without waiting for any of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.rules import access
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.people.actions import lines
from betang.people.queries import reconcile
from betang.people.queries.names import names_of
from betang.people.views.changes import KEEPERS
from betang.people.views.trails import trail
from betang.ui.parts import Link

PER_PAGE = 25


@access(KEEPERS)
@require_safe
def reconcile_list(request: HttpRequest) -> HttpResponse:
    """List people whose superior needs a look, by what is wrong."""
    return page(request)


def page(request: HttpRequest, error: str = "") -> HttpResponse:
    """Show the list, with a refusal above it when there was one."""
    found = reconcile.findings(viewer_of(request), day=viewer_of(request).today)
    wanted = request.GET.get("masalah", "")
    shown = [finding for finding in found if not wanted or finding.problem == wanted]
    sheet = Paginator(shown, PER_PAGE).get_page(request.GET.get("h"))
    names = names_of(sheet.object_list)
    chips = [
        (problem, sum(finding.problem == problem for finding in found), problem == wanted)
        for problem in reconcile.Problem
    ]
    context = {
        "page": sheet,
        "rows": [(finding, *names.of(finding)) for finding in sheet.object_list],
        "chips": [chip for chip in chips if chip[1]],
        "total": len(found),
        "wanted": wanted,
        "error": error,
        "trail": trail(Link(_("Penyelarasan atasan"))),
    }
    return render(request, "people/reconcile.html", context, status=422 if error else 200)


@access(KEEPERS)
@require_POST
def reconcile_follow(request: HttpRequest) -> HttpResponse:
    """Let the ticked people follow the structure."""
    found = reconcile.findings(viewer_of(request), day=viewer_of(request).today)
    ticked = set(request.POST.getlist("pegawai"))
    people = [finding.employee_id for finding in found if str(finding.employee_id) in ticked and finding.proposed_id]
    if not people:
        return page(request, _("Belum ada pegawai yang dipilih."))
    try:
        lines.lines_follow(
            actor=viewer_of(request).actor,
            people=people,
            day=viewer_of(request).today,
            reason=request.POST.get("reason", ""),
            now=timezone.now(),
        )
    except Invalid as refusal:
        return page(request, refusal.message)
    done = ngettext(
        "Atasan %(n)s pegawai kini menurut susunan.", "Atasan %(n)s pegawai kini menurut susunan.", len(people)
    )
    messages.success(request, done % {"n": len(people)})
    return redirect("reconcile")
