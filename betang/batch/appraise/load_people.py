"""Units and people: the unit tree without cycles, people with their unit, and the Rekap that can stand for them."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.batch.appraise import tables
from betang.batch.appraise.labels import Labels
from betang.batch.appraise.load_rows import DIGITS
from betang.batch.appraise.model import Int8, Int32, People, Printed, Score, Units
from betang.batch.appraise.nip_dates import implausible
from betang.kernel.exchange.lookup import locate
from betang.kernel.exchange.reading import Reading, read
from betang.kernel.exchange.report import Place, Report
from betang.kernel.exchange.table import Mask, Table
from betang.regulation.exact import Exact

FULL_YEAR = 12


def load_units(table: Table | None, report: Report, labels: Labels) -> Units | None:
    """Read the table of units; None if it is not given or lacks required columns."""
    if table is None:
        return None
    reading = read(table, tables.unit(labels), report)
    if not reading.complete:
        return None
    codes = reading.hashes("kode")
    named = reading.filled("kode")
    reading.flag_repeats(codes, ["kode"], among=named)
    parent = np.full(len(reading), -1, dtype=np.int32)
    if reading.has("induk"):
        given = reading.filled("induk")
        parent = np.where(given, locate(reading.hashes("induk"), codes), np.int32(-1))
        reading.flag(given & (parent < 0), ["induk"], "kode yang ada di tabel unit")
        _flag_cycles(reading, parent)
    return Units(reading.values("kode"), reading.values("nama"), parent, reading.values("capaian"))


def _flag_cycles(reading: Reading, parent: Int32) -> None:
    """Report each circle of units once, at its first row, naming the units on it."""
    above = np.append(parent, np.int32(-1))
    for _ in range(len(parent).bit_length() + 1):
        above = above[above]  # twice as far up every time; whoever never reaches the top hangs on a circle
    seen: set[int] = set()
    chains: dict[int, str] = {}
    codes = reading.values("kode")
    for start in sorted(set(above[above >= 0].tolist())):
        if start in seen:
            continue
        circle = [start]
        while (step := int(parent[circle[-1]])) != start:
            circle.append(step)
        seen.update(circle)
        first = min(circle)
        turn = circle.index(first)
        names = [str(codes[unit]) for unit in [*circle[turn:], *circle[:turn], first][:10]]
        chains[first] = " -> ".join(names)
    rows = np.array(sorted(chains), dtype=np.int64)
    reading.flag(rows, ["induk"], "unit induk tanpa lingkaran: ", detail=lambda row: chains[row])


def load_people(
    pegawai: Table | None, rekap: Table | None, units: Units | None, rules: str, report: Report, labels: Labels
) -> tuple[People | None, Printed | None]:
    """Read people from pegawai, from a Rekap, or from both: the Rekap's first, then those only pegawai has."""
    listed = None if pegawai is None else read(pegawai, tables.pegawai(rules), report)
    printed = None if rekap is None else read(rekap, tables.rekap(labels), report)
    for reading in (printed, listed):
        if reading is not None and reading.complete:
            reading.flag_repeats(reading.values("nip"), ["nip"], among=reading.filled("nip"))
            _warn_dates(reading, report)
    if listed is not None and listed.complete and units is not None:
        found = locate(listed.hashes("unit"), units.code.hash().to_numpy())
        listed.flag((found < 0) & listed.filled("unit"), ["unit"], "kode yang ada di tabel unit")
    score = None if listed is None else _score(listed)
    if (listed is not None and not listed.complete) or (printed is not None and not printed.complete):
        return None, None
    if listed is None and printed is None:
        return None, None
    merge = _Merge(listed, printed)
    people = merge.people(units, score)
    return people, merge.printed_columns()


def in_units(people: People) -> tuple[People, Units | None]:
    """Make units of the codes that people carry, where no table of units is given; their achievement is unknown."""
    codes = people.unit_code.drop_nulls().unique(maintain_order=True)
    if not len(codes):
        return people, None
    given = people.unit_code.is_not_null().to_numpy()
    found = locate(people.unit_code.hash().to_numpy(), codes.hash().to_numpy())
    nothing = np.full(len(codes), -1, dtype=np.int8)
    units = Units(codes, codes, nothing.astype(np.int32), nothing)
    return replace(people, unit=np.where(given, found, np.int32(-1))), units


@dataclass
class _Merge:
    """Lays the rows of pegawai and of a Rekap over each other; without a Rekap, rows are pegawai's."""

    listed: Reading | None
    printed: Reading | None

    def __post_init__(self) -> None:
        empty = np.zeros(0, dtype=np.int64)
        first = empty if self.printed is None else self.printed.values("nip")
        second = empty if self.listed is None else self.listed.values("nip")
        self.nip, self.place = second, slice(None)
        if self.printed is not None:
            at: Any = locate(second, first)
            at = np.where(at < 0, len(first) + np.cumsum(at < 0) - 1, at)
            self.nip = np.concatenate([first, second[at >= len(first)]])
            self.place = at
        self.size = len(self.nip)

    def column(self, name: str, default: int) -> Int8:
        """Return a column of codes of pegawai for all people; `default` where blank or not listed."""
        if self.listed is None or not self.listed.has(name):
            return np.full(self.size, default, dtype=np.int8)
        values = self.listed.values(name)
        values = np.where(values < 0, np.int8(default), values)
        return np.asarray(self.spread(values, default))

    def spread(self, values: npt.NDArray[Any], default: Any) -> npt.NDArray[Any]:
        """Put pegawai's values in the places of all people."""
        if self.printed is None:
            return values
        out = np.full(self.size, default, dtype=values.dtype)
        out[self.place] = values
        return out

    def text(self, name: str, *, printed: bool = False) -> pl.Series:
        """Return a text column for all people: the Rekap's if `printed` and there, else pegawai's."""
        if self.printed is None and self.listed is not None:
            found: pl.Series = self.listed.values(name)
            return found
        texts = np.full(self.size, None, dtype=object)
        if self.listed is not None:
            texts[self.place] = self.listed.values(name).to_numpy()
        if printed and self.printed is not None and self.printed.has(name):
            own = self.printed.values(name).to_numpy()
            texts[: len(own)] = np.where(self.printed.filled(name), own, texts[: len(own)])
        return pl.Series(name, texts.tolist(), dtype=pl.String)

    def people(self, units: Units | None, score: Score | None) -> People:
        """Put the people together."""
        unit = np.full(self.size, -1, dtype=np.int32)
        if units is not None and self.listed is not None:
            found = locate(self.listed.hashes("unit"), units.code.hash().to_numpy())
            unit = np.asarray(self.spread(found, -1), dtype=np.int32)
        return People(
            nip=self.nip,
            name=self.text("nama", printed=True),
            unit=unit,
            unit_code=self.text("unit"),
            head=self.column("kepala_unit", 0) == 1,
            level=self.column("jenjang", -1),
            months=self.column("bulan", FULL_YEAR),
            score=None if score is None else self.score(score),
        )

    def score(self, score: Score) -> Score:
        """Put the score's columns in the places of all people."""
        nskp = Exact(self.spread(score.nskp.mantissa, 0), score.nskp.scale)
        npk = Exact(self.spread(score.npk.mantissa, 0), score.npk.scale)
        weights = self.spread(score.weights, 0)
        return Score(
            self.spread(score.present, default=False), nskp, npk, weights, self.spread(score.idea, default=False)
        )

    def printed_columns(self) -> Printed | None:
        """Return what a Rekap prints, -1 for people it does not know."""
        if self.printed is None:
            return None
        columns = []
        for name in ("rating_hasil", "rating_perilaku", "predikat"):
            column = np.full(self.size, -1, dtype=np.int8)
            if self.printed.has(name):
                column[: len(self.printed)] = self.printed.values(name)
            columns.append(column)
        return Printed(*columns)


def _score(reading: Reading) -> Score | None:
    """Read nskp, npk and bobot: all three or none of them; None if no column of them is there."""
    names = [name for name in ("nskp", "npk", "bobot") if reading.has(name)]
    if not names:
        return None
    blanks = {name: _blank(reading, name) for name in ("nskp", "npk", "bobot")}
    count = np.sum([blanks[name].astype(np.int8) for name in blanks], axis=0)
    expected = "nskp, npk, dan bobot terisi ketiganya, atau ketiganya kosong"
    reading.flag((count > 0) & (count < 3), ["nskp", "npk", "bobot"], expected)
    for name in ("nskp", "npk"):
        _flag_score(reading, name)
    zero = Exact(np.zeros(len(reading), dtype=np.int64), 0)
    weights = reading.values("bobot") if reading.has("bobot") else np.zeros(len(reading), dtype=np.int8)
    idea = reading.values("ide_baru") == 1 if reading.has("ide_baru") else np.zeros(len(reading), dtype=bool)
    return Score(
        present=count == 0,
        nskp=reading.values("nskp") if reading.has("nskp") else zero,
        npk=reading.values("npk") if reading.has("npk") else zero,
        weights=np.maximum(weights, np.int8(0)),
        idea=idea,
    )


def _flag_score(reading: Reading, name: str) -> None:
    """Report scores below 0, and those that are too long to be written."""
    if reading.has(name) and len(reading):
        score: Exact = reading.values(name)
        bad = np.asarray((score.mantissa < 0) | (score.mantissa >= 10 ** (DIGITS + score.scale)), dtype=bool)
        reading.flag(bad & reading.filled(name), [name], f"angka 0 atau lebih, paling banyak {DIGITS} di depan koma")


def _blank(reading: Reading, name: str) -> Mask:
    """Say for each row whether a column is blank; a column that is not there is blank throughout."""
    if not reading.has(name):
        return np.ones(len(reading), dtype=bool)
    blank = reading.encoded[name].blank
    return np.zeros(len(reading), dtype=bool) if blank is None else blank


def _warn_dates(reading: Reading, report: Report) -> None:
    """Warn of numbers whose birth or appointment date cannot be."""
    nips = reading.values("nip")
    rows = np.flatnonzero(implausible(nips) & (nips > 0))

    def words(number: int) -> tuple[Place, str]:
        row = int(rows[number])
        text = f'baris {reading.table.row_number(row)}, kolom nip: tanggal dalam "{nips[row]:018d}" tidak masuk akal'
        return reading.table.place, text

    report.warn_many(len(rows), words)
