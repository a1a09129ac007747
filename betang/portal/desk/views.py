"""The signed-in home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, signed_in
from betang.kernel.access.viewer import viewer_of
from betang.portal.desk import queries
from betang.portal.desk.governing import governing
from betang.portal.notices.pages import rows
from betang.ui.home import cards_for


@access(signed_in)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what somebody can do today, where they stand, what waits to be read, and which rules govern them."""
    viewer = viewer_of(request)
    context = {
        "viewer": viewer,
        "cards": cards_for(viewer),
        "standing": queries.standing(viewer),
        "rows": rows(queries.waiting(viewer)),
        "roles": [role.label for role in Role if viewer.has(role)],
        "governing": governing(viewer),
    }
    return render(request, "portal/desk/desk.html", context)
