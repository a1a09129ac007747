"""The checked input kept beside a result: it comes back as it was, and one person's rows explain what they did."""

from pathlib import Path

import polars as pl
import pytest

from betang.batch.appraise import eksp, num, output
from betang.batch.appraise.kept import kept, restored
from betang.batch.appraise.law import law_on
from betang.batch.appraise.model import AppraiseInput
from betang.regulation.trace import Line, Trace
from tests.batch.appraise.inputs import DAYS, book, load, numeric_book, write_xlsx
from tests.batch.appraise.test_rekap import rekap

BOUNDS = {"di_bawah_kurang_dari", "di_atas_lebih_dari"}


def steps(lines: list[Line]) -> list[tuple[object, ...]]:
    """What a derivation says; left out: inputs without a value, and bounds where no indicator was held against them."""
    return [
        (
            line.name,
            {
                name: value
                for name, value in line.inputs.items()
                if value is not None and (name not in BOUNDS or line.inputs["indikator"] is not None)
            },
            line.result,
            line.parameter,
            line.basis,
        )
        for line in lines
    ]


def derivations(data: AppraiseInput, rules: str) -> list[list[tuple[object, ...]]]:
    law, trace = law_on(DAYS[rules], rules=rules)[0], Trace()
    (eksp if rules == "eksp-2022" else num).evaluate(data, law, trace)
    return [steps(trace.at(row)) for row in range(len(data.people))]


def tables(data: AppraiseInput, rules: str) -> dict[str, pl.DataFrame]:
    law = law_on(DAYS[rules], rules=rules)[0]
    if rules == "eksp-2022":
        return dict(output.eksp_tables(data, eksp.evaluate(data, law), law, basis=""))
    return dict(output.num_tables(data, num.evaluate(data, law), basis=""))


def through_files(frames: dict[str, pl.DataFrame], folder: Path) -> dict[str, pl.DataFrame]:
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return {name: pl.read_parquet(folder / f"{name}.parquet") for name in frames}


def long_numbers() -> dict[str, list[list[object]]]:
    made = book()
    made["indikator"][1][5] = "123456789012345678901234567890.5"
    made["indikator"][1][8] = "123456789012345678901234567890.25"
    return made


def rekap_with_units() -> dict[str, list[list[object]]]:
    return {"R": rekap(), **{name: book()[name] for name in ("unit", "pegawai", "keputusan")}}


@pytest.mark.parametrize(
    ("made", "rules"),
    [
        (book(), "eksp-2022"),
        (long_numbers(), "eksp-2022"),
        ({"R": rekap()}, "eksp-2022"),
        (rekap_with_units(), "eksp-2022"),
        (numeric_book(), "num-2019"),
        ({"pegawai": numeric_book()["pegawai"], "indikator": book()["indikator"][:2]}, "num-2019"),
    ],
    ids=["whole", "long numbers", "rekap", "rekap with units", "num", "num, one without indicators"],
)
def test_what_is_kept_rates_and_explains_as_the_input_did(made, rules, tmp_path):
    data = load(write_xlsx(tmp_path / "in.xlsx", made), rules=rules, explain=True)
    frames = through_files(kept(data), tmp_path)
    again = tables(restored(frames), rules)
    assert all(frame.equals(again[name]) for name, frame in tables(data, rules).items())
    wanted = derivations(data, rules)
    assert derivations(restored(frames), rules) == wanted
    assert [derivations(restored(frames, row=row), rules) for row in range(len(wanted))] == [[one] for one in wanted]


def test_the_example_explains_everybody_alone(tmp_path):
    data = load(Path("examples/penilaian-200.xlsx"), rules="eksp-2022", explain=True)
    frames = through_files(kept(data), tmp_path)
    wanted = derivations(data, "eksp-2022")
    rows = range(0, 200, 9)
    assert [derivations(restored(frames, row=row), "eksp-2022")[0] for row in rows] == [wanted[row] for row in rows]
