"""The permission matrix: every address, every role, own, foreign and unknown rows; and nothing without an expectation.

How expectations are written is said at the top of tests/access/matrix.py, how rows are given in tests/access/rows.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from tests.access import matrix
from tests.access.people import user_with
from tests.access.rows import COMMON, ROWS

BLOCKS = matrix.read()


def test_nothing_is_without_an_expectation():
    assert list(matrix.gaps(BLOCKS, rows={*ROWS}, common=COMMON)) == []


def test_an_address_that_no_file_knows_is_named():
    found = "\n".join(matrix.gaps(BLOCKS, urlconf="tests.access.urls_open", rows={*ROWS}, common=COMMON))
    assert "GET /tertutup/ (closed) has no expectation" in found
    assert "POST /tertutup/ (closed) has no expectation" in found
    assert "/tertutup/<int:pk>/ (closed_row) has no rows" in found
    assert "GET /tanpa-nama/ (no name) has no expectation" in found
    assert "home is the name of no address" in found


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"urls": ["a"], "auditors": "allowed"}, "auditors"),
        ({"urls": ["a"], "everyone": "yes"}, "yes"),
        ({"urls": ["a"], "staff": {"own": "maybe"}}, "maybe"),
        ({"urls": ["a"], "method": "PUT", "everyone": "allowed"}, "PUT"),
        ({"everyone": "allowed"}, "no urls"),
    ],
)
def test_an_expectation_that_cannot_be_understood_is_refused(entry, said):
    with pytest.raises(ValueError, match=said):
        matrix.make_block(entry, source="x.toml")


def test_the_narrower_word_wins_and_unknown_rows_are_hidden():
    block = matrix.make_block(
        {"urls": ["a"], "auditor": {"own": "forbidden"}, "staff": "allowed", "others": "hidden", "everyone": "sign_in"},
        source="x.toml",
    )
    assert block.answer("auditor", "own") == "forbidden"
    assert block.answer("auditor", "foreign") is None
    assert (block.answer("bkpsdm", "foreign"), block.answer("bkpsdm", "unknown")) == ("allowed", "hidden")
    assert (block.answer("partner", "own"), block.answer("anonymous", "own")) == ("hidden", "sign_in")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave templates out: what is asked here is decided before them, and they would take most of the time."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")


def outcome(response: HttpResponseBase) -> str:
    """Say in a word of the expectations what an answer means."""
    named = {401: "unauthorised", 403: "forbidden", 404: "hidden"}
    sign_in = f"{resolve_url(django_settings.LOGIN_URL)}?next="
    if response.status_code == 302 and response.headers["Location"].startswith(sign_in):
        return "sign_in"
    if response.status_code == 405 or response.status_code >= 500:
        return f"broken ({response.status_code})"
    return named.get(response.status_code, "allowed")


def ask(user: User | None, session: str, *, url: str, method: str) -> str:
    """Ask for an address and take back whatever it changed."""
    client = Client(headers={"host": "localhost"})
    if user:
        client.cookies[django_settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        try:
            with closing(client.generic(method, url)) as response:
                answered = outcome(response)
        except Exception as error:  # whatever a view lets through is a finding, and the next address is asked still
            answered = f"broken ({error!r})"
        transaction.set_rollback(True)
    return answered


def findings(who: str, user: User | None, session: str, settings: Any) -> Iterator[str]:
    """Ask for every address as one person and name each answer that is not the expected one."""
    for block in BLOCKS:
        settings.BETANG_MODE = block.mode
        for name in block.urls:
            with transaction.atomic():
                kinds = ROWS[name](user) if name in ROWS else {"": {}}
                for kind, kwargs in kinds.items():
                    got = ask(user, session, url=reverse(name, kwargs=dict(kwargs)), method=block.method)
                    wanted = block.answer(who, kind)
                    if got != wanted:
                        yield f"{who}: {block.method} {name} {kind}: {got}, expected {wanted} ({block.source})"
                transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("who", matrix.EVERYBODY)
def test_everybody_gets_what_the_matrix_says(who, settings):
    user, session = None, ""
    if who != matrix.ANONYMOUS:
        user, client = user_with(Role(who)), Client()
        client.force_login(user)
        session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    assert list(findings(who, user, session, settings)) == []


@pytest.mark.django_db
def test_every_address_with_an_id_is_asked_for_an_own_a_foreign_and_an_unknown_row():
    user = user_with(Role.BKPSDM)
    for name, make in ROWS.items():
        kinds = make(user)
        assert ({"own", "unknown"} if name in COMMON else {"own", "foreign", "unknown"}) <= {*kinds}, name
        assert len({reverse(name, kwargs=dict(kwargs)) for kwargs in kinds.values()}) == len(kinds), name
