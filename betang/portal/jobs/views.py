"""Jobs on screens: all of them for the administrator, one's own for whoever started it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import visible
from betang.kernel.access.rules import access, roles, signed_in
from betang.kernel.access.viewer import viewer_of
from betang.kernel.jobs import job_retry, queries
from betang.portal.jobs import pages

PER_PAGE = 30
UNCHANGED = 204  # htmx leaves the page as it is


@access(roles(Role.ADMIN))
@require_safe
@never_cache
def jobs(request: HttpRequest) -> HttpResponse:
    """List the runs of one state, `?keadaan=gagal` (default), berjalan, menunggu or selesai; the newest first."""
    chosen = request.GET.get("keadaan", "")
    chosen = chosen if chosen in pages.STATES else next(iter(pages.STATES))
    page = Paginator(queries.runs(status=pages.STATES[chosen]), PER_PAGE).get_page(request.GET.get("h"))
    context = {
        "rows": pages.rows(page.object_list),
        "page": page,
        "chosen": chosen,
        "tabs": pages.tabs(queries.run_counts(), chosen=chosen),
        "alive_at": queries.worker_alive(now=timezone.now()),
    }
    return render(request, "portal/jobs/jobs.html", context)


@access(roles(Role.ADMIN))
@require_POST
def retry(request: HttpRequest, run: UUID) -> HttpResponse:
    """Start a failed run again from its last checkpoint."""
    again = job_retry(actor=viewer_of(request).actor, run=run, now=timezone.now())
    messages.success(request, _("%(title)s menunggu pekerja lagi.") % {"title": again.title})
    return redirect("jobs")


@access(signed_in)
@require_safe
@never_cache
@vary_on_headers("HX-Request")
def job(request: HttpRequest, run: UUID) -> HttpResponse:
    """Show how far a run of one's own is; asked by htmx, only that part, and nothing while nothing has changed."""
    found = visible(queries.runs(), queries.may_follow(viewer_of(request).user_id), pk=run)
    row = pages.row(found)
    if "HX-Request" not in request.headers:
        nobody = found.is_open and not queries.worker_alive(now=timezone.now())
        return render(request, "portal/jobs/job.html", {"row": row, "nobody": nobody})
    if request.GET.get("tanda") == row.mark:
        return HttpResponse(status=UNCHANGED)
    return render(request, "portal/jobs/state.html", {"row": row})
