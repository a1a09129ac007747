"""The permission matrix: every address, every role, own, foreign and unknown rows; and nothing without an expectation.

How expectations are written is said at the top of tests/access/matrix.py, how rows are given in tests/access/rows.py.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.template.backends.django import Template
from django.utils import timezone

from betang.kernel.access.addresses import addresses
from betang.kernel.access.roles import Role
from betang.kernel.access.rules import Rule
from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.people.viewer import load
from tests.access import matrix
from tests.access.asking import ask, session_of
from tests.access.people import user_with
from tests.access.rows import COMMON, ROWS, Maker

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
        {
            "urls": ["a"],
            "auditor": {"own": "forbidden"},
            "mayor": {"self": "forbidden", "rest": "allowed"},
            "staff": "allowed",
            "others": "hidden",
            "everyone": "sign_in",
        },
        source="x.toml",
    )
    assert block.answer("auditor", "own") == "forbidden"
    assert block.answer("auditor", "foreign") is None
    assert [block.answer("mayor", row) for row in ("self", "own", "unknown")] == ["forbidden", "allowed", "hidden"]
    assert (block.answer("bkpsdm", "foreign"), block.answer("bkpsdm", "unknown")) == ("allowed", "hidden")
    assert (block.answer("partner", "own"), block.answer("anonymous", "own")) == ("hidden", "sign_in")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave templates and the log out: what is asked here is decided before them, and they would take most time."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


# These ask for everything over HTTP. For the others a page whose rule keeps them out is decided by that rule, as it is
# for these, and a public page is the same: it would be a thousand times the same answer.
ALWAYS_ASKED = {matrix.ANONYMOUS, Role.EMPLOYEE, Role.PARTNER}
# A row that does not exist is nobody's: it is asked for by these, and by who sees the most.
UNKNOWN_ASKED = ALWAYS_ASKED | {Role.BKPSDM, Role.AUDITOR, Role.OFFICER}
RULES = {address.name: address.rule for address in addresses()}
PUBLIC = Rule("public")


@dataclass(frozen=True)
class Person:
    """Somebody who asks: a role's value or `anonymous`, the account, its session, what the rules see of it."""

    who: str
    user: User | None
    session: str
    viewer: Viewer
    rows: Maker


def person(who: str) -> Person:
    """Make somebody who holds a role and sign them in."""
    today = timezone.localdate()
    if who == matrix.ANONYMOUS:
        return Person(who, None, "", Viewer.anonymous(today), Maker(None))
    user = user_with(Role(who))
    return Person(who, user, session_of(user), load(user, today), Maker(user))


def answers(block: matrix.Block, name: str, somebody: Person) -> dict[str, str]:
    """Give what somebody gets for each kind of row of an address; what it changes is taken back."""
    rule = RULES.get(name) or PUBLIC
    if somebody.who not in ALWAYS_ASKED:
        if rule.kind == "public":
            return {}
        if not rule.allows(somebody.viewer):
            refusal = "hidden" if rule.hidden else "forbidden"
            return dict.fromkeys(("own", "foreign", "unknown") if name in ROWS else ("",), refusal)
    urls = somebody.rows.urls(name)
    # Whom the page's rule keeps out gets as far as the rule, whatever the row.
    if somebody.who not in UNKNOWN_ASKED:
        urls = {kind: url for kind, url in urls.items() if kind != "unknown"}
    asked = urls if rule.allows(somebody.viewer) else {kind: url for kind, url in urls.items() if kind in {"", "own"}}
    got = {kind: ask(somebody.session, url=url, method=block.method, data=block.data) for kind, url in asked.items()}
    return {kind: got.get(kind) or got["own"] for kind in urls}


def findings(somebody: Person, settings: Any) -> Iterator[str]:
    """Ask for every address as one person and name each answer that is not the expected one."""
    who = somebody.who
    for block in BLOCKS:
        settings.BETANG_MODE = block.mode
        for name in block.urls:
            for kind, got in answers(block, name, somebody).items():
                wanted = block.answer(who, kind)
                if got != wanted:
                    yield f"{who}: {block.method} {name} {kind}: {got}, expected {wanted} ({block.source})"


@pytest.mark.django_db
@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("who", matrix.EVERYBODY)
def test_everybody_gets_what_the_matrix_says(who, settings):
    assert list(findings(person(who), settings)) == []


@pytest.mark.django_db
def test_every_address_with_an_id_is_asked_for_an_own_a_foreign_and_an_unknown_row():
    rows = Maker(user_with(Role.BKPSDM))
    for name in ROWS:
        urls = rows.urls(name)
        assert ({"own", "unknown"} if name in COMMON else {"own", "foreign", "unknown"}) <= {*urls}, name
        assert len({*urls.values()}) == len(urls), name
