"""Which sheet of an input is which table: by its name, a Rekap Penilaian by the content of its header."""

from betang.batch.appraise.tables import NEEDED, ORDER, REKAP_HEADER, REKAP_STANDS_FOR
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.report import BadInput, Place, Problem, Report
from betang.kernel.exchange.source import Sheet, Source
from betang.kernel.exchange.table import Table


def find_tables(source: Source, *, rules: str, report: Report) -> dict[str, Table]:
    """Return the tables that hold something, by name; report those that are needed and missing, or there twice."""
    tables: dict[str, Table] = {}
    failed: set[str] = set()
    for sheet in source.sheets:
        known = fold(sheet.name) if fold(sheet.name) in ORDER and fold(sheet.name) != "rekap" else None
        try:
            name, table = _table(sheet, known, report)
        except BadInput as error:
            if known is None:
                report.warn(Place(sheet.file, sheet.name), f"bukan tabel yang dikenal, diabaikan ({error.problems[0]})")
                continue
            failed.add(known)
            report.add_many(list(error.problems), error.total)
            continue
        if name in tables:
            expected = f"satu tabel {name} saja"
            report.add(Problem(Place(sheet.file, sheet.name, ORDER.index(name)), expected, found="tabel ganda"))
        elif name and table is not None:
            tables[name] = table
    _report_missing(source, tables.keys() | failed, rules, report)
    return tables


def _table(sheet: Sheet, known: str | None, report: Report) -> tuple[str, Table | None]:
    """Return the name of the table that a sheet holds ("" if none is known) and the table (None if it is empty)."""
    header = sheet.find_header(REKAP_HEADER)
    if header is not None:
        place = Place(sheet.file, sheet.name, ORDER.index("rekap"))
        return "rekap", sheet.table(place, report, header_row=header)
    if known is not None:
        return known, sheet.table(Place(sheet.file, sheet.name, ORDER.index(known)), report)
    if sheet.filled():
        report.warn(Place(sheet.file, sheet.name), "bukan tabel yang dikenal, diabaikan")
    return "", None


def _report_missing(source: Source, given: set[str], rules: str, report: Report) -> None:
    instead = REKAP_STANDS_FOR[rules] if "rekap" in given else frozenset()
    for name in NEEDED[rules]:
        if name not in given and name not in instead:
            expected = f"lembar atau berkas bernama {name}, yang wajib untuk aturan {rules}"
            place = Place(source.place.file, order=ORDER.index(name))
            report.add(Problem(place, expected, found=f"tabel {name} tidak ada atau kosong"))
