"""Logs of other systems: uploaded, their columns said, analysed by a worker, shown to their owner, erased."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import visible
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.crypto.files import file_response
from betang.kernel.errors import DomainError, Invalid, NotFound
from betang.services.actions import process_logs as actions
from betang.services.forms.process_logs import ColumnsForm, UploadForm
from betang.services.jobs_process_logs import analysis_start
from betang.services.models import ProcessLog
from betang.services.process_words import shown_report
from betang.services.queries import board
from betang.services.queries.process_logs import logs_kept, may_read_log, report_of, terms
from betang.services.views.applying import language
from betang.ui.parts import Link

GOVERN = roles(Role.UNIT_HEAD, *board.GOVERN)


@access(GOVERN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def process_logs(request: HttpRequest) -> HttpResponse:
    """List one's own logs and take another one; what is no log comes back with 422 and is not kept."""
    viewer, now = viewer_of(request), timezone.now()
    if not board.may_oversee(viewer):
        raise NotFound
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            row = actions.log_upload(viewer=viewer, name=sent.name, content=sent, size=sent.size, now=now)
            return redirect("process_log", row.uid)
        except DomainError as error:
            form.add_error("file", error.message)
    trail = [Link(_("Papan layanan"), reverse("service_board")), Link(_("Log sistem lain"))]
    context = {
        "form": form,
        "rows": [(row.file.name.reveal(), row) for row in logs_kept(now).filter(may_read_log(viewer))],
        "terms": terms(now),
        "trail": trail,
    }
    context["megabytes"] = terms(now).most_bytes // 1_000_000
    return render(request, "services/process/logs.html", context, status=422 if form.errors else 200)


def own(viewer: Viewer, uid: UUID) -> ProcessLog:
    """Return one's own log; NotFound for anybody else's."""
    return visible(logs_kept(timezone.now()), may_read_log(viewer), uid=uid)


@access(GOVERN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def process_log(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask what the columns hold, start the analysis, show it; 409 for another one while it runs."""
    viewer = viewer_of(request)
    row = own(viewer, uid)
    form = ColumnsForm(request.POST if request.method == "POST" else None, log=row)
    if request.method == "POST" and form.is_valid():
        columns, now = {**form.cleaned_data}, timezone.now()
        clock = columns.pop("clock")
        try:
            run = analysis_start(viewer=viewer, log=row, columns=columns, clock=clock, now=now)
            return redirect("job", run.pk)
        except Invalid as error:
            for name, words in error.fields.items():
                form.add_error(name, words)
    return page(request, row, form)


def page(request: HttpRequest, row: ProcessLog, form: ColumnsForm) -> HttpResponse:
    """Draw the page of a log: its analysis or what was wrong with it, and the form."""
    found, name = report_of(row), row.file.name.reveal()
    context = {
        "row": row,
        "name": name,
        "form": form,
        "problem": row.problem.reveal(),
        "report": shown_report(found, row.clock, language()) if found else None,
        "trail": [
            Link(_("Papan layanan"), reverse("service_board")),
            Link(_("Log sistem lain"), reverse("process_logs")),
            Link(name),
        ],
    }
    return render(request, "services/process/log.html", context, status=422 if form.errors else 200)


@access(GOVERN)
@require_POST
@never_cache
def process_log_take(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand out the figures as JSON."""
    viewer = viewer_of(request)
    return file_response(actions.log_take(viewer=viewer, log=own(viewer, uid), now=timezone.now()))


@access(GOVERN)
@require_POST
@never_cache
def process_log_erase(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Erase a log for good."""
    viewer = viewer_of(request)
    actions.log_erase(viewer=viewer, log=own(viewer, uid), now=timezone.now())
    messages.success(request, _("Log dan hasilnya dihapus."))
    return redirect("process_logs")
