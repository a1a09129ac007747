"""The style guide: every component in both themes, for whoever builds a page. Not in production."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, public
from betang.ui.context import guide_shown
from betang.ui.guide import SECTIONS, THEMES
from betang.ui.guide_samples import samples


@access(public)
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the guide in demo and development mode, 404 otherwise."""
    if not guide_shown():
        raise Http404
    context = {"sections": SECTIONS, "themes": THEMES, **samples()}
    return render(request, "ui/gaya/guide.html", context)
