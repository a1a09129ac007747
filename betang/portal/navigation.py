"""The navigation as data: which pages stand in the menu of the signed-in shell, and in the public header and footer.

An entry is shown to whoever the page's own rule lets in (`@access(...)` at its view), so that menu and rights cannot
differ. A module adds its entry to ENTRIES; a name that no address bears yet is left out.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.portal.shell import Entry, Shell
from betang.ui.context import guide_shown
from betang.ui.parts import Link

GROUPS = {
    "me": gettext_lazy("Saya"),
    "services": gettext_lazy("Layanan"),
    "organisation": gettext_lazy("Organisasi"),
    "management": gettext_lazy("Pengelolaan"),
}
ENTRIES: Sequence[Entry] = (
    Entry(
        label=gettext_lazy("Beranda"), url_name="desk", icon="home", group="me", short=gettext_lazy("Beranda"),
    ),
    Entry(
        label=gettext_lazy("Pemberitahuan"), url_name="notices", icon="bell", group="me", short=gettext_lazy("Kabar"),
    ),
    Entry(
        label=gettext_lazy("Aturan"), url_name="rules", icon="scale", group="organisation",
        short=gettext_lazy("Aturan"),
    ),
    Entry(
        label=gettext_lazy("Jejak audit"), url_name="audit", icon="shield", group="management",
        short=gettext_lazy("Audit"),
    ),
)  # fmt: skip


def public_links(request: HttpRequest) -> list[Link]:
    """Return the entries of the public header, the current one marked."""
    entries = [(_("Beranda"), reverse("home")), (_("Aturan"), reverse("rules"))]
    if guide_shown():
        entries.append((_("Panduan gaya"), reverse("guide")))
    here = request.path
    return [Link(label, url, current=here == url or (url != "/" and here.startswith(url))) for label, url in entries]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates the public navigation, and the signed-in shell when a template asks for it."""
    return {
        "public_links": public_links(request),
        "shell": SimpleLazyObject(lambda: Shell(request, ENTRIES, GROUPS)),
    }
