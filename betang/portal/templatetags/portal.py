"""Template filters of the portal."""

from typing import Any

from django.template import Library
from django.urls import reverse

register = Library()

ICONS = {
    "himpunan-aturan": "calendar", "eksp-2022": "scale", "num-2019": "chart", "angka-kredit": "sprout",
    "sembilan-kotak": "panel", "ip-asn": "users", "sakip": "tree", "tpp": "store", "absensi": "clock",
    "skm": "chat", "ipp": "check", "ombudsman": "shield", "pengaduan": "megaphone", "identitas": "id",
    "standar-pelayanan": "inbox", "waktu-kerja": "calendar",
}  # fmt: skip


@register.filter
def topic_icon(topic: str) -> str:
    """Return the icon of a topic; a page for one that has none of its own."""
    return ICONS.get(topic, "doc")


@register.filter
def rule_url(rule: Any) -> str:
    """Return the address of a rule's page."""
    return reverse("rule", args=rule.id.split("/"))


@register.filter
def value_url(parameter: Any) -> str:
    """Return the address of a value's page."""
    return reverse("value", args=parameter.id.split("/"))
