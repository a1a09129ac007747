"""The counter: the queue beside one request, its steps, its papers, its numbers with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

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

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Invalid, NotFound
from betang.services import working
from betang.services.actions.holding import held_steps_take, hold_cancel, step_hold
from betang.services.actions.looking import answer_reveal, attachment_open
from betang.services.actions.reversing import step_reverse
from betang.services.content import definition_of
from betang.services.forms.counter import HandForm, RenewForm, ResultForm, RevealForm, StepForm
from betang.services.lacking import old_needed
from betang.services.models import HeldStep, Request
from betang.services.moves import MOVES, Move
from betang.services.queries import counter
from betang.services.queries.replies import Offers
from betang.services.views.applying import language

PER_PAGE = 25
workers = access(roles(Role.OFFICER, Role.VERIFIER))


@workers
@require_safe
@never_cache
def desk_queue(request: HttpRequest) -> HttpResponse:
    """Show the queue; with script only the list is exchanged, so that it stays up to date."""
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"services/counter/{'list' if part else 'queue'}.html", queue_context(request))


def desk_page(request: HttpRequest, found: dict[str, Any], *, status: int) -> HttpResponse:
    """Draw the counter with what was found in the place of the queue."""
    context = {"counts": counter.counts(viewer_of(request), timezone.now()), "parts": parts(), "found": True, **found}
    return render(request, "services/counter/queue.html", context, status=status)


def queue_context(request: HttpRequest) -> dict[str, Any]:
    """Read the queue as it was asked for."""
    viewer, now = viewer_of(request), timezone.now()
    part = request.GET.get("bagian", "")
    wanted = counter.Wanted(
        number=request.GET.get("q", "")[:24],
        group=request.GET.get("kelompok", "")[:8],
        part=part if part in counter.PARTS else "",
    )
    page, counts = queue_page(viewer, wanted, request.GET.get("h"), now)
    if hold_over(page.object_list, now) and held_steps_take(now=now):
        page, counts = queue_page(viewer, wanted, request.GET.get("h"), now)
    rows = working.listed(page.object_list, language(), now)
    # The list renews itself beside a request, too, and keeps it marked.
    opened = request.GET.get("buka", "")
    found = {"page": page, "rows": rows, "wanted": wanted, "counts": counts, "parts": parts()}
    return {**found, "opened": int(opened) if opened.isdecimal() and len(opened) < 16 else 0}


def queue_page(viewer: Viewer, wanted: counter.Wanted, number: str | None, now: datetime) -> tuple[Any, dict[str, int]]:
    """Read a page of the queue and the sizes of its parts; two queries."""
    counts = counter.counts(viewer, now)
    paginator = Paginator(counter.queue(viewer, wanted, now), PER_PAGE)
    if not wanted.number and not wanted.group:
        paginator.count = counts[wanted.part or "semua"]  # counted already
    page: Any = paginator.get_page(number)
    page.object_list = list(page.object_list)
    return page, counts


def hold_over(rows: Sequence[Request], now: datetime) -> bool:
    """Tell whether a held step of some requests, selected with them, is to be taken now."""
    held: list[HeldStep] = [row.held for row in rows if hasattr(row, "held")]
    return any(each.due_at <= now for each in held)


def parts() -> list[tuple[str, str, str]]:
    """List the parts of the queue: code, key of its count, words."""
    words = [
        _("Semua"),
        _("Lewat janji"),
        _("Mendekati"),
        _("Perbaikan masuk"),
        _("Dikembalikan berulang"),
        _("Saya pegang"),
    ]
    return [(part, part or "semua", label) for part, label in zip(counter.PARTS, words, strict=True)]


@workers
@require_safe
@never_cache
def desk_request(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one request beside the queue."""
    return one(request, uid)


def one(request: HttpRequest, uid: UUID, *, bad: bool = False, **more: Any) -> HttpResponse:
    """Draw a request beside the queue."""
    viewer, now = viewer_of(request), timezone.now()
    row = counter.request_worked(viewer, uid)
    if hold_over([row], now) and held_steps_take(now=now):
        row = counter.request_worked(viewer, uid)
    found = working.worked(viewer, row, language(), now)
    offers = Offers(viewer, row, now)
    forms = {step.to: form_of(offers, step.to, step.move) for step in found.steps if step.asks}
    context = {
        **queue_context(request),
        "one": found,
        "opened": row.pk,
        "forms": {**forms, **more.pop("forms", {})},
        "result_form": ResultForm(prefix="hasil"),
        "renew_form": RenewForm(prefix="tautan"),
        **more,
    }
    return render(request, "services/counter/queue.html", context, status=422 if bad else 200)


def form_of(offers: Offers, to: str, move: Move | None, data: Any = None) -> StepForm | HandForm:
    """Make the form of a step."""
    row = offers.row
    if move and move.hands:
        return HandForm(data, prefix=to.lower(), old=old_needed(row))
    return StepForm(
        definition_of(row), language(), data, prefix=to.lower(), reasons=bool(move and move.reasons),
        offer=offers.to(to),
    )  # fmt: skip


@workers
@require_POST
@never_cache
def desk_step(request: HttpRequest, uid: UUID, to: str) -> HttpResponse:
    """Take a step; what is missing is said at its form."""
    viewer, to = viewer_of(request), to.upper()
    row = counter.request_worked(viewer, uid)
    form = form_of(Offers(viewer, row, timezone.now()), to, MOVES.get((row.state, to)), request.POST)
    try:
        held = step_hold(viewer=viewer, request=row, to=to, seen=revision(request), said=form.said, now=timezone.now())
    except Invalid as error:
        form.refuse(error.fields)
        return one(request, uid, bad=True, forms={to: form}, refused=error.message)
    if held is None:
        messages.success(request, _("%(number)s: langkah dicatat.") % {"number": row.number})
    return redirect(f"{reverse('desk_request', args=[uid])}#rincian")  # on a phone the request, not the list


def revision(request: HttpRequest) -> int:
    """Return which revision of a request somebody saw; -1, which none has, for anything else."""
    seen = str(request.POST.get("seen", ""))
    return int(seen) if seen.isdecimal() and len(seen) < 10 else -1


@workers
@require_POST
@never_cache
def desk_unhold(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Call a held step back."""
    viewer = viewer_of(request)
    row = counter.request_worked(viewer, uid)
    hold_cancel(viewer=viewer, request=row, now=timezone.now())
    messages.success(request, _("%(number)s: langkah tidak jadi dicatat.") % {"number": row.number})
    return redirect(f"{reverse('desk_request', args=[uid])}#rincian")


@workers
@require_POST
@never_cache
def desk_reverse(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take one's own last step back, with a reason."""
    viewer = viewer_of(request)
    row = counter.request_worked(viewer, uid)
    reason = str(request.POST.get("reason", ""))
    try:
        step_reverse(viewer=viewer, request=row, seen=revision(request), reason=reason, now=timezone.now())
    except Invalid as error:
        return one(request, uid, bad=True, reverse_error=error.message)
    messages.success(request, _("%(number)s: langkah terakhir ditarik kembali.") % {"number": row.number})
    return redirect(f"{reverse('desk_request', args=[uid])}#rincian")


@workers
@require_POST
@never_cache
def desk_file(request: HttpRequest, uid: UUID, attachment: UUID) -> HttpResponseBase:
    """Hand out a paper as a download; a POST, since the look is written down."""
    viewer = viewer_of(request)
    found = counter.attachment_worked(viewer, uid, attachment)
    return attachment_open(viewer=viewer, attachment=found, now=timezone.now())


@workers
@require_POST
@never_cache
def desk_reveal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one number in the clear, once, after a reason that stands in the trail."""
    viewer = viewer_of(request)
    row, form = counter.request_worked(viewer, uid), RevealForm(request.POST)
    if not form.is_valid():
        return one(request, uid, bad=True, reveal_error=_("Tulis alasan membuka nomor ini."))
    line = next((each for each in working.lines(row, language()) if each.key == form.cleaned_data["key"]), None)
    if line is None:
        raise NotFound
    plain = answer_reveal(viewer=viewer, request=row, now=timezone.now(), **form.cleaned_data)
    return one(request, uid, revealed={"label": line.label, "value": plain})
