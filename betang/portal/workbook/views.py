"""The workbook pages under /penilaian/: upload, check, preview, units, people, download, delete."""

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
from django.views.decorators.http import require_http_methods, require_safe

from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.portal.jobs.pages import row as job_row
from betang.portal.workbook import overview, queries, samples
from betang.portal.workbook.actions import run_delete, run_download, run_upload
from betang.portal.workbook.computing import OUT
from betang.portal.workbook.downloads import TYPES, XLSX, Download
from betang.portal.workbook.forms import DeleteForm, DownloadForm, UploadForm
from betang.portal.workbook.models import RunState, WorkbookRun
from betang.portal.workbook.people import UNRATED
from betang.portal.workbook.person import BAR_END, summary
from betang.portal.workbook.person import person as person_shown
from betang.portal.workbook.rules import USERS
from betang.ui.parts import Link

RUNS_A_PAGE = 25
users = access(roles(*USERS))
hidden = access(roles(*USERS), hidden=True)


def _crumbs(*links: Link) -> list[Link]:
    return [Link(_("Penilaian"), reverse("workbooks")), *links]


def _run_link(row: WorkbookRun) -> Link:
    return Link(row.name.reveal(), reverse("workbook", args=[row.pk]))


@users
@require_safe
@never_cache
def runs(request: HttpRequest) -> HttpResponse:
    """List the uploads somebody may see."""
    page: Any = Paginator(queries.runs_visible(viewer_of(request)), RUNS_A_PAGE).get_page(request.GET.get("h"))
    page.object_list = [(row, row.name.reveal()) for row in page.object_list]
    return render(request, "portal/workbook/runs.html", {"page": page})


@users
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def upload(request: HttpRequest) -> HttpResponse:
    """Show the form, or check and compute what was sent; 422 for what is no workbook, and then nothing is kept."""
    viewer = viewer_of(request)
    form = UploadForm(request.POST or None, request.FILES or None, today=viewer.today)
    if form.is_valid():
        made = run_upload(
            actor=viewer.actor, upload=form.cleaned_data["berkas"], asked=form.asked, now=timezone.now()
        )  # fmt: skip
        return redirect("workbook", made.pk)
    context = {"form": form, "trail": _crumbs(Link(_("Unggah")))}
    return render(request, "portal/workbook/upload.html", context, status=422 if form.is_bound else 200)


@hidden
@require_safe
@never_cache
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    """Show what an upload came to: waiting, refused with its faults, or the preview of the result."""
    row = queries.run_of(viewer_of(request), run)
    return _run_page(request, row, DeleteForm())


def _run_page(request: HttpRequest, row: WorkbookRun, form: DeleteForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"run": row, "title": row.name.reveal(), "form": form}
    context["trail"] = _crumbs(Link(context["title"]))
    if row.state == RunState.READY:
        context |= overview.overview(row, page=request.GET.get("h"))
    elif row.state == RunState.REFUSED:
        context |= overview.faults(row)
    elif row.job is not None and row.job.actor_id == viewer_of(request).user_id:
        context["row"] = job_row(row.job)
    name = {RunState.READY: "result", RunState.REFUSED: "refused"}.get(RunState(row.state), "waiting")
    return render(request, f"portal/workbook/{name}.html", context, status=status)


@hidden
@require_safe
@never_cache
def unit(request: HttpRequest, run: UUID, key: int) -> HttpResponse:
    """Show one unit of a result with its people, page by page."""
    row = queries.run_of(viewer_of(request), run)
    wanted = request.GET.get("predikat", "")
    level = int(wanted) if wanted in {str(number) for number in range(UNRATED, 6)} else None
    context = overview.unit_page(row, key, level=level, page=request.GET.get("h"))
    context |= {"run": row, "trail": _crumbs(_run_link(row), Link(context["unit"].name))}
    return render(request, "portal/workbook/unit.html", context)


@hidden
@require_safe
@never_cache
def person(request: HttpRequest, run: UUID, key: int) -> HttpResponse:
    """Show one person with items, ratings, quadrant and derivation."""
    row = queries.run_of(viewer_of(request), run)
    found, place, beside = overview.person_place(row, key)
    shown = person_shown(found, queries.inputs(row), overview.asked_of(row))
    unit_url = reverse("workbook_unit", args=[row.pk, place.key])
    context = {"run": row, "shown": shown, "unit": place, "unit_url": unit_url, "bar_end": BAR_END, **beside}
    context |= {"summary": summary(shown.items)}
    context["trail"] = _crumbs(_run_link(row), Link(place.name, unit_url), Link(found.name))
    return render(request, "portal/workbook/person.html", context)


@hidden
@require_safe
@never_cache
def download(request: HttpRequest, run: UUID) -> HttpResponse:
    """Hand the result over as the command would write it; recorded."""
    viewer = viewer_of(request)
    row = queries.run_of(viewer, run)
    form = DownloadForm(request.GET, tables=OUT[row.rules])
    if not form.is_valid():
        raise Invalid(_("Pilih bentuk unduhan: xlsx, atau csv dengan nama tabelnya."))
    data = form.cleaned_data
    made = run_download(
        actor=viewer.actor, run=row, form=data["bentuk"], table=data["tabel"], now=timezone.now()
    )  # fmt: skip
    return _handed_over(made)


@hidden
@require_http_methods(["POST"])
@never_cache
def delete(request: HttpRequest, run: UUID) -> HttpResponse:
    """Delete an upload and its result once somebody said that they mean it."""
    viewer = viewer_of(request)
    row = queries.run_of(viewer, run)
    form = DeleteForm(request.POST)
    if not form.is_valid():
        return _run_page(request, row, form, status=422)
    run_delete(actor=viewer.actor, run=row, now=timezone.now())
    messages.success(request, _("Unggahan dan hasilnya sudah dihapus."))
    return redirect("workbooks")


@users
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Hand over an empty workbook with the tables' headers."""
    return _handed_over(Download("templat-penilaian.xlsx", samples.template(), TYPES[XLSX]))


@users
@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """Hand over a workbook of invented people that can be uploaded as it is."""
    return _handed_over(Download("contoh-penilaian.xlsx", samples.example(), TYPES[XLSX]))


def _handed_over(made: Download) -> HttpResponse:
    """Answer with a file that no browser opens by itself."""
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
