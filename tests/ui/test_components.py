"""Components: the markup they give, that texts are escaped, and that a name the design lacks is refused."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from betang.ui import icons
from betang.ui.guide_samples import sample_form
from betang.ui.parts import Data, Derivation, Event, Figure, Link


def render(source: str, **context: object) -> str:
    with translation.override("id"):
        return Template("{% load ui %}" + source).render(Context(context))


def test_a_button_is_a_button_or_a_link():
    assert render('{% button "Simpan" kind="primary" %}') == '<button class="btn primary" type="button">Simpan</button>'
    assert (
        render('{% button "Kirim" type="submit" name="a" %}')
        == '<button class="btn" type="submit" name="a">Kirim</button>'
    )
    assert render('{% button "Lihat" href=to %}', to="/x/?a=1&b=2") == '<a class="btn" href="/x/?a=1&amp;b=2">Lihat</a>'
    assert 'aria-label="Sunting"' in render('{% button "Sunting" icon="edit" only_icon=True %}')


@pytest.mark.parametrize(
    "source",
    [
        '{% button "x" kind="blue" %}', '{% badge "x" tone="red" %}', '{% icon "unicorn" %}', '{% predikat 6 "x" %}',
        '{% sumber "tebakan" "x" %}', '{% sla "hijau" 1 "x" %}', '{% card kind="fancy" %}{% endcard %}',
        '{% notice "loud" %}{% endnotice %}', '{% data_table caption="x" kind="huge" %}{% enddata_table %}',
    ],
)  # fmt: skip
def test_what_the_design_does_not_have_is_refused(source):
    with pytest.raises((ValueError, KeyError), match=r"There is no|level 1 to 5"):
        render(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% button text %}", "{% badge text %}", "{% predikat 4 text %}", '{% sumber "manual" text %}',
        '{% sla "aman" 0.1 text %}', "{% progress 1 text %}", "{% spark values label=text %}",
        "{% avatar text alone=True %}",
        "{% person text text %}", "{% loading text %}", "{% card title=text lead=text %}{{ text }}{% endcard %}",
        "{% notice %}{{ text }}{% endnotice %}", "{% data_table caption=text %}{% enddata_table %}",
        "{% stat label=text value=text unit=text %}{% endstat %}", "{% empty_state title=text %}{% endempty_state %}",
        "{% kv pairs %}", "{% crumbs links %}", "{% tabs links text %}", "{% stepper steps 1 label=text %}",
        "{% timeline events %}", "{% mengapa why %}", "{% figure chart %}",
        "{% page_head title=text lead=text trail=links %}{% endpage_head %}",
    ],
)  # fmt: skip
def test_texts_are_escaped_everywhere(source):
    evil = '<script>"x"</script>'
    html = render(
        source, text=evil, values=[1, 2], pairs=[(evil, evil)],
        links=[Link(evil, f"/{evil}"), Link(evil)],
        steps=[evil], events=[Event(evil, evil, evil, text=evil)], why=Derivation(evil, [(evil, evil)], [evil], [evil]),
        chart=Figure(evil, evil, "<svg></svg>", evil, Data(evil, [evil], [[evil]]), [("s1", evil)]),
    )  # fmt: skip
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_predikat_shows_level_and_word():
    assert render('{% predikat 4 "Baik" %}') == '<span class="predikat" data-p="4">Baik</span>'


def test_geometry_keeps_its_point_on_an_indonesian_page():
    html = render("{% progress 71.3 'Realisasi' target=75.5 tone='warn' %}")
    assert 'width="71.3%"' in html
    assert 'x="75.5%"' in html
    assert 'class="fill warn"' in html
    assert "style=" not in html


def test_a_card_is_named_by_its_title():
    html = render('{% card title="Hasil kerja" %}isi{% endcard %}')
    assert html.startswith('<section class="card" aria-labelledby="k-hasil-kerja">')
    assert '<h2 id="k-hasil-kerja">Hasil kerja</h2>' in html
    assert render("{% card kind='flush' %}isi{% endcard %}") == '<div class="card flush">isi</div>'


def test_a_table_scrolls_in_a_region_with_a_name():
    html = render(
        '{% data_table caption="Pegawai" hidden_caption=True kind="sticky-first" %}<tbody></tbody>{% enddata_table %}'
    )
    assert '<div class="table-wrap" role="region" tabindex="0" aria-label="Tabel: Pegawai">' in html
    assert '<table class="table sticky-first"><caption class="visually-hidden">Pegawai</caption><tbody>' in html


def test_a_pager_keeps_the_filters():
    request = RequestFactory().get("/x/?q=a&h=2")
    html = render("{% pager page %}", page=Paginator(range(96), 14).page(2), request=request)
    assert "15–28 dari 96" in html
    assert 'href="?q=a&amp;h=3"' in html
    assert 'href="?q=a&amp;h=2" aria-current="page" aria-label="Halaman 2"' in html


def test_a_stepper_names_done_and_current_steps():
    html = render("{% stepper steps 2 %}", steps=["Isi", "Periksa", "Kirim"])
    assert "Langkah 2 dari 3:" in html
    assert '<li data-state="done"><span>Isi<span class="visually-hidden">, selesai</span>' in html
    assert '<li aria-current="step"><span>Periksa' in html


def test_the_derivation_comes_in_its_fixed_order():
    html = render("{% mengapa why open=True %}", why=Derivation("Mengapa?", [("a", "1")], ["langkah"], ["PP 1/2000"]))
    places = [html.index(word) for word in ("Mengapa?", "Masukan", "Langkah", "PP 1/2000")]
    assert places == sorted(places)
    assert '<details class="mengapa" open>' in html


def test_a_chart_has_its_five_parts_in_order():
    chart = Figure(
        "judul", "kesimpulan", '<svg id="plot"></svg>', "sumber", Data("data", ["a", "b"], [["x", "1"]], frozenset({1}))
    )
    html = render("{% figure chart %}", chart=chart)
    places = [html.index(word) for word in ("judul", "kesimpulan", '<svg id="plot">', "sumber", "<table")]
    assert places == sorted(places)
    assert '<td class="n">1</td>' in html


def test_a_form_names_its_errors_beside_the_field_and_in_a_summary():
    form = sample_form("light")
    html = render("{% error_summary form %}{{ form.nik.as_field_group }}{{ form.rating.as_field_group }}", form=form)
    assert "Ada 1 isian yang perlu diperbaiki" in html
    assert '<a href="#g-light-nik">NIK: NIK harus 16 angka. Anda baru mengetik 15.</a>' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="g-light-nik_error"' in html
    assert 'id="g-light-nik_error"' in html
    assert '<fieldset class="field" id="g-light-rating"><legend>Rating perilaku' in html


def test_every_icon_has_its_drawing():
    assert len(icons.LUCIDE) == 45
    sprite = icons.sprite()
    assert all(f'<symbol id="i-{name}" viewBox="0 0 24 24">' in sprite for name in icons.LUCIDE)
    assert "xmlns" not in sprite
    assert 'href="#i-home"' in render('{% icon "home" %}')
