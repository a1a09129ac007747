"""Exports of residents' personal data: asked for, decided by a second person, downloaded by who asked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
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
from betang.kernel.errors import Forbidden, Invalid
from betang.services.actions import exports as actions
from betang.services.forms.exports import DecisionForm, ExportForm
from betang.services.jobs_exports import export_start
from betang.services.models import DataExport
from betang.services.queries.catalogue import services_on
from betang.services.queries.exports import bounds, may_ask, may_see, second_person, within
from betang.services.rules import COUNTER
from betang.services.views.applying import language
from betang.ui.parts import Link

PEOPLE = roles(*COUNTER, Role.UNIT_HEAD, Role.AUDITOR)
SHOWN = 50


@access(PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def data_exports(request: HttpRequest) -> HttpResponse:
    """List exports and ask for one; what does not hold comes back with 422 and nothing is written."""
    viewer, now = viewer_of(request), timezone.now()
    services = services_on(viewer.today)
    names = [(key, each.name.text(language())) for key, each in services.items()]
    form, status = ExportForm(request.POST if request.method == "POST" else None, services=names), 200
    if request.method == "POST":
        if not may_ask(viewer):
            raise Forbidden
        status = 422
        try:
            if form.is_valid():
                actions.export_ask(viewer=viewer, wanted=actions.Wanted(**form.cleaned_data), now=now)
                messages.success(request, _("Permintaan dicatat. Orang kedua memutuskannya."))
                return redirect("data_exports")
        except Invalid as error:
            form.add_error(None, error.message)
    return page(request, viewer, form, dict(names), status=status)


def page(
    request: HttpRequest, viewer: Viewer, form: ExportForm, names: dict[str, str], *, status: int = 200
) -> HttpResponse:
    """Draw the list with the form as it stands; one query for the list."""
    if not may_see(viewer):
        raise Forbidden
    rows = list(DataExport.objects.select_related("asked_by__employee", "decided_by__employee")[:SHOWN])
    now, most, decides = timezone.now(), bounds(viewer.today), second_person(viewer)
    me = viewer.user_id
    listed = [
        {
            "row": row,
            "service": names.get(row.service, _("Semua layanan")),
            "decide": decides and row.granted is None and row.asked_by_id != me,
            "take": row.file_id is not None and row.asked_by_id == me and row.taken < most.downloads,
        }
        for row in rows
    ]
    context = {
        "rows": listed, "form": form if may_ask(viewer) else None, "now": now, "bounds": most,
        "trail": [Link(_("Beranda"), reverse("desk")), Link(_("Ekspor data pribadi"))],
    }  # fmt: skip
    return render(request, "services/exports.html", context, status=status)


@access(PEOPLE)
@require_POST
def data_export_decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Approve or refuse as the second person; an approved one is made by a worker."""
    viewer, now, form = viewer_of(request), timezone.now(), DecisionForm(request.POST)
    row = visible(DataExport.objects.all(), within(viewer), uid=uid)
    if not form.is_valid():
        raise Invalid(_("Pilih setuju atau tolak, dan tulis alasannya."))
    granted, words = form.cleaned_data["putusan"] == "setuju", form.cleaned_data["words"]
    with transaction.atomic():  # nothing is granted that nobody makes
        decided = actions.export_decide(viewer=viewer, export=row, granted=granted, words=words, now=now)
        if granted:
            export_start(viewer=viewer, export=decided, now=now)
    return redirect("data_exports")


@access(PEOPLE)
@require_POST
def data_export_take(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand the file to who asked for it."""
    viewer = viewer_of(request)
    row = visible(DataExport.objects.all(), Q(asked_by=viewer.user_id), uid=uid)
    return file_response(actions.export_take(viewer=viewer, export=row, now=timezone.now()))
