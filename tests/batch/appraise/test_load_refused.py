"""Bad input is refused with file, sheet, row, column, the value found and what was expected; nothing is guessed."""

from typing import Any

import polars as pl
import pytest

from betang.kernel.exchange.report import BadInput
from tests.batch.appraise.inputs import WRITERS, A, B, book, load, numeric_book, write_csv, write_parquet, write_xlsx

FORMATS = sorted(WRITERS)
WORKBOOKS = ["ods", "xlsx"]


def refusal(path, rules="eksp-2022") -> BadInput:
    with pytest.raises(BadInput) as caught:
        load(path, rules=rules)
    return caught.value


def changed(table: str, row: int, column: str, value: Any) -> dict[str, Any]:
    made = book()
    made[table][row][made[table][0].index(column)] = value
    return made


# What is wrong, as (table, row in the table, column, value), and a word of what the message expects.
CELLS = [
    ("unit", 1, "capaian", "Luar Biasa", "ISTIMEWA"),
    ("unit", 1, "capaian", "1", "ISTIMEWA"),
    ("pegawai", 1, "nip", "1.99E+17", "18 angka"),
    ("pegawai", 1, "nip", "19900417201503200", "18 angka"),
    ("pegawai", 1, "nip", "'199004172015032008", "18 angka"),
    ("pegawai", 1, "nip", "+19900417201503200", "18 angka"),
    ("pegawai", 1, "nip", "0199004172015032008", "18 angka"),
    ("pegawai", 1, "unit", "X", "kode yang ada di tabel unit"),
    ("pegawai", 1, "kepala_unit", "y", "ya atau tidak"),
    ("pegawai", 1, "kepala_unit", "TRUE", "ya atau tidak"),
    ("pegawai", 2, "jenjang", "AHLI", "AHLI_MUDA"),
    ("pegawai", 2, "bulan", "13", "1 sampai 12"),
    ("pegawai", 2, "bulan", "0", "1 sampai 12"),
    ("pegawai", 2, "bulan", "6.5", "1 sampai 12"),
    ("hasil", 1, "jenis", "POKOK", "UTAMA, TAMBAHAN"),
    ("hasil", 1, "rating", "2", "kode angka ditolak"),
    ("hasil", 1, "rating", "Luar Biasa", "DI_BAWAH, SESUAI, DI_ATAS"),
    ("hasil", 3, "nip", "200001012022011001", "nip yang ada di tabel pegawai"),
    ("indikator", 1, "arah", "DATAR", "NAIK, TURUN"),
    ("indikator", 1, "target", "0", "lebih dari 0"),
    ("indikator", 1, "target", "-1", "lebih dari 0"),
    ("indikator", 1, "target", "1.000,5", "angka"),
    ("indikator", 1, "target", "1E+3", "angka"),
    ("indikator", 1, "target", "95 %", "angka"),
    ("indikator", 1, "target", "nan", "angka"),
    ("indikator", 1, "realisasi", "-0.01", "0 atau lebih"),
    ("indikator", 1, "target_atas", "94.99", "tidak kurang dari target"),
    ("indikator", 2, "rhk", "Tidak ada", "tabel hasil"),
    ("perilaku", 1, "nilai", "8", "1 sampai 7"),
    ("perilaku", 1, "nilai", "Jujur", "Kolaboratif"),
    ("perilaku", 1, "rating", "3", "kode angka ditolak"),
    ("keputusan", 2, "rating_hasil", "BAIK", "DI_BAWAH"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "expected"), CELLS)
@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_wrong_cell_is_named(tmp_path, kind, table, row, column, value, expected):
    error = refusal(WRITERS[kind](tmp_path, changed(table, row, column, value)))
    shown = row if kind == "parquet" else row + 1
    file = "masukan.xlsx" if kind == "xlsx" else f"{table}.{kind}"
    found = [p for p in map(str, error.problems) if f"{file}, lembar {table}, baris {shown}, kolom {column}: " in p]
    assert found, str(error)
    assert f'"{value}"' in found[0]
    assert expected in found[0]


REQUIRED = [
    ("unit", "kode"), ("unit", "nama"), ("unit", "capaian"), ("pegawai", "nip"), ("pegawai", "nama"),
    ("pegawai", "unit"),
    ("hasil", "nip"), ("hasil", "rhk"), ("indikator", "nip"), ("indikator", "rhk"), ("indikator", "indikator"),
    ("indikator", "target"), ("indikator", "realisasi"), ("perilaku", "nip"), ("perilaku", "nilai"),
    ("perilaku", "rating"), ("keputusan", "nip"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column"), REQUIRED)
@pytest.mark.parametrize("blank", [None, "  "])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_required_cell_must_be_filled(tmp_path, kind, table, column, blank):
    row = 2 if table == "keputusan" else 1  # its first row holds nothing else
    error = refusal(WRITERS[kind](tmp_path, changed(table, row, column, blank)))
    wanted = f"lembar {table}, baris {row + 1}, kolom {column}: kosong - diharapkan sel wajib terisi"
    assert wanted in str(error)


@pytest.mark.parametrize(("table", "column"), REQUIRED)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_required_column_must_be_there(tmp_path, kind, table, column):
    made = book()
    position = made[table][0].index(column)
    made[table] = [[cell for index, cell in enumerate(row) if index != position] for row in made[table]]
    error = refusal(WRITERS[kind](tmp_path, made))
    assert f"kolom {column}: kolom tidak ada - diharapkan kolom wajib {column}" in str(error)
    assert f"lembar {table}" in str(error)


@pytest.mark.parametrize(
    ("rules", "needed"),
    [("eksp-2022", ["unit", "pegawai", "hasil", "perilaku"]), ("num-2019", ["pegawai", "indikator"])],
)
def test_a_needed_table_must_be_there(tmp_path, rules, needed):
    for number, table in enumerate(needed):
        made = {name: rows for name, rows in book().items() if name != table}
        error = refusal(write_csv(tmp_path / str(number), made), rules)
        assert f"tabel {table} tidak ada" in str(error)
        assert rules in str(error)
    rest = {name: rows for name, rows in book().items() if name in needed}
    assert load(write_csv(tmp_path / "rest", rest), rules=rules).decisions is None


@pytest.mark.parametrize(
    ("table", "row", "columns", "line"),
    [
        ("unit", ["D", "Lagi", None, "BAIK"], "kode", 4),
        ("pegawai", [A, "Ani lagi", "D", None, None, None], "nip", 4),
        ("hasil", [A, " Data mutakhir ", None, None], "nip, rhk", 5),
        ("indikator", [A, "Data mutakhir", "Kesalahan", None, None, 1, None, None, 1], "nip, rhk, indikator", 4),
        ("perilaku", [A, "berorientasi pelayanan", "SESUAI"], "nip, nilai", 5),
        ("keputusan", [B, None, "SESUAI", "Dua kali"], "nip", 4),
    ],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_key_stands_once(tmp_path, kind, table, row, columns, line):
    made = book()
    made[table].append(row)
    error = refusal(WRITERS[kind](tmp_path, made))
    shown = line - 1 if kind == "parquet" else line
    assert f"baris {shown}, kolom {columns}: " in str(error)
    assert "sudah ada di baris" in str(error)
    assert error.total == 1


def test_the_same_rhk_of_two_people_is_no_repetition(tmp_path):
    made = book()
    made["hasil"].append([B, "Data mutakhir", None, "SESUAI"])
    results = load(write_csv(tmp_path / "c", made), rules="eksp-2022").results
    assert results is not None
    assert results.owner.tolist() == [0, 0, 1, 1]


def test_repetitions_far_apart_are_found(tmp_path):
    made = book()
    made["hasil"] = [made["hasil"][0], [B, "Satu", None, None], [A, "Layanan tepat waktu", None, None],
                     [A, "Data mutakhir", None, None], [B, "Dua", None, None], [B, "Satu", None, None]]  # fmt: skip
    error = refusal(write_parquet(tmp_path / "p", {k: [[c if c is None else str(c) for c in r] for r in v]
                                                   for k, v in made.items()}))  # fmt: skip
    assert f'baris 5, kolom nip, rhk: "{B} / Satu"' in str(error)
    assert "sudah ada di baris 1" in str(error)


@pytest.mark.parametrize(
    ("parents", "said"),
    [
        (["D.1", "D"], "D -> D.1 -> D"),
        (["D", "D"], "D -> D"),
        ([None, "Z"], "kode yang ada di tabel unit"),
    ],
)
def test_the_tree_of_units_has_no_circle_and_no_unknown_parent(tmp_path, parents, said):
    made = book()
    for row, parent in zip(made["unit"][1:], parents, strict=True):
        row[2] = parent
    error = refusal(write_csv(tmp_path / "c", made))
    assert error.total == 1
    assert "kolom induk" in str(error)
    assert said in str(error)


def test_references_count_only_where_the_table_is_given(tmp_path):
    made = numeric_book()
    made["pegawai"][1][2] = "tidak ada tabel unit"
    made["indikator"][1][1] = "tidak ada tabel hasil"
    assert len(load(write_csv(tmp_path / "c", made), rules="num-2019").people) == 2


def test_a_decision_needs_a_reason(tmp_path):
    error = refusal(write_csv(tmp_path / "c", changed("keputusan", 2, "alasan", None)))
    assert "keputusan.csv, lembar keputusan, baris 3, kolom alasan: kosong - diharapkan alasan" in str(error)
    made = book()
    made["keputusan"] = [row[:3] for row in made["keputusan"]]
    assert "baris 3, kolom alasan" in str(refusal(write_csv(tmp_path / "d", made)))


@pytest.mark.parametrize("column", [3, 4, 5])
def test_a_score_has_all_three_parts_or_none(tmp_path, column):
    made = numeric_book()
    made["pegawai"][1][column] = None
    error = refusal(write_csv(tmp_path / "c", made), "num-2019")
    assert "lembar pegawai, baris 2, kolom nskp, npk, bobot" in str(error)
    assert error.total == 1


@pytest.mark.parametrize(("column", "value"), [(3, "seratus"), (5, "50/50"), (6, "mungkin")])
def test_a_wrong_score_is_named(tmp_path, column, value):
    made = numeric_book()
    made["pegawai"][1][column] = value
    error = refusal(write_csv(tmp_path / "c", made), "num-2019")
    assert f'baris 2, kolom {made["pegawai"][0][column]}: "{value}"' in str(error)


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_number_cell_is_no_nip(tmp_path, kind):
    for number, made in enumerate((changed("pegawai", 1, "nip", 199004172015032008), book())):
        if number == 1:
            for row in made["hasil"][1:]:
                row[0] = float(row[0])  # the whole column are numbers
        folder = tmp_path / str(number)
        folder.mkdir()
        error = refusal(WRITERS[kind](folder, made))
        assert "kolom nip" in str(error)
        assert "sebagai teks" in str(error)


def test_a_float_column_is_no_nip_in_parquet(tmp_path):
    folder = write_parquet(tmp_path / "p", book())
    frame = pl.read_parquet(folder / "pegawai.parquet")
    frame.with_columns(pl.col("nip").cast(pl.Float64)).write_parquet(folder / "pegawai.parquet")
    assert "pegawai.parquet, lembar pegawai, baris 1, kolom nip" in str(refusal(folder))


@pytest.mark.parametrize("nip", [19900417201503200, 1990041720150320080, -199004172015032008])
def test_a_whole_number_of_other_than_18_digits_is_no_nip(tmp_path, nip):
    folder = write_parquet(tmp_path / "p", book())
    frame = pl.read_parquet(folder / "pegawai.parquet")
    frame.with_columns(nip=pl.Series([nip, int(B)])).write_parquet(folder / "pegawai.parquet")
    assert f'baris 1, kolom nip: "{nip}"' in str(refusal(folder))


@pytest.mark.parametrize("dtype", [pl.List(pl.String), pl.Binary])
def test_a_parquet_column_of_an_unusable_type_is_named(tmp_path, dtype):
    folder = write_parquet(tmp_path / "p", book())
    frame = pl.read_parquet(folder / "perilaku.parquet")
    cells = [["SESUAI"]] * 3 if dtype != pl.Binary else [b"SESUAI"] * 3
    frame.with_columns(rating=pl.Series(cells, dtype=dtype)).write_parquet(folder / "perilaku.parquet")
    error = refusal(folder)
    assert "perilaku.parquet, lembar perilaku, kolom rating: kolom bertipe" in str(error)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_nan_and_infinity_are_no_numbers(tmp_path, value):
    folder = write_parquet(tmp_path / "p", changed("indikator", 1, "realisasi", value))
    assert "baris 1, kolom realisasi" in str(refusal(folder))


def test_the_first_fifty_faults_are_shown_in_order_and_all_are_counted(tmp_path):
    made = book()
    made["perilaku"] = [made["perilaku"][0], *([B, "9", "4"] for _ in range(60))]
    made["unit"][2][3] = "Luar Biasa"
    error = refusal(write_csv(tmp_path / "c", made))
    assert (len(error.problems), error.total) == (50, 121)
    places = [(p.place.sheet, p.row, p.column) for p in error.problems]
    assert places[:3] == [("unit", 3, "capaian"), ("perilaku", 2, "nilai"), ("perilaku", 2, "rating")]
    assert places == sorted(places, key=lambda place: (place[0] != "unit", place[1], place[2]))
    assert str(error).endswith("Jumlah kesalahan: 121 (71 lainnya tidak ditampilkan)")


def test_faults_of_several_tables_come_together(tmp_path):
    made = changed("pegawai", 1, "nip", "1.99E+17")
    made["hasil"][1][3] = "2"
    made["indikator"][1][5] = "x"
    made["unit"][1][3] = None
    text = str(refusal(write_xlsx(tmp_path / "m.xlsx", made)))
    for part in ("lembar unit, baris 2", '"1.99E+17"', 'kolom rating: "2"', 'kolom target: "x"'):
        assert part in text


def test_a_value_is_shown_on_one_line_without_control_characters(tmp_path):
    text = str(refusal(write_csv(tmp_path / "c", changed("unit", 1, "capaian", "BA\x1b[31mIK\n" + "x" * 200))))
    assert len(text.splitlines()) == 2
    assert "\x1b" not in text
    assert len(text) < 400


def test_a_doubled_column_or_table_is_refused(tmp_path):
    made = book()
    made["perilaku"] = [[*row, row[2]] for row in made["perilaku"]]
    made["perilaku"][0][3] = "RATING"
    assert "satu kolom rating saja" in str(refusal(write_xlsx(tmp_path / "m.xlsx", made)))
    folder = write_csv(tmp_path / "c", book())
    write_parquet(tmp_path / "c", {"unit": book()["unit"]})
    assert "satu tabel unit saja" in str(refusal(folder))
