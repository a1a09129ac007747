"""Lying bars made of parts, one below the other in the order of a process, each with its words above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from betang.ui.charts.geometry import percent

WORDS, BAR = 0.42, 0.34  # where in a row its words stand and how thick its bar is


@dataclass(frozen=True, slots=True)
class Stacked:
    """One row: its words, the parts as style and size (any unit, the same for all rows), and the whole as written."""

    words: str
    parts: Sequence[tuple[str, float]]
    shown: str


def stacks(rows: Sequence[Stacked], *, label: str) -> str:
    """Return the drawing; `label` says in words what it shows."""
    longest = max([0.0, *(sum(size for _style, size in row.parts) for row in rows)]) or 1.0
    room = 100.0 / max(1, len(rows))
    drawn = [_row(row, top=room * number, room=room, longest=longest) for number, row in enumerate(rows)]
    return f'<svg class="plot tall" role="img" aria-label="{escape(label)}">{"".join(drawn)}</svg>'


def _row(row: Stacked, *, top: float, room: float, longest: float) -> str:
    y = percent(top + room * WORDS)
    parts = [
        f'<text x="0" y="{y}">{escape(row.words)}</text>'
        f'<text x="100%" y="{y}" text-anchor="end">{escape(row.shown)}</text>'
    ]
    left = 0.0
    for style, size in row.parts:
        width = 100.0 * size / longest
        parts.append(
            f'<rect class="{escape(style)}" x="{percent(left)}" width="{percent(width)}" '
            f'y="{percent(top + room * 0.54)}" height="{percent(room * BAR)}"/>'
        )
        left += width
    return "".join(parts)
