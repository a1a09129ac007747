"""Components that enclose content: cards, notices, tables, page heads, stat tiles, empty states."""

from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from betang.ui import icons
from betang.ui.components.pieces import known

register = Library()
CARD_KINDS = frozenset({"", "flush", "accent", "sunken"})
NOTICE_KINDS = frozenset({"", "good", "warn", "bad", "plain"})
NOTICE_ICONS = {"": "info", "good": "check", "warn": "warn", "bad": "warn", "plain": "info"}
TABLE_KINDS = frozenset({"sticky-first", "compact", "plain", "roomy-rows"})


def _heading(level: int, text: str, name: str = "", extra: str = "") -> SafeString:
    tag = f"h{int(level)}"
    marks = format_html(' id="{}"', name) if name else ""
    styles = format_html(' class="{}"', extra) if extra else ""
    return format_html("<{}{}{}>{}</{}>", tag, marks, styles, text, tag)


@register.simple_block_tag
def card(
    content: str, title: str = "", lead: str = "", kind: str = "", name: str = "", level: int = 2, aside: str = ""
) -> SafeString:
    """Group content under a title. `name` is the heading's id; `aside` is a piece set right of the title.

    `flush` lets a table run edge to edge; `accent` marks the one thing to do next, at most once on a page.
    """
    classes = f"card {known(kind, CARD_KINDS, 'kind of card')}".strip()
    if not title:
        return format_html('<div class="{}">{}</div>', classes, content)
    name = name or f"k-{slugify(title)}"
    words = format_html("<p>{}</p>", lead) if lead else ""
    size = "text-lg" if level != 2 else ""
    head = format_html(
        '<div class="card-head"><div>{}{}</div>{}</div>', _heading(level, title, name, size), words, aside
    )
    return format_html('<section class="{}" aria-labelledby="{}">{}{}</section>', classes, name, head, content)


@register.simple_block_tag
def notice(content: str, kind: str = "", role: str = "", label: str = "") -> SafeString:
    """Say what happened and what can be done. Kinds: good, warn, bad, plain; role "status" or "alert" announces it."""
    classes = f"alert {known(kind, NOTICE_KINDS, 'kind of notice')}".strip()
    spoken = format_html(' role="{}"', role) if role else ""
    named = format_html(' aria-label="{}"', label) if label else ""
    drawing = mark_safe(icons.icon(NOTICE_ICONS[kind]))  # noqa: S308
    return format_html('<div class="{}"{}{}>{}{}</div>', classes, spoken, named, drawing, content)


@register.filter
def message_kind(level: str) -> str:
    """Return the kind of notice that a message of Django's levels is shown as."""
    return {"success": "good", "warning": "warn", "error": "bad"}.get(level, "")


@register.simple_block_tag
def data_table(content: str, caption: str, label: str = "", hidden_caption: bool = False, kind: str = "") -> SafeString:
    """Enclose `<thead>` and `<tbody>` in a table that scrolls inside its own region.

    The region's label must be unique on the page; it is made from the caption unless `label` is given. `kind` is
    one or more of sticky-first, compact, plain, roomy-rows.
    """
    for word in kind.split():
        known(word, TABLE_KINDS, "kind of table")
    hide = mark_safe(' class="visually-hidden"') if hidden_caption else ""
    return format_html(
        '<div class="table-wrap" role="region" tabindex="0" aria-label="{}"><table class="{}">'
        "<caption{}>{}</caption>{}</table></div>",
        label or _("Tabel: %(caption)s") % {"caption": caption}, f"table {kind}".strip(), hide, caption, content,
    )  # fmt: skip


@register.simple_block_tag
def stat(content: str, label: str, value: str, unit: str = "") -> SafeString:
    """Show one figure with its unit; the content says what it is compared with. Stands inside `<dl class="stats">`."""
    small = format_html(" <small>{}</small>", unit) if unit else ""
    return format_html(
        '<div class="stat"><dt>{}</dt><dd><span class="stat-value num">{}{}</span>{}</dd></div>',
        label, value, small, content,
    )  # fmt: skip


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "inbox") -> SafeString:
    """Say that there is nothing, why, and what to do; the content holds the explanation and one action."""
    drawing = mark_safe(icons.icon(icon))  # noqa: S308
    return format_html('<div class="empty">{}<b>{}</b>{}</div>', drawing, title, content)


@register.simple_block_tag
def stack(content: str, kind: str = "") -> SafeString:
    """Set content one below the other; kinds: tight, roomy, loose."""
    return format_html('<div class="{}">{}</div>', f"stack {kind}".strip(), content)


@register.inclusion_tag("ui/parts/kv.html")
def kv(pairs: Any, ruled: bool = False) -> dict[str, Any]:
    """List pairs of (name, value)."""
    return {"pairs": list(pairs), "ruled": ruled}
