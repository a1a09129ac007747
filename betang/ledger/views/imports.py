"""Facts from spreadsheets: choose, check, look, apply."""

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid, NotFound
from betang.ledger import kinds
from betang.ledger.actions.imports import import_apply, import_check, import_drop
from betang.ledger.forms.imports import FactImportForm
from betang.ledger.models import FactImportState
from betang.ledger.queries.imports import import_found, imports_listed, preview_of
from betang.ledger.sheets import layout_of
from betang.ledger.views.parts import refused, trail
from betang.people.imports.template import template
from betang.ui.parts import Link

# The personnel agency brings in what is known of people; an administrator sees no personal files.
BRINGERS = roles(Role.BKPSDM)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(BRINGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """List what was brought in, with the form for another file."""
    form = FactImportForm(request.POST, request.FILES) if request.method == "POST" else FactImportForm()
    if form.is_valid():
        file = cast("UploadedFile[Any]", form.cleaned_data["file"])
        given = {"source": form.cleaned_data["source"], "kind": form.cleaned_data["kind"], "name": file.name or ""}
        try:
            run, _checked = import_check(
                actor=viewer_of(request).actor, content=cast(BinaryIO, file), now=timezone.now(), **given
            )
            return redirect("fact_import", pk=run.pk)
        except Invalid as error:
            refused(form, error)
    context = {
        "form": form,
        "sources": form.fields["source"].queryset.exists(),  # type: ignore[attr-defined]
        "kinds": kinds.kinds(),
        "titles": {kind.name: kind.title for kind in kinds.kinds()},
        "page": Paginator(imports_listed(), 25).get_page(request.GET.get("h")),
        "trail": trail(Link(_("Impor fakta"))),
    }
    return render(request, "ledger/imports.html", context, status=422 if form.errors else 200)


@access(BRINGERS)
@require_safe
def import_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what is wrong with a file, or what it would add."""
    run = import_found(pk)
    kind = kinds.find(run.kind)
    context = {
        "run": run,
        "title": kind.title if kind else run.kind,
        "preview": preview_of(run),
        "open": run.state == FactImportState.CHECKED,
        "empty": not (run.counts.get("baru") or run.counts.get("koreksi")),
        "trail": trail(Link(_("Impor fakta"), "../"), Link(str(kind.title) if kind else run.kind)),
    }
    return render(request, "ledger/import.html", context)


@access(BRINGERS)
@require_POST
def import_applied(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Apply a checked file."""
    import_apply(actor=viewer_of(request).actor, run=import_found(pk), now=timezone.now())
    return redirect("fact_import", pk=pk)


@access(BRINGERS)
@require_POST
def import_dropped(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a checked file up."""
    import_drop(actor=viewer_of(request).actor, run=import_found(pk), now=timezone.now())
    return redirect("fact_imports")


@access(BRINGERS)
@require_safe
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand over the template of a kind of facts."""
    found = kinds.find(kind)
    if found is None:
        raise NotFound
    response = HttpResponse(template(layout_of(found)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="templat-{kind}.xlsx"'
    return response
