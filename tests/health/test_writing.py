"""Only actions write, one action is one transaction, and nothing writes behind the reader's back."""

from __future__ import annotations

import pytest

from tests.health import writing
from tests.health.sources import Source, holds, own_sources, sources


@pytest.mark.parametrize(
    "check",
    [
        writing.outside_actions,
        writing.signals,
        writing.overridden_saves,
        writing.whole_request_transactions,
        writing.positional_actions,
    ],
)
def test_the_project_keeps_the_rule(check):
    holds(check(own_sources()))


def test_migrations_are_written_by_django_and_read_by_no_check():
    assert all("/migrations/" not in file.path for file in own_sources())
    assert len(sources("betang")) >= len(own_sources())


@pytest.mark.parametrize("role", ["views", "forms", "queries", "rules"])
def test_a_write_outside_an_action_is_found(role: str):
    text = "def f(request):\n    Fact.objects.create(x=1)\n"
    assert writing.outside_actions([Source(f"betang/ledger/{role}.py", text)]) == [
        f"betang/ledger/{role}.py:2: .create() belongs into an action"
    ]
    assert writing.outside_actions([Source("betang/ledger/actions.py", text)]) == []


def test_a_signal_is_found():
    text = "from django.db.models.signals import post_save\n"
    assert writing.signals([Source("betang/ledger/apps.py", text)]) == ["betang/ledger/apps.py:1: a signal"]


def test_an_overridden_save_is_found():
    text = "class Fact:\n    def save(self, *args):\n        pass\n"
    assert writing.overridden_saves([Source("betang/ledger/models.py", text)]) == [
        "betang/ledger/models.py:2: an own save()"
    ]


def test_a_transaction_around_every_request_is_found():
    assert writing.whole_request_transactions([Source("a.py", "X = {'ATOMIC_REQUESTS': True}\n")]) == [
        "a.py: ATOMIC_REQUESTS"
    ]


@pytest.mark.parametrize(
    "signature", ["actor, now", "*, request, actor, now", "*, actor, now, request"], ids=["positional", "actor", "now"]
)
def test_an_action_with_other_arguments_is_found(signature: str):
    path = "betang/services/actions.py"
    wrong = Source(path, f"def request_close({signature}):\n    pass\n")
    right = Source(path, "def request_close(*, actor, request, now):\n    pass\n")
    assert len(writing.positional_actions([wrong])) == 1
    assert writing.positional_actions([right]) == []
