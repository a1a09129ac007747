"""Percent coordinates: where a value lies between two ends."""

from collections.abc import Iterable

PADDING = 9.7  # percent kept free above and below a line, so that its round end is not cut


def text(value: float) -> str:
    """Write a coordinate with at most two decimals and a point: 71.3, 9.7, 0, 100."""
    rounded = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if rounded in {"-0", ""} else rounded


def percent(value: float) -> str:
    """Write a coordinate as a percentage: 71.3%."""
    return f"{text(value)}%"


def position(value: float, low: float, high: float) -> float:
    """Return where `value` lies between the ends, 0 to 100, held inside them; 50 when the ends are equal."""
    if high == low:
        return 50.0
    return min(100.0, max(0.0, 100.0 * (value - low) / (high - low)))


def height(value: float, low: float, high: float) -> float:
    """Return the distance from the top, 0 to 100, of a value on an upright axis with padding at both ends."""
    inner = 100.0 - 2 * PADDING
    return PADDING + inner * (1 - position(value, low, high) / 100)


def points(coordinates: Iterable[tuple[float, float]]) -> str:
    """Write the points attribute of a polyline or polygon."""
    return " ".join(f"{text(x)},{text(y)}" for x, y in coordinates)
