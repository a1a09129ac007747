"""A flow as a figure: the drawing, the sentence above it, and the same paths as a table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from betang.services.process.graph import Edge, Graph, Node
from betang.ui import formats
from betang.ui.charts.flows import Arrow, Box, flow
from betang.ui.parts import Data, Figure

MOST_ROWS = 40
DAY = 1440


def flow_chart(found: Graph, name: Callable[[str], str], language: str, *, title: str, source: str) -> Figure:
    """Draw a flow; `name` gives the words of an activity."""
    names = [name(node.name) for node in found.nodes]
    words = takeaway(found, names, language)
    boxes = [Box(each, note(node, language)) for each, node in zip(names, found.nodes, strict=True)]
    arrows = [Arrow(edge.start, edge.end, edge.n, arrow_words(edge, language)) for edge in found.edges]
    head = (_("Dari"), _("Ke"), _("Kali"), _("Menunggu, median"), _("Dikerjakan, median"), _("Seluruhnya, median"))
    region = _("Gambar alur, dapat digeser")
    return Figure(
        title=title,
        takeaway=words,
        drawing=flow(boxes, arrows, label=f"{title}. {words}", region=region),
        source=source,
        data=Data(_("Jalur dan waktunya"), head, rows(found, names, language), frozenset({2, 3, 4, 5})),
    )


def takeaway(found: Graph, names: list[str], language: str) -> str:
    """Say which path takes longest among those taken often, and which share is drawn."""
    often = [edge for edge in found.edges if edge.n * 20 >= found.edges[0].n]
    if not often:
        return _("Belum ada jalur: setiap kasus hanya satu langkah.")
    slow = max(often, key=lambda edge: edge.whole)
    said = _("Jalur sering yang paling lama: %(start)s ke %(end)s, median %(time)s.") % {
        "start": names[slow.start], "end": names[slow.end], "time": lasting(slow.whole, language),
    }  # fmt: skip
    if found.drawn == found.transitions:
        return said
    thousandths = 1000 * found.drawn // found.transitions  # rounded down: 100% would say that nothing is missing
    share = formats.percent(Decimal(thousandths) / 1000, language=language)
    return (
        said
        + " "
        + _("Tergambar %(share)s dari semua perpindahan; jalur yang jarang tidak digambar.") % {"share": share}
    )


def note(node: Node, language: str) -> str:
    """Say how often a step was done, and how often right after itself."""
    n = formats.number(node.n, language=language)
    if not node.again:
        return _("%(n)s kali") % {"n": n}
    return _("%(n)s kali, diulang %(again)s") % {"n": n, "again": formats.number(node.again, language=language)}


def arrow_words(edge: Edge, language: str) -> str:
    """Say how often a path is taken, and its medians: waiting and working, or the whole where it cannot be split."""
    n = formats.number(edge.n, language=language)
    if edge.waiting is None or edge.working is None:
        return f"{n}× · {lasting(edge.whole, language)}"
    return f"{n}× · {lasting(edge.waiting, language)} + {lasting(edge.working, language)}"


def lasting(minutes: float, language: str) -> str:
    """Write minutes shortly; from two days of the clock on in days."""
    if minutes < 2 * DAY:
        return formats.duration(round(minutes), day_minutes=10**9, short=True, language=language)
    return _("%(days)s hari") % {"days": formats.number(Decimal(str(minutes / DAY)), places=1, language=language)}


def rows(found: Graph, names: list[str], language: str) -> list[tuple[str, ...]]:
    """Give the drawn paths as rows, the most frequent first."""

    def time(minutes: float | None) -> str:
        return "–" if minutes is None else lasting(minutes, language)

    return [
        (
            names[edge.start], names[edge.end], formats.number(edge.n, language=language), time(edge.waiting),
            time(edge.working), time(edge.whole),
        )
        for edge in found.edges[:MOST_ROWS]
    ]  # fmt: skip
