"""The search page: what each module finds for one set of words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.ui.search import search, searchable

SHORTEST = 2
LONGEST = 100


@access(staff)
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what fits the words `q`; fewer than two characters find nothing, more than a hundred are cut."""
    viewer = viewer_of(request)
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    found = search(viewer, words) if len(words) >= SHORTEST else []
    context = {
        "words": words,
        "short": bool(words) and len(words) < SHORTEST,
        "found": found,
        "kinds": searchable(viewer),
    }
    return render(request, "portal/search/search.html", context)
