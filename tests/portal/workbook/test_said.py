"""Whatever the reading and rating of workbooks can say is known to the pages, so that it can be said in English."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from betang.batch.appraise import notes
from betang.portal.workbook.said import SENTENCES, remarks, said
from betang.ui.said import pattern

READING = [
    file for folder in ("betang/kernel/exchange", "betang/batch/appraise") for file in sorted(Path(folder).glob("*.py"))
]
SAYING = {"refuse", "Problem", "flag", "warn", "Choice", "PolicyError", "OutsideLifeError"}
NAMES = {"expected", "found", "text", "told", "_KINDS", "_ENCODING"}
PARTS = {'kolom "X"', "X tidak dikenal, diabaikan"}  # of one sentence, put together where it is said


def written(node: ast.expr) -> str | None:
    """Return a text as it comes out, its gaps filled with X; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "X" for part in node.values]
        return "".join(str(part) for part in parts)
    if isinstance(node, ast.IfExp):
        return written(node.body)
    return None


def spoken(tree: ast.AST) -> set[str]:
    """Collect the texts that a module reports: what is expected, what was found, warnings."""
    found: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SAYING:
                found += [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                found += [value for left, value in pairs if getattr(left, "id", "") in NAMES]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "expected":
            found += [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value]
    texts = {text for node in found if (text := written(node))}
    return {f"{text}X" if text.endswith(" ") else text for text in texts if " " in text}


def test_every_sentence_of_the_reader_is_known():
    texts = {text for file in READING for text in spoken(ast.parse(file.read_text()))}
    known = [pattern(sentence) for sentence in SENTENCES]
    unknown = sorted(text for text in texts - PARTS if not any(each.fullmatch(text) for each in known))
    assert unknown == []
    assert len(texts) > 50


def test_every_remark_is_known():
    known = [pattern(sentence) for sentence in SENTENCES]
    for text in notes._TEXT.values():
        assert any(each.fullmatch(text.format(basis="X", day="X")) for each in known), text


def test_no_sentence_stands_in_the_way_of_another():
    filled = [sentence.replace("%(", "").replace(")s", "") for sentence in SENTENCES]
    for sentence, text in zip(SENTENCES, filled, strict=True):
        first = next(each for each in SENTENCES if pattern(each).fullmatch(text))
        assert first == sentence, text


ENGLISH = {
    "sel wajib terisi: %(diharapkan)s": "a filled cell: %(diharapkan)s",
    "teks": "text",
    "kunci unik (%(kolom)s); sudah ada di baris %(baris)s": "a unique key (%(kolom)s); already in row %(baris)s",
    "%(berkas)s, lembar %(lembar)s: %(isi)s": "%(berkas)s, sheet %(lembar)s: %(isi)s",
    'kolom "%(kolom)s" tidak dikenal, diabaikan': 'unknown column "%(kolom)s", ignored',
}


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("sel wajib terisi: teks", "a filled cell: text"),
        (
            'b.xlsx, lembar 100%: kolom "%s" tidak dikenal, diabaikan',
            'b.xlsx, sheet 100%: unknown column "%s", ignored',
        ),
        ("kunci unik (nip, rhk); sudah ada di baris 7", "a unique key (nip, rhk); already in row 7"),
        ("UTAMA, TAMBAHAN", "UTAMA, TAMBAHAN"),
    ],
)
def test_sentences_are_said_in_the_language_of_the_page(text, english, monkeypatch):
    monkeypatch.setattr("betang.ui.said.look_up", ENGLISH.__getitem__)
    with override("id"):
        assert said(text) == text
    with override("en"):
        assert said(text) == english


def test_remarks_are_taken_apart():
    with override("id"):
        assert remarks("rating hasil kerja diputuskan penilai; memakai kebijakan setempat: X") == [
            "rating hasil kerja diputuskan penilai",
            "memakai kebijakan setempat: X",
        ]
        assert remarks(None) == []
