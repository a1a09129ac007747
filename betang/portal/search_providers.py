"""Lets people search the rules of law that Betang computes."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from betang.kernel.access.rules import public
from betang.kernel.access.viewer import Viewer
from betang.portal.queries import groups
from betang.portal.templatetags.portal import rule_url, topic_icon
from betang.ui.search import Hit, Results, search_provider


@search_provider(public, title=_("Aturan"), order=90)
def rules(viewer: Viewer, words: str, limit: int) -> Results:
    """Find rules by title, description, basis and values, in both languages; asks no database."""
    language = get_language() or "id"
    found = [entry.rule for group in groups(search=words) for entry in group.entries]
    hits = [
        Hit(title=rule.title.text(language), note=rule.basis, url=rule_url(rule), icon=topic_icon(rule.topic))
        for rule in found[:limit]
    ]
    more = f"{reverse('rules')}?{urlencode({'q': words})}" if len(found) > limit else ""
    return Results(hits=hits, more_url=more)
