"""Controls that Django does not have: lines of several parts, and choices to tick."""

from django import forms
from django.http import QueryDict
from django.utils import translation

from betang.people.forms.person import ReasonForm
from betang.ui.forms import Column, Moment, Rows, Ticks


def rows() -> Rows:
    kind = forms.Select(choices=[("", "Pilih"), ("UTAMA", "Utama"), ("TAMBAHAN", "Tambahan")])
    return Rows([Column("jenis", "Jenis", kind), Column("nilai", "Nilai", forms.TextInput())])


def test_lines_come_part_by_part_or_as_whole_lines():
    parts = QueryDict("b-0-jenis=UTAMA&b-0-nilai=5&b-1-jenis=&b-1-nilai=&b-2-jenis=TAMBAHAN&b-2-nilai=")
    assert rows().value_from_datadict(parts, {}, "b") == [["UTAMA", "5"], ["TAMBAHAN", "-"]]
    assert rows().value_from_datadict(QueryDict("b=UTAMA+5%0A%0ATAMBAHAN+-"), {}, "b") == [
        ["UTAMA", "5"],
        ["TAMBAHAN", "-"],
    ]
    assert rows().value_from_datadict(QueryDict("b=UTAMA+5;TAMBAHAN+6"), {}, "b") == [["UTAMA", "5"], ["TAMBAHAN", "6"]]
    assert rows().value_from_datadict(QueryDict(""), {}, "b") == []
    assert rows().value_from_datadict({}, {}, "b") == []


def test_lines_beyond_the_most_are_left_alone():
    many = QueryDict("&".join(f"b-{n}-jenis=UTAMA&b-{n}-nilai={n}" for n in range(Rows.MOST + 5)))
    assert len(rows().value_from_datadict(many, {}, "b")) == Rows.MOST


def test_lines_are_drawn_with_a_label_for_every_control_and_some_to_spare():
    with translation.override("id"):
        markup = rows().render("b", [["UTAMA", "5"], ["TAMBAHAN", "-"], ["a", "b", "c"]], {"id": "x"})
    assert markup.count('class="entry"') == 3 + Rows.SPARE
    assert 'aria-label="Baris 5"' in markup
    for number in range(5):
        for name in ("jenis", "nilai"):
            assert f'<label for="x-{number}-{name}">' in markup
            assert f'id="x-{number}-{name}"' in markup
    assert '<option value="TAMBAHAN" selected>' in markup
    assert 'name="b-1-nilai" id="x-1-nilai"' in markup  # a blank part stays blank
    assert rows().id_for_label("x") == "x-0-jenis"


def test_few_lines_still_give_room():
    assert rows().render("b", [], {"id": "x"}).count('class="entry"') == Rows.LEAST


def test_what_a_visitor_typed_is_escaped():
    assert "<script>" not in rows().render("b", [["UTAMA", "<script>"]], {"id": "x"})


def test_ticks_come_one_by_one_or_as_lines():
    ticks = Ticks(choices=[("A", "a"), ("B", "b")])
    assert ticks.value_from_datadict(QueryDict("k=A&k=B"), {}, "k") == ["A", "B"]
    assert ticks.value_from_datadict(QueryDict("k=A%0AB"), {}, "k") == ["A", "B"]
    assert ticks.value_from_datadict({"k": "A;B"}, {}, "k") == ["A", "B"]
    assert ticks.value_from_datadict({}, {}, "k") == []
    assert ticks.render("k", ["B"], {"id": "x"}).count(" checked") == 1


def test_a_moment_that_the_browsers_control_cannot_hold_is_shown_as_text():
    for text in ("", "2026-11-24T09:00", "2026-11-24T09:00:30", "2026-11-24T09:00:00.25"):
        assert 'type="datetime-local"' in Moment().render("m", text)
    for text in ("2026-11-24", "2026-11-24T02:00Z", "2026-11-24T11:00+09:00", "kemarin"):
        markup = Moment().render("m", text)
        assert 'type="text"' in markup
        assert f'value="{text}"' in markup


def test_an_empty_field_is_named_in_words_of_this_house():
    with translation.override("id"):
        assert ReasonForm({"reason": ""}).errors["reason"] == ["Isian ini harus diisi."]
