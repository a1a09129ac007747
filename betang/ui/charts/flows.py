"""A flow drawn from top to bottom: boxes in their order, arrows between them, their width by how often they are taken.

An arrow to the next box goes straight down. One that skips boxes runs on the right, one that goes back on the left,
each in a lane of its own; its words stand where it arrives, so that they never cross other words. The drawing has the
size of its content in pixels and scrolls in its own box where that is wider than the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

BOX = 184
LETTER = 6.4  # the width of a letter of the words of arrows
LANE = 9
PORT = 18
GAP = 42
LEAST = 54  # the height of a box with two lines and its note
LETTERS = 24  # that fit into a box
EDGE = 12
HEAD = 7


@dataclass(frozen=True, slots=True)
class Box:
    """A step: its words, and a note below them."""

    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one box to another (by place): how often, and its words."""

    start: int
    end: int
    n: int
    words: str

    @property
    def side(self) -> int:
        """On which side it runs: 0 straight down, 1 right, -1 left."""
        return 0 if self.end == self.start + 1 else 1 if self.end > self.start else -1


@dataclass(frozen=True, slots=True)
class _Way:
    """An arrow with its lane and where it leaves and arrives."""

    arrow: Arrow
    lane: int
    leaves: int
    arrives: int


def flow(boxes: Sequence[Box], arrows: Sequence[Arrow], *, label: str, region: str) -> str:
    """Return the drawing in its box; `label` says in words what it shows, `region` names the box that scrolls."""
    lanes = {side: _lanes([each for each in arrows if each.side == side]) for side in (1, -1)}
    words = {side: _words(found) for side, found in lanes.items()}
    room = {side: words[side] + LANE * (max(found.values()) + 1) if found else 0 for side, found in lanes.items()}
    tops, heights = _rows(boxes, arrows)
    left = EDGE + room[-1]
    width, height = (
        left + BOX + max(room[1], _words(arrows) - BOX // 2) + EDGE,
        tops[-1] + heights[-1] + EDGE if boxes else EDGE,
    )
    most = max((each.n for each in arrows), default=1)
    drawn = [_straight(each, left, tops, heights, most) for each in arrows if each.side == 0]
    for side, found in lanes.items():
        drawn += [_aside(way, side, left, words[side], most) for way in _ways(found, side, tops, heights)]
    parts = [line for line, _words in drawn] + [words for _line, words in drawn]  # words above all lines
    parts += [_box(box, left, top, tall) for box, top, tall in zip(boxes, tops, heights, strict=True)]
    return (
        f'<div class="table-wrap flow-wrap" role="region" tabindex="0" aria-label="{escape(region)}">'
        f'<svg class="flow" role="img" aria-label="{escape(label)}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{"".join(parts)}</svg></div>'
    )


def _words(arrows: Iterable[Arrow]) -> int:
    """Return the room that the words of arrows need beside the boxes."""
    return 22 + round(LETTER * max((len(each.words) for each in arrows), default=0))


def _lanes(arrows: Sequence[Arrow]) -> dict[Arrow, int]:
    """Give each arrow the innermost lane that is free along its way, the shortest first."""
    taken: list[list[tuple[int, int]]] = []
    found: dict[Arrow, int] = {}
    for each in sorted(arrows, key=lambda arrow: (abs(arrow.end - arrow.start), arrow.start)):
        low, high = min(each.start, each.end), max(each.start, each.end)
        lane = 0
        while lane < len(taken) and any(low <= b and a <= high for a, b in taken[lane]):
            lane += 1
        taken += [[]] if lane == len(taken) else []
        taken[lane].append((low, high))
        found[each] = lane
    return found


def _rows(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> tuple[list[int], list[int]]:
    """Give where boxes begin and how tall they are: as many ports as arrows come and go on the fuller side."""
    tops, heights, y = [], [], EDGE
    for place in range(len(boxes)):
        ports = [sum(place in (each.start, each.end) and each.side == side for each in arrows) for side in (1, -1)]
        tops.append(y)
        heights.append(max(LEAST, PORT * max(ports) + PORT // 2))
        y += heights[-1] + GAP
    return tops, heights


def _ways(lanes: dict[Arrow, int], side: int, tops: Sequence[int], heights: Sequence[int]) -> list[_Way]:
    """Give the arrows of a side their ports: what runs up stands above what runs down, longer ways outside."""
    ports: dict[tuple[Arrow, bool], int] = {}
    for place, (top, tall) in enumerate(zip(tops, heights, strict=True)):
        here = [(each, each.end == place) for each in lanes if place in (each.start, each.end)]
        here.sort(key=lambda one: _rank(one[0], place))
        begin = top + (tall - PORT * (len(here) - 1)) // 2
        ports |= {one: begin + PORT * number + (4 if len(here) == 1 else 2) for number, one in enumerate(here)}
    return [_Way(each, lane, ports[each, False], ports[each, True]) for each, lane in lanes.items()]


def _rank(arrow: Arrow, place: int) -> tuple[int, int]:
    """Order the ports of a box so that ways nest: to other boxes above first, the nearest nearest to the middle."""
    other = arrow.start if arrow.end == place else arrow.end
    return (0, -(place - other)) if other < place else (1, -(other - place))


def _straight(arrow: Arrow, left: int, tops: Sequence[int], heights: Sequence[int], most: int) -> tuple[str, str]:
    x, y, end = left + BOX // 2, tops[arrow.start] + heights[arrow.start], tops[arrow.end]
    head = f"{x},{end} {x - HEAD},{end - HEAD - 3} {x + HEAD},{end - HEAD - 3}"
    return (
        f'<path d="M{x} {y}V{end - HEAD}" stroke-width="{_wide(arrow, most)}"/><polygon points="{head}"/>',
        f'<text x="{x + 12}" y="{(y + end) // 2 + 4}">{escape(arrow.words)}</text>',
    )


def _aside(way: _Way, side: int, left: int, words: int, most: int) -> tuple[str, str]:
    """Draw an arrow that runs beside the boxes, its words above the end that arrives."""
    edge = left + BOX if side > 0 else left
    lane = edge + side * (words + LANE * way.lane + LANE // 2)
    tip = edge + side * HEAD
    head = f"{edge},{way.arrives} {tip + side * 3},{way.arrives - HEAD + 1} {tip + side * 3},{way.arrives + HEAD - 1}"
    line = f"M{edge} {way.leaves}H{lane}V{way.arrives}H{tip}"
    style, anchor = ("", "start") if side > 0 else (' class="back"', "end")
    return (
        f'<path{style} d="{line}" stroke-width="{_wide(way.arrow, most)}"/><polygon{style} points="{head}"/>',
        f'<text x="{edge + side * 14}" y="{way.arrives - 5}" text-anchor="{anchor}">{escape(way.arrow.words)}</text>',
    )


def _wide(arrow: Arrow, most: int) -> str:
    """Return how thick an arrow is: 1.25 to 6, by how often."""
    return f"{1.25 + 4.75 * arrow.n / most:.2f}"


def _box(box: Box, left: int, top: int, tall: int) -> str:
    lines = _lines(box.words)
    middle, step = top + tall // 2, 14
    y = middle - step * len(lines) // 2 + 4
    words = "".join(
        f'<text class="name" x="{left + BOX // 2}" y="{y + step * number}" text-anchor="middle">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    note = f'<text x="{left + BOX // 2}" y="{y + step * len(lines)}" text-anchor="middle">{escape(box.note)}</text>'
    title = f"<title>{escape(box.words)}</title>"
    return f'<g>{title}<rect x="{left}" y="{top}" width="{BOX}" height="{tall}" rx="7"/>{words}{note}</g>'


def _lines(words: str) -> list[str]:
    """Break words into at most two lines that fit into a box; what is too long ends in an ellipsis."""
    lines = [""]
    for word in words.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= LETTERS or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    kept = lines[:2]
    if len(lines) > 2:
        kept[1] = f"{kept[1]} …"
    return [line if len(line) <= LETTERS + 2 else f"{line[: LETTERS + 1]}…" for line in kept]
