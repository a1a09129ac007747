"""What `betang appraise` writes: whole or not at all, never over what it read, every number with all its digits."""

import csv
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from betang.batch import write
from betang.cli import main
from tests.batch.appraise.inputs import Book, book, numeric_book, write_csv, write_xlsx

DAY = ("--on", "2026-06-30")
NUMERIC = ("--rules", "num-2019")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main(["appraise", *map(str, arguments)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def scored(nskp: str, npk: str) -> Book:
    made = numeric_book()
    made["pegawai"][1][3:5] = [nskp, npk]
    return made


def test_the_result_never_takes_the_inputs_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_csv(tmp_path / "in", numeric_book())
    workbook = write_xlsx(tmp_path / "in.xlsx", book())
    before = (source / "indikator.csv").read_bytes(), workbook.read_bytes()
    assert "adalah masukan" in refused(capsys, source, "--out", source, *NUMERIC)
    assert "adalah masukan" in refused(capsys, workbook, "--out", tmp_path / "in" / ".." / "in.xlsx", *DAY)
    assert ((source / "indikator.csv").read_bytes(), workbook.read_bytes()) == before
    assert tree(tmp_path) == ["in", "in.xlsx", "in/indikator.csv", "in/pegawai.csv"]


def test_an_empty_name_is_no_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = write_csv(tmp_path / "in", book())
    before = tree(tmp_path)
    assert "--out wajib" in refused(capsys, source, "--out", "", *DAY)
    assert tree(tmp_path) == before


def test_a_folder_in_the_way_of_one_file_stops_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_csv(tmp_path / "in", book())
    (tmp_path / "out" / "evaluasi.csv").mkdir(parents=True)
    assert "evaluasi.csv: adalah folder" in refused(capsys, source, "--out", tmp_path / "out", *DAY)
    assert tree(tmp_path / "out") == ["evaluasi.csv"]


def test_a_file_in_the_way_of_the_folder_stops_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_csv(tmp_path / "in", book())
    (tmp_path / "hasil").write_text("x")
    assert "sudah ada dan bukan folder" in refused(capsys, source, "--out", tmp_path / "hasil", *DAY)
    assert "tidak dapat ditulis" in refused(capsys, source, "--out", tmp_path / "hasil" / "lagi", *DAY)
    assert (tmp_path / "hasil").read_text() == "x"


def test_other_files_of_an_old_result_stay(tmp_path: Path) -> None:
    source, out = write_csv(tmp_path / "in", book()), tmp_path / "out"
    out.mkdir()
    for name in ("evaluasi.csv", "milik saya.txt"):
        (out / name).write_text("lama")
    assert main(["appraise", str(source), "--out", str(out), *DAY]) == 0
    assert tree(out) == ["distribusi.csv", "evaluasi.csv", "milik saya.txt"]
    assert (out / "evaluasi.csv").read_text().startswith("nip,")
    assert tree(tmp_path) == [
        "in",
        *(f"in/{name}.csv" for name in sorted(book())),
        "out",
        *(f"out/{n}" for n in tree(out)),
    ]


def test_what_a_sheet_cannot_hold_leaves_no_new_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write_csv(tmp_path / "in", book()), tmp_path / "baru" / "lagi" / "hasil.xlsx"
    monkeypatch.setattr(write, "XLSX_ROWS", 1)
    assert "berisi 2 baris, lebih dari isi satu lembar" in refused(capsys, source, "--out", out, *DAY)
    monkeypatch.undo()
    long = numeric_book()
    long["indikator"][1][2] = "x" * 32_768
    said = refused(capsys, write_csv(tmp_path / "in2", long), "--out", out, *NUMERIC)
    assert "tabel indikator, baris 2, kolom indikator: teks lebih panjang" in said
    assert not (tmp_path / "baru").exists()


def test_a_new_folder_can_be_read_by_others(tmp_path: Path) -> None:
    assert main(["appraise", str(write_csv(tmp_path / "in", book())), "--out", str(tmp_path / "a" / "b"), *DAY]) == 0
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "a" / "b").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("column", ["nskp", "npk"])
@pytest.mark.parametrize("value", ["-0.1", "1" + "0" * 27])
def test_a_score_below_nothing_or_too_long_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], column: str, value: str
) -> None:
    made = scored(*((value, "1") if column == "nskp" else ("1", value)))
    said = refused(capsys, write_csv(tmp_path / "in", made), "--out", tmp_path / "out", *NUMERIC)
    assert f'pegawai.csv, lembar pegawai, baris 2, kolom {column}: "{value}"' in said
    assert not (tmp_path / "out").exists()


def test_an_achievement_too_long_to_write_is_refused_by_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = numeric_book()
    made["indikator"][2][5:9] = ["0.0000000001", None, None, "1" + "0" * 15]
    said = refused(capsys, write_csv(tmp_path / "in", made), "--out", tmp_path / "out", *NUMERIC)
    assert "indikator.csv, lembar indikator, baris 3, kolom realisasi" in said
    assert "Jumlah kesalahan: 1" in said


def test_long_numbers_keep_every_digit(tmp_path: Path) -> None:
    made = scored("9" * 27, "0." + "3" * 30)
    made["indikator"][1][5:9] = ["0.0000000001", None, None, "9" * 14]
    source = write_csv(tmp_path / "in", made)
    for kind in ("csv", "parquet"):
        out = str(tmp_path / kind)
        assert main(["appraise", str(source), "--out", out, "--format", kind, *NUMERIC]) == 0
    text = (tmp_path / "csv" / "evaluasi.csv").read_text()
    assert [row["skor"] for row in csv.DictReader(text.splitlines())] == ["699999999999999999999999999.4"]
    frame = pl.read_parquet(tmp_path / "parquet" / "indikator.parquet")
    assert frame["capaian"][0] == Decimal("9" * 14) * 10**12
    assert {name: frame.schema[name] for name in ("capaian", "capaian_dipakai", "nilai")} == dict.fromkeys(
        ("capaian", "capaian_dipakai", "nilai"), pl.Decimal(38, 10)
    )
