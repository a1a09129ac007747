"""Following a request: by number and PIN, by the secret link of the receipt, and going on with a draft by its code.

A wrong number, a wrong PIN and somebody else's request get the same answer. Tries are limited for a number and for a
visitor, so that neither one receipt nor many can be guessed through.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, public, signed_in
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import NotFound
from betang.kernel.limits.counting import Limit, forgive, hit
from betang.kernel.limits.visitor import visitor
from betang.services import course, flow
from betang.services.content import definition_of
from betang.services.forms.answers import ResumeForm, TrackForm
from betang.services.models import Request
from betang.services.passes import pass_give, passes
from betang.services.queries.appointments import attendance_of
from betang.services.queries.deliveries import delivery_of
from betang.services.queries.requests import request_held, requests_own, requests_unkept
from betang.services.secrets import link_digests, pin_matches, resume_digests
from betang.services.settled import pin_limit
from betang.services.views.applying import language

OF_NUMBER = "services_pin"
OF_VISITOR = Limit("services_pin_visitor", amount=100, seconds=900)


def too_often(request: HttpRequest, limit: Limit, key: str) -> bool:
    """Count one try; say whether it was one too many."""
    return not hit(limit, key, timezone.now()).allowed


def wait_words(limit: Limit) -> str:
    """Say how long to wait after too many tries."""
    return _("Terlalu banyak percobaan. Tunggu %(minutes)s menit, lalu coba lagi.") % {"minutes": limit.seconds // 60}


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and PIN; lead to the request. `nomor` in the address fills in the number, which opens nothing."""
    form = TrackForm(request.POST or None, initial={"nomor": request.GET.get("nomor", "")[:24]})
    if request.method == "POST" and form.is_valid():
        found = opened(request, form.cleaned_data["nomor"], form.cleaned_data["pin"])
        if isinstance(found, Request):
            pass_give(request, found.uid)
            return redirect("tracked", found.uid)
        form.add_error(None, found)
    return render(request, "services/track/find.html", {"form": form}, status=422 if form.errors else 200)


def opened(request: HttpRequest, number: str, pin: str) -> Request | str:
    """Return the request that number and PIN open, or the one sentence for everything else."""
    number = "".join(number.split()).upper()
    of_number = pin_limit(OF_NUMBER, timezone.now())
    if too_often(request, OF_VISITOR, visitor(request)) or too_often(request, of_number, number):
        return wait_words(of_number)
    row = Request.objects.filter(number=number).first()
    if row is None or not pin_matches(row.uid, pin, row.pin_digest):
        return _("Nomor dan PIN ini tidak cocok. Periksa tanda terima Anda.")
    forgive(of_number, number)
    return row


@access(public)
@require_safe
@never_cache
def track_link(request: HttpRequest, token: str) -> HttpResponse:
    """Open a request by the secret link of its receipt; whatever is no such link is not found."""
    row = None
    if not too_often(request, OF_VISITOR, visitor(request)):
        row = Request.objects.filter(link_digest__in=link_digests(token)).first()
    if row is None:
        raise NotFound(_("Tautan ini tidak berlaku. Gunakan nomor dan PIN pada tanda terima."))
    pass_give(request, row.uid)
    return redirect("tracked", row.uid)


@access(public)
@require_safe
@never_cache
def tracked(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show where a request stands, how long it took, and what comes next."""
    row = request_held(viewer_of(request), passes(request), uid)
    context = {
        "row": row,
        "service": definition_of(row),
        "course": course.course(row, language(), timezone.now()),
        "attendance": attendance_of(row, definition_of(row), timezone.now()),
        "delivery": delivery_of(row) if row.state in flow.DELIVERED else None,
    }
    return render(request, "services/track/request.html", context)


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft_resume(request: HttpRequest) -> HttpResponse:
    """Go on with a draft that was begun elsewhere."""
    form = ResumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = None
        if not too_often(request, OF_VISITOR, visitor(request)):
            row = Request.objects.filter(resume_digest__in=resume_digests(form.cleaned_data["kode"])).first()
        if row is not None:
            pass_give(request, row.uid)
            return redirect("draft", row.uid)
        form.add_error("kode", _("Kode ini tidak kami kenal, atau permohonannya sudah dikirim."))
    return render(request, "services/track/resume.html", {"form": form}, status=422 if form.errors else 200)


@access(signed_in)
@require_safe
@never_cache
def requests_mine(request: HttpRequest) -> HttpResponse:
    """List the requests of one's own account."""
    return mine(request, TrackForm() if viewer_of(request).has(Role.RESIDENT) else None)


def mine(request: HttpRequest, form: TrackForm | None) -> HttpResponse:
    """Draw the list; `form` takes a request made without the account, for residents."""
    viewer = viewer_of(request)
    context = {
        "rows": course.listed(requests_own(viewer), language()),
        "form": form,
        "unkept": requests_unkept(passes(request)) if form else 0,
    }
    return render(request, "services/track/mine.html", context, status=422 if form and form.errors else 200)
