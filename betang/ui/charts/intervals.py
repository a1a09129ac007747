"""Points with intervals on one axis around zero, as in the design's figure of raters' tendencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from betang.ui.charts.geometry import percent, position


@dataclass(frozen=True, slots=True)
class Interval:
    """One row: its words, a small addition, the point, its ends; `marked` draws it in the colour of attention."""

    words: str
    note: str
    value: float
    low: float
    high: float
    marked: bool = False


def intervals(
    rows: Sequence[Interval], *, label: str, reach: float, ticks: Sequence[str], ends: tuple[str, str]
) -> str:
    """Return the drawing from -reach to reach; `ticks` writes five even steps, `ends` says what either side means."""

    def at(value: float) -> str:
        return percent(position(value, -reach, reach))

    parts = []
    for number, words in enumerate(ticks):
        x = percent(25 * number)
        kind = ' class="base"' if number == len(ticks) // 2 else ""
        parts.append(f'<line{kind} x1="{x}" x2="{x}" y1="0" y2="100%"/>')
        parts.append(f'<text x="{x}" y="100%" dy="1.7em" text-anchor="middle">{escape(words)}</text>')
    for number, row in enumerate(rows):
        y, style = percent(100 * (number + 0.5) / len(rows)), "s4" if row.marked else ""
        parts.append(
            f'<text x="0" dx="-12" y="{y}" dy=".35em" text-anchor="end">{escape(row.words)} '
            f'<tspan class="axis-title">{escape(row.note)}</tspan></text>'
            f'<line class="ci {style}" x1="{at(row.low)}" x2="{at(row.high)}" y1="{y}" y2="{y}"/>'
            f'<circle class="{style}" cx="{at(row.value)}" cy="{y}" r="5"/>'
        )
    left, right = (escape(words) for words in ends)
    parts.append(f'<text x="0%" y="100%" dy="3em" text-anchor="start">{left}</text>')
    parts.append(f'<text x="100%" y="100%" dy="3em" text-anchor="end">{right}</text>')
    return f'<svg class="plot tall labels" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
