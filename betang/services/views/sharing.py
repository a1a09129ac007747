"""What each officer has to do, and sharing out what nobody holds or somebody absent does; for the heads of sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Forbidden, Invalid
from betang.services.actions.sharing import Chosen, requests_share
from betang.services.office import Led
from betang.services.sharing_page import sharing_page
from betang.services.views.applying import language
from betang.services.views.skills import head_of, heads, views_of
from betang.ui.parts import Link


@heads
@require_safe
@never_cache
def sharing(request: HttpRequest) -> HttpResponse:
    """Show the load of each officer and who would take what."""
    return page(request, *head_of(request))


def page(request: HttpRequest, viewer: Viewer, led: Led, *, status: int = 200, **more: Any) -> HttpResponse:
    """Draw the page with the proposal as it is now."""
    context = {
        "found": sharing_page(viewer, led, language(), timezone.now()),
        "views": views_of("sharing"),
        "trail": [Link(_("Beranda"), reverse("desk")), Link(_("Beban dan pembagian"))],
        **more,
    }
    return render(request, "services/skills/sharing.html", context, status=status)


@heads
@require_POST
@never_cache
def share_out(request: HttpRequest) -> HttpResponse:
    """Give the requests to whom the head confirmed; what does not hold comes back with 422."""
    viewer, led = head_of(request)
    try:
        done = requests_share(viewer=viewer, chosen=list(chosen(request)), now=timezone.now())
    except (Invalid, Forbidden) as error:
        return page(request, viewer, led, status=422, refused=error.message)
    words = ngettext("%(n)s permohonan dibagikan.", "%(n)s permohonan dibagikan.", done.given) % {"n": done.given}
    if done.changed:
        words += " " + ngettext(
            "%(n)s sudah berubah sejak Anda melihatnya dan dibiarkan.",
            "%(n)s sudah berubah sejak Anda melihatnya dan dibiarkan.",
            done.changed,
        ) % {"n": done.changed}
    messages.success(request, words)
    return redirect("sharing")


def chosen(request: HttpRequest) -> Iterator[Chosen]:
    """Read the choices: a field "untuk-<uid>" with revision and employee; what is none is left out."""
    for name, value in request.POST.items():
        seen, _colon, employee = str(value).partition(":")
        uid = uid_of(name.removeprefix("untuk-")) if name.startswith("untuk-") else None
        if uid and is_number(seen) and is_number(employee):
            yield Chosen(uid, int(seen), int(employee))


def uid_of(text: str) -> UUID | None:
    """Read a UUID; None when the text is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def is_number(text: str) -> bool:
    """Tell whether a text is a number that an id or a revision can be."""
    return text.isascii() and text.isdecimal() and len(text) < 10
