"""The output tables of both rule sets, in the input's order."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from betang.batch.appraise.eksp import Evaluation
from betang.batch.appraise.model import AppraiseInput
from betang.batch.appraise.notes import texts
from betang.batch.appraise.num import Numeric
from betang.batch.columns import NUMBER, names, nip_text, numbers
from betang.regulation.eksp2022.distribution import DISTRIBUSI
from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT, RATING
from betang.regulation.num2019.levels import KATEGORI
from betang.regulation.parameters import InForce

Tables = Mapping[str, pl.DataFrame]
_INDICATOR_COLUMNS = ("nip", "rhk", "indikator", "capaian", "capaian_dipakai", "kategori", "nilai")


def eksp_tables(data: AppraiseInput, found: Evaluation, law: InForce, *, basis: str) -> Tables:
    """Build `evaluasi` and `distribusi` of EKSP-2022; `basis` names the local policy, if any."""
    return {"evaluasi": _evaluasi(data, found, law.day, basis), "distribusi": _distribusi(data, found, law)}


def _evaluasi(data: AppraiseInput, found: Evaluation, day: dt.date, basis: str) -> pl.DataFrame:
    distinct, place = texts(found.notes, basis=basis, day=day)
    columns = {
        "nip": nip_text(data.people.nip),
        "unit": data.people.unit_code,
        "usulan_hasil": names(RATING, found.proposed_result),
        "usulan_perilaku": names(RATING, found.proposed_behaviour),
        "rating_hasil": names(RATING, found.result),
        "rating_perilaku": names(RATING, found.behaviour),
        "predikat": names(PREDIKAT, found.predikat),
        "angka_kredit": numbers(found.credit, found.has_credit),
        "catatan": pl.Series(distinct, dtype=pl.String).gather(place),
    }
    return pl.DataFrame(columns)


def _distribusi(data: AppraiseInput, found: Evaluation, law: InForce) -> pl.DataFrame:
    units = data.units
    tally = {name.lower(): found.tally[:, code] for code, name in reversed(list(enumerate(PREDIKAT.names)))}
    count = len(found.tally)
    code = units.code if units is not None else pl.Series([], dtype=pl.String)
    capaian = units.capaian if units is not None else np.zeros(0, dtype=np.int8)
    columns: dict[str, Any] = {
        "unit": code,
        "capaian": names(CAPAIAN, capaian),
        "n": found.tally.sum(axis=1),
        **tally,
        "sesuai": pl.Series(
            [found.verdict.at(i) if found.verdict else "informasi" for i in range(count)], dtype=pl.String
        ),
        "peringatan": pl.Series([_warning(found, law, i) for i in range(count)], dtype=pl.String),
    }
    return pl.DataFrame(columns)


def _warning(found: Evaluation, law: InForce, index: int) -> str | None:
    """Say what a unit's distribution does not meet, or that the pattern was not in force, and the policy used."""
    if found.verdict is None:
        return f"pola distribusi belum berlaku pada {law.day.isoformat()}"
    said = [text.id for text in found.verdict.warnings[index]]
    overlay = law[DISTRIBUSI].overlay
    if overlay:
        said.append(f"memakai kebijakan setempat: {overlay}")
    return "; ".join(said) or None


def num_tables(data: AppraiseInput, found: Numeric, *, basis: str) -> Tables:
    """Build `indikator` and `evaluasi` of NUM-2019; `basis` (when the policy was used) adds a column catatan."""
    return {"indikator": _indikator(data, found, basis), "evaluasi": _scores(data, found)}


def _indikator(data: AppraiseInput, found: Numeric, basis: str) -> pl.DataFrame:
    table = data.indicators
    if table is None or found.values is None:
        kinds: dict[str, pl.DataType | type[pl.DataType]] = dict.fromkeys(_INDICATOR_COLUMNS, pl.String)
        return pl.DataFrame(schema=kinds | dict.fromkeys(("capaian", "capaian_dipakai", "nilai"), NUMBER))
    columns = {
        "nip": nip_text(data.people.nip[table.owner]),
        "rhk": table.rhk,
        "indikator": table.name,
        "capaian": numbers(found.achieved),
        "capaian_dipakai": numbers(found.values.used),
        "kategori": names(KATEGORI, found.values.category),
        "nilai": numbers(found.values.value),
    }
    frame = pl.DataFrame(columns)
    return frame.with_columns(pl.lit(f"memakai kebijakan setempat: {basis}").alias("catatan")) if basis else frame


def _scores(data: AppraiseInput, found: Numeric) -> pl.DataFrame:
    columns = {
        "nip": nip_text(data.people.nip[found.people]),
        "skor": numbers(found.score) if found.score is not None else pl.Series([], dtype=NUMBER),
        "predikat": names(KATEGORI, found.predikat),
    }
    return pl.DataFrame(columns)
