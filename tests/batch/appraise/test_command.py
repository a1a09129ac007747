"""`betang appraise` through its front door: files in, files out, exit codes, sentences."""

import csv
import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest

from bench.city import make_city
from betang.batch.appraise import command, load, tables
from betang.batch.appraise.labels import labels
from betang.cli import main
from betang.regulation.parameters import book

NIP = [f"19900417201503200{i}" for i in range(1, 8)]
UNIT = ["kode,nama,induk,capaian", "A,Dinas A,,ISTIMEWA", "B,Bidang B,A,BAIK"]
PEGAWAI = [
    "nip,nama,unit,kepala_unit,jenjang,bulan",
    f"{NIP[0]},Kepala,A,ya,,",
    f"{NIP[1]},Satu,A,,AHLI_PERTAMA,2",
    f"{NIP[2]},Dua,B,tidak,MAHIR,6",
    f"{NIP[3]},Tiga,B,tidak,,",
]
HASIL = ["nip,rhk,jenis,rating", f"{NIP[1]},R1,UTAMA,Diatas Ekspektasi", f"{NIP[2]},R1,,", f"{NIP[2]},R2,TAMBAHAN,"]
INDIKATOR = [
    "nip,rhk,indikator,aspek,arah,target,target_atas,realisasi",
    f"{NIP[2]},R1,I1,WAKTU,TURUN,10,,8",
    f"{NIP[2]},R2,I1,KUANTITAS,NAIK,0.7,,0.63",
]
PERILAKU = [
    "nip,nilai,rating",
    f"{NIP[0]},1,SESUAI",
    f"{NIP[1]},Akuntabel,di  atas  ekspektasi",
    f"{NIP[2]},1,DI BAWAH",
]
TABLES = {"unit": UNIT, "pegawai": PEGAWAI, "hasil": HASIL, "indikator": INDIKATOR, "perilaku": PERILAKU}


def folder(path: Path, tables: Mapping[str, Sequence[str]] = TABLES, **more: Sequence[str]) -> Path:
    path.mkdir(exist_ok=True)
    for name, lines in {**tables, **more}.items():
        (path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def appraise(source: Path, out: Path, *options: str) -> dict[str, list[dict[str, str]]]:
    assert main(["appraise", str(source), "--out", str(out), "--on", "2026-06-30", *options]) == 0
    return {path.stem: rows(path) for path in out.glob("*.csv")}


def test_everyone_is_rated_in_the_inputs_order(tmp_path: Path) -> None:
    out = appraise(folder(tmp_path / "in"), tmp_path / "out")
    assert [list(row.values()) for row in out["evaluasi"]] == [
        [NIP[0], "A", "DI_ATAS", "SESUAI", "DI_ATAS", "SESUAI", "B", "", ""],
        [NIP[1], "A", "DI_ATAS", "DI_ATAS", "DI_ATAS", "DI_ATAS", "SB", "3.125", ""],
        [NIP[2], "B", "SESUAI", "DI_BAWAH", "SESUAI", "DI_BAWAH", "K", "3.125", ""],
        [NIP[3], "B", "", "", "", "", "", "",
         "belum dinilai: tidak ada hasil kerja; belum dinilai: tidak ada rating perilaku kerja"],
    ]  # fmt: skip
    assert list(out["evaluasi"][0]) == [
        "nip", "unit", "usulan_hasil", "usulan_perilaku", "rating_hasil", "rating_perilaku", "predikat",
        "angka_kredit", "catatan",
    ]  # fmt: skip
    assert [(r["unit"], r["n"], r["sb"], r["b"], r["k"], r["sesuai"]) for r in out["distribusi"]] == [
        ("A", "2", "1", "1", "0", "informasi"),
        ("B", "1", "0", "0", "1", "informasi"),
    ]
    assert "bukan" not in out["distribusi"][0]["capaian"]
    assert out["distribusi"][0]["peringatan"]


def test_csv_is_utf8_without_bom_and_lf(tmp_path: Path) -> None:
    appraise(folder(tmp_path / "in"), tmp_path / "out")
    raw = (tmp_path / "out" / "evaluasi.csv").read_bytes()
    assert raw.startswith(b"nip,")
    assert b"\r" not in raw


def test_parquet_has_exact_decimals(tmp_path: Path) -> None:
    source = folder(tmp_path / "in")
    assert (
        main(["appraise", str(source), "--out", str(tmp_path / "out"), "--format", "parquet", "--on", "2026-06-30"])
        == 0
    )
    frame = pl.read_parquet(tmp_path / "out" / "evaluasi.parquet")
    assert frame.schema["angka_kredit"] == pl.Decimal(38, 10)
    assert frame["predikat"].to_list() == ["B", "SB", "K", None]


def test_a_workbook_comes_out_as_a_workbook(tmp_path: Path) -> None:
    from python_calamine import load_workbook

    source = folder(tmp_path / "in", unit=["kode,nama,induk,capaian", "=1+1,Dinas,,BAIK", "B,Bidang,=1+1,BAIK"],
                    pegawai=[line.replace(",A,", ",=1+1,") for line in PEGAWAI])  # fmt: skip
    out = tmp_path / "hasil.xlsx"
    assert main(["appraise", str(source), "--out", str(out), "--on", "2026-06-30"]) == 0
    written = load_workbook(str(out))
    assert written.sheet_names == ["evaluasi", "distribusi"]
    rows = written.get_sheet_by_name("evaluasi").to_python()
    assert rows[1][:2] == [NIP[0], "=1+1"]
    assert rows[2][7] == 3.125


def test_a_decision_replaces_the_proposal_and_says_so(tmp_path: Path) -> None:
    keputusan = [
        "nip,rating_hasil,rating_perilaku,alasan",
        f"{NIP[0]},SESUAI,,Sakit tiga bulan",
        f"{NIP[2]},,SESUAI,Perilaku membaik",
        f"{NIP[3]},SESUAI,SESUAI,Dinilai dari laporan",
    ]
    out = appraise(folder(tmp_path / "in", keputusan=keputusan), tmp_path / "out")["evaluasi"]
    assert [(r["usulan_hasil"], r["rating_hasil"], r["rating_perilaku"], r["predikat"]) for r in out] == [
        ("DI_ATAS", "SESUAI", "SESUAI", "B"),
        ("DI_ATAS", "DI_ATAS", "DI_ATAS", "SB"),
        ("SESUAI", "SESUAI", "SESUAI", "B"),
        ("", "SESUAI", "SESUAI", "B"),
    ]
    assert out[0]["catatan"].startswith("kepala unit: ")
    assert "perilaku" in out[2]["catatan"]
    assert "belum dinilai" not in out[3]["catatan"]


def test_the_derivation_has_the_seven_stages_and_only_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = folder(tmp_path / "in")
    assert main(["appraise", str(source), "--explain", NIP[2], "--out", "-", "--on", "2026-06-30"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["nip"] == NIP[2]
    stages = [step["nama"] for step in found["langkah"]]
    assert stages[:8] == [
        "capaian_unit", "pola_distribusi", "rating_butir", "rating_butir", "rating_hasil", "rating_perilaku", "kuadran",
        "predikat",
    ]  # fmt: skip
    for step in found["langkah"]:
        assert set(step) == {"nama", "masukan", "hasil", "parameter", "dasar", "keyakinan"}
        assert all(value is None or isinstance(value, str) for value in step["masukan"].values())
        assert step["parameter"] is None or set(step["parameter"]) == {"nama", "nilai", "dari"}
        assert step["dasar"]
        assert step["keyakinan"]
    assert [s["hasil"] for s in found["langkah"] if s["nama"] == "rating_butir"] == ["DI_ATAS", "SESUAI"]
    assert found["langkah"][3]["masukan"]["capaian_persen"] == "90"
    evidence = {name: found["langkah"][2]["masukan"][name] for name in ("indikator", "arah", "target", "realisasi")}
    assert evidence == {"indikator": "I1", "arah": "TURUN", "target": "10", "realisasi": "8"}
    assert found["langkah"][7]["hasil"] == "K"


def test_the_derivation_reads_well_and_needs_no_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["appraise", str(folder(tmp_path / "in")), "--explain", NIP[0], "--on", "2026-06-30"]) == 0
    text = capsys.readouterr().out
    assert "Kepala" in text
    assert "Rating hasil kerja: DI_ATAS" in text
    assert "keyakinan INFER" in text


def test_policy_changes_only_what_it_names_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = tmp_path / "kebijakan.toml"
    policy.write_text(
        '\ufeffdasar = "CONTOH: Perwali 9/2026"\ndari = 2026-01-01\n[usulan_rating]\ndi_atas_lebih_dari = 120\n',
        encoding="utf-8",
    )
    source = folder(tmp_path / "in")
    out = appraise(source, tmp_path / "out", "--policy", str(policy))["evaluasi"]
    assert [("Perwali 9/2026" in row["catatan"]) for row in out] == [False, False, True, False]
    assert main(["appraise", str(source), "--explain", NIP[2], "--on", "2026-06-30", "--policy", str(policy)]) == 0
    assert "CONTOH: Perwali 9/2026" in capsys.readouterr().out
    again = ["appraise", str(source), "--explain", NIP[2], "--out", "-", "--on", "2026-06-30", "--policy", str(policy)]
    assert main(again) == 0
    steps = json.loads(capsys.readouterr().out)["langkah"]
    used = [step for step in steps if step["dasar"] == "CONTOH: Perwali 9/2026"]
    assert {(s["parameter"]["nama"], s["parameter"]["dari"]) for s in used} == {
        ("eksp-2022/usulan_rating", "2026-01-01")
    }
    early = ["appraise", str(source), "--out", str(tmp_path / "old"), "--on", "2025-06-30", "--policy", str(policy)]
    assert main(early) == 0
    assert "tidak ada nilai yang diubah" in capsys.readouterr().err
    assert "Perwali" not in (tmp_path / "old" / "evaluasi.csv").read_text()


def test_a_value_not_yet_in_force_leaves_its_column_empty(tmp_path: Path) -> None:
    source = folder(tmp_path / "in")
    assert main(["appraise", str(source), "--out", str(tmp_path / "out"), "--on", "2022-06-30"]) == 0
    found = rows(tmp_path / "out" / "evaluasi.csv")
    assert found[1]["angka_kredit"] == ""
    assert "angka kredit belum berlaku pada 2022-06-30" in found[1]["catatan"]
    units = rows(tmp_path / "out" / "distribusi.csv")
    assert {row["sesuai"] for row in units} == {"informasi"}
    assert all("belum berlaku" in row["peringatan"] for row in units)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "--out wajib"),
        (["--out", "-"], "--explain"),
        (["--out", "out", "--on", "2021-12-31"], "2022-01-01"),
        (["--out", "out", "--rules", "num-2019", "--on", "2022-01-01"], "2021-12-31"),
        (["--explain", "199004172015032099"], "tidak ada pegawai"),
        (["--explain", "1990"], "tidak ada pegawai"),
        (["--out", "out", "--policy", "tidak-ada.toml"], "tidak-ada.toml"),
    ],
)
def test_what_cannot_run_is_refused_and_nothing_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    source = folder(tmp_path / "in")
    day = [] if "--on" in options else ["--on", "2026-06-30"]
    assert main(["appraise", str(source), *options, *day]) == 2
    assert sentence in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_bad_input_names_the_place_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = folder(tmp_path / "in", perilaku=["nip,nilai,rating", f"{NIP[0]},1,Luar Biasa", "1.99E+17,1,SESUAI"])
    assert main(["appraise", str(source), "--out", str(tmp_path / "out"), "--on", "2026-06-30"]) == 2
    said = capsys.readouterr().err
    assert "Luar Biasa" in said
    assert "1.99E+17" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_num_2019_values_and_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pegawai = [
        "nip,nama,unit,kepala_unit,nskp,npk,bobot,ide_baru",
        f"{NIP[0]},Satu,A,,102.8,110,70/30,",
        f'{NIP[1]},Dua,A,,"112",115,60/40,ya',
        f"{NIP[2]},Tiga,A,,,,,",
    ]
    indikator = [
        "nip,rhk,indikator,arah,target,target_atas,target_maksimal,realisasi",
        f"{NIP[0]},R,N1,NAIK,95,,,93",
        f"{NIP[0]},R,N3,NAIK,100,,ya,100",
        f"{NIP[1]},R,N5,TURUN,7,8,,6.5",
        f"{NIP[1]},R,N14,TURUN,10,,,21",
    ]
    source = folder(tmp_path / "in", {}, pegawai=pegawai, indikator=indikator)
    assert main(["appraise", str(source), "--rules", "num-2019", "--out", str(tmp_path / "out")]) == 0
    values = [tuple(r.values()) for r in rows(tmp_path / "out" / "indikator.csv")]
    assert values == [
        (NIP[0], "R", "N1", "97.8947368421", "98", "C", "88"),
        (NIP[0], "R", "N3", "100", "100", "SB", "120"),
        (NIP[1], "R", "N5", "107.1428571429", "107", "SB", "116.6666666667"),
        (NIP[1], "R", "N14", "-10", "0", "SK", "0"),
    ]
    assert main(["appraise", str(source), "--rules", "num-2019", "--explain", NIP[1], "--out", "-"]) == 0
    steps = json.loads(capsys.readouterr().out)["langkah"]
    assert (steps[0]["masukan"], steps[0]["hasil"]) == (
        {"rhk": "R", "indikator": "N5", "arah": "TURUN", "target": "7", "target_atas": "8", "realisasi": "6.5"},
        "107.1428571429",
    )
    assert steps[1]["masukan"]["target_atas"] is None
    scores = [tuple(r.values()) for r in rows(tmp_path / "out" / "evaluasi.csv")]
    assert scores == [(NIP[0], "104.96", "B"), (NIP[1], "113.2", "SB")]


def test_the_example_workbook_runs_as_the_readme_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = appraise(Path("examples/penilaian-200.xlsx"), tmp_path / "out", "--policy", "examples/kebijakan.toml")
    assert len(out["evaluasi"]) == 200
    assert all(row["predikat"] for row in out["evaluasi"])
    first = out["evaluasi"][0]["nip"]
    assert main(["appraise", "examples/penilaian-200.xlsx", "--explain", first, "--on", "2026-06-30"]) == 0
    assert first in capsys.readouterr().out


def test_long_work_says_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = folder(tmp_path / "in")
    appraise(source, tmp_path / "quiet")
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(load, "LONG_ROWS", 4)
    monkeypatch.setattr(command, "LONG_PEOPLE", 4)
    assert appraise(source, tmp_path / "out") == {path.stem: rows(path) for path in (tmp_path / "quiet").glob("*.csv")}
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "pegawai.csv: membaca 4 baris", "menilai 4 pegawai", f"menulis {tmp_path / 'out'}",
    ]  # fmt: skip
    monkeypatch.setattr(load, "LONG_BYTES", 1)
    appraise(Path("examples/penilaian-200.xlsx"), tmp_path / "book")
    assert "penilaian-200.xlsx: membaca buku kerja" in capsys.readouterr().err.splitlines()


def test_a_generated_city_agrees_with_an_independent_pass(tmp_path: Path) -> None:
    from bench.bare_pass import main as bare_pass

    city = make_city(tmp_path / "kota", 1_000)
    assert (
        main(["appraise", str(city), "--out", str(tmp_path / "ours"), "--format", "parquet", "--on", "2026-06-30"]) == 0
    )
    bare_pass(city, tmp_path / "bare")
    ours = pl.read_parquet(tmp_path / "ours" / "evaluasi.parquet")
    bare = pl.read_parquet(tmp_path / "bare" / "evaluasi.parquet")
    joined = ours.join(bare, on="nip", suffix="_bare")
    assert joined.height == 1_000
    assert joined["predikat"].eq_missing(joined["predikat_bare"]).all()
    assert joined["rating_hasil"].eq_missing(joined["rating_hasil_bare"].cast(pl.String)).all()


def test_help_names_every_table_and_column(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["appraise", "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    law = book().on(dt.date(2026, 6, 30))
    words = labels(law)
    described = [
        tables.unit(words), tables.pegawai("num-2019"), tables.hasil(words, keep_text=False),
        tables.indikator(keep_text=False), tables.perilaku(words), tables.keputusan(words),
    ]  # fmt: skip
    for table in described:
        assert f"\n  {table.name} " in said
        for column in table.columns:
            assert re.search(rf"\b{column.name}{r'[*]' if column.filled else r'(?![*])'}", said), column.name
