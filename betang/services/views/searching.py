"""Looking for a request at the counter, and the numbers above the queue that keep themselves up to date."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.services import working
from betang.services.actions.searching import nik_search
from betang.services.models import Request
from betang.services.queries import counter, search
from betang.services.views.applying import language
from betang.services.views.counter import desk_page, workers


@workers
@require_POST
def desk_search(request: HttpRequest) -> HttpResponse:
    """Show what was looked for in the place of the queue; a POST, so that no name and no NIK stands in an address."""
    text, rows, error = str(request.POST.get("q", ""))[:100], [], ""
    try:
        asked = search.asked(text)
        rows = found(request, asked)
    except Invalid as refusal:
        asked, error = search.Asked("", text), refusal.message
    listed = working.listed(rows, language(), timezone.now())
    found_words: dict[str, Any] = {"asked": asked, "rows": listed, "page": None, "error": error, "most": search.MOST}
    # A NIK is not written back into the page either.
    found_words["typed"] = "" if asked.kind == "nik" else text
    return desk_page(request, found_words, status=422 if error else 200)


def found(request: HttpRequest, asked: search.Asked) -> list[Request]:
    """Look for requests in the way that fits what was typed."""
    viewer = viewer_of(request)
    if asked.kind == "nik":
        return nik_search(viewer=viewer, nik=asked.text, now=timezone.now())
    look = search.by_number if asked.kind == "nomor" else search.by_name
    return search.ordered(look(viewer, asked.text))


@workers
@require_safe
def desk_counts(request: HttpRequest) -> HttpResponse:
    """Count what waits; 304 while nothing changed. One query of its own."""
    viewer, now = viewer_of(request), timezone.now()
    counts = counter.counts(viewer, now)
    told = f"{viewer.user_id} {language()} {sorted(counts.items())}"
    etag = f'"{hashlib.sha256(told.encode()).hexdigest()[:20]}"'
    response = get_conditional_response(request, etag=etag) or render(
        request, "services/counter/counts.html", {"counts": counts}
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"  # asked again each time, but only for what changed
    return response
