"""Writing result tables whole or not at all: an .xlsx file, or a folder of .csv or .parquet files."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

XLSX_ROWS = 1_048_575
"""Rows a spreadsheet holds below its header."""
# Text stays text: a unit called "=SUM(A1)" must not become a formula.
_TEXT_STAYS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class OutputError(Exception):
    """The result cannot be written where or as asked; the message is an Indonesian sentence."""


def write_tables(tables: Mapping[str, pl.DataFrame], out: Path, *, kind: str) -> None:
    """Write all tables to `out`: a workbook when it ends in .xlsx, else a folder of files of `kind` (csv or parquet).

    Everything is written beside the target first and then moved, so that a failure leaves nothing behind.
    """
    if out.suffix.lower() == ".xlsx":
        _write_whole(out, lambda temporary: _workbook(tables, temporary))
        return
    with _staging(out) as staging:
        names = [f"{name}.{kind}" for name in tables]
        _check_folder(out, names)
        fresh = staging / "hasil"
        fresh.mkdir()
        for name, frame in tables.items():
            _file(frame, fresh / f"{name}.{kind}", kind)
        if not out.exists():
            fresh.rename(out)
            return
        for name in names:
            (fresh / name).replace(out / name)


def write_text(text: str, out: Path) -> None:
    """Write one text file whole or not at all (UTF-8 without BOM, line ends as they are)."""
    _write_whole(out, lambda temporary: temporary.write_text(text, encoding="utf-8", newline=""))


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """Give a temporary folder on the target's file system; after a failure not even new folders above it remain."""
    made: list[Path] = []
    try:
        made = [folder for folder in (out.parent, *out.parent.parents) if not folder.exists()]
        out.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".betang-", dir=out.parent))
    except OSError as error:
        _remove(made)
        raise OutputError(f"{out.parent}: folder tidak dapat ditulis ({error.strerror})") from error
    try:
        yield staging
    except BaseException as error:
        shutil.rmtree(staging, ignore_errors=True)
        _remove(made)
        if isinstance(error, OSError | pl.exceptions.PolarsError):
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise OutputError(f"{out}: tidak dapat ditulis ({why})") from error
        raise
    shutil.rmtree(staging, ignore_errors=True)


def _remove(folders: Sequence[Path]) -> None:
    """Remove folders, the innermost first, that are there and hold nothing."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _check_folder(out: Path, names: Sequence[str]) -> None:
    """Refuse what would fail half-way: a file where the folder should be, a folder where a file should be."""
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: sudah ada dan bukan folder; beri nama folder atau berkas .xlsx")
    for name in names:
        if (out / name).is_dir():
            raise OutputError(f"{out / name}: adalah folder, padahal berkas hasil bernama begitu")


def _write_whole(out: Path, write: Callable[[Path], Any]) -> None:
    with _staging(out) as staging:
        if out.is_dir():
            raise OutputError(f"{out}: adalah folder; beri nama berkas")
        write(staging / out.name)
        (staging / out.name).replace(out)


def _file(frame: pl.DataFrame, path: Path, kind: str) -> None:
    if kind == "parquet":
        frame.write_parquet(path)
    else:
        plain(frame).write_csv(path, line_terminator="\n")


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Write decimals as text without trailing zeros."""
    decimals = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal)]
    text = pl.col(decimals).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
    return frame.with_columns(text) if decimals else frame


def workbook_bytes(tables: Mapping[str, pl.DataFrame]) -> bytes:
    """Return the workbook that `write_tables` would write, without a file; OutputError for what no sheet holds."""
    made = BytesIO()
    _sheets(tables, made, {**_TEXT_STAYS, "in_memory": True})
    return made.getvalue()


def _workbook(tables: Mapping[str, pl.DataFrame], path: Path) -> None:
    import xlsxwriter

    try:
        _sheets(tables, os.fspath(path), {**_TEXT_STAYS, "constant_memory": True})
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OutputError(f"buku kerja tidak dapat ditulis ({error})") from error


def _sheets(tables: Mapping[str, pl.DataFrame], target: str | BytesIO, options: Mapping[str, bool]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        for name, frame in tables.items():
            if frame.height > XLSX_ROWS:
                raise OutputError(
                    f"tabel {name} berisi {frame.height} baris, lebih dari isi satu lembar; pilih folder csv"
                )
            _sheet(book.add_worksheet(name), frame, bold)


def _sheet(sheet: Any, frame: pl.DataFrame, bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    for column, (name, kind) in enumerate(frame.schema.items()):
        sheet.set_column(column, column, 40 if name in ("catatan", "peringatan") else 20 if kind == pl.String else 12)
    sheet.write_row(0, 0, frame.columns, bold)
    for row, values in enumerate(frame.iter_rows(), start=1):
        for column, value in enumerate(values):
            if value is None:
                continue
            if not isinstance(value, str):
                sheet.write_number(row, column, value)
            elif sheet.write_string(row, column, value) != 0:
                place = f"tabel {sheet.name}, baris {row + 1}, kolom {frame.columns[column]}"
                raise OutputError(f"{place}: teks lebih panjang dari isi satu sel; pilih folder csv")
