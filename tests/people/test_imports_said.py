"""Whatever the check of an import can say is known to the page, so that it can be said in English."""

import ast
from pathlib import Path

from django.utils.translation import override

from betang.people.imports.layouts import LAYOUTS
from betang.people.imports.reading import expected
from betang.people.imports.said import SENTENCES, said
from betang.ui.said import pattern
from tests.portal.workbook.test_said import written


def flagged(folder):
    """Collect what the modules of a folder say that a cell should hold."""
    for file in sorted(Path(folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "flag":
                yield from (text for each in node.args if (text := written(each)) and " " in text)


def test_every_sentence_is_known():
    texts = {f"{text}X" if text.endswith(" ") else text for text in flagged("betang/people/imports")}
    texts |= {
        expected(field) for layout in LAYOUTS.values() for field in layout.fields if field.kind not in ("nip", "nik")
    }
    known = [pattern(sentence) for sentence in SENTENCES]
    assert [text for text in sorted(texts) if not any(each.fullmatch(text) for each in known)] == []
    assert len(texts) > 15


def test_no_sentence_stands_in_the_way_of_another():
    for sentence in SENTENCES:
        text = sentence.replace("%(", "").replace(")s", "")
        assert next(each for each in SENTENCES if pattern(each).fullmatch(text)) == sentence


def test_a_fault_is_said_in_the_language_of_the_page(monkeypatch):
    english = {"sel wajib terisi: %(diharapkan)s": "a filled cell: %(diharapkan)s", "bilangan bulat": "a whole number"}
    monkeypatch.setattr("betang.ui.said.look_up", english.__getitem__)
    with override("en"):
        assert said("sel wajib terisi: bilangan bulat") == "a filled cell: a whole number"
    with override("id"):
        assert said("bilangan bulat") == "bilangan bulat"
