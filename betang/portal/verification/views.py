"""Checking a paper: its page for whoever scans the code, and comparing a file with what was issued."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.rules import access, public
from betang.kernel.documents.queries import document_by_token
from betang.kernel.errors import Invalid
from betang.kernel.limits.counting import Limit, hit
from betang.kernel.limits.visitor import visitor
from betang.portal.verification.fingerprint import fingerprint

LOOKS = Limit("verification", amount=120, seconds=600)
FILES = Limit("verification_file", amount=30, seconds=600)


@access(public)
@require_safe
@never_cache
def verification(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the paper behind a QR code is and whether it holds; any token that is none is answered alike."""
    return too_many(request, LOOKS) or page(request, token)


# Without a CSRF token: nothing is kept or changed, another site could at most have a file compared.
@access(public)
@csrf_exempt
@require_POST
@never_cache
def verification_file(request: HttpRequest, token: str) -> HttpResponse:
    """Compare an uploaded file with the paper, by fingerprint."""
    refused = too_many(request, FILES)
    if refused:
        return refused
    try:
        return page(request, token, given=fingerprint(request))
    except Invalid as error:
        return page(request, token, error=error.message)


def page(request: HttpRequest, token: str, *, given: str = "", error: str = "") -> HttpResponse:
    """Draw the page of a paper, with the outcome of a comparison; or the one that says there is no such paper."""
    document = document_by_token(token)
    if document is None:
        return render(request, "portal/verification/unknown.html", status=404)
    context = {
        "document": document,
        "newer": getattr(document, "replaced_by", None),
        "given": given,
        "same": given == document.sha256,
        "error": error,
    }
    return render(request, "portal/verification/document.html", context, status=422 if error else 200)


def too_many(request: HttpRequest, limit: Limit) -> HttpResponse | None:
    """Count a use from this address; the page that asks to wait when there were too many."""
    decision = hit(limit, visitor(request), timezone.now())
    if decision.allowed:
        return None
    minutes = -(-decision.retry_after // 60)
    text = _("Terlalu banyak pemeriksaan dari jaringan ini. Coba lagi dalam %(minutes)s menit.") % {"minutes": minutes}
    response = render(request, "portal/verification/unknown.html", {"wait": text}, status=429)
    response["Retry-After"] = str(decision.retry_after)
    return response
