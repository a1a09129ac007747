"""The outbox page: in demo mode for everybody, otherwise it does not exist."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, public
from betang.kernel.errors import NotFound
from betang.kernel.mail.models import OutboxMessage
from betang.portal.outbox.pages import letters

PER_PAGE = 20


@access(public)
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the mails of the demo city, the newest first; NotFound in any other mode."""
    if settings.BETANG_MODE != "demo":
        raise NotFound
    page = Paginator(OutboxMessage.objects.all(), PER_PAGE).get_page(request.GET.get("h"))
    response = render(request, "portal/outbox/outbox.html", {"letters": letters(page.object_list), "page": page})
    response.headers["Cache-Control"] = "no-store"
    return response
