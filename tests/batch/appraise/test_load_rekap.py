"""An e-Kinerja "Rekap Penilaian" stands for people, results and behaviour; further sheets add what it lacks."""

import polars as pl
import pytest

from betang.kernel.exchange.report import BadInput
from tests.batch.appraise.inputs import A, B, book, load, write_csv, write_ods, write_xlsx

HEAD = ["No", "NIP", "Nama", "Jabatan", "Rating Hasil Kinerja", "Rating Perilaku Kerja", "Predikat Kinerja Periodik"]
ROWS = [
    [1, A, "Ani", "Analis", "Diatas Ekspektasi", "Sesuai Ekspektasi", "Baik"],
    [2, B, "Budi", "Pranata", "Dibawah Ekspektasi", "Sesuai Ekspektasi", "Cukup"],
]


def rekap(*rows, lines_above=4):
    above = [["6271 - Pemerintah Kota Palangka Raya"], ["Dinas, Bagian Umum"], ["Periode Bulanan 3 Tahun 2026"], []]
    return [*above[:lines_above], HEAD, *(rows or ROWS)]


def test_the_header_is_found_by_its_content(tmp_path):
    for number, lines in enumerate((0, 2, 4)):
        for write, name in ((write_xlsx, "m.xlsx"), (write_ods, "m.ods"), (write_csv, "c")):
            folder = tmp_path / f"{number}{name}"
            folder.mkdir()
            data = load(write(folder / name, {"Rekap Penilaian ": rekap(lines_above=lines)}), rules="eksp-2022")
            assert data.warnings == []
            assert data.people.nip.tolist() == [int(A), int(B)]
            assert data.people.name.to_list() == ["Ani", "Budi"]
            assert data.people.unit_code.to_list() == [None, None]
            assert data.printed is not None
            assert data.printed.result.tolist() == [2, 0]
            assert data.printed.behaviour.tolist() == [1, 1]
            assert data.printed.predikat.tolist() == [3, 2]
            assert (data.units, data.results, data.behaviours) == (None, None, None)


def test_a_merged_title_above_the_header_is_harmless(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "m.xlsx")) as workbook:
        page = workbook.add_worksheet("Sheet1")
        page.merge_range("A1:G1", "6271 - Pemerintah Kota")
        for number, row in enumerate([HEAD, *ROWS], start=4):
            page.write_row(number, 0, row)
    assert len(load(tmp_path / "m.xlsx", rules="eksp-2022").people) == 2


def test_a_rekap_may_be_a_parquet_file_whatever_its_name(tmp_path):
    pl.DataFrame(dict(zip(HEAD, zip(*ROWS, strict=True), strict=True))).write_parquet(tmp_path / "pegawai.parquet")
    data = load(tmp_path, rules="eksp-2022")
    assert data.printed is not None
    assert data.printed.predikat.tolist() == [3, 2]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Sangat Baik", 4), ("Baik", 3), ("Butuh Perbaikan", 2), ("PERLU PERBAIKAN", 2), ("cukup", 2), ("Kurang", 1),
        ("Kurang/Misconduct", 1), ("kurang / misconduct", 1), ("Sangat Kurang", 0), ("BP", 2), (None, -1),
    ],
)  # fmt: skip
def test_a_printed_predikat_has_synonyms(tmp_path, label, code):
    data = load(write_xlsx(tmp_path / "m.xlsx", {"R": rekap([*ROWS[0][:6], label])}), rules="eksp-2022")
    assert data.printed is not None
    assert data.printed.predikat.tolist() == [code]


def test_a_person_without_ratings_stays_unrated(tmp_path):
    data = load(write_xlsx(tmp_path / "m.xlsx", {"R": rekap([1, A, "Ani", None, None, None, None])}), rules="eksp-2022")
    assert data.printed is not None
    assert (data.printed.result.tolist(), data.printed.behaviour.tolist()) == ([-1], [-1])


@pytest.mark.parametrize(
    ("column", "value"),
    [(1, "1.99E+17"), (1, 199004172015032008), (4, "1"), (4, 2), (5, "Luar Biasa"), (6, "Buruk"), (6, "3")],
)
def test_faults_of_a_rekap_are_named_by_the_sheets_rows(tmp_path, column, value):
    bad = list(ROWS[1])
    bad[column] = value
    with pytest.raises(BadInput) as caught:
        load(write_xlsx(tmp_path / "m.xlsx", {"Rekap": rekap(ROWS[0], bad)}), rules="eksp-2022")
    assert "m.xlsx, lembar Rekap, baris 7, kolom " in str(caught.value)
    assert caught.value.total == 1


def test_a_person_stands_once_in_a_rekap_and_there_is_one_rekap(tmp_path):
    with pytest.raises(BadInput, match=r"baris 7, kolom nip.*sudah ada di baris 6"):
        load(write_xlsx(tmp_path / "m.xlsx", {"R": rekap(ROWS[0], ROWS[0])}), rules="eksp-2022")
    with pytest.raises(BadInput, match="satu tabel rekap saja"):
        load(write_xlsx(tmp_path / "n.xlsx", {"R": rekap(), "S": rekap()}), rules="eksp-2022")


def test_further_sheets_add_units_people_and_items(tmp_path):
    made = book()
    extra = "200001012022011001"
    made["pegawai"] = [
        ["nip", "nama", "unit", "kepala_unit", "jenjang", "bulan"],
        [B, "Budi Santosa", "D.1", None, "AHLI_MUDA", 6],
        [extra, "Citra", "D", "ya", None, None],
    ]
    made["perilaku"].append([extra, 1, "SESUAI"])
    data = load(write_xlsx(tmp_path / "m.xlsx", {"R": rekap()} | made), rules="eksp-2022", explain=True)
    people = data.people
    assert people.nip.tolist() == [int(A), int(B), int(extra)]
    assert people.name.to_list() == ["Ani", "Budi", "Citra"]
    assert people.unit.tolist() == [-1, 1, 0]
    assert people.unit_code.to_list() == [None, "D.1", "D"]
    assert people.head.tolist() == [False, False, True]
    assert people.level.tolist() == [-1, 5, -1]
    assert people.months.tolist() == [12, 6, 12]
    assert data.printed is not None
    assert data.printed.result.tolist() == [2, 0, -1]
    assert data.results is not None
    assert data.results.owner.tolist() == [0, 0, 1]
    assert data.behaviours is not None
    assert data.behaviours.owner.tolist() == [0, 0, 1, 2]


def test_references_to_people_hold_against_the_rekap(tmp_path):
    made = {"R": rekap(ROWS[0]), "keputusan": [["nip", "rating_hasil", "alasan"], [B, "SESUAI", "x"]]}
    with pytest.raises(BadInput, match="lembar keputusan, baris 2, kolom nip"):
        load(write_xlsx(tmp_path / "m.xlsx", made), rules="eksp-2022")


def test_a_rekap_stands_for_people_under_the_numeric_rules(tmp_path):
    path = write_xlsx(tmp_path / "m.xlsx", {"R": rekap(), "indikator": book()["indikator"]})
    data = load(path, rules="num-2019")
    assert data.indicators is not None
    assert data.indicators.owner.tolist() == [0, 0]
    with pytest.raises(BadInput, match="tabel indikator tidak ada"):
        load(write_xlsx(tmp_path / "n.xlsx", {"R": rekap()}), rules="num-2019")
