"""The analysis of an imported log as it is kept: the figures of `betang process`, the flow, where time is lost."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from betang.kernel.exchange.json_text import as_json
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import MINUTE
from betang.services.process.clock import wall_clock, working_clock
from betang.services.process.described import described
from betang.services.process.graph import Edge, Graph, Node, graph
from betang.services.process.log import EventLog
from betang.services.process.rework import rework
from betang.services.process.waiting import losses, split

MOST = 12


@dataclass(frozen=True)
class Loss:
    """Waiting for a step: how often, which share (0-1) of all waiting, median and 90th percentile in minutes."""

    step: str
    n: int
    share: float
    median: float
    p90: float


@dataclass(frozen=True)
class Again:
    """A step done more than once in a case: cases that hold it, those that repeat it, executions beyond the first."""

    step: str
    cases: int
    repeated: int
    extra: int


@dataclass(frozen=True)
class Report:
    """The analysis: `result` as `betang process` writes it, the drawn flow, the steps that were waited for, repeats."""

    result: Mapping[str, Any]
    flow: Graph
    lost: list[Loss]
    again: list[Again]


def report_text(log: EventLog, calendar: WorkCalendar | None) -> tuple[str, str]:
    """Analyse a log; return the JSON of `betang process` and the JSON of the rest.

    Times of flow and waiting are those of the wall clock, or with a calendar those of working time.
    """
    parts = split(log, wall_clock if calendar is None else working_clock(log, calendar))
    lost = [
        Loss(each.activity, each.n, each.share, each.median / MINUTE, each.p90 / MINUTE)
        for each in losses(log, parts)[:MOST]
        if each.total
    ]
    found = {
        "flow": asdict(graph(log, parts)),
        "lost": [asdict(each) for each in lost],
        "again": [asdict(each) for each in _again(log)],
    }
    return as_json(described(log, calendar)), json.dumps(found)


def _again(log: EventLog) -> list[Again]:
    found, names = rework(log), log.activity.names
    columns = zip(names, found.cases.tolist(), found.repeated.tolist(), found.extra.tolist(), strict=True)
    rows = [Again(name, cases, repeated, extra) for name, cases, repeated, extra in columns if repeated]
    return sorted(rows, key=lambda row: (-row.repeated, row.step))[:MOST]


def report_from(result: str, rest: str) -> Report:
    """Read what `report_text` wrote."""
    found = json.loads(rest)
    flow = found["flow"]
    return Report(
        json.loads(result),
        Graph([Node(**row) for row in flow["nodes"]], [Edge(**row) for row in flow["edges"]], flow["transitions"],
              flow["drawn"]),
        [Loss(**row) for row in found["lost"]],
        [Again(**row) for row in found["again"]],
    )  # fmt: skip
