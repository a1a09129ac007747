"""Keeping the board's figures: nobody's data, computed from what stands in the tables, so nothing for the trail."""

from __future__ import annotations

from datetime import datetime

from betang.kernel.calendar.queries import calendar_now
from betang.services.board_figures import Summary, as_text
from betang.services.models import BoardFigures
from betang.services.process.graph import Graph
from betang.services.queries.board import BOARD
from betang.services.queries.board_flow import flow_compute, flow_name, graph_text
from betang.services.queries.board_summary import summary_compute


def summary_renew(*, now: datetime) -> Summary:
    """Reckon the board's figures and keep them."""
    found = summary_compute(now, calendar_now())
    figures_keep(name=BOARD, content=as_text(found), now=now)
    return found


def figures_keep(*, name: str, content: str, now: datetime) -> None:
    """Put figures in the place of those before under their name; two who do so at once do no harm."""
    BoardFigures.objects.bulk_create(
        [BoardFigures(name=name, computed_at=now, content=content)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["computed_at", "content"],
    )


def flow_renew(*, service: str, days: int, now: datetime) -> Graph:
    """Reckon the flow of a service ("" for all) over some days and keep it."""
    found = flow_compute(service, days, now)
    figures_keep(name=flow_name(service, days), content=graph_text(found), now=now)
    return found
