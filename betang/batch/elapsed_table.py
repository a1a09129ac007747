"""From a file of clock events to a table of cases: read, check, time over the working calendar, write."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.kernel.exchange.columns import Choice, Words
from betang.kernel.exchange.delimited import csv_table, read_text
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.moments import MomentKind
from betang.kernel.exchange.reading import Description, Reading, read, required
from betang.kernel.exchange.report import Place, Report, refuse
from betang.kernel.exchange.table import Table
from betang.regulation.calendar.arithmetic import as_minutes
from betang.regulation.calendar.stopwatch import JAM, elapsed
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import Micros

_CLOCK = Choice({fold(name): JAM.code(name) for name in JAM.names}, "RUN, PAUSE, atau STOP", ("RUN", "PAUSE", "STOP"))
EVENTS = Description(
    "peristiwa",
    (required("kasus", Words("kode kasus")), required("waktu", MomentKind()), required("jam", _CLOCK)),
)
_EXPECTED = "berkas .csv dengan kolom kasus, waktu, jam"
_LONG = 2_000_000


def elapsed_csv(path: Path, calendar: WorkCalendar, *, say: Callable[[str], None]) -> str:
    """Return the csv text of all cases in order of appearance; BadInput with the first fifty faults.

    Warnings, and how far it is when there is much to do, go to `say`.
    """
    report = Report()
    table = _open(path, report)
    if table.height >= _LONG:
        say(f"{path.name}: membaca {table.height} baris")
    reading = read(table, EVENTS, report)
    for sentence in report.warnings:
        say(f"peringatan: {sentence}")
    if not reading.complete:
        report.raise_if_bad()
    instants = _instants(reading, calendar)
    report.raise_if_bad()
    names, case = by_appearance(reading.values("kasus"))
    found = elapsed(calendar, case=case, instant=instants, clock=reading.values("jam"), n=len(names))
    frame = pl.DataFrame(
        {
            "kasus": names,
            "neto_menit": _minutes(found.net),
            "bruto_menit": _minutes(found.gross),
            "selesai": pl.Series(np.where(found.finished, "ya", "tidak"), dtype=pl.String),
        }
    )
    return frame.write_csv(line_terminator="\n")


def _open(path: Path, report: Report) -> Table:
    """Open the file's table; BadInput if it is missing, broken or empty."""
    place = Place(path.name or str(path))
    if path.is_dir() or path.suffix.lower() in (".xlsx", ".ods", ".parquet"):
        raise refuse(place, _EXPECTED, found="folder" if path.is_dir() else "jenis berkas lain")
    try:
        table = csv_table(read_text(path, place), place, report)
    except OSError as error:
        found = "berkas tidak ada" if isinstance(error, FileNotFoundError) else f"{error.strerror or error}"
        raise refuse(place, _EXPECTED, found=found) from error
    if table is None:
        report.raise_if_bad()
        raise refuse(place, _EXPECTED, found="tidak ada isi")
    return table


def _instants(reading: Reading, calendar: WorkCalendar) -> Micros:
    """Return the instants of all events, reporting those in years that the calendar does not know."""
    good = reading.filled("waktu")
    instants = np.zeros(len(reading), dtype=np.int64)
    instants[good] = reading.values("waktu").instants(calendar)[good]
    unknown = good & calendar.outside(instants)

    def remedy(row: int) -> str:
        return str(calendar.missing(calendar.year_of(int(instants[row])), row))

    reading.flag(unknown, ["waktu"], "waktu yang dikenal kalender; ", detail=remedy)
    return instants


def _minutes(micros: Micros) -> pl.Series:
    """Write exact durations as minutes, half up to two places, without trailing zeros."""
    hundredths = pl.Series(as_minutes(micros).mantissa, dtype=pl.Int64)
    text = (hundredths // 100).cast(pl.String) + "." + (hundredths % 100).cast(pl.String).str.zfill(2)
    return text.str.strip_chars_end("0").str.strip_chars_end(".")


def by_appearance(values: pl.Series) -> tuple[pl.Series, npt.NDArray[np.int64]]:
    """Return the distinct values in order of appearance, and for each value its place among them."""
    names = values.unique(maintain_order=True)
    places = names.to_frame("name").with_row_index("place")
    joined = values.to_frame("name").join(places, on="name", how="left", maintain_order="left")
    return names, joined["place"].cast(pl.Int64).to_numpy()
