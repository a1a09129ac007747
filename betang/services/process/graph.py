"""The directly-follows graph of a log, small enough to be drawn: activities in order, and the paths most cases take.

Where a log holds more than fits, the rarest paths are left out, and the graph says which share of all transitions it
shows. Repeats of an activity right after itself are counted with the activity, not drawn as a path.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.zone import MINUTE
from betang.services.process.log import Codes, EventLog
from betang.services.process.spread import Spreads, spreads
from betang.services.process.waiting import Split

MOST_NODES = 24
MOST_EDGES = 40
ENOUGH = 0.97
"""The share of transitions that a drawing aims to show."""

_TURNS = 8

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Node:
    """An activity: how often it was done, how often right after itself, in how many cases it was the first or last."""

    name: str
    n: int
    again: int
    first: int
    last: int


@dataclass(frozen=True)
class Edge:
    """A path between two nodes (by place): how often, and medians in minutes.

    `whole` is the time from one to the other; `waiting` and `working` are those of the transitions that could be split,
    None where none could.
    """

    start: int
    end: int
    n: int
    whole: float
    waiting: float | None
    working: float | None


@dataclass(frozen=True)
class Graph:
    """Nodes in their order, edges by n descending, how many transitions there are and how many are drawn."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    transitions: int
    drawn: int


def graph(log: EventLog, parts: Split, *, order: Sequence[str] | None = None) -> Graph:
    """Return the graph of a log whose time was split; nodes stand in `order`, else as cases pass them."""
    size, codes = len(log.activity), log.activity.codes
    counts = np.bincount(codes, minlength=size)
    kept = np.sort(np.argsort(-counts, kind="stable")[:MOST_NODES])
    ordered = kept[np.argsort(_places(log, order)[kept], kind="stable")]
    if order is None:
        ordered = ordered[_sifted(_weights(log, _ranks(ordered, size), len(ordered)))]
    place = _ranks(ordered, size)
    at = log.followed
    same = np.bincount(codes[at][codes[at] == codes[at + 1]], minlength=size)
    heads, lasts = (np.bincount(codes[ends], minlength=size) for ends in (log.heads, log.lasts))
    nodes = [
        Node(log.activity.names[c], int(counts[c]), int(same[c]), int(heads[c]), int(lasts[c]))
        for c in ordered.tolist()
    ]
    edges = _edges(log, parts, place)
    inside = sum(node.again for node in nodes)
    return Graph(nodes, edges, len(at), inside + sum(edge.n for edge in edges))


def _places(log: EventLog, order: Sequence[str] | None) -> npt.NDArray[np.float64]:
    """Say where each activity belongs: as it is told, else by its mean place in the cases (0 first, 1 last)."""
    size = len(log.activity)
    if order is not None:
        known = {name: number for number, name in enumerate(order)}
        return np.array([known.get(name, len(known)) for name in log.activity.names], dtype=np.float64)
    length = (log.lasts - log.heads)[log.case]
    share = (np.arange(len(log)) - log.heads[log.case]) / np.maximum(length, 1)
    n = np.bincount(log.activity.codes, minlength=size)
    return np.bincount(log.activity.codes, weights=share, minlength=size) / np.maximum(n, 1)


def _ranks(ordered: Codes, size: int) -> Codes:
    """Say at which place each of `size` activities stands; -1 for those left out."""
    place = np.full(size, -1)
    place[ordered] = np.arange(len(ordered))
    return place


def _weights(log: EventLog, place: Codes, nodes: int) -> Codes:
    """Count how often the node at each place (row) is directly followed by that at each other (column)."""
    codes, at = log.activity.codes, log.followed
    start, end = place[codes[at]], place[codes[at + 1]]
    kept = (start >= 0) & (end >= 0)
    return np.bincount(start[kept] * nodes + end[kept], minlength=nodes * nodes).reshape(nodes, nodes)


def _sifted(weights: Codes) -> Codes:
    """Order places so that fewer transitions lead back: single ones move up or down while that helps."""
    found = list(range(len(weights)))
    for _turn in range(_TURNS):
        before = list(found)
        for node in before:
            place = found.index(node)
            down = np.cumsum([weights[node, other] - weights[other, node] for other in found[place + 1 :]])
            up = np.cumsum([weights[other, node] - weights[node, other] for other in reversed(found[:place])])
            best_down, best_up = (float(moves.min()) if len(moves) else 0.0 for moves in (down, up))
            if min(best_down, best_up) >= 0:
                continue
            found.pop(place)
            by = int(down.argmin()) + 1 if best_down <= best_up else -int(up.argmin()) - 1
            found.insert(place + by, node)
        if found == before:
            break
    return np.array(found, dtype=np.int64)


def _edges(log: EventLog, parts: Split, place: Codes) -> list[Edge]:
    """Give the paths between the nodes: the most frequent, and of every node the one that leads most often to it."""
    codes, at = log.activity.codes, log.followed
    start, end = place[codes[at]], place[codes[at + 1]]
    drawn = (start >= 0) & (end >= 0) & (start != end)
    at, start, end = at[drawn] + 1, start[drawn], end[drawn]
    keys, group, n = np.unique(start * (len(place) + 1) + end, return_inverse=True, return_counts=True)
    known = np.ones(len(at), dtype=bool) if log.started is not None else _known(log, at)
    whole = parts.waiting[at] + parts.working[at] + parts.undivided[at]
    times = [spreads(whole, group, len(keys))]
    times += [spreads(column[at][known], group[known], len(keys)) for column in (parts.waiting, parts.working)]
    ends = np.stack([keys // (len(place) + 1), keys % (len(place) + 1)], axis=1)
    return [
        Edge(int(ends[each, 0]), int(ends[each, 1]), int(n[each]), *_medians(times, each))
        for each in _chosen(n, ends[:, 1]).tolist()
    ]


def _known(log: EventLog, at: Codes) -> Flags:
    return np.zeros(len(at), dtype=bool) if log.resource is None else log.resource.codes[at] >= 0


def _medians(times: Sequence[Spreads], group: int) -> tuple[float, float | None, float | None]:
    whole, waiting, working = (float(each.median[group]) / MINUTE if each.n[group] else None for each in times)
    return whole or 0.0, waiting, working


def _chosen(n: Codes, end: Codes) -> Codes:
    """Choose paths, the most frequent first, until enough of all transitions are shown."""
    order = np.argsort(-n, kind="stable")
    before = np.cumsum(n[order]) - n[order]
    enough = before < ENOUGH * n.sum()
    _ends, leading = np.unique(end[order], return_index=True)
    enough[leading] = True
    leads = np.zeros(len(order), dtype=bool)
    leads[leading] = True
    ranked = order[np.lexsort((np.arange(len(order)), ~leads))] if enough.sum() > MOST_EDGES else order[enough]
    return ranked[:MOST_EDGES][np.argsort(-n[ranked[:MOST_EDGES]], kind="stable")]
