"""Template filters of the portal."""

from collections.abc import Iterable
from typing import Any

from django.template import Library
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language

from betang.regulation.text import Text

register = Library()
SOURCE_WORDS = 16

ICONS = {
    "himpunan-aturan": "doc", "eksp-2022": "scale", "kalender-kinerja": "calendar", "keberatan": "undo",
    "num-2019": "chart", "angka-kredit": "sprout", "talenta": "panel", "ip-asn": "users", "disiplin": "warn",
    "tpp": "store", "sakip": "tree", "skm": "chat", "waktu-kerja": "clock", "ipp": "check", "ombudsman": "shield",
    "identitas": "id", "pelindungan-data": "eye", "standar-pelayanan": "inbox", "layanan": "family",
    "pengaduan": "megaphone", "kepegawaian": "rings", "apresiasi": "thumb",
    "umpan-balik": "send", "bimbingan": "insight",
}  # fmt: skip


@register.filter
def topic_icon(topic: str) -> str:
    """Return the icon of a topic; a page for one that has none of its own."""
    return ICONS.get(topic, "doc")


@register.filter
def sumber(sources: Iterable[Text]) -> str:
    """Name sources in one line, cut at a word where they are many; the rule's page names them in full."""
    language = get_language() or "id"
    return Truncator("; ".join(source.text(language) for source in sources)).words(SOURCE_WORDS, truncate=" …")


@register.filter
def rule_url(rule: Any) -> str:
    """Return the address of a rule's page."""
    return reverse("rule", args=rule.id.split("/"))


@register.filter
def value_url(parameter: Any) -> str:
    """Return the address of a value's page."""
    return reverse("value", args=parameter.id.split("/"))
