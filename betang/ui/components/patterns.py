"""Patterns with a structure of their own: breadcrumbs, tabs, pager, stepper, timeline, quadrant, derivation, chart."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from betang.ui.charts.quadrant import Row
from betang.ui.parts import Data, Derivation, Event, Figure, Link

register = Library()


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(links: Sequence[Link], label: str = "") -> dict[str, Any]:
    """Show where the page stands; the last link is the page itself."""
    return {"links": links, "label": label}


@register.simple_block_tag
def page_head(
    content: str, title: str, lead: str = "", trail: Sequence[Link] = (), level: int = 1, slim: bool = False
) -> SafeString:
    """Open a page: breadcrumbs from `trail`, title, one sentence, and up to two actions as content."""
    tag = f"h{int(level)}"
    path = render_to_string("ui/parts/crumbs.html", {"links": trail}) if trail else ""
    words = format_html('<p class="soft">{}</p>', lead) if lead else ""
    actions = format_html('<div class="actions">{}</div>', content) if content.strip() else ""
    size = mark_safe(' class="t-2xl"') if level != 1 else ""
    return format_html(
        '<header class="{}"><div>{}<{}{}>{}</{}>{}</div>{}</header>',
        "page-head slim" if slim else "page-head", path, tag, size, title, tag, words, actions,
    )  # fmt: skip


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(links: Sequence[Link], label: str) -> dict[str, Any]:
    """Show views of one thing as links; they are navigation, each has its own address."""
    return {"links": links, "label": label}


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], label: str = "", parameter: str = "h") -> dict[str, Any]:
    """Show the pages of a list; other query parameters (filters, sorting) stay in the addresses."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None
    links = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            address = f"?{parameter}={number}"
            if query is not None:
                query[parameter] = str(number)
                address = f"?{query.urlencode()}"
            links.append(Link(str(number), address, current=number == page.number))
        else:
            links.append(Link("…"))
    return {"page": page, "links": links, "label": label}


@register.inclusion_tag("ui/parts/stepper.html")
def stepper(steps: Sequence[str], current: int, label: str = "") -> dict[str, Any]:
    """Show the steps of a form; `current` counts from 1, earlier ones are done."""
    return {"steps": list(enumerate(steps, start=1)), "current": current, "total": len(steps), "label": label,
            "now": steps[current - 1]}  # fmt: skip


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(events: Sequence[Event], level: int = 3, on_card: bool = False) -> dict[str, Any]:
    """Show what happened and what is to come, in order."""
    return {"events": events, "tag": f"h{int(level)}", "on_card": on_card}


@register.inclusion_tag("ui/parts/quadrant.html")
def kuadran(rows: Sequence[Row], labels: Sequence[str], caption: str = "") -> dict[str, Any]:
    """Show the quadrant; `rows` from ui.charts.quadrant, `labels` the three ratings from below to above."""
    return {"rows": rows, "labels": labels, "caption": caption}


@register.inclusion_tag("ui/parts/mengapa.html")
def mengapa(derivation: Derivation, open: bool = False) -> dict[str, Any]:
    """Unfold how a result came about: inputs, steps, legal basis."""
    return {"why": derivation, "open": open}


@register.inclusion_tag("ui/parts/figure.html")
def figure(chart: Figure, level: int = 3, label: str = "") -> dict[str, Any]:
    """Show a chart in its five parts: title, takeaway, drawing, source, table of the same data."""
    return {"chart": chart, "tag": f"h{int(level)}", "drawing": mark_safe(chart.drawing), "label": label}  # noqa: S308


@register.inclusion_tag("ui/parts/data.html")
def plain_table(data: Data, label: str = "", kind: str = "compact") -> dict[str, Any]:
    """Show a plain table of text cells."""
    return {"data": data, "label": label or data.caption, "kind": kind}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """List a failed form's errors, each linked to its field; shows nothing for a form without errors."""
    return {"form": form}
