"""The analysis of an imported log as it is kept: the figures of `betang process`, the flow, where time is lost."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from betang.kernel.exchange.json_text import as_json
from betang.kernel.exchange.report import Place, refuse
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import MINUTE
from betang.services.process.clock import wall_clock, working_clock
from betang.services.process.described import described
from betang.services.process.graph import Edge, Graph, Node, graph
from betang.services.process.log import EventLog
from betang.services.process.rework import rework
from betang.services.process.waiting import losses, split

MOST = 12
MOST_WAYS = 8
MOST_STEPS = 6
MOST_NAMES = 1000
"""Different steps, and officers, that an import may have."""
MOST_PAIRS = 200_000
"""Different pairs of steps, and of officers, that may follow one another: each is a line of the result."""
FIGURES = ("cases", "events", "activities", "resources", "variants", "case_hours", "working_minutes")


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
    """What is shown of an analysis: figures and ways, the drawn flow, the steps that were waited for, repeats.

    `figures` and `ways` (the most frequent, each with its first `activities` and the number of all its `steps`) are
    taken from what `betang process` writes.
    """

    figures: Mapping[str, Any]
    ways: list[Mapping[str, Any]]
    flow: Graph
    lost: list[Loss]
    again: list[Again]


def few_enough(log: EventLog, file: str) -> None:
    """Raise BadInput for a log with too many different steps or officers: a column was mistaken for another."""
    at = log.followed
    for names, what in ((log.activity, "langkah"), (log.resource, "petugas")):
        if names is None:
            continue
        pairs = len(np.unique(names.codes[at] * len(names) + names.codes[at + 1]))
        for found, most, kind in ((len(names), MOST_NAMES, what), (pairs, MOST_PAIRS, f"pasangan {what}")):
            if found > most:
                expected = f"paling banyak {most} {kind} yang berbeda; pilih kolom lain untuk {what}"
                raise refuse(Place(file), expected, found=f"{found} {kind} yang berbeda")


def report_text(log: EventLog, calendar: WorkCalendar | None) -> tuple[str, str]:
    """Analyse a log; return the JSON of `betang process` and that of what is shown.

    Times of flow and waiting are those of the wall clock, or with a calendar those of working time.
    """
    parts = split(log, wall_clock if calendar is None else working_clock(log, calendar))
    lost = [
        Loss(each.activity, each.n, each.share, each.median / MINUTE, each.p90 / MINUTE)
        for each in losses(log, parts)[:MOST]
        if each.total
    ]
    result = described(log, calendar)
    found = {
        "figures": {name: result[name] for name in FIGURES if name in result},
        "ways": [_cut(each) for each in result["top_variants"][:MOST_WAYS]],
        "flow": asdict(graph(log, parts)),
        "lost": [asdict(each) for each in lost],
        "again": [asdict(each) for each in _again(log)],
    }
    return as_json(result), json.dumps(found, default=float)


def _cut(way: Mapping[str, Any]) -> dict[str, Any]:
    steps = way["activities"]
    return {"activities": steps[:MOST_STEPS], "steps": len(steps), "n": way["n"]}


def _again(log: EventLog) -> list[Again]:
    found, names = rework(log), log.activity.names
    columns = zip(names, found.cases.tolist(), found.repeated.tolist(), found.extra.tolist(), strict=True)
    rows = [Again(name, cases, repeated, extra) for name, cases, repeated, extra in columns if repeated]
    return sorted(rows, key=lambda row: (-row.repeated, row.step))[:MOST]


def report_from(shown: str) -> Report:
    """Read what `report_text` wrote to be shown."""
    found = json.loads(shown)
    flow = found["flow"]
    return Report(
        found["figures"],
        found["ways"],
        Graph([Node(**row) for row in flow["nodes"]], [Edge(**row) for row in flow["edges"]], flow["transitions"],
              flow["drawn"]),
        [Loss(**row) for row in found["lost"]],
        [Again(**row) for row in found["again"]],
    )  # fmt: skip
