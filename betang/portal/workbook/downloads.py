"""A result as a file: the output of `betang appraise` as a workbook, or one of its tables as CSV."""

from dataclasses import dataclass

import polars as pl

from betang.batch.write import plain, workbook_bytes
from betang.kernel.crypto.files import file_read
from betang.kernel.exchange.safe_cells import DANGEROUS
from betang.portal.workbook import frames
from betang.portal.workbook.computing import OUT
from betang.portal.workbook.models import WorkbookRun

XLSX, CSV = "xlsx", "csv"
TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand over."""

    name: str
    content: bytes
    media_type: str


def download(run: WorkbookRun, *, form: str, table: str) -> Download:
    """Make the file of a result that is there: all tables as `xlsx`, or `table` as `csv`; OutputError if too large."""
    if run.result is None:
        raise ValueError(f"{run} has no result yet.")
    names = OUT[run.rules] if form == XLSX else (table,)
    tables = frames.unpacked(file_read(run.result), names)
    if form == XLSX:
        return Download("hasil-penilaian.xlsx", workbook_bytes(tables), TYPES[XLSX])
    return Download(f"{table}.csv", csv_bytes(tables[table]), TYPES[CSV])


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """Write the contract's CSV; text that a spreadsheet would run as a formula gets an apostrophe in front."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    safe = frame.with_columns(_safe(name) for name in texts)
    return plain(safe).write_csv(line_terminator="\n").encode()


def _safe(name: str) -> pl.Expr:
    cell = pl.col(name)
    runs = pl.any_horizontal(cell.str.starts_with(mark) for mark in DANGEROUS)
    return pl.when(runs).then(pl.concat_str(pl.lit("'"), cell)).otherwise(cell).alias(name)
