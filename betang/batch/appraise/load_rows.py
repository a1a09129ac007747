"""The tables whose rows belong to people: results, indicators, behaviours, decisions."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.batch.appraise import tables
from betang.batch.appraise.labels import Labels
from betang.batch.appraise.model import Behaviours, Decisions, Indicators, Int32, Results
from betang.kernel.exchange.lookup import locate, paired
from betang.kernel.exchange.reading import Reading, read
from betang.kernel.exchange.report import Report
from betang.kernel.exchange.table import Mask, Table
from betang.regulation.exact import Exact, align

DIGITS = 27
"""Digits before the decimal point that every number which is written has room for (38 with 10 places)."""
Nips = npt.NDArray[np.int64] | None


@dataclass(frozen=True)
class Items:
    """Work results, and the key (owner and RHK) under which indicators find them."""

    table: Results
    keys: npt.NDArray[np.uint64]


def load_results(table: Table | None, nips: Nips, report: Report, labels: Labels, *, keep_text: bool) -> Items | None:
    """Read the table of work results; None if it is not given or lacks required columns."""
    if table is None:
        return None
    reading = read(table, tables.hasil(labels, keep_text=keep_text), report)
    if not reading.complete:
        return None
    owner = _owner(reading, nips)
    keys = paired(owner, reading.hashes("rhk"))
    reading.flag_repeats(keys, ["nip", "rhk"], among=(owner >= 0) & reading.filled("rhk"), groups=owner)
    rhk = reading.values("rhk") if keep_text else None
    return Items(Results(owner, _codes(reading, "jenis", 0), _codes(reading, "rating", -1), rhk), keys)


def load_indicators(
    table: Table | None, nips: Nips, items: Items | None, report: Report, *, keep_text: bool, written: bool
) -> Indicators | None:
    """Read the table of indicators; None if it is not given or lacks required columns.

    With `written` each achievement must be short enough to be written as a decimal.
    """
    if table is None:
        return None
    reading = read(table, tables.indikator(keep_text=keep_text), report)
    if not reading.complete:
        return None
    owner = _owner(reading, nips)
    keys = paired(owner, reading.hashes("rhk"))
    known = (owner >= 0) & reading.filled("rhk")
    result: Int32 = np.full(len(owner), -1, dtype=np.int32)
    if items is not None:
        result = locate(keys, items.keys)
        reading.flag((result < 0) & known, ["rhk"], "rhk pegawai ini yang ada di tabel hasil")
    # The product mixes the pair's key once more, so that (rhk, indikator) and (indikator, rhk) differ.
    full = paired(keys.view(np.int64), reading.hashes("indikator"))
    columns = ["nip", "rhk", "indikator"]
    reading.flag_repeats(full, columns, among=known & reading.filled("indikator"), groups=owner)
    upper, has_upper = _upper(reading)
    _flag_numbers(reading, upper, has_upper)
    if written:
        _flag_length(reading)
    return Indicators(
        owner=owner,
        result=result,
        direction=_codes(reading, "arah", 0),
        target=reading.values("target"),
        realised=reading.values("realisasi"),
        upper=upper,
        has_upper=has_upper,
        maximum=_codes(reading, "target_maksimal", 0) == 1,
        rhk=reading.values("rhk") if keep_text else None,
        name=reading.values("indikator") if keep_text else None,
    )


def _upper(reading: Reading) -> tuple[Exact | None, Mask | None]:
    """Return the upper ends of ranges and where there are any; None if there is none at all."""
    if not reading.has("target_atas"):
        return None, None
    given = reading.filled("target_atas")
    return (reading.values("target_atas"), given) if given.any() else (None, None)


def _flag_numbers(reading: Reading, upper: Exact | None, has_upper: Mask | None) -> None:
    """Report targets that are not above 0, negative realisations and ranges that end before they begin."""
    target: Exact = reading.values("target")
    realised: Exact = reading.values("realisasi")
    if len(target) == 0:
        return
    if target.mantissa.min() <= 0:
        reading.flag((target.mantissa <= 0) & reading.filled("target"), ["target"], "angka lebih dari 0")
    if realised.mantissa.min() < 0:
        reading.flag((realised.mantissa < 0) & reading.filled("realisasi"), ["realisasi"], "angka 0 atau lebih")
    if upper is not None and has_upper is not None:
        low, high, _ = align(target, upper)
        below = np.asarray(high < low, dtype=bool) & has_upper & reading.filled("target")
        reading.flag(below, ["target_atas"], "angka yang tidak kurang dari target")


def _flag_length(reading: Reading) -> None:
    """Report realisations whose achievement, realisation / target × 100, is too long to be written."""
    target: Exact = reading.values("target")
    realised: Exact = reading.values("realisasi")
    above, below = 100 * 10**target.scale, 10 ** (DIGITS + realised.scale)
    smallest = max(1, int(target.mantissa.min(initial=1)))
    if int(realised.mantissa.max(initial=0)) * above < smallest * below:
        return
    long = realised.mantissa.astype(object) * above >= np.maximum(target.mantissa, 1).astype(object) * below
    good = reading.filled("target") & reading.filled("realisasi") & np.asarray(target.mantissa > 0, dtype=bool)
    expected = f"angka yang capaiannya terhadap target muat dalam {DIGITS} angka di depan koma"
    reading.flag(np.asarray(long, dtype=bool) & good, ["realisasi"], expected)


def load_behaviours(table: Table | None, nips: Nips, report: Report, labels: Labels) -> Behaviours | None:
    """Read the table of rated behaviour; None if it is not given or lacks required columns."""
    if table is None:
        return None
    reading = read(table, tables.perilaku(labels), report)
    if not reading.complete:
        return None
    owner = _owner(reading, nips)
    value = reading.values("nilai")
    keys = owner.astype(np.int64) * 8 + value
    reading.flag_repeats(keys, ["nip", "nilai"], among=(owner >= 0) & (value >= 0), groups=owner)
    return Behaviours(owner, value, reading.values("rating"))


def load_decisions(table: Table | None, nips: Nips, report: Report, labels: Labels) -> Decisions | None:
    """Read what raters decided; rows without a rating are ignored, a rating needs a reason."""
    if table is None:
        return None
    reading = read(table, tables.keputusan(labels), report)
    if not reading.complete:
        return None
    rated = reading.filled("rating_hasil") | reading.filled("rating_perilaku")
    owner = _owner(reading, nips, among=rated)
    reading.flag_repeats(reading.values("nip"), ["nip"], among=rated & reading.filled("nip"))
    reasons = reading.values("alasan") if reading.has("alasan") else pl.Series([None] * len(reading), dtype=pl.String)
    without = rated & reasons.is_null().to_numpy()
    reading.flag(without, ["alasan"], "alasan, karena baris ini memuat rating")
    result, behaviour = _codes(reading, "rating_hasil", -1), _codes(reading, "rating_perilaku", -1)
    return Decisions(owner[rated], result[rated], behaviour[rated], reasons.filter(pl.Series(rated)))


def _owner(reading: Reading, nips: Nips, *, among: Mask | None = None) -> Int32:
    """Return the person of each row; report numbers that no person has. Without people: everything is row 0."""
    own = reading.values("nip")
    if nips is None:
        return np.zeros(len(own), dtype=np.int32)
    owner = locate(own, nips)
    if len(owner) and owner.min() < 0:
        unknown = (owner < 0) & reading.filled("nip")
        unknown = unknown if among is None else unknown & among
        reading.flag(unknown, ["nip"], "nip yang ada di tabel pegawai")
    return owner


def _codes(reading: Reading, name: str, default: int) -> Any:
    """Return the codes of a column that may be missing; `default` where it is blank."""
    if not reading.has(name):
        return np.full(len(reading), default, dtype=np.int8)
    values = reading.values(name)
    blank = reading.encoded[name].blank
    return values if blank is None or default == -1 else np.where(blank, np.int8(default), values)
