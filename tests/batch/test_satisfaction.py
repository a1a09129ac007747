"""`betang satisfaction`: the figures of the contract from every kind of file."""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from betang.batch import satisfaction, satisfaction_read
from betang.regulation.skm.student import t_quantile

NAMES = [f"u{place}" for place in range(1, 10)]
WORKED = [
    [int(score) for score in row.split()]
    for row in (
        "4 3 3 4 4 3 4 3 3", "3 3 3 4 3 3 4 3 3", "4 4 3 4 4 4 4 3 4", "3 3 2 4 3 3 3 3 3", "4 3 3 4 3 4 4 4 3",
        "3 3 3 4 3 3 3 3 2", "4 4 4 4 4 4 4 4 4", "3 2 2 4 3 3 3 3 3", "4 3 3 4 4 3 4 3 3", "3 3 3 4 3 3 3 2 3",
    )
]  # fmt: skip
EXPECTED = {
    "n": 10,
    "nrr": dict(zip(NAMES, map(Decimal, ["3.5", "3.1", "2.9", "4", "3.4", "3.3", "3.6", "3.1", "3.1"]), strict=True)),
    "n_per_unsur": dict.fromkeys(NAMES, 10),
    "skm": Decimal("3.3333"),
    "ikm": Decimal("83.33"),
    "mutu": "B",
    "kinerja": "Baik",
    "ikm_tanpa_u4": Decimal("81.25"),
    "ci95": [Decimal("76.64"), Decimal("90.02")],
    "terendah": "u3",
    "sampel_minimum": None,
}


def run(*arguments: object) -> int:
    """Run the command as the console does."""
    parser = argparse.ArgumentParser(prog="betang")
    satisfaction.add_parser(parser.add_subparsers(required=True))
    options = parser.parse_args(["satisfaction", *map(str, arguments)])
    code: int = options.func(options)
    return code


def csv_file(path: Path, rows: list[list[Any]], *, header: list[str] | None = None, split: str = ",") -> Path:
    lines = [split.join(map(str, row)) for row in [header or NAMES, *rows]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def result(folder: Path, *arguments: object) -> dict[str, Any]:
    """Run with an output file and read it; whole numbers and decimals alike become Decimal."""
    out = folder / "hasil.json"
    assert run(*arguments, "--out", out) == 0
    read: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"), parse_float=Decimal)
    return read


def of(folder: Path, rows: list[list[Any]], *arguments: object) -> dict[str, Any]:
    return result(folder, csv_file(folder / "jawaban.csv", rows), *arguments)


def test_worked_example(tmp_path: Path) -> None:
    found = of(tmp_path, WORKED)
    assert found == EXPECTED
    assert list(found) == list(EXPECTED)


def test_every_kind_of_file_gives_the_same(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("bom.csv", "angka.parquet", "teks.parquet", "buku.xlsx")]
    csv_file(files[0], WORKED, header=["U 1", " u_2", *NAMES[2:]], split=";")
    files[0].write_bytes(b"\xef\xbb\xbf" + files[0].read_bytes().replace(b"\n", b"\r\n"))
    frame = pl.DataFrame(WORKED, schema=NAMES, orient="row")
    frame.write_parquet(files[1])
    frame.select(pl.all().cast(pl.String)).write_parquet(files[2])
    with xlsxwriter.Workbook(files[3]) as book:
        for name, rows in (("Jawaban", [NAMES, *WORKED]), ("Lain", [["u1"], [9]])):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    for file in files:
        assert result(tmp_path, file) == EXPECTED, file.name


def test_whole_numbers_in_any_form(tmp_path: Path) -> None:
    typed: list[list[Any]] = [["4.0", " 3", "3 ", "4", "4.00", "3", "4", "3", '"3,0"'], *WORKED[1:]]
    assert of(tmp_path, typed) == EXPECTED
    floats = pl.DataFrame([[float(score) for score in row] for row in WORKED], schema=NAMES, orient="row")
    floats.write_parquet(tmp_path / "pecahan.parquet")
    assert result(tmp_path, tmp_path / "pecahan.parquet") == EXPECTED


def test_mixed_cells_of_a_workbook(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "campur.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*NAMES, "kelompok"])
        sheet.write_row(1, 0, ["4", 4, 4, "4", 4, 4, 4, None, 4, 101])
        sheet.write_row(2, 0, [3, 3, 3, 3, 3, 3, 3, 3, 3, True])
        sheet.write_row(3, 0, [2, 2, 2, 2, 2, 2, 2, 2, 2, "A"])
    found = result(tmp_path, tmp_path / "campur.xlsx", "--by", "Kelompok")
    assert list(found) == ["101", "TRUE", "A", "semua"]
    assert found["101"]["n_per_unsur"]["u8"] == 0
    assert found["semua"]["nrr"]["u8"] == Decimal("2.5")


def test_groups_stand_under_their_value(tmp_path: Path) -> None:
    group = ["KK", "KTP", "KK", "", "", "KTP", " KTP ", "KK", "KK", "KK"]
    rows = [[*row, name] for row, name in zip(WORKED, group, strict=True)]
    file = csv_file(tmp_path / "jawaban.csv", rows, header=[*NAMES, "Jenis Layanan"])
    found = result(tmp_path, file, "--by", "jenis_layanan", "--population", 24000)
    assert list(found) == ["KK", "KTP", "", "semua"]
    assert found["semua"] == EXPECTED | {"sampel_minimum": 379}
    for name in ("KK", "KTP", ""):
        alone = [row for row, value in zip(WORKED, group, strict=True) if value.strip() == name]
        assert found[name] == of(tmp_path, alone)
        assert found[name]["sampel_minimum"] is None


def test_a_group_whose_people_answered_nothing(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[*WORKED[0], "A"], ["", "", "", "", "", "", "", "", "", "B"]]
    found = result(tmp_path, csv_file(tmp_path / "j.csv", rows, header=[*NAMES, "k"]), "--by", "k")
    assert found["B"] | {"nrr": 0, "n_per_unsur": 0} == dict.fromkeys(EXPECTED) | {"n": 0, "nrr": 0, "n_per_unsur": 0}
    assert found["semua"]["n"] == 1


@pytest.mark.parametrize(("population", "least"), [(1, 1), (15, 15), (100, 80), (24000, 379), (10**12, 385)])
def test_sample_is_rounded_up(tmp_path: Path, population: int, least: int) -> None:
    assert of(tmp_path, WORKED, "--population", population)["sampel_minimum"] == least


def test_an_element_without_answers_leaves_nulls(tmp_path: Path) -> None:
    found = of(tmp_path, [[3, 3, "", 3, 3, 3, 3, 3, 2], [4, 3, "", 3, 3, 3, 3, 3, 2]])
    assert found["nrr"]["u3"] is None
    assert found["n_per_unsur"]["u3"] == 0
    for name in ("skm", "ikm", "mutu", "kinerja", "ikm_tanpa_u4", "ci95"):
        assert found[name] is None
    assert (found["n"], found["nrr"]["u1"], found["terendah"]) == (2, Decimal("3.5"), "u9")


def test_only_the_official_figure_needs_u4(tmp_path: Path) -> None:
    found = of(tmp_path, [[3, 3, 3, "", 3, 3, 3, 3, 3], [3, 3, 3, "", 3, 3, 3, 3, 4]])
    assert (found["ikm"], found["ikm_tanpa_u4"]) == (None, Decimal("76.56"))


def test_nobody_answered(tmp_path: Path) -> None:
    found = of(tmp_path, [])
    assert found["n"] == 0
    assert {found[name] for name in ("skm", "ikm", "mutu", "kinerja", "ikm_tanpa_u4", "ci95", "terendah")} == {None}


def test_interval_needs_two_and_stays_within_the_range(tmp_path: Path) -> None:
    assert of(tmp_path, [WORKED[0], [""] * 9])["ci95"] is None
    assert of(tmp_path, [[1] * 9, [4] * 9])["ci95"] == [25, 100]
    assert of(tmp_path, [[3] * 9, [3] * 9])["ci95"] == [75, 75]


def test_first_of_equal_elements_is_the_lowest(tmp_path: Path) -> None:
    assert of(tmp_path, [[3, 2, 2, 4, 2, 3, 3, 3, 3]])["terendah"] == "u2"
    # 2/3 and 4/6: equal means of different numbers of answers.
    rows: list[list[Any]] = [[1, 2, 1, 4, 4, 4, 4, 4, 4], [1, 1, "", 4, 4, 4, 4, 4, 4], [2, 1, "", 4, 4, 4, 4, 4, 4]]
    assert of(tmp_path, rows)["terendah"] == "u3"
    assert of(tmp_path, [[row[0], row[1], "", *row[3:]] for row in rows[1:]] + [rows[0]])["terendah"] == "u3"


def half_up(value: Fraction | Decimal, places: int) -> Decimal:
    number = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def reference(rows: list[list[Any]]) -> dict[str, Any]:
    """Compute the main figures the long way round, respondent by respondent."""
    answers = [[int(score) for score in row if score != ""] for row in rows]
    own = [Fraction(sum(given) * 25, len(given)) for given in answers if given]
    columns = [[int(row[place]) for row in rows if row[place] != ""] for place in range(9)]
    means = [Fraction(sum(column), len(column)) for column in columns]
    ikm = sum(means, Fraction(0)) / 9 * 25
    middle = sum(own, Fraction(0)) / len(own)
    squares = [(index - middle) ** 2 for index in own]
    error = sum(squares, Fraction(0)) / (len(own) - 1) / len(own)
    half = Decimal(t_quantile(0.975, len(own) - 1)) * (Decimal(error.numerator) / Decimal(error.denominator)).sqrt()
    exact = Decimal(ikm.numerator) / Decimal(ikm.denominator)
    return {
        "n": len(own),
        "nrr": [half_up(mean, 4) for mean in means],
        "skm": half_up(ikm / 25, 4),
        "ikm": half_up(ikm, 2),
        "ci95": [half_up(max(exact - half, Decimal(25)), 2), half_up(min(exact + half, Decimal(100)), 2)],
    }


@pytest.mark.parametrize("seed", range(12))
def test_against_the_long_way_round(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    rows: list[list[Any]] = [
        [chance.choice(["", 1, 2, 3, 3, 4]) for _ in range(9)] for _ in range(chance.randint(12, 400))
    ]
    found = of(tmp_path, rows)
    assert {**found, "nrr": list(found["nrr"].values())} | reference(rows) == {
        **found, "nrr": list(found["nrr"].values()),
    }  # fmt: skip


def test_pieces_of_a_long_file_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(satisfaction_read, "_PIECE", 3)
    assert of(tmp_path, WORKED) == EXPECTED


def test_long_work_says_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(satisfaction_read, "_LONG", 10)
    of(tmp_path, WORKED)
    assert "membaca 10 baris" in capsys.readouterr().err


def test_numbers_are_plain_decimals(tmp_path: Path) -> None:
    of(tmp_path, [*WORKED, ["", 1, 2, 3, 4, 1, 2, 3, 4]])
    text = (tmp_path / "hasil.json").read_text(encoding="utf-8")
    numbers = re.findall(r"[:\[] *(-?[0-9][^,\]}\s]*)", text)
    assert len(numbers) > 20
    assert all(re.fullmatch(r"[0-9]+(\.[0-9]{0,3}[1-9])?", number) for number in numbers)
    assert text.endswith("}\n")


def test_dash_prints_the_same_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    of(tmp_path, WORKED)
    assert run(tmp_path / "jawaban.csv", "--out", "-") == 0
    assert capsys.readouterr().out == (tmp_path / "hasil.json").read_text(encoding="utf-8")


def test_a_result_replaces_an_older_one(tmp_path: Path) -> None:
    (tmp_path / "hasil.json").write_text("lama", encoding="utf-8")
    assert of(tmp_path, WORKED) == EXPECTED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hasil.json", "jawaban.csv"]


def test_the_module_loads_no_library_before_it_runs() -> None:
    code = "import sys; import betang.batch.satisfaction; print({'numpy', 'polars'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
