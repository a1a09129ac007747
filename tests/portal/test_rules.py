"""The pages of rules: each rule can be read, searched and tried, and refuses bad input in words."""

import html
import re

import pytest
from django.test import Client
from django.utils import translation

from betang.portal import queries
from betang.portal.keys import KEYS
from betang.portal.pages import query_of, try_url
from betang.portal.shown import Reader, code_labels
from betang.regulation.cases import cases_of
from betang.regulation.instruments import instruments
from betang.regulation.labels import labels
from betang.regulation.parameters import CONFIDENCE, book
from betang.regulation.registry import TOPICS, rules

PLAIN = re.compile(r"[a-z]\w*")
# Codes, keys and dates as programs write them; a reader meets words.
INSIDERS = re.compile(r"\b[A-Z]+_[A-Z_]+\b|\b[a-z]+_[a-z]+\b|`|\b\d{4}-\d{2}-\d{2}\b")
RULES = sorted(rules())
WITH_CASES = [name for name in RULES if cases_of(name)]


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def text_of(response) -> str:
    """Return a page's words without markup."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(words).split())


@pytest.mark.parametrize("name", RULES)
def test_each_rule_has_a_page_in_both_languages(client, name):
    rule = rules()[name]
    for language in ("id", "en"):
        client.cookies["bahasa"] = language
        response = client.get(f"/aturan/{name}/")
        assert response.status_code == 200
        page = text_of(response)
        assert rule.title.text(language) in page
        assert " ".join(rule.about.text(language).split()) in page
        assert rule.basis in page
        for field in rule.inputs:
            assert field.label.text(language) in page
        for parameter in rule.parameters:
            for value in book()[parameter].values:
                assert value.legal_basis in page
        assert "None" not in page
        assert INSIDERS.search(page) is None, INSIDERS.search(page)


@pytest.mark.parametrize("name", WITH_CASES)
def test_the_form_answers_each_rules_first_example_as_expected(client, name):
    rule, case = rules()[name], cases_of(name)[0]
    response = client.get(f"/aturan/{name}/", query_of(case))
    assert response.status_code == 200, text_of(response)
    assert INSIDERS.search(text_of(response)) is None, INSIDERS.search(text_of(response))
    reader = Reader(rule.topic, "id")
    answer = text_of(response).split("Hasil", 1)[1]
    for output in rule.outputs:
        expected = case.expect.get(output.name)
        if output.name in case.expect:
            assert (reader.words(expected, output.codes, name=output.name) if expected is not None else "–") in answer
    assert "Mengapa hasilnya begini?" in answer
    assert len(response.context["outcome"].steps) >= 1


def test_the_derivation_names_inputs_steps_article_and_confidence(client):
    response = client.get("/aturan/eksp-2022/kuadran/?rating_hasil=SESUAI&rating_perilaku=DI_ATAS&pada=2026-06-30")
    page = text_of(response)
    assert "Menurut aturan yang berlaku pada Selasa 30 Juni 2026" in page
    assert 'class="predikat lg" data-p="4">Baik<' in response.content.decode()
    derivation = page.split("Mengapa hasilnya begini?")[1]
    places = [derivation.index(word) for word in ("Masukan", "Sesuai ekspektasi", "Langkah", "PermenPANRB 6/2022")]
    assert places == sorted(places)
    assert "Dua sumber atau lebih yang saling bebas sepakat." in derivation


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("rating_hasil=SESUAI", "Rating perilaku kerja: Wajib diisi."),
        ("rating_hasil=SESUAI&rating_perilaku=HEBAT", "Rating perilaku kerja"),
        ("rating_hasil=SESUAI&rating_perilaku=SESUAI&pada=kemarin", "Menurut aturan pada tanggal"),
        ("rating_hasil=SESUAI&rating_perilaku=SESUAI&pada=1990-01-01", "belum ada nilai yang berlaku untuk Kuadran"),
    ],
)
def test_bad_input_is_refused_in_words_at_its_field(client, query, message):
    response = client.get(f"/aturan/eksp-2022/kuadran/?{query}")
    page = text_of(response)
    assert response.status_code == 422
    assert "Ada 1 isian yang perlu diperbaiki" in page
    assert message in page
    assert "Mengapa hasilnya begini?" not in page


def test_a_line_of_items_is_refused_with_its_number(client):
    query = {"indikator": "NAIK 100 - 90\nNAIK seratus - 1"}
    response = client.get("/aturan/eksp-2022/usulan_rating/", query)
    assert "Indikator: Baris 2: tulis angka" in text_of(response)
    assert 'value="seratus"' in response.content.decode()


def test_lines_are_filled_in_part_by_part_and_blank_ones_do_not_count(client):
    query = {
        "butir-0-jenis": "UTAMA", "butir-0-rating": "DI_ATAS", "butir-1-jenis": "", "butir-1-rating": "",
        "butir-2-jenis": "TAMBAHAN", "butir-2-rating": "DI_BAWAH", "pada": "2026-06-30",
    }  # fmt: skip
    response = client.get("/aturan/eksp-2022/ambang/", query)
    assert response.status_code == 200
    page = text_of(response)
    assert "Utama · Di atas ekspektasi; Tambahan · Di bawah ekspektasi" in page
    markup = response.content.decode()
    assert markup.count('name="butir-') == 2 * 4  # two filled lines, two to spare
    assert '<option value="TAMBAHAN" selected>' in markup
    same = client.get("/aturan/eksp-2022/ambang/", {"butir": "UTAMA DI_ATAS\nTAMBAHAN DI_BAWAH", "pada": "2026-06-30"})
    assert text_of(same).split("Hasil", 1)[1] == page.split("Hasil", 1)[1]


@pytest.mark.parametrize(
    ("language", "number", "message"),
    [
        ("id", "1.250", "Tulis tanpa pemisah ribuan: 1250, atau 1,25."),
        ("en", "1,250", "Write it without a thousands separator: 1250, or 1.25."),
    ],
)
def test_a_number_that_reads_two_ways_is_refused(client, language, number, message):
    client.cookies["bahasa"] = language
    query = {"skor_talenta": number, "batas_tinggi": "80", "batas_menengah": "60"}
    response = client.get("/aturan/talenta/sumbu/", query)
    assert response.status_code == 422
    assert message in text_of(response)
    assert message in text_of(client.get("/aturan/eksp-2022/usulan_rating/", {"indikator": f"NAIK {number} - 90"}))
    fine = query | {"skor_talenta": "1250.5" if language == "id" else "1250,5"}
    assert client.get("/aturan/talenta/sumbu/", fine).status_code == 200


def test_a_blank_part_and_a_name_with_spaces_are_understood(client):
    query = {"indikator-0-arah": "NAIK", "indikator-0-target": "1000", "indikator-0-realisasi": "899,99"}
    assert "Makin tinggi makin baik · 1.000 · – · 899,99" in text_of(
        client.get("/aturan/eksp-2022/usulan_rating/", query)
    )
    query = {"layanan-0-nama_layanan": "Akta lahir", "layanan-0-jumlah": "100"}
    assert "Akta lahir 80" in text_of(client.get("/aturan/skm/alokasi/", query))


def test_a_line_without_a_needed_part_is_refused_with_its_number(client):
    query = {"butir-0-jenis": "UTAMA", "butir-0-rating": "DI_ATAS", "butir-1-jenis": "UTAMA"}
    response = client.get("/aturan/eksp-2022/ambang/", query)
    assert response.status_code == 422
    assert "Butir hasil kerja: Baris 2: wajib diisi" in text_of(response)
    assert 'href="#isi-butir-0-jenis"' in response.content.decode()


def test_components_are_ticked(client):
    form = client.get("/aturan/standar-pelayanan/komponen/").content.decode()
    assert form.count('type="checkbox" name="komponen"') == 14
    response = client.get("/aturan/standar-pelayanan/komponen/", {"komponen": ["PERSYARATAN", "BIAYA"], "pada": ""})
    assert response.status_code == 200
    assert response.content.decode().count(" checked") == 2
    assert "Persyaratan; Biaya/tarif" in text_of(response)
    none = text_of(client.get("/aturan/standar-pelayanan/komponen/", {"pada": ""}))
    assert "Bagian yang dipublikasikan lengkap tidak" in none


def test_an_example_fills_the_form_with_the_pages_comma(client):
    own = html.unescape(client.get("/aturan/talenta/sumbu/").content.decode())
    assert "skor_talenta=79%2C99" in own
    client.cookies["bahasa"] = "en"
    assert "skor_talenta=79.99" in html.unescape(client.get("/aturan/talenta/sumbu/").content.decode())


def test_lower_is_better_eight_of_ten(client):
    page = text_of(client.get("/aturan/eksp-2022/usulan_rating/", {"indikator": "TURUN 10 - 8"}))
    assert "Capaian (%) 120" in page
    assert "Di atas ekspektasi" in page


@pytest.mark.parametrize("name", WITH_CASES)
def test_each_example_leads_to_its_answer(client, name):
    rule = rules()[name]
    address = html.unescape(client.get(f"/aturan/{name}/").content.decode())
    assert try_url(rule, cases_of(name)[0]) in address


def test_the_register_lists_every_rule_with_since_basis_confidence_and_examples(client):
    response = client.get("/aturan/")
    page = text_of(response)
    for name in RULES:
        assert f'href="/aturan/{name}/"' in response.content.decode()
    assert f"{len(RULES)} dari {len(RULES)} aturan" in page
    for topic in {rules()[name].topic for name in RULES}:
        assert next(entry for entry in TOPICS if entry.id == topic).title.id in page


def test_the_register_is_searched_and_filtered_by_the_address(client):
    assert "Kuadran predikat" in text_of(client.get("/aturan/?q=KUADRAN"))
    assert "1 dari" in text_of(client.get("/aturan/?q=kuadran+hasil+perilaku&topik=eksp-2022"))
    none = client.get("/aturan/?q=zzzz")
    assert none.status_code == 200
    assert "Tidak ada aturan yang cocok" in text_of(none)
    assert "Hapus saringan" in text_of(none)
    every = [queries.groups(confidence=tag) for tag in CONFIDENCE]
    assert sum(len(group.entries) for groups in every for group in groups) == len(RULES)


@pytest.mark.parametrize("query", ["topik=tidak-ada", "keyakinan=XX", "q=" + "a" * 500])
def test_an_unknown_filter_counts_as_none(client, query):
    response = client.get(f"/aturan/?{query}")
    assert response.status_code == 200
    assert f"{len(RULES)} dari" in text_of(response)


@pytest.mark.parametrize("name", sorted(book().parameters))
def test_each_value_has_a_page_with_its_history(client, name):
    response = client.get(f"/aturan/nilai/{name}/")
    page = text_of(response)
    parameter = book()[name]
    assert response.status_code == 200
    assert parameter.title.id in page
    for value in parameter.values:
        assert value.legal_basis in page
        assert " ".join(value.source.id.split()) in page
    if parameter.unset:
        assert "Nilai ini belum ditetapkan." in page
        assert parameter.unset.meanwhile.id in page


def test_the_instruments_say_what_is_not_modelled(client):
    page = text_of(client.get("/aturan/dasar-hukum/"))
    for instrument in instruments().values():
        assert instrument.id in page
        for omission in instrument.not_modelled:
            assert " ".join(omission.what.id.split()) in page
            assert " ".join(omission.why.id.split()) in page


def test_the_grades_are_explained(client):
    page = text_of(client.get("/aturan/keyakinan/"))
    assert all(tag in page for tag in CONFIDENCE)
    assert "Pilihan rancangan Betang, bukan hukum." in page


@pytest.mark.parametrize("address", ["/aturan/eksp-2022/tidak-ada/", "/aturan/x/y/", "/aturan/nilai/x/y/"])
def test_an_unknown_rule_or_value_is_a_404(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "Halaman ini tidak ada" in text_of(response)


def test_pages_of_rules_ask_the_database_nothing(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get("/aturan/")
        client.get("/aturan/eksp-2022/kuadran/?rating_hasil=SESUAI&rating_perilaku=DI_ATAS")


def test_values_are_written_for_readers():
    with translation.override("id"):
        reader = Reader("eksp-2022", "id")
        assert reader.words("87.5") == "87,5"
        assert reader.words("199001012015031001") == "199001012015031001"
        assert reader.words("007") == "007"
        assert reader.words("2026-08-17") == "17 Agustus 2026"
        assert reader.words("SB; BP") == "Sangat Baik; Butuh Perbaikan"
        assert reader.words("PP 30/2019") == "PP 30/2019"
        assert reader.shown([["07:30", "12:00"], ["13:00", "16:00"]]).text == "07.30–12.00, 13.00–16.00"
        assert reader.shown({"aa": {"x": 1, "y": True}, "bb": {"x": 2}}).rows == (("aa", "1", "ya"), ("bb", "2", "–"))
        assert reader.shown([]).text == "–"
        assert reader.shown({"a": list(range(20))}).pairs[0][1].folded


def test_every_key_of_every_value_has_a_wording_in_english():
    def keys(value):
        if isinstance(value, dict):
            yield from value
            for part in value.values():
                yield from keys(part)
        elif isinstance(value, list | tuple):
            for part in value:
                yield from keys(part)

    def known(topic: str, key: str) -> bool:
        return key in code_labels(topic) or key in labels() or key in KEYS or not PLAIN.fullmatch(key)

    plain = [(p.id, key) for p in book().parameters.values() for v in p.values for key in keys(v.value)]
    assert [pair for pair in plain if not known(pair[0].split("/")[0], pair[1])] == []


def test_a_wording_in_both_languages_is_shown_in_the_readers():
    assert Reader("disiplin", "en").shown({"id": "satu", "en": "one"}).text == "one"
    rows = Reader("disiplin", "id").shown([{"dari": 1, "id": "a", "en": "b"}, {"dari": 2, "id": "c", "en": "d"}])
    assert (rows.head, rows.rows) == (("Dari", "Uraian"), (("1", "a"), ("2", "c")))


HOSTILE = (
    "99999999999999999999",
    "-1",
    "0001-01-01T00:00",
    "9999-12-31",
    "٣ NaN 1e9 1_000",
    "<script>alert(1)</script>",
)


@pytest.mark.parametrize("name", RULES)
def test_no_input_breaks_a_rules_page(client, name):
    rule = rules()[name]
    example = query_of(cases_of(name)[0]) if cases_of(name) else {}
    for field in rule.inputs:
        for text in HOSTILE:
            response = client.get(f"/aturan/{name}/", {**example, field.name: text})
            assert response.status_code in {200, 422}, (field.name, text)
            assert "<script>alert" not in response.content.decode()


def test_the_examples_of_the_english_page_speak_english(client):
    client.cookies["bahasa"] = "en"
    page = text_of(client.get("/aturan/eksp-2022/pola_distribusi/"))
    assert "Very good 15 of 20 people (75%); pattern: Very good at most 70%" in page
    assert "orang" not in page
