"""Reading the input of `betang appraise`: from a path to checked, compact columns, or a refusal that names the faults.

A city of five million people is read in one pass per table; texts that nothing prints are hashed on the way and gone.
"""

from collections.abc import Callable
from pathlib import Path

from betang.batch.appraise.finding import find_tables
from betang.batch.appraise.labels import labels
from betang.batch.appraise.load_people import in_units, load_people, load_units
from betang.batch.appraise.load_rows import load_behaviours, load_decisions, load_indicators, load_results
from betang.batch.appraise.model import AppraiseInput
from betang.kernel.exchange.report import Report
from betang.kernel.exchange.source import open_source
from betang.kernel.exchange.table import Table
from betang.regulation.parameters import InForce

LONG_ROWS, LONG_BYTES = 2_000_000, 5_000_000
"""From so many rows of a table, or bytes of a workbook, on, reading is long work that says how far it is."""
Say = Callable[[str], None]


def _silently(sentence: str) -> None:
    """Say nothing."""


def load(path: Path, *, rules: str, law: InForce, explain: bool = False, say: Say = _silently) -> AppraiseInput:
    """Read an .xlsx or .ods workbook, or a folder of .csv or .parquet files.

    `rules` is "eksp-2022" or "num-2019"; `law` says which labels are understood. With `explain` the texts of results
    and indicators are kept (as they are under `num-2019` for indicators, which it prints). Long reading tells `say` how
    far it is. Raises BadInput with the first fifty faults and their number.
    """
    report, words = Report(), labels(law)
    if path.is_file() and path.stat().st_size >= LONG_BYTES:
        say(f"{path.name}: membaca buku kerja")
    found = find_tables(open_source(path), rules=rules, report=report)

    def table(name: str) -> Table | None:
        given = found.get(name)
        if given is not None and given.height >= LONG_ROWS:
            say(f"{given.place.file}: membaca {given.height} baris")
        return given

    units = load_units(table("unit"), report, words)
    people, printed = load_people(table("pegawai"), table("rekap"), units, rules, report, words)
    nips = None if people is None else people.nip
    results = load_results(table("hasil"), nips, report, words, keep_text=explain)
    written = rules == "num-2019"
    indicators = load_indicators(
        table("indikator"), nips, results, report, keep_text=explain or written, written=written
    )
    behaviours = load_behaviours(table("perilaku"), nips, report, words)
    decisions = load_decisions(table("keputusan"), nips, report, words)
    report.raise_if_bad()
    if people is None:
        raise AssertionError("people are missing although nothing was reported")
    if printed is not None and units is None:
        people, units = in_units(people)
    return AppraiseInput(
        people=people,
        units=units,
        results=None if results is None else results.table,
        indicators=indicators,
        behaviours=behaviours,
        decisions=decisions,
        printed=printed,
        warnings=report.warnings,
    )
