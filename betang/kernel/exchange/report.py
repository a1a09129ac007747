"""What is wrong with an input: collected, so that a person mends a file once and not fifty times.

Every fault names file, sheet, row, column, the value found and what was expected. The first fifty are kept in the
order of the files (table, row, column); all are counted.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

SHOWN = 50
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: the file, the sheet (for csv and parquet the table's name) and its turn in the report."""

    file: str
    sheet: str | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `row` counts as a spreadsheet does; without a `value` the words of `found` say what stands there."""

    place: Place
    expected: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    found: str = "kosong"
    position: int = -1

    def __str__(self) -> str:
        where = [self.place.file]
        where += [f"lembar {self.place.sheet}"] if self.place.sheet is not None else []
        where += [f"baris {self.row}"] if self.row is not None else []
        where += [f"kolom {self.column}"] if self.column is not None else []
        found = self.found if self.value is None else f'"{shown(self.value)}"'
        return f"{', '.join(where)}: {found} - diharapkan {self.expected}"

    @property
    def turn(self) -> tuple[int, int, int]:
        """Where the fault stands in the order of tables, rows and columns."""
        return (self.place.order, self.row or 0, self.position)


class BadInput(Exception):  # noqa: N818 - named for the person who reads it
    """An input that cannot be used: the first fifty faults in order, and how many there are in all."""

    def __init__(self, problems: tuple[Problem, ...], total: int) -> None:
        super().__init__(problems, total)
        self.problems = problems
        self.total = total

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        rest = self.total - len(self.problems)
        more = f" ({rest} lainnya tidak ditampilkan)" if rest else ""
        return "\n".join([*lines, f"Jumlah kesalahan: {self.total}{more}"])


def refuse(place: Place, expected: str, *, found: str, row: int | None = None) -> BadInput:
    """Make the refusal of a whole file, where nothing further can be read."""
    return BadInput((Problem(place, expected, found=found, row=row),), 1)


@dataclass
class Report:
    """Collects faults and warnings while tables are read; `raise_if_bad` ends the reading."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    total: int = 0

    def add(self, problem: Problem) -> None:
        """Add one fault."""
        self.add_many([problem], 1)

    def add_many(self, problems: list[Problem], total: int) -> None:
        """Add the first faults of one kind (in order of rows, the first fifty or more) and their full number."""
        self.problems = sorted([*self.problems, *problems], key=lambda problem: problem.turn)[:SHOWN]
        self.total += total

    def warn(self, place: Place, text: str) -> None:
        """Add a warning about a table."""
        sheet = f", lembar {place.sheet}" if place.sheet is not None else ""
        self.warnings.append(f"{place.file}{sheet}: {text}")

    def warn_many(self, total: int, describe: Callable[[int], tuple[Place, str]]) -> None:
        """Add the first fifty of `total` warnings and say how many follow; `describe` words the n-th."""
        for number in range(min(total, SHOWN)):
            self.warn(*describe(number))
        if total > SHOWN:
            self.warnings.append(f"... dan {total - SHOWN} peringatan serupa lainnya")

    def raise_if_bad(self) -> None:
        """Raise BadInput if there is any fault."""
        if self.total:
            raise BadInput(tuple(self.problems), self.total)


def shown(value: str) -> str:
    """Return a value as a message may show it: on one line, printable, not too long."""
    text = "".join(letter if letter.isprintable() else " " for letter in value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
