"""An input as people hand it in: an .xlsx or .ods workbook, or a folder of .csv and .parquet files.

A source has named sheets (for a folder: its files). A sheet is looked at only when it is asked for; it becomes a
`Table` once somebody says which row is its header.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import polars as pl

from betang.kernel.exchange.delimited import check_width, csv_rows, csv_table, read_text
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.grid import Grid
from betang.kernel.exchange.ods import OdsWorkbook
from betang.kernel.exchange.parquet import parquet_schema, parquet_table
from betang.kernel.exchange.report import Place, Report, refuse
from betang.kernel.exchange.table import Table
from betang.kernel.exchange.xlsx import XlsxWorkbook

_KINDS = "buku kerja .xlsx atau .ods, atau folder berisi berkas .csv atau .parquet"
_HEADER_SEARCH = 60


class Sheet(Protocol):
    """One sheet of a workbook, or one file of a folder."""

    @property
    def file(self) -> str:
        """The file's name."""

    @property
    def name(self) -> str:
        """The sheet's name (for a folder: the file's name without ending)."""

    def find_header(self, wanted: Sequence[Collection[str]]) -> int | None:
        """Find a header by its content: the first row with at least one folded name of each set; None if none has."""

    def filled(self) -> bool:
        """Say whether anything stands in the sheet."""

    def table(self, place: Place, report: Report, *, header_row: int = 0) -> Table | None:
        """Make a table of what stands below a header row (from 0); None if the sheet holds nothing."""


@dataclass(frozen=True)
class Source:
    """An opened input: where it is, and its sheets in their order."""

    place: Place
    sheets: tuple[Sheet, ...]


def open_source(path: Path) -> Source:
    """Open an input; raise BadInput with a sentence if it is missing, of another kind, broken or dangerous."""
    place = Place(path.name or str(path))
    try:
        if path.is_dir():
            return Source(place, _folder(path, place))
        if not path.exists():
            raise refuse(place, _KINDS, found="berkas atau folder tidak ada")
        if path.suffix.lower() not in (".xlsx", ".ods"):
            raise refuse(place, _KINDS, found="jenis berkas tidak dikenal")
        return Source(place, _workbook(path, place))
    except OSError as error:
        raise refuse(place, "berkas yang dapat dibaca", found=f"{error.strerror or error}") from error


def _workbook(path: Path, place: Place) -> tuple[Sheet, ...]:
    workbook = XlsxWorkbook(path, place) if path.suffix.lower() == ".xlsx" else OdsWorkbook(path, place)
    return tuple(_GridSheet(place.file, name, workbook) for name in workbook.sheet_names)


def _folder(path: Path, place: Place) -> tuple[Sheet, ...]:
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".csv", ".parquet") and file.is_file())
    if not files:
        raise refuse(place, "folder berisi berkas .csv atau .parquet", found="tidak ada berkas seperti itu")
    return tuple(_CsvSheet(file) if file.suffix.lower() == ".csv" else _ParquetSheet(file) for file in files)


@dataclass
class _GridSheet:
    file: str
    name: str
    workbook: XlsxWorkbook | OdsWorkbook

    @cached_property
    def grid(self) -> Grid:
        return self.workbook.grid(self.name)

    def find_header(self, wanted: Sequence[Collection[str]]) -> int | None:
        return self.grid.find_header(wanted)

    def filled(self) -> bool:
        return self.grid.filled()

    def table(self, place: Place, report: Report, *, header_row: int = 0) -> Table | None:
        return self.grid.table(place, report, header_row=header_row)


@dataclass
class _CsvSheet:
    path: Path
    split: str | None = None

    @property
    def file(self) -> str:
        return self.path.name

    @property
    def name(self) -> str:
        return self.path.stem

    @cached_property
    def data(self) -> bytes:
        return read_text(self.path, Place(self.file, self.name))

    def find_header(self, wanted: Sequence[Collection[str]]) -> int | None:
        for split in ",;":
            top = Grid(csv_rows(self.data, Place(self.file, self.name), split=split, limit=_HEADER_SEARCH))
            found = top.find_header(wanted)
            if found is not None:
                self.split = split
                return found
        return None

    def filled(self) -> bool:
        return bool(self.data.strip())

    def table(self, place: Place, report: Report, *, header_row: int = 0) -> Table | None:
        if header_row == 0:
            return csv_table(self.data, place, report)
        rows = csv_rows(self.data, place, split=self.split or ",")
        check_width(rows, place, report, header_row=header_row)
        return Grid(rows).table(place, report, header_row=header_row)


@dataclass
class _ParquetSheet:
    path: Path

    @property
    def file(self) -> str:
        return self.path.name

    @property
    def name(self) -> str:
        return self.path.stem

    @cached_property
    def schema(self) -> dict[str, pl.DataType]:
        return parquet_schema(self.path, Place(self.file, self.name))

    def find_header(self, wanted: Sequence[Collection[str]]) -> int | None:
        names = {fold(name) for name in self.schema}
        return 0 if all(any(name in names for name in choice) for choice in wanted) else None

    def filled(self) -> bool:
        return bool(self.schema)

    def table(self, place: Place, report: Report, *, header_row: int = 0) -> Table | None:
        return parquet_table(self.path, place)
