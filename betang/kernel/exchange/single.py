"""Opening one file that holds one table: csv, parquet, or the first sheet of a workbook."""

from pathlib import Path

from betang.kernel.exchange.delimited import csv_table, read_text
from betang.kernel.exchange.ods import OdsWorkbook
from betang.kernel.exchange.parquet import parquet_table
from betang.kernel.exchange.report import Place, Report, refuse
from betang.kernel.exchange.table import Table
from betang.kernel.exchange.xlsx import XlsxWorkbook

_KINDS = "berkas .csv, .parquet, .xlsx, atau .ods"


def open_table(path: Path, report: Report) -> Table:
    """Open a file's table, header in its first row; BadInput if it is missing, of another kind, broken or empty."""
    place = Place(path.name or str(path))
    if not path.exists() or path.is_dir():
        raise refuse(place, _KINDS, found="folder" if path.is_dir() else "berkas tidak ada")
    try:
        table = _open(path, place, report)
    except OSError as error:
        raise refuse(place, "berkas yang dapat dibaca", found=f"{error.strerror or error}") from error
    if table is None:
        report.raise_if_bad()
        raise refuse(place, "baris judul dan sedikitnya satu baris isi", found="tidak ada isi")
    return table


def _open(path: Path, place: Place, report: Report) -> Table | None:
    kind = path.suffix.lower()
    if kind == ".csv":
        return csv_table(read_text(path, place), place, report)
    if kind == ".parquet":
        return parquet_table(path, place)
    if kind in (".xlsx", ".ods"):
        return _first_sheet(path, place, report)
    raise refuse(place, _KINDS, found="jenis berkas tidak dikenal")


def _first_sheet(path: Path, place: Place, report: Report) -> Table | None:
    workbook = XlsxWorkbook(path, place) if path.suffix.lower() == ".xlsx" else OdsWorkbook(path, place)
    if not workbook.sheet_names:
        return None
    name = workbook.sheet_names[0]
    return workbook.grid(name).table(Place(place.file, name), report)
