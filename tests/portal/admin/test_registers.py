"""Open questions and parameters: whole, in both languages, searchable, with the pages that show each value."""

import pytest

from betang.kernel.access.roles import Role
from betang.portal.admin import parameters, questions
from betang.portal.admin.parameters import State
from betang.regulation.parameters import book
from betang.regulation.registry import rules
from tests.access.people import SINCE
from tests.portal.shell.signed_in import visitor

GOOD = """
[[section]]
id = "kota"
title = { id = "Kota", en = "City" }
[[question]]
section = "kota"
what = { id = "Apa", en = "What" }
who = { id = "Siapa", en = "Who" }
meanwhile = { id = "Sementara", en = "Meanwhile" }
"""


@pytest.mark.django_db
def test_every_question_says_who_settles_it_and_what_is_done_meanwhile():
    page = visitor(Role.BKPSDM).page("/admin/pertanyaan-terbuka/")
    everything = [question for section in questions.sections() for question in section.questions]
    assert len(everything) == 60
    assert f"{len(everything) + len(questions.unset(''))} pertanyaan" in page
    assert "Yang dapat menetapkan" in page
    assert "Bagian Organisasi Sekretariat Daerah; BKPSDM" in page
    assert "/aturan/nilai/tpp/dasar/" in page


@pytest.mark.django_db
def test_questions_speak_english_too_and_are_searched_in_both_languages():
    seen = visitor(Role.ADMIN)
    assert "Pertanyaan terbuka" in seen.page("/admin/pertanyaan-terbuka/?q=working hours")
    seen.post("/tampilan/bahasa/", {"bahasa": "en"})
    page = seen.page("/admin/pertanyaan-terbuka/?q=jam kerja biasa")
    assert "Normal working hours" in page
    assert "Disdukcapil's service standard" not in page
    assert questions.found("zzzz") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('section = "kota"\nwhat', 'section = "lain"\nwhat'), "no such section: lain"),
        (('who = { id = "Siapa", en = "Who" }', 'who = { id = "Siapa" }'), "question 1: expected"),
        (('meanwhile = { id = "Sementara", en = "Meanwhile" }', 'kapan = "nanti"'), "question 1: unknown key: kapan"),
        (("meanwhile = {", 'parameter = "tidak/ada"\nmeanwhile = {'), "question 1: 'tidak/ada'"),
    ],
)
def test_a_question_that_is_not_whole_is_refused(change, said):
    assert len(questions.read(GOOD)[0].questions) == 1
    with pytest.raises(ValueError, match=said):
        questions.read(GOOD.replace(*change))


def test_a_parameter_says_where_it_stands_on_a_day():
    def state(name: str, day: str) -> State:
        return parameters.row(book()[name], SINCE.fromisoformat(day)).state

    assert state("waktu-kerja/hari_libur", "2026-11-24") == State.IN_FORCE
    assert state("waktu-kerja/hari_libur", "2020-01-01") == State.COMING
    assert state("waktu-kerja/hari_libur", "2099-01-01") == State.ENDED
    assert state("tpp/dasar", "2026-11-24") == State.UNSET
    row = parameters.row(book()["waktu-kerja/hari_libur"], SINCE.fromisoformat("2026-11-24"))
    assert row.next_start == SINCE.fromisoformat("2027-01-01")


@pytest.mark.django_db
def test_all_parameters_are_listed_with_the_pages_that_show_them():
    page = visitor(Role.AUDITOR).page("/admin/parameter/")
    assert f"{len(book().parameters)} dari {len(book().parameters)} parameter" in page
    for name in book().parameters:
        assert f'href="/aturan/nilai/{name}/"' in page
    read = {rule.id for rule in rules().values() if rule.parameters}
    assert all(f'href="/aturan/{name}/"' in page for name in read)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [("topik=tpp&keadaan=belum", 3), ("q=zzzz", 0), ("topik=tidak-ada", None), ("keyakinan=';--", None)],
)
def test_parameters_are_filtered_and_unknown_filters_count_for_nothing(query, found):
    total = len(book().parameters)
    said = f"{total if found is None else found} dari {total} parameter"
    assert said in visitor(Role.ADMIN).page(f"/admin/parameter/?{query}")
