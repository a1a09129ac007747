"""An e-Kinerja Rekap through `betang appraise`: printed ratings stand, further sheets place people and add evidence."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from betang.cli import main
from tests.batch.appraise.inputs import A, B, book, write_xlsx

C = "200001012022011001"
HEAD = ["No", "NIP", "Nama", "Jabatan", "Rating Hasil Kinerja", "Rating Perilaku Kerja", "Predikat Kinerja Periodik"]
ANI = [1, A, "Ani", "Analis", "Diatas Ekspektasi", "Sesuai Ekspektasi", "Baik"]
BUDI = [2, B, "Budi", "Pranata", "Dibawah Ekspektasi", "Sesuai Ekspektasi", "Sangat Baik"]
PEOPLE = ["nip", "nama", "unit", "kepala_unit", "jenjang", "bulan"]
DAY = ("--on", "2026-06-30")


def rekap(*rows: list[Any]) -> list[list[Any]]:
    return [["6271 - Pemerintah Kota"], ["Bagian"], ["Periode Bulanan 3 Tahun 2026"], [], HEAD, *(rows or (ANI, BUDI))]


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def appraise(tmp_path: Path, tables: dict[str, Any], *options: str) -> tuple[list[dict[str, str]], ...]:
    source = write_xlsx(tmp_path / "rekap.xlsx", tables)
    assert main(["appraise", str(source), "--out", str(tmp_path / "out"), *DAY, *options]) == 0
    return table(tmp_path / "out" / "evaluasi.csv"), table(tmp_path / "out" / "distribusi.csv")


def stages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tables: dict[str, Any], nip: str
) -> list[tuple[str, dict[str, Any], Any]]:
    source = write_xlsx(tmp_path / "rekap.xlsx", tables)
    assert main(["appraise", str(source), "--out", "-", "--explain", nip, *DAY]) == 0
    steps = json.loads(capsys.readouterr().out)["langkah"]
    return [(step["nama"], step["masukan"], step["hasil"]) for step in steps]


def ratings(row: dict[str, str]) -> list[str]:
    return [row[name] for name in ("usulan_hasil", "usulan_perilaku", "rating_hasil", "rating_perilaku", "predikat")]


def test_a_rekap_alone(tmp_path: Path) -> None:
    people, units = appraise(tmp_path, {"R": rekap()})
    assert [ratings(row) for row in people] == [
        ["", "", "DI_ATAS", "SESUAI", "B"],
        ["", "", "DI_BAWAH", "SESUAI", "BP"],
    ]
    assert [row["catatan"] for row in people] == ["", "predikat tercetak SB, kuadran memberi BP"]
    assert units == []


def test_people_are_counted_where_an_added_sheet_places_them(tmp_path: Path) -> None:
    names = [[f"1990041720150320{i:02d}", f"P{i}", "D.2"] for i in range(10, 15)]
    rated = [[i, row[0], row[1], "x", "Sesuai", "Sesuai", None] for i, row in enumerate(names, start=3)]
    placed = [PEOPLE[:3], [B, "Budi", "D.1"], *names]
    people, units = appraise(tmp_path, {"R": rekap(ANI, BUDI, *rated), "pegawai": placed})
    assert [row["unit"] for row in people] == ["", "D.1", *["D.2"] * 5]
    assert [tuple(row.values()) for row in units] == [
        ("D.1", "", "1", "0", "0", "1", "0", "0", "informasi", "capaian kinerja unit tidak diketahui"),
        ("D.2", "", "5", "0", "5", "0", "0", "0", "informasi", "capaian kinerja unit tidak diketahui"),
    ]


def test_with_a_sheet_of_units_their_pattern_counts(tmp_path: Path) -> None:
    made = book()
    made["pegawai"] = [PEOPLE, [B, "Budi", "D.1", None, "AHLI_MUDA", 6]]
    people, units = appraise(tmp_path, {"R": rekap(), "unit": made["unit"], "pegawai": made["pegawai"]})
    assert people[1]["angka_kredit"] == "9.375"
    assert [(row["unit"], row["capaian"], row["n"], row["sesuai"]) for row in units] == [
        ("D", "ISTIMEWA", "0", "informasi"),
        ("D.1", "BUTUH_PERBAIKAN", "1", "informasi"),
    ]


def test_proposals_stay_empty_where_a_rating_is_printed(tmp_path: Path) -> None:
    made = book()
    blank = [1, A, "Ani", "Analis", None, "Sesuai Ekspektasi", None]
    added = {name: made[name] for name in ("unit", "hasil", "indikator", "perilaku")}
    people, _ = appraise(tmp_path, {"R": rekap(blank, BUDI), **added})
    assert ratings(people[0]) == ["SESUAI", "", "SESUAI", "SESUAI", "B"]
    assert ratings(people[1]) == ["", "", "DI_BAWAH", "SESUAI", "BP"]


def test_a_head_keeps_the_printed_rating_and_a_difference_is_remarked(tmp_path: Path) -> None:
    made = book()
    heads = [
        PEOPLE,
        [A, "Ani", "D", "ya", None, None],
        [B, "Budi", "D", "ya", None, None],
        [C, "Citra", "D", "ya", None, None],
    ]
    added = {"unit": made["unit"], "pegawai": heads, "perilaku": [["nip", "nilai", "rating"], [C, 1, "SESUAI"]]}
    people, units = appraise(tmp_path, {"R": rekap(), **added})
    assert [ratings(row) for row in people] == [
        ["", "", "DI_ATAS", "SESUAI", "B"],
        ["", "", "DI_BAWAH", "SESUAI", "BP"],
        ["DI_ATAS", "SESUAI", "DI_ATAS", "SESUAI", "B"],
    ]
    assert "berbeda dari capaian unit" not in people[0]["catatan"]
    assert people[1]["catatan"].startswith("kepala unit: rating hasil kerja dari Rekap berbeda dari capaian unit; ")
    assert units[0]["n"] == "3"


def test_a_heads_own_rows_rate_nobody_even_without_a_sheet_of_units(tmp_path: Path) -> None:
    blank = [1, A, "Ani", "Analis", None, "Sesuai Ekspektasi", None]
    added = {"pegawai": [PEOPLE, [A, "Ani", "D", "ya", None, None]], "hasil": book()["hasil"][:2]}
    people, _ = appraise(tmp_path, {"R": rekap(blank, BUDI), **added})
    assert ratings(people[0]) == ["", "", "", "SESUAI", ""]
    assert people[0]["catatan"] == "belum dinilai: kepala unit, dan capaian unitnya tidak diketahui"


def test_the_derivation_has_all_stages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = stages(tmp_path, capsys, {"R": rekap()}, A)
    assert [name for name, _, _ in found] == [
        "capaian_unit", "pola_distribusi", "rating_hasil", "rating_perilaku", "kuadran", "predikat",
    ]  # fmt: skip
    assert found[2][1:] == ({"rating_tercetak": "DI_ATAS"}, "DI_ATAS")
    assert found[5][1]["predikat_tercetak"] == "B"
    made = book()
    found = stages(tmp_path, capsys, {"R": rekap(), "hasil": made["hasil"], "indikator": made["indikator"]}, A)
    assert [name for name, _, _ in found][2:5] == ["rating_butir", "rating_butir", "rating_hasil"]
    assert found[4][1] == {"rating_tercetak": "DI_ATAS"}


def test_someone_outside_the_rekap_has_all_stages_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    placed = [PEOPLE, [C, "Citra", "D", None, None, None]]
    found = stages(tmp_path, capsys, {"R": rekap(), "pegawai": placed}, C)
    assert [(name, result) for name, _, result in found][2:] == [
        ("rating_hasil", None), ("rating_perilaku", None), ("kuadran", None), ("predikat", None),
    ]  # fmt: skip


def test_a_decision_stands_above_a_printed_rating(tmp_path: Path) -> None:
    decided = [["nip", "rating_hasil", "rating_perilaku", "alasan"], [B, "DI_ATAS", None, "Bukti diperiksa"]]
    people, _ = appraise(tmp_path, {"R": rekap(), "keputusan": decided})
    assert ratings(people[1]) == ["", "", "DI_ATAS", "SESUAI", "B"]
    assert people[1]["catatan"] == "rating hasil kerja diputuskan penilai; predikat tercetak SB, kuadran memberi B"


def test_a_policy_is_named_only_where_it_made_a_rating(tmp_path: Path) -> None:
    policy = tmp_path / "kebijakan.toml"
    policy.write_text(
        'dasar = "CONTOH: Perwali 9/2026"\ndari = 2026-01-01\n[ambang]\nmayoritas = 0.6\n'
        "[usulan_rating]\ndi_atas_lebih_dari = 120\n"
    )
    made = book()
    heads = [PEOPLE, [A, "Ani", "D", "ya", None, None], [C, "Citra", "D", None, None, None]]
    made["hasil"].append([C, "Data mutakhir", None, None])
    made["indikator"].append([C, "Data mutakhir", "Persen", None, None, 10, None, None, 11])
    added = {"unit": made["unit"], "pegawai": heads, "hasil": made["hasil"], "indikator": made["indikator"]}
    people, _ = appraise(tmp_path, {"R": rekap(), **added}, "--policy", str(policy))
    assert [("Perwali 9/2026" in row["catatan"]) for row in people] == [False, False, True]
    assert people[2]["rating_hasil"] == "SESUAI"


def test_indicators_without_results_belong_to_no_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = {"R": rekap(), "indikator": book()["indikator"]}
    people, _ = appraise(tmp_path, made)
    assert ratings(people[0]) == ["", "", "DI_ATAS", "SESUAI", "B"]
    assert "rating_butir" not in [name for name, _, _ in stages(tmp_path, capsys, made, A)]
