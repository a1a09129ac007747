"""From a file to an event log: XES or csv, packed or not; every fault is named by file and row."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from betang.kernel.exchange.columns import Kind, Words
from betang.kernel.exchange.delimited import checked_text, csv_table
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.moments import MomentKind
from betang.kernel.exchange.reading import Column, Description, Reading, read
from betang.kernel.exchange.report import Place, Problem, Report, refuse
from betang.kernel.exchange.table import Mask, Table
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import Micros
from betang.services.process.log import EventLog, event_log
from betang.services.process.source import UNPACKED_LIMIT, LogFile, on_disk, pieces
from betang.services.process.xes import OF_TRACE, xes_table

LIFECYCLE = "lifecycle:transition"
COMPLETE = "complete"
RESOURCE = "org:resource"
KINDS = "berkas .xes, .xes.gz, .csv, atau .csv.gz"
_LONG = 2_000_000
_OPTIONAL = {"lifecycle": LIFECYCLE, "resource": RESOURCE}


@dataclass(frozen=True, kw_only=True)
class Titles:
    """Which columns hold what. A `resource` of None is `org:resource` where there is one; without `reason` none.

    `started` names the moment when work on a step began, `lifecycle` a column in which only "complete" counts
    (None: `lifecycle:transition` where there is one).

    In XES a title that begins with "case:" is an attribute of the trace, any other one of the event; the case may also
    be named by a bare attribute of the trace that no event has.
    """

    case: str = "case:concept:name"
    activity: str = "concept:name"
    time: str = "time:timestamp"
    resource: str | None = None
    reason: str | None = None
    started: str | None = None
    lifecycle: str | None = None


def read_log(
    path: Path | LogFile,
    titles: Titles,
    calendar: WorkCalendar,
    *,
    covered: bool,
    say: Callable[[str], None],
    limit: int = UNPACKED_LIMIT,
    cells: int | None = None,
) -> EventLog:
    """Read an event log; BadInput with the first fifty faults.

    `path` is a file on the disk, or one that is opened from elsewhere. Times without offset are read in the calendar's
    zone; `covered` refuses those of years that it does not know.
    Where the column `lifecycle:transition` is there, only its "complete" events count. Warnings, and how far it is
    when there is much to do, go to `say`; an archive may unpack to `limit` bytes, a csv may have so many `cells`.
    """
    report = Report()
    file = _file(path)
    table = _table(file, titles, report, limit, cells)
    if table.height >= _LONG:
        say(f"{file.name}: membaca {table.height} peristiwa")
    found = _found(table, titles, report)
    report.raise_if_bad()
    reading = read(*_described(table, found), report)
    counts = _complete(reading, found)
    moments = {part: reading.values(found[part]).instants(calendar) for part in ("time", "started") if part in found}
    if covered:
        for part, instants in moments.items():
            _flag_years(reading, found[part], instants, calendar, counts)
    for sentence in report.warnings:
        say(f"peringatan: {sentence}")
    report.raise_if_bad()
    if not counts.any():
        raise refuse(table.place, "sedikitnya satu peristiwa yang selesai (complete)", found="tidak ada peristiwa")
    return _log(reading, found, moments["time"], counts, moments.get("started"))


def _file(path: Path | LogFile) -> LogFile:
    """Return the file; BadInput where there is none."""
    if isinstance(path, LogFile):
        return path
    if not path.exists() or path.is_dir():
        place = Place(path.name or str(path))
        raise refuse(place, KINDS, found="folder" if path.is_dir() else "berkas tidak ada")
    return on_disk(path)


def _table(file: LogFile, titles: Titles, report: Report, limit: int, cells: int | None) -> Table:
    """Open the file's table."""
    place = Place(file.name)
    name = file.name.lower().removesuffix(".gz")
    if name.endswith(".xes"):
        wanted = [
            titles.case,
            OF_TRACE + titles.case,
            titles.activity,
            titles.time,
            titles.resource or RESOURCE,
            titles.lifecycle or LIFECYCLE,
        ]
        wanted += [title for title in (titles.reason, titles.started) if title is not None]
        return xes_table(pieces(file, place, limit=limit), place, list(dict.fromkeys(wanted)))
    if not name.endswith(".csv"):
        raise refuse(place, KINDS, found="jenis berkas tidak dikenal")
    text = checked_text(b"".join(pieces(file, place, limit=limit)), place)
    table = csv_table(text, place, report, cells=cells)
    if table is None:
        report.raise_if_bad()
        raise refuse(place, "baris judul dan sedikitnya satu peristiwa", found="tidak ada isi")
    return table


def _found(table: Table, titles: Titles, report: Report) -> dict[str, str]:
    """Return the title under which each part stands; faults for what must be there and is not."""
    if not table.height:
        raise refuse(table.place, "sedikitnya satu peristiwa", found="tidak ada peristiwa")
    named = {"case": titles.case, "activity": titles.activity, "time": titles.time}
    chosen = {
        "resource": titles.resource, "reason": titles.reason, "started": titles.started, "lifecycle": titles.lifecycle,
    }  # fmt: skip
    named |= {part: title for part, title in chosen.items() if title is not None}
    optional = {part: title for part, title in _OPTIONAL.items() if chosen[part] is None}
    found = {}
    for part, title in (named | optional).items():
        places = _places(table, title)
        if part == "case" and not places and not table.header_row:
            places = _places(table, OF_TRACE + title)
        if len(places) == 1:
            found[part] = table.header[places[0]]
        elif places or part in named:
            _report_column(table, title, len(places), report)
    for moment in {"time", "started"} & set(found):
        if found[moment] in [title for part, title in found.items() if part != moment]:
            expected, row = "kolom waktu yang tidak sekaligus dipakai untuk hal lain", table.header_row or None
            report.add(Problem(table.place, expected, row, found[moment], found[moment]))
    return found


def _places(table: Table, title: str) -> list[int]:
    """Return where a title stands: as it is written, or else as names are compared."""
    exact = [position for position, name in enumerate(table.header) if name == title.strip()]
    return exact or [position for position, name in enumerate(table.header) if name and fold(name) == fold(title)]


def _report_column(table: Table, title: str, times: int, report: Report) -> None:
    row, place = table.header_row or None, table.place
    if times:
        report.add(Problem(place, f"satu kolom {title} saja", row, title, found=f"{times} kolom bernama begitu"))
    elif table.header_row:
        report.add(Problem(place, f"kolom wajib {title} pada baris judul", row, title, found="kolom tidak ada"))
    else:
        whose = "trace" if title.startswith(OF_TRACE) else "peristiwa"
        report.add(Problem(place, f"atribut {title.removeprefix(OF_TRACE)} pada {whose}", found="atribut tidak ada"))


def _described(table: Table, found: dict[str, str]) -> tuple[Table, Description]:
    """Describe the columns that are used; the titles of all others are hidden, they are nobody's business."""
    kinds: dict[str, Kind] = {title: Words() for title in found.values()}
    kinds |= {found[part]: MomentKind() for part in ("time", "started") if part in found}
    filled = {found[part] for part in ("case", "activity", "time", "started") if part in found}
    columns = [Column(title, kind, present=True, filled=title in filled) for title, kind in kinds.items()]
    header = tuple(title if title in kinds else "" for title in table.header)
    return replace(table, header=header), Description("peristiwa", tuple(columns), silent=frozenset({""}))


def _complete(reading: Reading, found: dict[str, str]) -> Mask:
    """Say which events count."""
    if "lifecycle" not in found:
        return np.ones(len(reading), dtype=bool)
    said: pl.Series = reading.values(found["lifecycle"])
    return (said.str.to_lowercase() == COMPLETE).fill_null(value=False).to_numpy()


def _flag_years(reading: Reading, title: str, instants: Micros, calendar: WorkCalendar, counts: Mask) -> None:
    """Report the events that count and lie in years the calendar does not know."""
    unknown = counts & reading.filled(title) & calendar.outside(instants)

    def remedy(row: int) -> str:
        return str(calendar.missing(calendar.year_of(int(instants[row])), row))

    reading.flag(unknown, [title], "waktu yang dikenal kalender; ", detail=remedy)


def _log(reading: Reading, found: dict[str, str], instants: Micros, counts: Mask, started: Micros | None) -> EventLog:
    """Build the log of the events that count."""
    columns: dict[str, pl.Series | None] = {
        part: reading.values(found[part]) if part in found else None
        for part in ("case", "activity", "resource", "reason")
    }
    if not counts.all():
        kept = pl.Series(counts)
        columns = {part: None if column is None else column.filter(kept) for part, column in columns.items()}
        instants, started = instants[counts], None if started is None else started[counts]
    case, activity = columns["case"], columns["activity"]
    assert case is not None  # noqa: S101 - a log without these columns has been refused
    assert activity is not None  # noqa: S101
    return event_log(
        case=case, activity=activity, instant=instants, resource=columns["resource"], reason=columns["reason"],
        started=started,
    )  # fmt: skip
