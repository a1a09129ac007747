"""What an upload's check found, as it is kept with the run: faults by cell, or warnings; under the files' own names."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from betang.kernel.exchange.report import BadInput, Problem, shown


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; empty texts where a whole file or table is meant. `value` None: `found` says what stands there."""

    file: str
    sheet: str
    row: int | None
    column: str
    value: str | None
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Report:
    """The first faults with how many there are in all, and the warnings."""

    faults: Sequence[Fault] = ()
    total: int = 0
    warnings: Sequence[str] = field(default=())

    def text(self) -> str:
        """Write it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def report_of(text: str) -> Report:
    """Read what `Report.text` wrote; "" is a report of nothing."""
    if not text:
        return Report()
    raw = json.loads(text)
    return Report([Fault(**fault) for fault in raw["faults"]], raw["total"], raw["warnings"])


def refusal(error: BadInput, names: Mapping[str, str]) -> Report:
    """Report the faults of an input; `names` gives our names of files and those they came with."""
    return Report([_fault(problem, names) for problem in error.problems], error.total)


def _fault(problem: Problem, names: Mapping[str, str]) -> Fault:
    return Fault(
        file=names.get(problem.place.file, problem.place.file),
        sheet=problem.place.sheet or "",
        row=problem.row,
        column=problem.column or "",
        value=None if problem.value is None else shown(problem.value),
        found=problem.found,
        expected=problem.expected,
    )


def renamed(sentences: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Put the files' own names in the place of ours at the beginning of sentences."""
    found = []
    for sentence in sentences:
        ours = next((name for name in names if sentence.startswith(name)), "")
        found.append(names[ours] + sentence[len(ours) :] if ours else sentence)
    return found
