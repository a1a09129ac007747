"""Progress bars with a target mark, rows of bars, sparklines, the dial of a promise."""

from collections.abc import Sequence
from dataclasses import dataclass

from betang.ui.charts.geometry import height, percent, points, position


@dataclass(frozen=True, slots=True)
class Progress:
    """A bar from zero: its width, and where the target stands ("" without one)."""

    width: str
    target: str


def progress(value: float, *, maximum: float = 100.0, minimum: float = 0.0, target: float | None = None) -> Progress:
    """Return the bar of a value between `minimum` and `maximum`; what lies outside is drawn full or empty."""
    mark = "" if target is None else percent(position(target, minimum, maximum))
    return Progress(percent(position(value, minimum, maximum)), mark)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar list: label, the value as written, the bar."""

    label: str
    shown: str
    mark: Progress


def bars(
    rows: Sequence[tuple[str, float, str]], *, maximum: float | None = None, target: float | None = None
) -> list[Bar]:
    """Return bars of (label, value, value as written) on one scale from zero to `maximum` (default: the largest)."""
    ends = [value for _, value, _ in rows] + ([target] if target is not None else [])
    top = maximum if maximum is not None else max([*ends, 0.0])
    return [Bar(label, shown, progress(value, maximum=top or 1.0, target=target)) for label, value, shown in rows]


@dataclass(frozen=True, slots=True)
class Spark:
    """A sparkline: the line's points, the last point, and the height of the target ("" without one)."""

    points: str
    last_y: str
    goal_y: str


def spark(values: Sequence[float], *, target: float | None = None) -> Spark:
    """Return the sparkline of values at even steps; ValueError with fewer than two, since one point is no course."""
    if len(values) < 2:
        raise ValueError("A sparkline needs at least two values.")
    ends = [*values, target] if target is not None else [*values]
    low, high = min(ends), max(ends)
    step = 100.0 / (len(values) - 1)
    heights = [height(value, low, high) for value in values]
    goal = "" if target is None else percent(height(target, low, high))
    return Spark(points((step * i, y) for i, y in enumerate(heights)), percent(heights[-1]), goal)


def dial(used_share: float) -> str:
    """Return the dash pattern of the dial that shows how much of a promise is used (0 to 1)."""
    return f"{round(100 * min(1.0, max(0.0, used_share)))} 100"
