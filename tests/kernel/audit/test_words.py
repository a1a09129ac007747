"""The trail is shown in words: whatever is recorded anywhere has some, and what is unknown never shows a code."""

import ast
from uuid import UUID

import pytest

from betang.kernel.audit import words
from tests.health.sources import Source, own_sources

RECORDERS = {"record", "Change"}


def recorded_actions(file: Source) -> set[str]:
    """The actions that stand as text in calls of `record(...)` and `Change(...)`."""
    calls = [node for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    given = [
        keyword.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in RECORDERS
        for keyword in call.keywords
        if keyword.arg == "action"
    ]
    return {value.value for value in given if isinstance(value, ast.Constant) and isinstance(value.value, str)}


def test_every_recorded_action_has_words():
    known = words.known_actions()
    recorders = [file for file in own_sources() if "kernel.audit" in file.text]
    found = {(file.path, action) for file in recorders for action in recorded_actions(file)}
    assert {("betang/kernel/audit/actions.py", "audit.values_reveal")} <= found
    assert sorted(f"{path}: {action} has no words" for path, action in found if action not in known) == []


def test_words_are_words():
    wrong = [word for word in words.known_actions().values() if not word or "_" in word or word != word.strip()]
    assert wrong == []


def test_an_action_without_words_is_found():
    file = Source("betang/x/actions.py", 'record(actor=a, action="x.thing_do", now=n)\nChange(action=name)\n')
    assert recorded_actions(file) == {"x.thing_do"}


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_types", {})
    monkeypatch.setattr(words, "_people", [])


@pytest.mark.usefixtures("registry")
def test_what_nobody_described_gets_the_words_of_its_model_or_general_ones():
    assert words.action_word("x.y") == "perubahan lain"
    assert (words.type_word("accounts.user"), words.type_word("x.y")) == ("akun", "hal lain")
    assert words.field_word("accounts.user", "is_active") == "Aktif"
    assert words.field_word("accounts.user", "nothing") == words.field_word("x.y", "z") == "Isian lain"
    assert words.open_fields("x.y") == frozenset()
    assert words.object_labels([("x.y", "1")]) == {}
    assert words.people_names({UUID(int=1)}) == {}
    assert list(words.people_found("ani")) == []


@pytest.mark.usefixtures("registry")
def test_a_module_names_its_objects_many_at_once():
    asked: list[list[str]] = []

    def labels(ids):
        asked.append(list(ids))
        return {"1": "Satu"}

    words.describe("x.y", word="barang", labels=labels, fields={"size": "ukuran"}, open_fields=["size"])
    found = words.object_labels([("x.y", "2"), ("x.y", "1"), ("x.z", "1"), ("x.y", "1")])
    assert (found, asked) == ({("x.y", "1"): "Satu"}, [["1", "2"]])
    assert (words.type_word("x.y"), words.field_word("x.y", "size")) == ("barang", "Ukuran")
    assert words.known_types() == {"x.y": "barang"}
    assert words.open_fields("x.y") == {"size"}
