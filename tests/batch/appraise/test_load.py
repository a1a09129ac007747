"""The four formats give the same columns, and what the contract allows in a cell is understood."""

from decimal import Decimal

import polars as pl
import pytest

from tests.batch.appraise.inputs import (
    WRITERS,
    A,
    B,
    book,
    load,
    numeric_book,
    write_csv,
    write_ods,
    write_parquet,
    write_xlsx,
)

FORMATS = sorted(WRITERS)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_columns(tmp_path, kind):
    data = load(WRITERS[kind](tmp_path, book()), rules="eksp-2022", explain=True)
    assert data.warnings == []
    assert data.units is not None
    assert data.units.code.to_list() == ["D", "D.1"]
    assert data.units.parent.tolist() == [-1, 0]
    assert data.units.capaian.tolist() == [4, 2]
    people = data.people
    assert people.nip.tolist() == [int(A), int(B)]
    assert people.name.to_list() == ["Ani", "Budi"]
    assert people.unit.tolist() == [0, 1]
    assert people.unit_code.to_list() == ["D", "D.1"]
    assert people.head.tolist() == [True, False]
    assert people.level.tolist() == [-1, 5]
    assert people.months.tolist() == [12, 6]


@pytest.mark.parametrize("kind", FORMATS)
def test_rows_point_to_people_and_results(tmp_path, kind):
    data = load(WRITERS[kind](tmp_path, book()), rules="eksp-2022", explain=True)
    results, indicators, behaviours, decisions = data.results, data.indicators, data.behaviours, data.decisions
    assert results is not None
    assert results.owner.tolist() == [0, 0, 1]
    assert results.kind.tolist() == [0, 1, 0]
    assert results.rating.tolist() == [1, -1, 2]
    assert results.rhk is not None
    assert results.rhk.to_list() == ["Layanan tepat waktu", "Data mutakhir", "Layanan tepat waktu"]
    assert indicators is not None
    assert indicators.owner.tolist() == [0, 0]
    assert indicators.result.tolist() == [0, 1]
    assert indicators.direction.tolist() == [0, 1]
    assert indicators.target.decimals() == [95, 7]
    assert indicators.realised.decimals() == [Decimal("97.89"), Decimal("6.5")]
    assert indicators.upper is not None
    assert indicators.upper.decimals()[1] == 8
    assert indicators.has_upper is not None
    assert indicators.has_upper.tolist() == [False, True]
    assert indicators.maximum.tolist() == [False, False]
    assert behaviours is not None
    assert behaviours.owner.tolist() == [0, 0, 1]
    assert behaviours.value.tolist() == [0, 1, 6]
    assert behaviours.rating.tolist() == [1, 2, 0]
    assert decisions is not None
    assert (decisions.owner.tolist(), decisions.result.tolist(), decisions.behaviour.tolist()) == ([1], [1], [-1])
    assert decisions.reason.to_list() == ["Bukti diperiksa bersama"]


def test_texts_that_nothing_prints_are_not_kept(tmp_path):
    data = load(write_parquet(tmp_path / "p", book()), rules="eksp-2022")
    assert data.results is not None
    assert data.results.rhk is None
    assert data.indicators is not None
    assert data.indicators.rhk is None
    assert data.indicators.result.tolist() == [0, 1]


@pytest.mark.parametrize("kind", FORMATS)
def test_numeric_rules_read_scores_and_keep_the_texts_they_print(tmp_path, kind):
    data = load(WRITERS[kind](tmp_path, numeric_book()), rules="num-2019")
    score = data.people.score
    assert score is not None
    assert score.present.tolist() == [True, False]
    assert score.nskp.decimals()[0] == Decimal("102.8")
    assert score.npk.decimals()[0] == 110
    assert score.weights.tolist()[0] == 0
    assert score.idea.tolist() == [True, False]
    assert data.indicators is not None
    assert data.indicators.result.tolist() == [-1, -1]
    assert data.indicators.rhk is not None
    assert data.indicators.rhk.to_list() == ["Layanan tepat waktu", "Data mutakhir"]
    assert data.indicators.name is not None
    assert data.indicators.name.to_list() == ["Persen", "Kesalahan"]
    assert data.people.unit.tolist() == [-1, -1]
    assert data.people.unit_code.to_list() == ["D", "D"]


def test_scores_are_nobodys_business_under_the_live_rules(tmp_path):
    made = book()
    made["pegawai"] = [[*row, "nskp" if number == 0 else "bukan angka"] for number, row in enumerate(made["pegawai"])]
    data = load(write_csv(tmp_path / "c", made), rules="eksp-2022")
    assert (data.people.score, data.warnings) == (None, [])


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Diatas Ekspektasi", 2), ("di  atas  ekspektasi", 2), ("DI_ATAS", 2), (" Di Atas ", 2),
        ("DI ATAS EKSPEKTASI", 2),
        ("Sesuai Ekspektasi", 1), ("sesuai", 1), ("Di bawah ekspektasi", 0), ("DIBAWAH", 0), ("di_bawah_ekspektasi", 0),
    ],
)  # fmt: skip
def test_ratings_fold_case_spaces_underscores_and_the_word_ekspektasi(tmp_path, label, code):
    made = book()
    made["perilaku"][1][2] = label
    data = load(write_csv(tmp_path / "c", made), rules="eksp-2022")
    assert data.behaviours is not None
    assert data.behaviours.rating.tolist() == [code, 2, 0]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Cukup", 2),
        ("perlu perbaikan", 2),
        ("Butuh Perbaikan", 2),
        ("istimewa", 4),
        ("Sangat_Kurang", 0),
        ("KURANG", 1),
    ],
)
def test_achievement_of_a_unit_has_synonyms(tmp_path, label, code):
    made = book()
    made["unit"][1][3] = label
    data = load(write_csv(tmp_path / "c", made), rules="eksp-2022")
    assert data.units is not None
    assert data.units.capaian.tolist() == [code, 2]


@pytest.mark.parametrize("value", [1, "1", "Berorientasi Pelayanan", "berorientasi_pelayanan", "BERORIENTASIPELAYANAN"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_value_of_behaviour_is_a_number_or_a_name(tmp_path, kind, value):
    made = book()
    made["perilaku"][1][1] = value
    data = load(WRITERS[kind](tmp_path, made), rules="eksp-2022")
    assert data.behaviours is not None
    assert data.behaviours.value.tolist() == [0, 1, 6]


def test_names_of_tables_and_columns_fold_and_columns_stand_in_any_order(tmp_path):
    made = book()
    made["Peg awai "] = [["UNIT", "Nama", "N I P", "Kepala Unit"], ["D", "Ani", A, "YA"], ["D.1", "Budi", B, "Tidak"]]
    del made["pegawai"]
    made["HASIL"] = made.pop("hasil")
    data = load(write_xlsx(tmp_path / "m.xlsx", made), rules="eksp-2022")
    assert data.people.head.tolist() == [True, False]
    assert data.results is not None


@pytest.mark.parametrize("kind", FORMATS)
def test_an_unknown_column_is_ignored_with_one_warning(tmp_path, kind):
    made = book()
    made["hasil"] = [[*row, "Catatan Rahasia" if number == 0 else "x"] for number, row in enumerate(made["hasil"])]
    data = load(WRITERS[kind](tmp_path, made), rules="eksp-2022")
    assert len(data.warnings) == 1
    assert 'kolom "Catatan Rahasia"' in data.warnings[0]
    assert "lembar hasil" in data.warnings[0]


def test_an_unknown_sheet_is_ignored_with_a_warning_an_empty_one_silently(tmp_path):
    data = load(
        write_xlsx(tmp_path / "m.xlsx", book() | {"Petunjuk": [["Isi semua"]], "Sheet1": []}), rules="eksp-2022"
    )
    assert len(data.warnings) == 1
    assert "lembar Petunjuk" in data.warnings[0]


@pytest.mark.parametrize("kind", FORMATS)
def test_spaces_in_a_nip_do_not_count(tmp_path, kind):
    made = book()
    made["pegawai"][1][0] = "19900417 201503 2 008"
    made["perilaku"][1][0] = " 19900417\u00a0201503 2008 "
    data = load(WRITERS[kind](tmp_path, made), rules="eksp-2022")
    assert data.people.nip.tolist() == [int(A), int(B)]


def test_a_nip_is_text_or_a_whole_number_in_parquet(tmp_path):
    folder = write_parquet(tmp_path / "p", book())
    frame = pl.read_parquet(folder / "hasil.parquet")
    frame.with_columns(pl.col("nip").cast(pl.Int64)).write_parquet(folder / "hasil.parquet")
    frame = pl.read_parquet(folder / "pegawai.parquet")
    frame.with_columns(pl.col("nip").cast(pl.Categorical)).write_parquet(folder / "pegawai.parquet")
    data = load(folder, rules="eksp-2022")
    assert data.results is not None
    assert data.results.owner.tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("nip", "warned"),
    [
        ("199013172015032008", True), ("199002302015032008", True), ("199004172015132008", True),
        ("199004172025211008", False), ("201504172015032008", True), (A, False),
    ],
)  # fmt: skip
def test_an_implausible_date_in_a_nip_is_a_warning(tmp_path, nip, warned):
    made = book()
    for name in ("pegawai", "hasil", "indikator", "perilaku", "keputusan"):
        made[name] = [[nip if cell == A else cell for cell in row] for row in made[name]]
    data = load(write_csv(tmp_path / "c", made), rules="eksp-2022")
    assert data.people.nip.tolist() == [int(nip), int(B)]
    assert len(data.warnings) == int(warned)
    assert all(nip in warning and "baris 2" in warning for warning in data.warnings)


@pytest.mark.parametrize("target", ["12.5", "12,5", "+12.50", " 12.5 "])
def test_numbers_have_a_decimal_point_or_one_decimal_comma(tmp_path, target):
    made = book()
    made["indikator"][1][5] = target
    for path in (
        write_csv(tmp_path / "c", made),
        write_xlsx(tmp_path / "m.xlsx", made),
        write_ods(tmp_path / "m.ods", made),
    ):
        data = load(path, rules="eksp-2022")
        assert data.indicators is not None
        assert data.indicators.target.decimals() == [Decimal("12.5"), 7]


def test_a_float_stands_for_its_shortest_decimal(tmp_path):
    made = book()
    made["indikator"][1][8] = 0.1 + 0.2
    data = load(write_parquet(tmp_path / "p", made), rules="eksp-2022")
    assert data.indicators is not None
    assert data.indicators.realised.decimals() == [Decimal("0.30000000000000004"), Decimal("6.5")]
    made["indikator"][1][8] = 97.88999999999999
    data = load(write_xlsx(tmp_path / "m.xlsx", made), rules="eksp-2022")
    assert data.indicators is not None
    assert data.indicators.realised.decimals()[0] == Decimal("97.88999999999999")


def test_numbers_of_any_width_stay_exact(tmp_path):
    made = book()
    made["indikator"][1][5] = "12345678901234567890.123456789"
    data = load(write_csv(tmp_path / "c", made), rules="eksp-2022")
    assert data.indicators is not None
    target = data.indicators.target
    assert (target.mantissa.tolist(), target.scale) == ([12345678901234567890123456789, 7 * 10**9], 9)


def test_parquet_decimals_and_integers_are_numbers(tmp_path):
    folder = write_parquet(tmp_path / "p", book())
    frame = pl.read_parquet(folder / "indikator.parquet").with_columns(
        pl.col("target").cast(pl.UInt16), pl.col("realisasi").cast(pl.Decimal(12, 4))
    )
    frame.write_parquet(folder / "indikator.parquet")
    data = load(folder, rules="eksp-2022")
    assert data.indicators is not None
    assert data.indicators.target.decimals() == [95, 7]
    assert data.indicators.realised.decimals() == [Decimal("97.89"), Decimal("6.5")]


def test_rows_of_people_may_be_scattered(tmp_path):
    made = book()
    head, first, second, third = made["perilaku"]
    made["perilaku"] = [head, third, first, [B, 1, "SESUAI"], second]
    made["hasil"] = [made["hasil"][0], *reversed(made["hasil"][1:])]
    data = load(write_parquet(tmp_path / "p", {**made, "perilaku": [[str(c) for c in r] for r in made["perilaku"]]}),
                rules="eksp-2022")  # fmt: skip
    assert data.behaviours is not None
    assert data.behaviours.owner.tolist() == [1, 0, 1, 0]
    assert data.indicators is not None
    assert data.indicators.result.tolist() == [2, 1]


def test_a_decision_without_rating_is_ignored_whatever_else_it_says(tmp_path):
    made = book()
    made["keputusan"] += [["200001012022011001", None, None, "bukan pegawai"], [B, None, None, None]]
    data = load(write_csv(tmp_path / "c", made), rules="eksp-2022")
    assert data.decisions is not None
    assert data.decisions.owner.tolist() == [1]


def test_a_header_without_rows_is_a_table(tmp_path):
    made = book()
    made["hasil"], made["indikator"] = made["hasil"][:1], made["indikator"][:1]
    for path in (
        write_csv(tmp_path / "c", made),
        write_xlsx(tmp_path / "m.xlsx", made),
        write_ods(tmp_path / "m.ods", made),
    ):
        data = load(path, rules="eksp-2022")
        assert data.results is not None
        assert (len(data.results), len(data.indicators or ())) == (0, 0)
