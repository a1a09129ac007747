"""Texts of rules as a reader meets them: labels, figures, dates and hours, items part by part, in both languages."""

from decimal import Decimal

import pytest
from django.utils import translation

from betang.portal.shown import Reader
from betang.regulation.parameters import book
from betang.regulation.registry import rules
from betang.regulation.shape import Share
from betang.ui.confidence import confidence


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


@pytest.mark.parametrize(
    ("text", "own", "english"),
    [
        ("76.64 – 90.02", "76,64 – 90,02", "76.64 – 90.02"),
        ("18.75; 2.0833333333", "18,75; 2,0833333333", "18.75; 2.0833333333"),
        ("07:30–12:00, 13:00–16:00", "07.30–12.00, 13.00–16.00", "07:30–12:00, 13:00–16:00"),
        ("2026-01-16 Isra Mikraj Nabi Muhammad", "16 Januari 2026 Isra Mikraj Nabi Muhammad",
         "16 January 2026 Isra Mikraj Nabi Muhammad"),
        ("2015-03", "Maret 2015", "March 2015"),
        ("12-31", "31 Desember", "31 December"),
        ("2026-11-24T15:59:59", "Selasa 24 November 2026, 15.59.59", "Tuesday 24 November 2026, 15:59:59"),
        ("2026-11-24T09:00:00.25+07:00", "Selasa 24 November 2026, 09.00.00,25 WIB",
         "Tuesday 24 November 2026, 09:00:00.25 WIB"),
        ("2026-11-24T02:00Z", "Selasa 24 November 2026, 02.00 UTC", "Tuesday 24 November 2026, 02:00 UTC"),
        ("2026-11-24T11:00+09:30", "Selasa 24 November 2026, 11.00 UTC+9:30",
         "Tuesday 24 November 2026, 11:00 UTC+9:30"),
        ("2026-11-24T11:00-03:00", "Selasa 24 November 2026, 11.00 UTC−3", "Tuesday 24 November 2026, 11:00 UTC−3"),
        ("2026-02-31", "2026-02-31", "2026-02-31"),
        ("UP", "selalu ke atas", "always up"),
        ("SESUAI DI_ATAS", "Sesuai ekspektasi, Di atas ekspektasi", "Meets expectation, Above expectation"),
    ],
)  # fmt: skip
def test_a_text_is_written_in_the_language_of_the_page(text: str, own: str, english: str) -> None:
    assert Reader("eksp-2022", "id").words(text) == own
    assert Reader("eksp-2022", "en").words(text) == english


def test_a_letter_means_what_it_means_in_its_own_topic() -> None:
    assert Reader("angka-kredit", "id").words("B") == "Baik"
    assert Reader("skm", "id").words("B") == "B"
    assert Reader("skm", "id").words("D") == "D"
    assert Reader("standar-pelayanan", "id").words("PERBAIKAN") == "Siap memperbaiki pelayanan"
    assert Reader("layanan", "id").words("PERBAIKAN") == "Menunggu perbaikan pemohon"


def test_years_and_numbers_of_identity_are_not_grouped() -> None:
    reader = Reader("identitas", "id")
    assert reader.words("2025", name="tahun") == "2025"
    assert reader.words("2025", name="tmt") == "2025"
    assert reader.words("627103", name="kode_wilayah") == "627103"
    assert reader.words("2025") == "2.025"
    assert reader.scalar(1447, name="hijriah") == "1447"


def test_a_share_of_law_is_a_percentage_and_stays_a_decimal_for_rules() -> None:
    share = book()["eksp-2022/pola_distribusi"].values[-1].value["ISTIMEWA"][0]["max"]
    assert isinstance(share, Share)
    assert share == Decimal("0.70")
    assert Reader("eksp-2022", "id").scalar(share) == "70%"
    assert Reader("eksp-2022", "id").scalar(Share("0.125")) == "12,5%"
    assert Reader("eksp-2022", "en").scalar(Share("0.125")) == "12.5%"
    assert Reader("eksp-2022", "id").scalar(Share(1)) == "100%"
    assert Reader("eksp-2022", "id").scalar(Share(0)) == "0%"


def test_grades_stand_in_words() -> None:
    assert Reader("eksp-2022", "id").words("INFER", name="keyakinan_sel") == confidence("INFER").word
    assert Reader("pengaduan", "id").shown([{"keyakinan": "V"}, {"keyakinan": "M-high"}]).rows == (
        (confidence("V").word,), (confidence("M-high").word,),
    )  # fmt: skip


def test_items_are_written_part_by_part() -> None:
    indicators = rules()["eksp-2022/usulan_rating"].inputs[0]
    reader = Reader("eksp-2022", "id")
    assert reader.given(indicators, "NAIK 1000 - 899.99") == "Makin tinggi makin baik · 1.000 · – · 899,99"
    answers = rules()["skm/indeks"].inputs[0]
    assert Reader("skm", "id").given(answers, "4 3 - 4 4 3 4 3 3; 1 1 1 1 1 1 1 1 1") == (
        "4 3 – 4 4 3 4 3 3; 1 1 1 1 1 1 1 1 1"
    )
    assert reader.given(indicators, "NAIK 1") == "NAIK 1"


def test_a_code_is_left_out_beside_its_wording_and_the_other_language_too() -> None:
    state = {"kode": "DRAF", "nama": "Draf", "en": "Draft", "jam": "STOP"}
    other = {"kode": "SELESAI", "nama": "Selesai (SKM ditawarkan)", "en": "Finished (survey offered)", "jam": "STOP"}
    own, english = Reader("layanan", "id").shown([state, other]), Reader("layanan", "en").shown([state, other])
    assert own.rows == (("Draf", "Selesai"), ("Selesai (SKM ditawarkan)", "Selesai"))
    assert english.rows == (("Draft", "Finished"), ("Finished (survey offered)", "Finished"))


@pytest.mark.parametrize(
    ("name", "given", "output", "own", "english"),
    [
        ("eksp-2022/pola_distribusi", {"capaian_unit": "BAIK", "sb": 0, "b": 0, "bp": 0, "k": 0, "sk": 0},
         "peringatan", "belum ada pegawai yang dinilai", "no employee is rated yet"),
        ("eksp-2022/pejabat_penilai", {"jabatan": "JF_KETERAMPILAN"},
         "penilai", "Pengawas, Administrator, atau JPT Pratama", "Pengawas, Administrator, or JPT Pratama"),
        ("eksp-2022/pejabat_penilai", {"jabatan": "JF_KETERAMPILAN"},
         "atasan_penilai", "Administrator atau JPT Pratama", "Administrator or JPT Pratama"),
        ("disiplin/ketidakhadiran", {"hari_tidak_masuk": 3}, "sanksi", "teguran lisan", "oral warning"),
        ("standar-pelayanan/maklumat", {"pernyataan": ["SANGGUP", "PERBAIKAN", "SANKSI"], "ditandatangani": "tidak",
         "dipajang": "ya"}, "kurang_maklumat", "Tanda tangan pimpinan", "The head's signature"),
    ],
)  # fmt: skip
def test_what_a_rule_says_in_words_it_says_in_both_languages(
    name: str, given: dict[str, object], output: str, own: str, english: str
) -> None:
    rule = rules()[name]
    answer = rule.apply([rule.read(given)], book().on(book()[rule.parameters[0]].values[-1].start))
    assert (answer.at(0)[output], answer.at(0, language="en")[output]) == (own, english)


def test_a_key_takes_its_name_from_its_own_topic_and_a_row_its_own_wording() -> None:
    states = Reader("layanan", "id").shown(book()["layanan/alur_status"].values[-1].value)
    assert states.head == (
        "Nama", "Jam", "Yang bertindak", "Status berikutnya", "Wajib alasan", "Kedaluwarsa (hari)",
    )  # fmt: skip
    assert states.rows[0][:2] == ("Draf", "Selesai")
    services = Reader("layanan", "en").shown(book()["layanan/standar_waktu"].values[-1].value)
    assert services.head == ("", "Limit (hours)", "Confidence")
    assert services.rows[0] == ("Resident biodata record", "24", confidence("M-high").word)
