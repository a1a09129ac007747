"""Upright bars of shares, each with the range a pattern expects of it, as in the design's figure of a distribution."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from betang.ui.charts.geometry import percent

SLOT = 0.75  # of a column's room that the expected range takes
BAR = 0.4
STEPS = (20, 40, 60, 80, 100)  # where the axis may end, in percent


@dataclass(frozen=True, slots=True)
class Column:
    """One bar: its words, the share it shows (0 to 1) as written, its style, and the expected range if there is one."""

    words: str
    share: float
    shown: str
    style: str
    expected: tuple[float, float] | None = None


def columns(bars: Sequence[Column], *, label: str, ticks: Sequence[str]) -> str:
    """Return the drawing; `label` says in words what it shows, `ticks` writes 0, 20, … 100 percent for the axis."""
    highest = max([0.0, *(bar.share for bar in bars), *(bar.expected[1] for bar in bars if bar.expected)])
    top = next((step for step in STEPS if step > 100 * highest), STEPS[-1])
    room = 100.0 / max(1, len(bars))
    parts = [*_axis(top, ticks)]
    for number, bar in enumerate(bars):
        parts.append(_column(bar, middle=room * (number + 0.5), room=room, top=top / 100))
    return f'<svg class="plot tall" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'


def _axis(top: int, ticks: Sequence[str]) -> list[str]:
    lines = []
    for number in range(top // 20 + 1):
        y = percent(100 - 100 * 20 * number / top)
        kind = ' class="base"' if number == 0 else ""
        lines.append(
            f'<line{kind} x1="0" x2="100%" y1="{y}" y2="{y}"/>'
            f'<text x="0" dx="-8" y="{y}" dy=".35em" text-anchor="end">{escape(ticks[number])}</text>'
        )
    return lines


def _column(bar: Column, *, middle: float, room: float, top: float) -> str:
    """Draw one bar, the expected range behind it, its figure above and its words below, on two lines at most."""
    height = 100 * bar.share / top
    drawn = [] if bar.expected is None else [_rect("expect", middle, room * SLOT, bar.expected, top)]
    drawn.append(_rect(bar.style, middle, room * BAR, (0.0, bar.share), top))
    x = percent(middle)
    drawn.append(
        f'<text class="note halo" x="{x}" y="{percent(100 - height)}" dy="-7" text-anchor="middle">'
        f"{escape(bar.shown)}</text>"
    )
    first, _, second = bar.words.partition(" ")
    for words, down in ((first, "1.7em"), (second, "2.9em")):
        if words:
            drawn.append(f'<text x="{x}" y="100%" dy="{down}" text-anchor="middle">{escape(words)}</text>')
    return "".join(drawn)


def _rect(style: str, middle: float, width: float, span: tuple[float, float], top: float) -> str:
    low, high = (100 * min(share / top, 1.0) for share in span)
    return (
        f'<rect class="{escape(style)}" x="{percent(middle - width / 2)}" width="{percent(width)}" '
        f'y="{percent(100 - high)}" height="{percent(high - low)}"/>'
    )
