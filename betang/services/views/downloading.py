"""Fetching a document: by the link of the message with the PIN of the receipt, or from the page of the request.

An unknown link, a revoked one and a wrong PIN get the same answer; tries share the count of the tracking page, so that
a PIN is not guessed at two doors.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from betang.kernel.access.rules import access, public
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict
from betang.kernel.limits.counting import forgive
from betang.kernel.limits.visitor import visitor
from betang.services.actions.deliveries import result_fetch
from betang.services.forms.answers import PinForm
from betang.services.models import Request
from betang.services.passes import passes
from betang.services.queries.deliveries import request_linked
from betang.services.queries.requests import request_held
from betang.services.secrets import pin_matches
from betang.services.settled import pin_limit
from betang.services.views.tracking import OF_NUMBER, OF_VISITOR, too_often, wait_words


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask for the PIN; hand the document out."""
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = unlocked(request, token, form.cleaned_data["pin"])
        if isinstance(found, Request):
            try:
                return result_fetch(actor=viewer_of(request).user, request=found, now=timezone.now())
            except Conflict as error:
                found = error.message
        form.add_error(None, found)
    return render(request, "services/track/download.html", {"form": form}, status=422 if form.errors else 200)


def unlocked(request: HttpRequest, token: str, pin: str) -> Request | str:
    """Return the request that link and PIN open, or the one sentence for everything else."""
    row = request_linked(token)
    number = str(row.number) if row else token
    of_number = pin_limit(OF_NUMBER, timezone.now())
    if too_often(request, OF_VISITOR, visitor(request)) or too_often(request, of_number, number):
        return wait_words(of_number)
    if row is None or not pin_matches(row.uid, pin, row.pin_digest):
        return _("Tautan dan PIN ini tidak cocok. Periksa pesan dan tanda terima Anda.")
    forgive(of_number, number)
    return row


@access(public)
@require_POST
@never_cache
def tracked_download(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand the document to who has opened the request by PIN, link or account."""
    viewer = viewer_of(request)
    return result_fetch(actor=viewer.user, request=request_held(viewer, passes(request), uid), now=timezone.now())
