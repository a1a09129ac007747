"""`betang satisfaction` refuses what it cannot read: a clear sentence, exit code 2, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from tests.batch.test_satisfaction import NAMES, WORKED, csv_file, run


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: object) -> str:
    """Run, expect a refusal that leaves the folder as it was, and return what was said."""
    before = sorted(path.name for path in folder.iterdir())
    assert run(*arguments, "--out", folder / "hasil" / "satu.json") == 2
    assert sorted(path.name for path in folder.iterdir()) == before
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize("answer", ["0", "5", "x", "2.5", "-1", "2,5", "1e0", "NaN", "empat", "44", "3.0000001"])
def test_unknown_answers_are_named_by_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: str) -> None:
    rows: list[list[Any]] = [WORKED[0], [3, 3, 3, 3, f'"{answer}"', 3, 3, 3, 3]]
    said = refused(capsys, tmp_path, csv_file(tmp_path / "jawaban.csv", rows))
    for part in ("jawaban.csv", "baris 3", "kolom u5", f'"{answer}"', "1 sampai 4"):
        assert part in said


@pytest.mark.parametrize("answer", [0, 5, 2.5, float("nan"), float("inf"), -3, 1e30])
def test_unknown_numbers_in_parquet(tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: float) -> None:
    column = [3, 4, answer] if isinstance(answer, int) else [3.0, 4.0, answer]
    frame = pl.DataFrame({name: [3, 4, 2] for name in NAMES}).with_columns(u7=pl.Series(column))
    frame.write_parquet(tmp_path / "jawaban.parquet")
    said = refused(capsys, tmp_path, tmp_path / "jawaban.parquet")
    assert "baris 3, kolom u7" in said


def test_truth_values_and_broken_formulas_are_no_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with xlsxwriter.Workbook(tmp_path / "buku.xlsx") as book:
        sheet = book.add_worksheet("Survei")
        sheet.write_row(0, 0, NAMES)
        sheet.write_row(1, 0, [True, 3, 3, 3, 3, 3, 3, 3, 3])
        sheet.write_row(2, 0, [4, 3, 3, 3, 3, 3, 3, 3, 3])
        sheet.write_formula(2, 8, "=1/0", None, "#DIV/0!")
    said = refused(capsys, tmp_path, tmp_path / "buku.xlsx")
    assert "lembar Survei, baris 2, kolom u1" in said
    assert "lembar Survei, baris 3, kolom u9: rumus bergalat" in said


def test_first_fifty_are_shown_and_all_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, tmp_path, csv_file(tmp_path / "jawaban.csv", [[7] * 9] * 10))
    assert len(said.splitlines()) == 51
    assert "90" in said.splitlines()[-1]


def test_missing_and_doubled_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, tmp_path, csv_file(tmp_path / "a.csv", [row[:8] for row in WORKED], header=NAMES[:8]))
    assert "u9" in said
    said = refused(capsys, tmp_path, csv_file(tmp_path / "b.csv", WORKED, header=[*NAMES[:8], "U 8"]))
    assert "satu kolom u8 saja" in said


@pytest.mark.parametrize(
    ("by", "part"),
    [("layanan", "kolom wajib layanan"), ("u4", "selain u1 sampai u9"), ("U 4", "selain"), (" ", "selain")],
)
def test_by_must_name_another_column(tmp_path: Path, capsys: pytest.CaptureFixture[str], by: str, part: str) -> None:
    assert part in refused(capsys, tmp_path, csv_file(tmp_path / "a.csv", WORKED), "--by", by)


def test_a_group_called_semua_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [[*WORKED[0], "KK"], [*WORKED[1], "semua"]]
    file = csv_file(tmp_path / "a.csv", rows, header=[*NAMES, "layanan"])
    said = refused(capsys, tmp_path, file, "--by", "layanan")
    assert 'baris 3, kolom layanan: "semua"' in said


@pytest.mark.parametrize(
    "name", ["tidak-ada.csv", "folder", "jawaban.txt", "kosong.csv", "rusak.parquet", "rusak.xlsx"]
)
def test_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / "folder").mkdir()
    for other, content in (("jawaban.txt", "u1"), ("kosong.csv", ""), ("rusak.parquet", "PAR1"), ("rusak.xlsx", "PK")):
        (tmp_path / other).write_text(content, encoding="utf-8")
    said = refused(capsys, tmp_path, tmp_path / name)
    assert said.startswith(name)
    assert "diharapkan" in said


def test_wrong_encoding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = csv_file(tmp_path / "a.csv", [[*WORKED[0], "café"]], header=[*NAMES, "tempat"])
    file.write_bytes(file.read_text(encoding="utf-8").encode("latin-1"))
    assert "UTF-8" in refused(capsys, tmp_path, file)


@pytest.mark.parametrize("population", ["0", "-5", "2.5", "seribu", "1" + "0" * 13, "9" * 5000, ""])
def test_population_must_be_a_whole_number(tmp_path: Path, capsys: pytest.CaptureFixture[str], population: str) -> None:
    file = csv_file(tmp_path / "a.csv", WORKED)
    with pytest.raises(SystemExit) as stopped:
        run(file, "--out", tmp_path / "hasil.json", "--population", population)
    assert stopped.value.code == 2
    assert "bukan jumlah penerima layanan; tulis bilangan bulat mulai 1" in capsys.readouterr().err
    assert not (tmp_path / "hasil.json").exists()


def test_out_is_required_and_never_the_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = csv_file(tmp_path / "a.csv", WORKED)
    before = file.read_bytes()
    with pytest.raises(SystemExit):
        run(file)
    assert run(file, "--out", file) == 2
    assert run(file, "--out", tmp_path) == 2
    assert "adalah folder" in capsys.readouterr().err
    assert file.read_bytes() == before
