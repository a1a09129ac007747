"""The quadrant: result rating by behaviour rating, each cell with its predikat, one of them the person's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HIGH_TO_LOW = (3, 2, 1)  # rows from above to below expectation, as the form of the law draws them
LOW_TO_HIGH = (1, 2, 3)  # columns from below to above


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the two ratings as "31", predikat level 1 to 5, its word, whether it is the one, how many are in it."""

    key: str
    level: int
    word: str
    current: bool
    count: str


@dataclass(frozen=True, slots=True)
class Row:
    """One result rating with its three cells."""

    label: str
    cells: tuple[Cell, ...]


def quadrant(
    levels: Mapping[tuple[int, int], int],
    words: Mapping[int, str],
    labels: Sequence[str],
    *,
    current: tuple[int, int] | None = None,
    counts: Mapping[tuple[int, int], str] | None = None,
) -> list[Row]:
    """Return the rows, best result first.

    `levels[(result, behaviour)]` is the predikat level (1 to 5) for ratings 1 (below) to 3 (above), `words[level]` its
    word, `labels` the three ratings from below to above. KeyError when a cell has no level: a quadrant with a hole
    would show a rule that does not exist.
    """
    return [
        Row(
            labels[result - 1],
            tuple(
                Cell(
                    key=f"{result}{behaviour}",
                    level=levels[result, behaviour],
                    word=words[levels[result, behaviour]],
                    current=(result, behaviour) == current,
                    count=(counts or {}).get((result, behaviour), ""),
                )
                for behaviour in LOW_TO_HIGH
            ),
        )
        for result in HIGH_TO_LOW
    ]
