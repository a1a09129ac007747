"""The catalogue of translations is complete, and each way in which it can be wrong is noticed."""

import ast

import pytest

from tools import messages as tool
from tools.message_sources import Message, from_python, from_template


def test_the_catalogue_is_complete_and_compiled():
    assert tool.check() == []


def test_texts_are_found_in_templates():
    source = (
        '{% load i18n %}{% translate "Satu" %}{% button _("Dua") x=_(\'Ti"ga\') %}{{ _("Empat")|upper }}\n'
        "{% blocktranslate trimmed count n=a|length with b=c|f %}\n  {{ n }} dari\n  {{ b }}: 5%\n"
        "{% plural %}{{ n }} dari {{ b }}{% endblocktranslate %}"
    )
    assert [(m.text, m.plural) for m in from_template(source, "a.html")] == [
        ("Satu", ""), ("Dua", ""), ('Ti"ga', ""), ("Empat", ""), ("%(n)s dari %(b)s: 5%%", "%(n)s dari %(b)s"),
    ]  # fmt: skip


def test_texts_are_found_in_python():
    source = 'a = _("Satu")\nb = gettext_lazy("Dua")\nc = ngettext("%(n)s x", "%(n)s y", n)\nd = f("bukan")'
    assert list(from_python(source, "a.py")) == [
        Message("Satu", "", "a.py:1"), Message("Dua", "", "a.py:2"), Message("%(n)s x", "%(n)s y", "a.py:3"),
    ]  # fmt: skip


def test_a_text_put_together_at_run_time_is_refused():
    with pytest.raises(ValueError, match=r"a\.py:1: only a constant text"):
        list(from_python('_(f"Halo {nama}")', "a.py"))
    assert isinstance(ast.parse("x"), ast.Module)


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "betang" / "templates"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text('{% translate "Satu" %}{% blocktranslate %}Halo {{ nama }}{% endblocktranslate %}')
    return tmp_path


def completed(project):
    catalogue = tool.renewed(tool.empty(), project)
    for entry in catalogue:
        entry.msgstr = {"Satu": "One", "Halo %(nama)s": "Hello %(nama)s"}[entry.msgid]
    return catalogue


def test_a_complete_catalogue_has_no_problem(project):
    assert tool.problems(completed(project), project) == []


def test_each_fault_is_named(project):
    assert len([s for s in tool.problems(tool.empty(), project) if s.startswith("not in the catalogue")]) == 2
    catalogue = completed(project)
    catalogue.find("Satu").msgstr = ""
    assert tool.problems(catalogue, project) == ["not translated: 'Satu'"]
    catalogue.find("Satu").msgstr, catalogue.find("Satu").flags = "One", ["fuzzy"]
    assert tool.problems(catalogue, project) == ["fuzzy: 'Satu'"]
    catalogue = completed(project)
    catalogue.find("Halo %(nama)s").msgstr = "Hello"
    assert tool.problems(catalogue, project) == ["other gaps than the original: 'Halo %(nama)s'"]
    (project / "betang" / "templates" / "a.html").write_text('{% translate "Satu" %}')
    assert "no longer in the code: 'Halo %(nama)s'" in tool.problems(completed_old(), project)


def completed_old():
    catalogue = tool.empty()
    for text, english in (("Satu", "One"), ("Halo %(nama)s", "Hello %(nama)s")):
        catalogue.append(tool.polib().POEntry(msgid=text, msgstr=english))
    return catalogue


def test_a_catalogue_that_is_not_compiled_is_noticed(project):
    path = project / "django.po"
    completed(project).save(str(path))
    assert tool.check(path, project) == ["the compiled catalogue is not up to date"]
    path.with_suffix(".mo").write_bytes(tool.load(path).to_binary())
    assert tool.check(path, project) == []
