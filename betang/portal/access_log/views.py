"""The access log under /admin/akses/: for the system administrator and the auditor, and without what was revealed."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.kernel.exchange.safe_cells import csv_lines
from betang.portal.access_log.actions import log_export
from betang.portal.access_log.export import export_rows
from betang.portal.access_log.forms import LogForm
from betang.portal.access_log.lines import lines
from betang.portal.access_log.queries import log_page, place_read
from betang.portal.access_log.tries import doors
from betang.regulation.data_protection import LOG_AKSES
from betang.regulation.parameters import book

readers = access(roles(Role.ADMIN, Role.AUDITOR))


@readers
@require_safe
@never_cache
def access_log(request: HttpRequest) -> HttpResponse:
    """List sign-ins and reveals, the newest first, filtered and page by page; 422 for a filter that does not hold."""
    form, now, viewer = LogForm(request.GET), timezone.now(), viewer_of(request)
    context = {
        "form": form,
        "doors": doors(now),
        "parameter": book()[LOG_AKSES],
        "years": book().on(viewer.today)[LOG_AKSES].value,
        "reads_trail": viewer.has(Role.AUDITOR),
    }
    if not form.is_valid():
        return render(request, "portal/access_log/log.html", context, status=422)
    below, above = (place_read(request.GET.get(name, "")) for name in ("sebelum", "sesudah"))
    part = log_page(form.wanted, below=below, above=above)
    context |= {
        "lines": lines(part.rows, now=now),
        "newer": form.address(sesudah=part.newer) if part.newer else "",
        "older": form.address(sebelum=part.older) if part.older else "",
        "chips": [(label, form.address(without=name)) for name, label in _chips() if name in form.kept],
    }
    return render(request, "portal/access_log/log.html", context)


def _chips() -> list[tuple[str, str]]:
    """Name the parts of the filter that came from a link on a row."""
    return [("orang", _("Hanya satu akun")), ("tentang", _("Hanya data satu orang"))]


@readers
@require_POST
@never_cache
def access_log_export(request: HttpRequest) -> StreamingHttpResponse:
    """Download what the list shows as a CSV file of at most 100,000 rows. The audit trail keeps who did."""
    form, now = LogForm(request.POST), timezone.now()
    if not form.is_valid():
        raise Invalid(_("Saringan untuk unduhan tidak dapat dibaca. Kembali ke daftar, lalu perbaiki isiannya."))
    log_export(actor=viewer_of(request).actor, wanted=form.wanted, now=now)
    rows = csv_lines(export_rows(form.wanted, now=now))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="log-akses.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
