"""Folders of csv and parquet: encodings, separators, rows as a spreadsheet numbers them, broken files."""

import pytest

from betang.kernel.exchange.report import BadInput
from tests.batch.appraise.inputs import A, B, book, load, write_csv, write_parquet


def refusal(path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        load(path, rules="eksp-2022")
    return caught.value


def edited(folder, table, change):
    """Change the text of one csv file."""
    path = folder / f"{table}.csv"
    path.write_bytes(change(path.read_bytes()))
    return folder


def test_comma_and_semicolon_with_and_without_bom(tmp_path):
    for number, separator in enumerate(",;"):
        folder = write_csv(tmp_path / str(number), book(), separator=separator)
        edited(folder, "pegawai", lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
        data = load(folder, rules="eksp-2022")
        assert data.people.nip.tolist() == [int(A), int(B)]
        assert data.indicators is not None
        assert data.indicators.result.tolist() == [0, 1]


def test_a_decimal_comma_in_a_file_with_semicolons(tmp_path):
    made = book()
    made["indikator"][1][8] = "97,89"
    folder = write_csv(tmp_path / "c", made, separator=";")
    edited(folder, "indikator", lambda raw: raw.replace(b'"', b""))
    data = load(folder, rules="eksp-2022")
    assert data.indicators is not None
    assert data.indicators.realised.at(0) == "97.89"


def test_latin1_is_refused_with_the_row(tmp_path):
    folder = edited(
        write_csv(tmp_path / "c", book()), "pegawai", lambda raw: raw.replace(b"Budi", "Budié".encode("latin-1"))
    )
    text = str(refusal(folder))
    assert "pegawai.csv, lembar pegawai, baris 3: byte 0xe9" in text
    assert "UTF-8" in text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf16_is_refused(tmp_path, encoding):
    folder = edited(write_csv(tmp_path / "c", book()), "unit", lambda raw: raw.decode().encode(encoding))
    assert "unit.csv, lembar unit: berkas dalam UTF-16" in str(refusal(folder))


def test_a_cell_of_several_lines_is_one_row(tmp_path):
    made = book()
    made["pegawai"][1][1] = "Ani\nbaris kedua"
    made["pegawai"][2][5] = "13"
    assert 'baris 3, kolom bulan: "13"' in str(refusal(write_csv(tmp_path / "c", made)))


def test_empty_lines_are_no_rows_but_count(tmp_path):
    made = book()
    made["perilaku"][2][2] = "salah"
    folder = edited(
        write_csv(tmp_path / "c", made),
        "perilaku",
        lambda raw: raw.replace(b"\n", b"\n\n").replace(b"Akuntabel", b"Loyal"),
    )
    folder = edited(folder, "perilaku", lambda raw: raw + b",,\n , ,\n\n")
    error = refusal(folder)
    assert error.total == 1
    assert 'baris 5, kolom rating: "salah"' in str(error)


def test_an_unquoted_comma_shifts_no_cells_silently(tmp_path):
    folder = edited(write_csv(tmp_path / "c", book()), "indikator", lambda raw: raw.replace(b"97.89", b"97,89"))
    text = str(refusal(folder))
    assert "indikator.csv, lembar indikator, baris 2" in text
    assert "paling banyak 9 sel" in text


def test_short_rows_and_trailing_separators_are_harmless(tmp_path):
    folder = write_csv(tmp_path / "c", book())
    edited(folder, "unit", lambda raw: raw.replace(b"ISTIMEWA\n", b"ISTIMEWA,,\n"))
    edited(folder, "perilaku", lambda raw: raw.replace(b"\n", b", \n"))
    edited(folder, "pegawai", lambda raw: raw.replace(b",ya,,\n", b",ya\n"))
    data = load(folder, rules="eksp-2022")
    assert data.people.head.tolist() == [True, False]
    assert data.warnings == []


def test_a_quotation_mark_that_is_not_closed_is_named(tmp_path):
    folder = edited(
        write_csv(tmp_path / "c", book()), "hasil", lambda raw: raw.replace(b"Data mutakhir", b'"Data mutakhir')
    )
    assert "hasil.csv, lembar hasil, baris 3" in str(refusal(folder))


def test_a_mark_for_inches_inside_a_cell_is_text(tmp_path):
    folder = edited(write_csv(tmp_path / "c", book()), "pegawai", lambda raw: raw.replace(b"Ani", b'Ani 5"'))
    assert load(folder, rules="eksp-2022").people.name.to_list() == ['Ani 5"', "Budi"]


def test_rows_may_end_with_a_carriage_return_alone(tmp_path):
    folder = edited(write_csv(tmp_path / "c", book()), "perilaku", lambda raw: raw.replace(b"\n", b"\r"))
    data = load(folder, rules="eksp-2022")
    assert data.behaviours is not None
    assert len(data.behaviours) == 3


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"  \r\n,,\n"])
def test_an_empty_file_is_no_table(tmp_path, content):
    folder = edited(write_csv(tmp_path / "c", book()), "keputusan", lambda raw: content)
    assert load(folder, rules="eksp-2022").decisions is None
    folder = edited(folder, "hasil", lambda raw: content)
    assert "tabel hasil tidak ada atau kosong" in str(refusal(folder))


def test_a_broken_file_that_is_no_table_is_a_warning(tmp_path):
    folder = write_csv(tmp_path / "c", book())
    (folder / "catatan.csv").write_bytes("é".encode("latin-1"))
    (folder / "baca saya.txt").write_text("bukan tabel", encoding="utf-8")
    data = load(folder, rules="eksp-2022")
    assert len(data.warnings) == 1
    assert "catatan.csv" in data.warnings[0]


@pytest.mark.parametrize("cut", ["head", "data"])
def test_a_broken_parquet_file_is_refused(tmp_path, cut):
    folder = write_parquet(tmp_path / "p", book())
    path = folder / "perilaku.parquet"
    raw = bytearray(path.read_bytes())
    if cut == "head":
        path.write_bytes(raw[:-4])
    else:
        raw[4:200] = bytes(196)
        path.write_bytes(raw)
    text = str(refusal(folder))
    assert "perilaku.parquet, lembar perilaku" in text
    assert "tidak dapat dibaca" in text


def test_csv_and_parquet_may_stand_in_one_folder(tmp_path):
    made = book()
    folder = write_csv(tmp_path / "m", {"unit": made.pop("unit")})
    write_parquet(folder, made)
    assert load(folder, rules="eksp-2022").people.unit.tolist() == [0, 1]
