"""The public navigation: only pages that exist."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.ui.context import guide_shown
from betang.ui.parts import Link


def public_links(request: HttpRequest) -> list[Link]:
    """Return the entries of the public header and footer, the current one marked."""
    entries = [(_("Beranda"), reverse("home")), (_("Aturan"), reverse("rules"))]
    if guide_shown():
        entries.append((_("Panduan gaya"), reverse("guide")))
    here = request.path
    return [Link(label, url, current=here == url or (url != "/" and here.startswith(url))) for label, url in entries]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates the public navigation."""
    return {"public_links": public_links(request)}
