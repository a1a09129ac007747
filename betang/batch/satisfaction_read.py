"""Reading the answers of a survey: from one file to counts for each group, or a refusal that names the faults."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.batch.satisfaction_score import Score
from betang.kernel.exchange.columns import Words
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.reading import Column, Description, Reading, read
from betang.kernel.exchange.report import Place, Problem, Report, refuse
from betang.kernel.exchange.single import open_table
from betang.kernel.exchange.table import Table
from betang.regulation.parameters import InForce
from betang.regulation.skm.index import UNSUR
from betang.regulation.skm.interval import KONVERSI
from betang.regulation.skm.tally import Tally, tally

ALL = "semua"
"""The name under which the figures of all respondents stand when there are groups."""
_BY = "by"
_PIECE = 1 << 20
_LONG = 2_000_000


@dataclass(frozen=True)
class Answers:
    """A survey's counts: `groups` holds the groups' values in order of appearance, None without groups."""

    counts: Tally
    groups: list[str] | None
    warnings: list[str]


def read_answers(path: Path, *, by: str | None, law: InForce, say: Callable[[str], None]) -> Answers:
    """Read a csv, parquet, xlsx or ods file and count its answers, for each value of the column `by` if one is given.

    Raises BadInput with the first fifty faults; tells `say` how far it is when there is much to do.
    """
    report = Report()
    table = open_table(path, report)
    elements = [entry["kode"].lower() for entry in law[UNSUR].value]
    if table.height >= _LONG:
        say(f"{path.name}: membaca {table.height} baris")
    reading = read(table, _description(table, elements, by, law), report)
    report.raise_if_bad()
    if table.height >= _LONG:
        say(f"{path.name}: menghitung")
    groups, codes = _groups(reading, by, table.place) if by is not None else (None, None)
    counts = _counts(reading, elements, codes, len(groups) if groups is not None else 1, law)
    return Answers(counts, groups, report.warnings)


def _description(table: Table, elements: list[str], by: str | None, law: InForce) -> Description:
    """Describe the table; other columns are nobody's business."""
    conversion = law[KONVERSI].value
    score = Score(conversion["skor_terendah"], conversion["skor_tertinggi"])
    columns = [Column(name, score, present=True) for name in elements]
    if by is not None:
        if not fold(by) or fold(by) in map(fold, elements):
            expected = f"nama kolom selain {elements[0]} sampai {elements[-1]}"
            raise refuse(table.place, expected, found=f'--by "{by}"')
        columns.append(Column(by.strip(), Words(), present=True))
    return Description("jawaban", tuple(columns), silent=frozenset(map(fold, table.header)))


def _groups(reading: Reading, by: str, place: Place) -> tuple[list[str], npt.NDArray[np.uint32]]:
    """Return the groups' values in order of appearance and each respondent's group; BadInput where one is `semua`."""
    values: pl.Series = reading.values(by.strip())
    # A truth value in a mixed spreadsheet column is marked by a final NUL.
    values = values.fill_null("").str.strip_chars_end("\0")
    names = values.unique(maintain_order=True)
    if ALL in names:
        row = int((values == ALL).arg_true()[0])
        expected = f'nilai lain; "{ALL}" adalah nama untuk seluruh responden'
        reading.report.add(Problem(place, expected, reading.table.row_number(row), by, ALL))
        reading.report.raise_if_bad()
    codes = values.replace_strict(names, pl.int_range(len(names), eager=True), return_dtype=pl.UInt32)
    return names.to_list(), codes.to_numpy()


def _counts(
    reading: Reading, elements: list[str], codes: npt.NDArray[np.uint32] | None, groups: int, law: InForce
) -> Tally:
    """Count the answers piece by piece, so that no temporary column is as long as the survey."""
    columns = [reading.values(name) for name in elements]
    highest = law[KONVERSI].value["skor_tertinggi"]
    total: Tally | None = None
    for start in range(0, max(len(reading), 1), _PIECE):
        piece = slice(start, start + _PIECE)
        # Blank cells are -1 there, 0 here.
        scores = np.stack([np.maximum(column[piece], 0) for column in columns]).T
        group = None if codes is None else codes[piece]
        counted = tally(scores=scores, highest=highest, group=group, groups=groups)
        total = counted if total is None else total + counted
    assert total is not None  # noqa: S101 - the loop runs at least once
    return total
