"""Faults are kept in the order of the files, fifty of them, and all are counted."""

import pytest

from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.grid import column_letters
from betang.kernel.exchange.report import BadInput, Place, Problem, Report, refuse, shown


def test_a_fault_names_everything():
    place = Place("pegawai.csv", "pegawai")
    assert str(Problem(place, "18 angka sebagai teks", 7, "nip", "1.99E+17")) == (
        'pegawai.csv, lembar pegawai, baris 7, kolom nip: "1.99E+17" - diharapkan 18 angka sebagai teks'
    )
    assert str(Problem(place, "teks", 7, "nama")) == (
        "pegawai.csv, lembar pegawai, baris 7, kolom nama: kosong - diharapkan teks"
    )
    assert str(refuse(Place("a.xlsx"), "buku kerja", found="rusak")) == (
        "a.xlsx: rusak - diharapkan buku kerja\nJumlah kesalahan: 1"
    )


def test_faults_come_in_order_of_tables_rows_and_columns():
    report = Report()
    for order, row, position in ((1, 2, 0), (0, 9, 0), (0, 3, 5), (0, 3, 1)):
        report.add(Problem(Place("a", "b", order), "x", row, position=position))
    assert [problem.turn for problem in report.problems] == [(0, 3, 1), (0, 3, 5), (0, 9, 0), (1, 2, 0)]
    with pytest.raises(BadInput, match=r"Jumlah kesalahan: 4$"):
        report.raise_if_bad()


def test_nothing_is_raised_without_faults():
    report = Report()
    report.warn(Place("a", "b"), "hm")
    report.raise_if_bad()
    assert report.warnings == ["a, lembar b: hm"]


def test_warnings_of_one_kind_are_limited():
    report = Report()
    report.warn_many(60, lambda number: (Place("a"), str(number)))
    assert len(report.warnings) == 51
    assert report.warnings[-1] == "... dan 10 peringatan serupa lainnya"


def test_values_are_shown_printable_and_short():
    assert shown("a\x00b\nc") == "a b c"
    assert len(shown("x" * 500)) == 60


@pytest.mark.parametrize("text", ["DI_ATAS", "di atas", " Diatas ", "di\u00a0 ATAS"])
def test_folding(text):
    assert fold(text) == "diatas"


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_letters_of_columns(index, letters):
    assert column_letters(index) == letters
