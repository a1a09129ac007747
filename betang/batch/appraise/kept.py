"""The checked input as plain tables, to be kept beside a result; and back, whole or for one person.

A derivation is computed by the same pipeline that rated everyone. It only needs one person's rows: `restored` with a
`row` gives an input of that single person, whose steps read as they did among all the others.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from betang.batch.appraise.model import (
    AppraiseInput,
    Behaviours,
    Decisions,
    Indicators,
    People,
    Printed,
    Results,
    Score,
    Units,
)
from betang.regulation.exact import Exact

Frames = Mapping[str, pl.DataFrame]
OWNED = ("hasil", "indikator", "perilaku", "keputusan")


def kept(data: AppraiseInput) -> dict[str, pl.DataFrame]:
    """Return the tables that hold everything an appraisal reads; a table that was not given is left out."""
    frames = {"pegawai": _people(data.people, data.printed)}
    if data.units is not None:
        units = data.units
        columns = {"kode": units.code, "nama": units.name, "induk": units.parent, "capaian": units.capaian}
        frames["unit"] = pl.DataFrame(columns)
    if data.results is not None:
        results = data.results
        columns = {"pegawai": results.owner, "jenis": results.kind, "rating": results.rating}
        frames["hasil"] = pl.DataFrame(columns | _text("rhk", results.rhk))
    if data.indicators is not None:
        frames["indikator"] = _indicators(data.indicators)
    if data.behaviours is not None:
        behaviours = data.behaviours
        columns = {"pegawai": behaviours.owner, "nilai": behaviours.value, "rating": behaviours.rating}
        frames["perilaku"] = pl.DataFrame(columns)
    if data.decisions is not None:
        decisions = data.decisions
        columns = {"pegawai": decisions.owner, "hasil": decisions.result, "perilaku": decisions.behaviour}
        frames["keputusan"] = pl.DataFrame(columns | {"alasan": decisions.reason})
    return frames


def _people(people: People, printed: Printed | None) -> pl.DataFrame:
    columns: dict[str, Any] = {
        "nip": people.nip, "nama": people.name, "unit": people.unit, "kode_unit": people.unit_code,
        "kepala": people.head, "jenjang": people.level, "bulan": people.months,
    }  # fmt: skip
    if people.score is not None:
        score = people.score
        columns |= {"skor_ada": score.present, "bobot": score.weights, "ide_baru": score.idea}
        columns |= _exact("nskp", score.nskp) | _exact("npk", score.npk)
    if printed is not None:
        columns |= {
            "tercetak_hasil": printed.result,
            "tercetak_perilaku": printed.behaviour,
            "tercetak": printed.predikat,
        }
    return pl.DataFrame(columns)


def _indicators(table: Indicators) -> pl.DataFrame:
    columns: dict[str, Any] = {
        "pegawai": table.owner, "hasil": table.result, "arah": table.direction, "maksimal": table.maximum,
        **_exact("target", table.target), **_exact("realisasi", table.realised),
    }  # fmt: skip
    if table.upper is not None and table.has_upper is not None:
        columns |= {"atas_ada": table.has_upper, **_exact("atas", table.upper)}
    return pl.DataFrame(columns | _text("rhk", table.rhk) | _text("indikator", table.name))


def _text(name: str, column: pl.Series | None) -> dict[str, pl.Series]:
    return {} if column is None else {name: column}


def _exact(name: str, column: Exact) -> dict[str, Any]:
    """Keep exact decimals as whole numbers with their scale; numbers beyond 64 bits as text."""
    whole = column.mantissa
    digits = pl.Series([str(number) for number in whole], dtype=pl.String) if whole.dtype == object else whole
    return {name: digits, f"{name}_skala": np.full(len(whole), column.scale, dtype=np.int16)}


def restored(frames: Frames, *, row: int | None = None) -> AppraiseInput:
    """Return the input that was kept; with `row` that of this one person alone, in row 0, with their unit if any."""
    people = frames["pegawai"]
    units = frames.get("unit")
    if row is not None:
        frames, people, units = _of_one(frames, row)
    return AppraiseInput(
        people=_restored_people(people),
        units=None if units is None else _restored_units(units),
        results=_restored_results(frames.get("hasil")),
        indicators=_restored_indicators(frames.get("indikator")),
        behaviours=_restored_behaviours(frames.get("perilaku")),
        decisions=_restored_decisions(frames.get("keputusan")),
        printed=_restored_printed(people),
    )


def _of_one(frames: Frames, row: int) -> tuple[Frames, pl.DataFrame, pl.DataFrame | None]:
    """Cut one person's rows out; results are numbered anew, and the indicators follow them."""
    owned: dict[str, pl.DataFrame] = {}
    for name in OWNED:
        if name in frames:
            mine = pl.col("pegawai") == row
            found = frames[name].with_row_index("asal").filter(mine)
            owned[name] = found.with_columns(pl.lit(0, pl.Int32).alias("pegawai"))
    if "indikator" in owned and "hasil" in owned:
        first = {int(old): new for new, old in enumerate(owned["hasil"]["asal"])}
        places = [first.get(int(old), -1) for old in owned["indikator"]["hasil"]]
        owned["indikator"] = owned["indikator"].with_columns(pl.Series("hasil", places, dtype=pl.Int32))
    person = frames["pegawai"].slice(row, 1)
    if "unit" not in frames:
        return owned, person, None
    unit = int(person["unit"][0])
    place = 0 if unit >= 0 else -1
    units = frames["unit"].slice(unit, 1) if unit >= 0 else frames["unit"].head(0)
    units = units.with_columns(pl.lit(-1, pl.Int32).alias("induk"))
    return owned, person.with_columns(pl.lit(place, pl.Int32).alias("unit")), units


def _restored_people(frame: pl.DataFrame) -> People:
    score = None
    if "skor_ada" in frame.columns:
        score = Score(
            present=_bools(frame, "skor_ada"),
            nskp=_restored_exact(frame, "nskp"),
            npk=_restored_exact(frame, "npk"),
            weights=_codes(frame, "bobot"),
            idea=_bools(frame, "ide_baru"),
        )
    return People(
        nip=frame["nip"].to_numpy(),
        name=frame["nama"],
        unit=_rows(frame, "unit"),
        unit_code=frame["kode_unit"],
        head=_bools(frame, "kepala"),
        level=_codes(frame, "jenjang"),
        months=_codes(frame, "bulan"),
        score=score,
    )


def _restored_printed(frame: pl.DataFrame) -> Printed | None:
    if "tercetak" not in frame.columns:
        return None
    return Printed(_codes(frame, "tercetak_hasil"), _codes(frame, "tercetak_perilaku"), _codes(frame, "tercetak"))


def _restored_units(frame: pl.DataFrame) -> Units:
    return Units(frame["kode"], frame["nama"], _rows(frame, "induk"), _codes(frame, "capaian"))


def _restored_results(frame: pl.DataFrame | None) -> Results | None:
    if frame is None:
        return None
    return Results(_rows(frame, "pegawai"), _codes(frame, "jenis"), _codes(frame, "rating"), _kept(frame, "rhk"))


def _restored_indicators(frame: pl.DataFrame | None) -> Indicators | None:
    if frame is None:
        return None
    has_upper = "atas_ada" in frame.columns
    return Indicators(
        owner=_rows(frame, "pegawai"),
        result=_rows(frame, "hasil"),
        direction=_codes(frame, "arah"),
        target=_restored_exact(frame, "target"),
        realised=_restored_exact(frame, "realisasi"),
        upper=_restored_exact(frame, "atas") if has_upper else None,
        has_upper=_bools(frame, "atas_ada") if has_upper else None,
        maximum=_bools(frame, "maksimal"),
        rhk=_kept(frame, "rhk"),
        name=_kept(frame, "indikator"),
    )


def _restored_behaviours(frame: pl.DataFrame | None) -> Behaviours | None:
    if frame is None:
        return None
    return Behaviours(_rows(frame, "pegawai"), _codes(frame, "nilai"), _codes(frame, "rating"))


def _restored_decisions(frame: pl.DataFrame | None) -> Decisions | None:
    if frame is None:
        return None
    return Decisions(_rows(frame, "pegawai"), _codes(frame, "hasil"), _codes(frame, "perilaku"), frame["alasan"])


def _restored_exact(frame: pl.DataFrame, name: str) -> Exact:
    scale = int(frame[f"{name}_skala"][0]) if len(frame) else 0
    column = frame[name]
    if column.dtype == pl.String:
        return Exact(np.array([int(text) for text in column.to_list()], dtype=object), scale)
    return Exact(column.to_numpy(), scale)


def _kept(frame: pl.DataFrame, name: str) -> pl.Series | None:
    return frame[name] if name in frame.columns else None


def _codes(frame: pl.DataFrame, name: str) -> Any:
    return frame[name].to_numpy().astype(np.int8)


def _rows(frame: pl.DataFrame, name: str) -> Any:
    return frame[name].to_numpy().astype(np.int32)


def _bools(frame: pl.DataFrame, name: str) -> Any:
    return frame[name].to_numpy().astype(np.bool_)
