"""The services as they come with Betang: every branch of every one leads to an end, and nothing in them is dead."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from betang.regulation.parameters import book
from betang.services.definition import By, Definition, Kind
from betang.services.reading import FOLDER, BadDefinition, definition, packaged

SERVICES = packaged()
IDS = set(book()["layanan/standar_waktu"].values[-1].value)
FORMS, GROUPS = (tomllib.loads((FOLDER / name).read_text()) for name in ("forms.toml", "groups.toml"))
ASKED_OF_ALL = {
    "pelapor", "nama", "nik", "no_kk", "punya_nik", "kelurahan", "kabar", "surel", "ponsel", "nomor_dokumen",
}  # fmt: skip
COMMON: dict[str, list[dict[str, object]]] = {"before": [], "after": [], "paper": []}


def walks(service: Definition, answers: dict[str, str]) -> Iterator[dict[str, str]]:
    """Give every way through a service: one set of answers for each combination of choices that can be met."""
    following = (each for by in By for each in service.asked(answers, by) if each.key not in answers)
    question = next(following, None)
    if question is None:
        yield answers
    elif question.kind == Kind.CHOICE:
        for option in question.options:
            yield from walks(service, {**answers, question.key: option.value})
    else:
        yield from walks(service, {**answers, question.key: "isi"})


def test_the_services_are_those_of_the_standard_times():
    assert len(SERVICES) == 36
    assert set(SERVICES) == IDS
    assert {service.group for service in SERVICES.values()} == {group["id"] for group in GROUPS["group"]}
    deadlines = set(book()["layanan/batas_lapor"].values[-1].value)
    assert deadlines <= set(SERVICES)
    assert {code for code in SERVICES if SERVICES[code].attendance} == {"ktp-baru", "ikd", "kawin", "legalisir"}
    assert {code for code in SERVICES if SERVICES[code].pickup} == {
        "ktp-baru", "ktp-ganti-pindah", "ktp-ganti-data", "ktp-hilang-rusak", "kia-baru", "kia-ganti", "legalisir",
    }  # fmt: skip


def test_every_form_that_is_named_is_known():
    named = {code for service in SERVICES.values() for code in service.forms}
    for service in SERVICES.values():
        named |= {question.form for question in service.questions} | {paper.form for paper in service.papers}
    assert named - {""} == set(FORMS)


@pytest.mark.parametrize("code", SERVICES)
def test_every_branch_ends_and_every_question_paper_and_stop_is_met(code):
    service = SERVICES[code]
    ways = list(walks(service, {}))
    assert len(ways) == len({tuple(sorted(way.items())) for way in ways})
    asked = {question.key for way in ways for by in By for question in service.asked(way, by)}
    papers = {paper.key for way in ways for paper in service.needed(way)}
    assert asked == {question.key for question in service.questions}
    assert papers == {paper.key for paper in service.papers}
    assert {stop for way in ways if (stop := service.stopped(way))} == set(service.stops)
    assert all(service.applying(way) == way for way in ways)


@pytest.mark.parametrize("code", SERVICES)
def test_texts_are_short_and_in_both_languages(code):
    service = SERVICES[code]
    for question in service.questions:
        assert len(question.text.id) <= 110, question.key
        assert question.text.id != question.text.en, question.key
    assert len(service.summary.id) <= 160
    assert {paper.key for paper in service.papers if paper.when} == {
        paper.key for paper in service.papers if paper.case
    }
    assert service.words
    own = [question for question in service.questions if question.key not in ASKED_OF_ALL]
    assert 2 <= len(own) <= 12 or code == "kk-hilang-rusak"


def bad(**changes: object) -> dict[str, object]:
    """A service with one fault."""
    text = {"id": "Uji", "en": "Test"}
    fields: dict[str, object] = {"id": "uji", "area": "dafduk", "group": "kk", "name": text, "summary": text}
    return {**fields, "output": text, "words": ["uji"], **changes}


CHOICE = {
    "key": "a",
    "kind": "choice",
    "text": {"id": "Mana?", "en": "Which?"},
    "options": [{"value": "x", "id": "X", "en": "X!"}, {"value": "y", "id": "Y", "en": "Y!"}],
}
ASKED = {"key": "b", "kind": "text", "text": {"id": "Apa?", "en": "What?"}}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"harga": 1}, "unknown: harga"),
        ({"name": {"id": "Uji"}}, "uji, name"),
        ({"question": [{**CHOICE, "kind": "picture"}]}, "question a: 'picture'"),
        ({"question": [{**CHOICE, "options": []}]}, "a choice needs options"),
        ({"question": [CHOICE, CHOICE]}, "question a: stands twice"),
        ({"question": [{**ASKED, "when": {"a": ["x"]}}, CHOICE]}, "depends on a, which is no earlier choice"),
        ({"question": [CHOICE, {**ASKED, "when": {"a": ["z"]}}]}, "a has no option z"),
        ({"question": [CHOICE], "paper": [{"key": "p", "text": {"id": "P", "en": "P!"}, "when": {"b": ["x"]}}]}, "b"),
        ({"question": [CHOICE], "stop": [{"when": {}, "text": {"id": "S", "en": "S!"}}]}, "needs a condition"),
        ({"confidence": "sure"}, "unknown confidence sure"),
    ],
)
def test_a_definition_that_does_not_hold_is_refused_with_its_place(changes, said):
    with pytest.raises(BadDefinition, match=said):
        definition(bad(**changes), common=COMMON, papers={})


def test_a_question_with_the_key_of_a_common_one_stands_in_its_place():
    common = {"before": [CHOICE, ASKED], "after": [{**ASKED, "key": "c"}], "paper": []}
    mine = {**ASKED, "key": "b", "text": {"id": "Siapa?", "en": "Who?"}}
    made = definition(bad(question=[mine, {**ASKED, "key": "d"}]), common=common, papers={})
    assert [(each.key, each.text.id) for each in made.questions] == [
        ("a", "Mana?"), ("b", "Siapa?"), ("d", "Apa?"), ("c", "Apa?"),
    ]  # fmt: skip
    with pytest.raises(BadDefinition, match="question b: stands twice"):
        definition(bad(question=[mine, mine]), common=common, papers={})


def test_an_answer_whose_question_no_longer_applies_is_left_out():
    service = SERVICES["kk-hilang-rusak"]
    answers = {"pelapor": "sendiri", "sebab": "rusak", "surel": "a@b.id", "kabar": "tidak", "lain": "x"}
    assert service.applying(answers) == {"pelapor": "sendiri", "sebab": "rusak", "kabar": "tidak"}
    assert [paper.key for paper in service.needed(answers)] == ["kk_rusak"]
