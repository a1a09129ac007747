"""Forged requests: no GET changes anything, every POST without its token is refused; and what is not there looks alike
whether it is somebody else's or nobody's. All over the whole URLconf.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from betang.kernel.access.addresses import addresses
from betang.kernel.access.roles import Role
from tests.access import matrix
from tests.access.asking import client_with, outcome, send, session_of
from tests.access.people import user_with
from tests.access.rows import COMMON, ROWS, Maker

pytestmark = pytest.mark.django_db
BLOCKS = matrix.read()
# Reading may renew one's session, counts tries against a limit, and renews the public figures and the board's.
# A form's token is masked anew each time it is written.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
WRITTEN_BY_READING = ("django_session", "limits_counter", "services_publicfigures", "services_boardfigures")


@pytest.fixture
def people() -> Callable[[str], tuple[Maker, str]]:
    """Make an account of a role, with its rows and its session, at first use."""

    @cache
    def person(who: str) -> tuple[Maker, str]:
        user = None if who == matrix.ANONYMOUS else user_with(Role(who))
        return Maker(user), session_of(user)

    return person


def posted() -> dict[str, str]:
    """The addresses that take POST, with the reason of those that need no token; the matrix names any that lack."""
    return {name: block.without_token for block in BLOCKS if block.method == "POST" for name in block.urls}


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a refused form in a word, instead of with a page."""
    return HttpResponse(b"refused", status=403)


def test_csrf_every_post_without_its_token_is_refused(people, settings):
    settings.CSRF_FAILURE_VIEW = f"{__name__}.refused"
    rows, session = people(Role.BKPSDM)
    client, answers = client_with(session, enforce_csrf_checks=True), {}
    for name, reason in posted().items():
        with closing(client.post(next(iter(rows.urls(name).values())))) as response:
            answers[name] = response.content == b"refused" or bool(reason)
    assert answers
    assert [name for name, well in answers.items() if not well] == []


def test_csrf_whoever_needs_no_token_says_why():
    exempt = {address.name for address in addresses() if getattr(address.view, "csrf_exempt", False)}
    assert exempt == {name for name, reason in posted().items() if reason}


def writes(sql: str) -> bool:
    """Tell whether a statement changes rows that reading must not change."""
    found = re.match(r"\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+[\"`]?(\w+)", sql, re.IGNORECASE)
    return found is not None and found[1] not in WRITTEN_BY_READING


def readable() -> Iterator[tuple[str, str, str]]:
    """List each address that can be read, with the mode and the first one who may."""
    for block in BLOCKS:
        for name in block.urls if block.method == "GET" else ():
            row = "own" if name in ROWS else ""
            who = next((one for one in matrix.EVERYBODY if block.answer(one, row) == "allowed"), None)
            if who:
                yield name, block.mode, who


def test_csrf_no_get_changes_anything(people, settings):
    changed: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if writes(sql):
            changed.append(f"{here}: {sql[:120]}")
        return execute(sql, params, many, context)

    for here, mode, who in readable():
        settings.BETANG_MODE = mode
        rows, session = people(who)
        urls = rows.urls(here)
        url = urls.get("own") or urls[""]
        with connection.execute_wrapper(watch), closing(client_with(session).get(url)) as response:
            assert outcome(response) == "allowed", here
            consume(response)
    assert changed == []


def consume(response: HttpResponseBase) -> None:
    """Read the answer to its end: a download asks the database while it is read."""
    if response.streaming:
        for _part in response:
            pass


def test_the_watch_sees_what_it_looks_for():
    assert writes('INSERT INTO "people_grant" ("id") VALUES (1)')
    assert writes("UPDATE people_grant SET role = 1")
    assert writes(' delete from "people_grant"')
    assert not writes('UPDATE "django_session" SET x = 1')
    assert not writes('SELECT "update" FROM people_grant')


def hidden_rows() -> Iterator[tuple[str, matrix.Block, str]]:
    """List each address that hides a foreign row, with its block and one role that it is hidden from."""
    for block in BLOCKS:
        for name in {*block.urls} & ({*ROWS} - COMMON):
            who = next((one for one in matrix.EVERYBODY if block.answer(one, "foreign") == "hidden"), None)
            if who:
                yield name, block, who


def test_foreign_row_and_unknown_row_get_the_same_page(people):
    different = []
    for name, block, who in hidden_rows():
        rows, session = people(who)
        urls, pages = rows.urls(name), []
        for url in (urls["foreign"], urls["unknown"]):
            with closing(send(client_with(session), url=url, method=block.method, data=block.data)) as response:
                incident = response.headers["X-Request-ID"]
                text = TOKEN.sub("", response.getvalue().decode().replace(incident, "").replace(url, ""))
                pages.append((response.status_code, text))
        different += [name] if pages[0] != pages[1] else []
    assert different == []
