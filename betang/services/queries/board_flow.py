"""The flow of the city's own requests, of one service or all, sent in some days: read as a log, kept for minutes."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta

import numpy as np
import polars as pl
from django.utils import timezone

from betang.kernel.calendar.queries import calendar_now
from betang.services.flow import flow_on
from betang.services.history import EFFECTIVE
from betang.services.models import Event
from betang.services.process.clock import working_clock
from betang.services.process.graph import Edge, Graph, Node, graph
from betang.services.process.log import event_log
from betang.services.process.waiting import split
from betang.services.queries.board import kept_under
from betang.services.timing import micros

SPANS = (14, 30, 90)
"""Days, counted from when a request was sent."""
EMPTY = Graph([], [], 0, 0)


def flow_name(service: str, days: int) -> str:
    """Return the name under which the flow of a service ("" for all) is kept."""
    return f"alur:{service}:{days}"


def flow_kept(service: str, days: int, now: datetime) -> tuple[Graph, datetime] | None:
    """Return a flow that was reckoned in the last quarter of an hour, and when; None otherwise. One query."""
    kept = kept_under(flow_name(service, days), now)
    return (graph_from(kept.content), kept.computed_at) if kept else None


def flow_compute(service: str, days: int, now: datetime) -> Graph:
    """Reckon the flow of the requests sent in some days, in working time. Two queries."""
    wanted = Event.objects.filter(EFFECTIVE, request__submitted_at__gt=now - timedelta(days=days), at__lte=now)
    if service:
        wanted = wanted.filter(request__service=service)
    rows = list(wanted.order_by("request_id", "id").values_list("request_id", "state", "at", "employee_id"))
    if not rows:
        return EMPTY
    log = event_log(
        case=pl.Series([str(row[0]) for row in rows]),
        activity=pl.Series([row[1] for row in rows]),
        instant=np.array([micros(row[2]) for row in rows], dtype=np.int64),
        resource=pl.Series([None if row[3] is None else str(row[3]) for row in rows], dtype=pl.String),
    )
    order = list(flow_on(timezone.localdate(now)).states)
    return graph(log, split(log, working_clock(log, calendar_now())), order=order)


def graph_text(found: Graph) -> str:
    """Write a graph as JSON."""
    return json.dumps(asdict(found))


def graph_from(content: str) -> Graph:
    """Read what `graph_text` wrote."""
    found = json.loads(content)
    return Graph(
        [Node(**row) for row in found["nodes"]],
        [Edge(**row) for row in found["edges"]],
        found["transitions"],
        found["drawn"],
    )
