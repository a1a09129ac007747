"""Putting right what was told: the applicant's pages, and the counter's list."""

from __future__ import annotations

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.rows import visible
from betang.kernel.access.rules import access, public, roles
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.limits.counting import Limit, hit
from betang.services.actions import corrections as actions
from betang.services.content import definition_of
from betang.services.forms.answers import AnswerForm
from betang.services.models import DataCorrection
from betang.services.queries import corrections as queries
from betang.services.queries.requests import kelurahan_names
from betang.services.rules import COUNTER
from betang.services.views.applying import held, language, unhurried
from betang.ui.parts import Link

ASKED = Limit("services_corrections", amount=600, seconds=3600)
OF_REQUEST = Limit("services_corrections_request", amount=20, seconds=86400)
PER_PAGE = 25
workers = access(roles(*COUNTER))


@access(public)
@require_safe
@never_cache
def corrections(request: HttpRequest, uid: UUID) -> HttpResponse:
    """List what can be put right in a request that was sent; the answers themselves are not shown."""
    row = held(request, uid)
    context = {"row": row, "service": definition_of(row), "rows": queries.wishes(row)}
    return render(request, "services/track/corrections.html", context)


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correction(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Ask for one answer anew; what is no answer comes back with 422 and nothing is written."""
    row = held(request, uid)
    question = queries.question_correctable(row, key)
    names = kelurahan_names() if question.kind == "kelurahan" else {}
    form, now = AnswerForm(question, request.POST or None, language=language(), kelurahan=names), timezone.now()
    if request.method == "POST" and form.is_valid():
        unhurried(request, ASKED)
        if not hit(OF_REQUEST, str(uid), now).allowed:
            raise Conflict(_("Terlalu banyak permintaan untuk permohonan ini. Coba lagi besok, atau hubungi loket."))
        try:
            actions.correction_ask(
                actor=viewer_of(request).user, request=row, key=key, text=form.cleaned_data["jawaban"],
                today=timezone.localdate(now), kelurahan=names, now=now,
            )  # fmt: skip
            return redirect("corrections", uid)
        except Invalid as error:
            form.add_error("jawaban", error.message)
    context = {"row": row, "service": definition_of(row), "question": question, "form": form}
    return render(request, "services/track/correction.html", context, status=422 if form.errors else 200)


@workers
@require_safe
@never_cache
def data_corrections(request: HttpRequest) -> HttpResponse:
    """List what waits for the counter, the most urgent first."""
    page = Paginator(queries.waiting(), PER_PAGE).get_page(request.GET.get("h"))
    return listed(request, {"page": page, "rows": queries.labels(list(page), language())})


def listed(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw the counter's page."""
    trail = [Link(_("Beranda"), reverse("desk")), Link(_("Pembetulan data"), reverse("data_corrections"))]
    context = {"now": timezone.now(), "trail": trail, **context}
    return render(request, "services/counter/corrections.html", context, status=status)


def wish(viewer: Viewer, uid: UUID) -> DataCorrection:
    """Return a wish within reach; NotFound for any other."""
    return visible(DataCorrection.objects.select_related("request__definition"), queries.may_settle(viewer), uid=uid)


@workers
@require_POST
@never_cache
def data_correction_open(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what is recorded and what it should be; entered in the trail."""
    viewer, now = viewer_of(request), timezone.now()
    row = wish(viewer, uid)
    recorded, wanted = actions.correction_open(viewer=viewer, correction=row, now=now)
    (_row, service, label) = queries.labels([row], language())[0]
    names = kelurahan_names() if row.key == "kelurahan" else {}
    one = {
        "row": row, "service": service, "label": label,
        "recorded": names.get(recorded, recorded), "wanted": names.get(wanted, wanted),
    }  # fmt: skip
    return listed(request, {"one": one})


@workers
@require_POST
@never_cache
def data_correction_settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put it right, or refuse with a reason."""
    viewer, accepted = viewer_of(request), request.POST.get("putusan") == "betulkan"
    words = request.POST.get("words", "")
    actions.correction_settle(
        viewer=viewer, correction=wish(viewer, uid), seen=request.POST.get("seen", ""), accepted=accepted, words=words,
        now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Data dibetulkan.") if accepted else _("Permintaan ditolak dengan alasan."))
    return redirect("data_corrections")
