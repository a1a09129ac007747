"""Bringing the city in from spreadsheets: choose, check, look, apply."""

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid, NotFound
from betang.kernel.jobs import job_start
from betang.people.actions.accounts import accounts_open
from betang.people.actions.imports import import_apply, import_check, import_drop
from betang.people.forms.imports import ImportForm
from betang.people.imports.current import CURRENT
from betang.people.imports.layouts import LAYOUTS
from betang.people.imports.template import template
from betang.people.jobs import apply_import
from betang.people.models import ImportKind, ImportState
from betang.people.queries import imports
from betang.people.views.changes import refused
from betang.people.views.trails import trail
from betang.ui.parts import Link

BRINGERS = roles(Role.BKPSDM)
INLINE = 400  # rows that are applied while the page waits; more become a job
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(BRINGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """List what was brought in, with the form for another file."""
    viewer = viewer_of(request)
    form = ImportForm(request.POST or None, request.FILES or None, initial={"day": viewer.today})
    if request.method == "POST" and form.is_valid():
        file = cast("UploadedFile[Any]", form.cleaned_data["file"])
        kind = ImportKind(form.cleaned_data["kind"])
        day, now = form.cleaned_data["day"], timezone.now()
        try:
            run, _checked = import_check(
                actor=viewer.actor, content=cast(BinaryIO, file), name=file.name or "", kind=kind, day=day, now=now
            )
            return redirect("import", pk=run.pk)
        except Invalid as error:
            refused(form, error)
    context = {
        "form": form,
        "kinds": ImportKind,
        "current": [ImportKind(kind) for kind in CURRENT],
        "page": Paginator(imports.imports_listed(viewer), 25).get_page(request.GET.get("h")),
        "trail": trail(Link(_("Impor"))),
    }
    return render(request, "people/imports.html", context, status=422 if form.is_bound and form.errors else 200)


@access(BRINGERS)
@require_safe
def import_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what is wrong with a file, or what it would change."""
    run = imports.import_found(viewer_of(request), pk)
    context = {
        "run": run,
        "preview": imports.preview_of(run),
        "open": run.state == ImportState.CHECKED,
        "empty": not (run.counts.get("baru") or run.counts.get("berubah")),
        "trail": trail(Link(_("Impor"), "../"), Link(run.get_kind_display())),
    }
    return render(request, "people/import.html", context)


@access(BRINGERS)
@require_POST
def import_applied(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Apply a checked file: at once when it is small, else as a job whose progress can be followed."""
    viewer = viewer_of(request)
    run = imports.import_found(viewer, pk)
    if run.counts.get("baru", 0) + run.counts.get("berubah", 0) <= INLINE:
        import_apply(actor=viewer.actor, run=run, now=timezone.now())
        messages.success(request, _("Impor sudah diterapkan seluruhnya."))
        if run.kind == ImportKind.EMPLOYEES:
            opened = accounts_open(actor=viewer.actor, day=viewer.today, now=timezone.now())
            if opened:
                messages.info(request, accounts_words(opened))
        return redirect("import", pk=pk)
    args = {"upload": str(run.pk), "actor": viewer.actor.pk}
    started = job_start(apply_import, actor=viewer.actor, key=f"import:{run.pk}", args=args, now=timezone.now())
    return redirect("job", started.pk)


def accounts_words(opened: int) -> str:
    """Say how many accounts were made, and who hands out the codes for the first sign-in."""
    words = ngettext(
        "%(n)s akun baru dibuat. Kode masuk pertamanya dikirim atau dicetak oleh administrator unit.",
        "%(n)s akun baru dibuat. Kode masuk pertamanya dikirim atau dicetak oleh administrator unit.",
        opened,
    )
    return words % {"n": opened}


@access(BRINGERS)
@require_POST
def import_dropped(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a checked file up."""
    viewer = viewer_of(request)
    import_drop(actor=viewer.actor, run=imports.import_found(viewer, pk), now=timezone.now())
    messages.success(request, _("Impor dibatalkan; tidak ada yang berubah."))
    return redirect("imports")


@access(BRINGERS)
@require_safe
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand over the template of a file."""
    if kind not in LAYOUTS:
        raise NotFound
    return sheet(template(LAYOUTS[ImportKind(kind)]), f"templat-{kind}.xlsx")


@access(BRINGERS)
@require_safe
def import_current(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand over units or posts as they stand: the codes that other files refer to, ready to be changed."""
    if kind not in CURRENT:
        raise NotFound
    of = ImportKind(kind)
    return sheet(template(LAYOUTS[of], CURRENT[of]()), f"{kind}.xlsx")


def sheet(content: bytes, name: str) -> HttpResponse:
    """Hand over a workbook as a download."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
