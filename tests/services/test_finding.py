"""Everyday words find the service that people mean."""

from __future__ import annotations

import pytest

from betang.services.finding import find, index_of, one_slip, stems
from betang.services.reading import packaged

INDEX = index_of(packaged())


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("anak baru lahir", "lahir"),
        ("Anak saya baru lahir, mau bikin akte", "lahir"),
        ("akte klahiran", "lahir"),
        ("KELAHIRAN", "lahir"),
        ("melahirkan", "lahir"),
        ("bayi", "lahir"),
        ("newborn", "lahir"),
        ("ktp hilang", "ktp-hilang-rusak"),
        ("e-KTP ilang", "ktp-hilang-rusak"),
        ("ktp saya patah", "ktp-hilang-rusak"),
        ("dompet hilang", "ktp-hilang-rusak"),
        ("buat ktp baru", "ktp-baru"),
        ("umur 17", "ktp-baru"),
        ("kartu keluarga hilang", "kk-hilang-rusak"),
        ("pecah kk", "kk-pisah"),
        ("tambah anak di kk", "kk-ubah"),
        ("suami meninggal", "kk-ganti-kepala"),
        ("orang meninggal", "mati"),
        ("surat kematian", "mati"),
        ("pindah rumah", "pindah-dalam-kota"),
        ("pindah ke kota lain surat pindah", "pindah-keluar"),
        ("baru pindah dari kota lain", "pindah-datang"),
        ("pindah ke luar negeri", "pindah-ln"),
        ("menikah di gereja", "kawin"),
        ("akta nikah", "kawin"),
        ("baru menikah", "kk-baru"),
        ("perceraian", "cerai"),
        ("adopsi", "angkat-anak"),
        ("ganti nama", "ubah-nama"),
        ("salah nama di akta", "betul-akta"),
        ("akte lahir hilang", "kutipan-kedua"),
        ("legalisir", "legalisir"),
        ("nik tidak terdaftar di bpjs", "konsolidasi-nik"),
        ("NIK tidak ditemukan", "konsolidasi-nik"),
        ("ktp digital", "ikd"),
        ("kartu anak", "kia-baru"),
        ("kitas", "sktt-oa"),
        ("lost identity card", "ktp-hilang-rusak"),
    ],
)
def test_everyday_words_find_the_service_first(query, first):
    assert find(query, INDEX)[:1] == [first]


@pytest.mark.parametrize("query", ["", "   ", "zzzz", "!!", "xyz qwerty"])
def test_nothing_is_found_where_nothing_fits(query):
    assert find(query, INDEX) == []


def test_every_service_is_found_by_each_of_its_own_words():
    for code, service in packaged().items():
        for words in (*service.words, service.name.id):
            assert code in find(words, INDEX)[:6], (code, words, find(words, INDEX))


def test_affixes_and_slips():
    assert "lahir" in stems("kelahiran") & stems("melahirkan") & stems("lahirnya")
    assert "kawin" in stems("perkawinan") & stems("menikah")
    assert stems("kk") == {"kk"}
    slips = [("lahir", "lahri"), ("lahir", "lahr"), ("lahir", "lahirr"), ("lahir", "lahur"), ("lahir", "lahir")]
    assert all(one_slip(*pair) for pair in slips)
    assert not any(one_slip(*pair) for pair in [("lahir", "lapar"), ("lahir", "la"), ("hilang", "lahir")])


def test_a_very_long_query_is_cut_and_answered():
    assert find("lahir " * 5000, INDEX)[0] == "lahir"
