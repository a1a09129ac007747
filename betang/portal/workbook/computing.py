"""One appraisal of a workbook, as the command `betang appraise` does it, with what the pages show beside its tables.

Nothing here touches the database: a path goes in, tables and figures come out, or BadInput that names the faults.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.batch.appraise import eksp, num, output
from betang.batch.appraise.kept import kept
from betang.batch.appraise.law import RULE_SETS, law_on
from betang.batch.appraise.load import load
from betang.batch.appraise.load_people import in_units
from betang.batch.appraise.model import AppraiseInput, People, Units
from betang.batch.columns import nip_text
from betang.batch.write import plain
from betang.regulation.codes import Codes
from betang.regulation.eksp2022.distribution import DISTRIBUSI
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.num2019.indicators import PEMBULATAN
from betang.regulation.num2019.levels import KATEGORI
from betang.regulation.parameters import InForce, book
from betang.regulation.policy import Policy, parse_policy
from betang.regulation.rule_sets import life

EKSP, NUM = "eksp-2022", "num-2019"
OUT: Mapping[str, tuple[str, ...]] = {EKSP: ("evaluasi", "distribusi"), NUM: ("indikator", "evaluasi")}
"""The tables of the contract's output, by rule set."""
PEOPLE, UNITS = "orang", "satuan"
Frames = dict[str, pl.DataFrame]
Codes8 = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a workbook is to be rated: rule set, day whose values count, text of a local policy ("" for none)."""

    rules: str
    day: dt.date
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """The result: the contract's tables with those of the pages, the kept input, figures, and warnings as sentences."""

    results: Frames
    inputs: Frames
    counts: Mapping[str, Any]
    warnings: list[str] = field(default_factory=list)


def levels(rules: str) -> Codes:
    """Return the levels of the predikat of a rule set, lowest first."""
    return PREDIKAT if rules == EKSP else KATEGORI


def rule_version(rules: str) -> str:
    """Name a rule set with its first day: what a result was computed under."""
    name = RULE_SETS[rules]
    return f"{name}/{life(name).start.isoformat()}"


def law_of(asked: Asked) -> tuple[InForce, Policy | None, list[str]]:
    """Return the values that count, the policy if it changed any, and a warning where it has not begun.

    Raises PolicyError for a policy that is refused, OutsideLifeError for a day outside the life of the rule set.
    """
    given = parse_policy(asked.policy, book=book()) if asked.policy else None
    law, policy = law_on(asked.day, rules=asked.rules, policy=given)
    if given is None or policy is not None:
        return law, policy, []
    said = f"kebijakan {given.basis} berlaku mulai {given.start.isoformat()}, sesudah {asked.day.isoformat()}"
    return law, None, [f"{said}; tidak ada nilai yang diubah"]


def compute(path: Path, asked: Asked) -> Computed:
    """Read and rate a workbook or a folder of csv files; BadInput when anything in it is wrong."""
    law, policy, warnings = law_of(asked)
    data = load(path, rules=asked.rules, law=law, explain=True)
    rate = _eksp if asked.rules == EKSP else _num
    results, predikat, pairs = rate(data, law, policy)
    units, people = _units(data)
    results[PEOPLE] = results[PEOPLE].with_columns(unit=pl.Series(people.unit + 1))
    results[UNITS] = _unit_frame(units, people, predikat, results.pop("pola", None))
    tally = np.bincount(predikat[predikat >= 0], minlength=5)
    counts = {
        "orang": len(people),
        "dinilai": int(tally.sum()),
        "unit": len(units) if units is not None else 0,
        "predikat": tally.tolist(),
        "kuadran": pairs,
    }
    return Computed(results, kept(data), counts, [*warnings, *data.warnings])


def _eksp(data: AppraiseInput, law: InForce, policy: Policy | None) -> tuple[Frames, Codes8, list[list[int]]]:
    """Rate by EKSP-2022; the third part counts people by result rating and behaviour rating."""
    found = eksp.evaluate(data, law)
    tables = dict(output.eksp_tables(data, found, law, basis=policy.basis if policy else ""))
    shown = tables["evaluasi"]
    people = _people_frame(data.people, found.predikat).with_columns(
        hasil=pl.Series(found.result), perilaku=pl.Series(found.behaviour), catatan=shown["catatan"],
        nilai=plain(shown.select("angka_kredit")).to_series(),
    )  # fmt: skip
    both = (found.result >= 0) & (found.behaviour >= 0)
    pairs = np.bincount(found.result[both].astype(np.int64) * 3 + found.behaviour[both], minlength=9).reshape(3, 3)
    pattern = tables["distribusi"].select("sesuai", "peringatan")
    english = pl.Series("peringatan_en", _english(found, law, len(pattern)), dtype=pl.String)
    return {**tables, PEOPLE: people, "pola": pattern.with_columns(english)}, found.predikat, pairs.tolist()


def _english(found: eksp.Evaluation, law: InForce, count: int) -> list[str | None]:
    """Say in English what `distribusi` says of each unit."""
    if found.verdict is None:
        return [f"the distribution pattern is not in force on {law.day.isoformat()}"] * count
    overlay = law[DISTRIBUSI].overlay
    policy = [f"uses the local policy: {overlay}"] if overlay else []
    return ["; ".join([*(text.en for text in texts), *policy]) or None for texts in found.verdict.warnings]


def _num(data: AppraiseInput, law: InForce, policy: Policy | None) -> tuple[Frames, Codes8, list[list[int]]]:
    """Rate by NUM-2019; people without a score have no predikat."""
    found = num.evaluate(data, law)
    tables = dict(output.num_tables(data, found, basis=law[PEMBULATAN].overlay or ""))
    predikat = np.full(len(data.people), -1, dtype=np.int8)
    predikat[found.people] = found.predikat
    scores: list[str | None] = [None] * len(data.people)
    for row, score in zip(found.people.tolist(), plain(tables["evaluasi"])["skor"].to_list(), strict=True):
        scores[row] = score
    nothing = pl.Series([None] * len(scores), dtype=pl.String)
    people = _people_frame(data.people, predikat).with_columns(
        hasil=pl.lit(-1, pl.Int8), perilaku=pl.lit(-1, pl.Int8), catatan=nothing,
        nilai=pl.Series(scores, dtype=pl.String),
    )  # fmt: skip
    return {**tables, PEOPLE: people}, predikat, []


def _people_frame(people: People, predikat: Codes8) -> pl.DataFrame:
    """Lay out the people for the pages, row for row with the input."""
    columns = {
        "nip": nip_text(people.nip), "nama": people.name, "kepala": people.head, "jenjang": people.level,
        "bulan": people.months, "predikat": predikat,
    }  # fmt: skip
    return pl.DataFrame(columns)


def _units(data: AppraiseInput) -> tuple[Units | None, People]:
    """Return the units that are shown: those given, else those whose codes people carry."""
    if data.units is not None:
        return data.units, data.people
    people, units = in_units(data.people)
    return units, people


def _unit_frame(units: Units | None, people: People, predikat: Codes8, pattern: pl.DataFrame | None) -> pl.DataFrame:
    """Count the people of each unit; row 0 is for those without one."""
    count = 1 + (len(units) if units is not None else 0)
    place = people.unit.astype(np.int64) + 1
    rated = predikat >= 0
    tally = np.bincount(place[rated] * 5 + predikat[rated], minlength=5 * count).reshape(count, 5)
    empty = pl.Series([None] * count, dtype=pl.String)
    columns: dict[str, Any] = {
        "kode": empty, "nama": empty, "capaian": np.full(count, -1, dtype=np.int8),
        "orang": np.bincount(place, minlength=count),
        **{f"p{code + 1}": tally[:, code] for code in range(5)},
        "sesuai": empty, "peringatan": empty, "peringatan_en": empty,
    }  # fmt: skip
    if units is not None:
        columns |= {
            "kode": _below_nobody(units.code), "nama": _below_nobody(units.name),
            "capaian": np.append(np.int8(-1), units.capaian),
        }  # fmt: skip
    if pattern is not None and pattern.height == count - 1:
        columns |= {name: _below_nobody(pattern[name]) for name in pattern.columns}
    return pl.DataFrame(columns)


def _below_nobody(column: pl.Series) -> pl.Series:
    return pl.concat([pl.Series([None], dtype=pl.String), column.cast(pl.String)])
