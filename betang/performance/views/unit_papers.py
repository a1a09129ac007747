"""The papers of a whole unit: asked for, followed on the page of jobs, taken; and its evaluations as workbooks."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import visible
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.crypto.files import file_response
from betang.kernel.errors import Invalid
from betang.people.models import Unit
from betang.performance.actions.bundles import bundle_take
from betang.performance.actions.exports import evaluations_export as export
from betang.performance.forms.papers import UnitPapersForm
from betang.performance.jobs_papers import bundle_start
from betang.performance.models import Bundle, Period
from betang.performance.rules import READERS, may_take_papers_of
from betang.ui.parts import Link

KEEPERS = roles(*READERS, Role.UNIT_HEAD)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 20


@access(KEEPERS)
@require_safe
def unit_papers(request: HttpRequest) -> HttpResponse:
    """Offer the papers of the units within reach, and those one asked for."""
    viewer = viewer_of(request)
    bundles = Bundle.objects.filter(owner=viewer.user_id).select_related("unit", "cycle", "period__cycle")
    trail = [Link(_("Beranda"), reverse("desk")), Link(_("Dokumen unit"))]
    context = {"form": form_of(request, viewer), "bundles": bundles[:SHOWN], "trail": trail}
    return render(request, "performance/unit_papers.html", context)


def form_of(request: HttpRequest, viewer: Viewer) -> UnitPapersForm:
    """Give the form with the units within reach."""
    units = Unit.objects.filter(may_take_papers_of(viewer), closed_date__isnull=True).order_by("path")
    periods = list(Period.objects.select_related("cycle").order_by("-cycle__year", "number"))
    return UnitPapersForm(request.POST or None, units=units, periods=periods)


@access(KEEPERS)
@require_POST
def bundle_new(request: HttpRequest) -> HttpResponse:
    """Let a worker put the papers of a unit into one file."""
    viewer = viewer_of(request)
    unit, cycle, period = form_of(request, viewer).chosen()
    run = bundle_start(actor=viewer.actor, unit=unit, cycle=cycle, period=period, now=timezone.now())
    return redirect("job", run.pk)


@access(KEEPERS)
@require_POST
def bundle_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Hand out a bundle one asked for, while its unit is still within reach."""
    viewer = viewer_of(request)
    within = Q(owner=viewer.user_id, unit__in=Unit.objects.filter(may_take_papers_of(viewer)))
    bundle = visible(Bundle.objects.select_related("file"), within, pk=pk)
    return file_response(bundle_take(actor=viewer.actor, bundle=bundle, now=timezone.now()))


@access(KEEPERS)
@require_POST
def evaluations_export(request: HttpRequest) -> HttpResponse:
    """Hand out the sent evaluations of a unit as a workbook, with `bentuk=rekap` in e-Kinerja's layout."""
    viewer = viewer_of(request)
    unit, _cycle, period = form_of(request, viewer).chosen()
    if period is None:
        raise Invalid(_("Pilih evaluasi satu periode untuk mengekspornya."))
    form = "rekap" if request.POST.get("bentuk") == "rekap" else "rincian"
    content = export(actor=viewer.actor, unit=unit, period=period, form=form, now=timezone.now())
    response = HttpResponse(content, content_type=XLSX)
    name = f"{form}_{unit.code}_{period.cycle.year}_{period.number}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response
