"""Lets people find services in everyday words: one query."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from betang.kernel.access.rules import public
from betang.kernel.access.viewer import Viewer
from betang.services.queries.catalogue import found, services_on
from betang.ui.search import Hit, Results, search_provider


@search_provider(public, title=_("Layanan"), order=30)
def services(viewer: Viewer, words: str, limit: int) -> Results:
    """Find services that fit the words, the best first."""
    language = get_language() or "id"
    rows = found(words, services_on(viewer.today))
    hits = [
        Hit(title=each.name.text(language), note=each.summary.text(language), url=reverse("service", args=[each.id]),
            icon="family")
        for each in rows[:limit]
    ]  # fmt: skip
    return Results(hits=hits, more_url=f"{reverse('services')}?{urlencode({'q': words})}" if len(rows) > limit else "")
