"""The counter and the documents: SIAK's PDF attached, a new link for who lost it, the list of what is ready."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid, NotFound
from betang.services import working
from betang.services.actions.deliveries import delivery_renew
from betang.services.actions.printing import list_print
from betang.services.actions.results import result_attach, result_open
from betang.services.forms.counter import RenewForm, ResultForm
from betang.services.office import office_name
from betang.services.queries.counter import request_worked
from betang.services.queries.deliveries import ready, result_of
from betang.services.screening import MOST_BYTES
from betang.services.views.applying import language
from betang.services.views.counter import one, workers

PER_PAGE = 100  # some four printed pages


@workers
@require_safe
@never_cache
def desk_ready(request: HttpRequest) -> HttpResponse:
    """List what waits to be collected, for printing."""
    return ready_page(request)


def ready_page(request: HttpRequest, error: str = "") -> HttpResponse:
    """Draw the list, with what could not be printed."""
    page: Any = Paginator(ready(viewer_of(request)), PER_PAGE).get_page(request.GET.get("h"))
    rows = working.listed(page.object_list, language(), timezone.now())
    context = {"page": page, "rows": rows, "error": error}
    return render(request, "services/counter/ready.html", context, status=422 if error else 200)


@workers
@require_POST
@never_cache
def desk_print(request: HttpRequest) -> HttpResponse:
    """Lay out a hand-over list or labels for printing; a POST, since it is written down."""
    viewer, now, kind = viewer_of(request), timezone.now(), str(request.POST.get("jenis", ""))
    picked, today = uids(request.POST.getlist("pilih")), bool(request.POST.get("hari_ini"))
    try:
        found = list_print(viewer=viewer, uids=picked, today=today, kind=kind, now=now)
    except Invalid as error:
        return ready_page(request, error.message)
    rows = working.listed(found, language(), now)
    context = {"rows": rows, "kind": kind, "now": now, "office": office_name()}
    return render(request, "services/counter/print.html", context)


def uids(texts: list[str]) -> list[UUID]:
    """Read what was ticked; anything else is left out."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(UUID(text))
    return found


@workers
@require_POST
@never_cache
def desk_result(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Attach SIAK's PDF; what is not taken is said at the form."""
    viewer, form = viewer_of(request), ResultForm(request.POST, request.FILES, prefix="hasil")
    row, number = request_worked(viewer, uid), str(request.POST.get("hasil-number", ""))
    try:
        content = uploaded(request.FILES.get("hasil-file"))
        result_attach(viewer=viewer, request=row, content=content, number=number, now=timezone.now())
    except Invalid as error:
        form.refuse(error.fields or {"file": error.message})
        return one(request, uid, bad=True, result_form=form)
    messages.success(request, _("%(number)s: dokumen dilampirkan.") % {"number": row.number})
    return redirect("desk_request", uid)


def uploaded(sent: Any) -> bytes:
    """Return the bytes of an upload; Invalid when there is none or it is too large."""
    if sent is None:
        words = _("Pilih PDF yang diunduh dari SIAK.")
        raise Invalid(words, fields={"file": words})
    if sent.size > MOST_BYTES:
        words = _("Berkas ini lebih besar dari 5 MB.")
        raise Invalid(words, fields={"file": words})
    content: bytes = sent.read()
    return content


@workers
@require_POST
@never_cache
def desk_result_open(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand the document to who works on the request."""
    viewer = viewer_of(request)
    result = result_of(request_worked(viewer, uid))
    if result is None:
        raise NotFound
    return result_open(viewer=viewer, result=result, now=timezone.now())


@workers
@require_POST
@never_cache
def desk_renew(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make a new link after a check of identity, and show it once."""
    viewer, form = viewer_of(request), RenewForm(request.POST, prefix="tautan")
    row = request_worked(viewer, uid)
    form.is_valid()
    given = {name: form.cleaned_data.get(name, "") for name in ("proof", "reason")}
    with_pin = bool(form.cleaned_data.get("with_pin"))
    try:
        made = delivery_renew(viewer=viewer, request=row, with_pin=with_pin, now=timezone.now(), **given)
    except Invalid as error:
        form.refuse(error.fields)
        return one(request, uid, bad=True, renew_form=form)
    link = settings.BETANG_ADDRESS + reverse("download", args=[made.link])
    return render(request, "services/counter/link.html", {"row": row, "link": link, "pin": made.pin})
