"""Reads the expectation files of the permission matrix and finds what they leave out.

One file per area, `tests/access/expectations/<area>.toml`, of blocks like these:

    [[expect]]
    urls = ["people", "units"]          # full names of addresses that answer alike
    method = "GET"                      # GET (default) or POST; an address that takes both needs a block for each
    mode = "demo"                       # BETANG_MODE, default "production"
    data = { reason = "Uji." }          # what a POST sends
    without_token = "why"               # a POST that is taken without CSRF token says why that does no harm
    staff = "allowed"                   # every role but partner and resident
    others = "forbidden"                # every role not named otherwise
    anonymous = "sign_in"               # a visitor without account

    [[expect]]
    urls = ["person_correct"]
    method = "POST"
    bkpsdm = { self = "forbidden", rest = "allowed" }
    others = "forbidden"
    anonymous = "sign_in"

Who: `anonymous`, a role's value (`unit_admin`), `staff`, `others` (roles only), `everyone` (roles and anonymous). The
narrower word wins. What: `allowed` (the view ran: 200, 302, 400, 409, 422), `forbidden` (403), `hidden` (404),
`sign_in` (sent to the sign-in page), `unauthorised` (401).

An address with an id also needs rows: `tests/access/rows.py` gives for its name an own, a foreign and an unknown row
(and others where it matters, such as one's `self`). A table says it row by row, `rest` stands for those it does not
name; one word instead of a table holds for all rows. An unknown row is hidden from whom `rest` or the word allows, and
from whom a table forbids it: they passed the page's own rule.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from betang.kernel.access.addresses import Address, addresses
from betang.kernel.access.roles import OUTSIDE, Role

FOLDER = Path(__file__).with_name("expectations")
WORDS = {"allowed", "forbidden", "hidden", "sign_in", "unauthorised"}
METHODS = {"GET", "POST"}
ANONYMOUS = "anonymous"
EVERYBODY = (ANONYMOUS, *(role.value for role in Role))
WHO = {*EVERYBODY, "staff", "others", "everyone"}
STAFF = {role.value for role in Role if role not in OUTSIDE}


@dataclass(frozen=True)
class Block:
    """One block of an expectation file."""

    source: str
    urls: tuple[str, ...]
    method: str
    mode: str
    data: dict[str, str]
    without_token: str
    answers: dict[str, Any]

    def answer(self, who: str, row: str) -> str | None:
        """Return what somebody must get for a row ("" where there are none); None when nothing is said."""
        wider = ["staff"] if who in STAFF else []
        wider += [] if who == ANONYMOUS else ["others"]
        found = next((self.answers[name] for name in (who, *wider, "everyone") if name in self.answers), None)
        if isinstance(found, dict):
            rest = found.get("rest")
            return found.get(row, "hidden" if row == "unknown" and rest else rest)
        return "hidden" if row == "unknown" and found == "allowed" else found


def read(folder: Path = FOLDER) -> list[Block]:
    """Read all expectation files."""
    return [
        make_block(entry, source=file.name)
        for file in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(file.read_text())["expect"]
    ]


def make_block(entry: dict[str, Any], *, source: str) -> Block:
    """Make a block of what stands in a file; ValueError names what cannot be understood."""
    fixed = {"urls": (), "method": "GET", "mode": "production", "data": {}, "without_token": ""}
    given: dict[str, Any] = {name: entry.get(name, default) for name, default in fixed.items()}
    answers = {who: answer for who, answer in entry.items() if who not in fixed}
    words = [
        word for answer in answers.values() for word in (answer.values() if isinstance(answer, dict) else [answer])
    ]
    unknown = sorted({*answers} - WHO) + sorted({*words} - WORDS) + sorted({given["method"]} - METHODS)
    if unknown or not given["urls"]:
        raise ValueError(f"{source}, {list(given['urls'])}: not understood: {', '.join(unknown) or 'no urls'}")
    given["urls"] = tuple(given["urls"])
    return Block(source=source, answers=answers, **given)


def methods_of(address: Address) -> set[str]:
    """Find out which of GET and POST a view takes: it must say so itself (`require_safe`, `require_POST` ...)."""
    if view_class := getattr(address.view, "view_class", None):
        return {method for method in METHODS if hasattr(view_class, method.lower())}
    return {method for method in METHODS if takes(address.view, method)}


def takes(view: Callable[..., Any], method: str) -> bool:
    """Look for the method in the list that Django's decorator keeps, through all decorators around it."""
    layer: Any = view
    while layer is not None:
        names = getattr(getattr(layer, "__code__", None), "co_freevars", ())
        if "request_method_list" in names:
            return method in layer.__closure__[names.index("request_method_list")].cell_contents
        layer = getattr(layer, "__wrapped__", None)
    return True


def kinds_of(name: str, rows: set[str], common: set[str]) -> tuple[str, ...]:
    """Give the kinds of rows that every block about an address must speak of, "" for an address without an id."""
    if name in common:
        return ("own", "unknown")
    return ("own", "foreign", "unknown") if name in rows else ("",)


def gaps(found: list[Block], *, urlconf: str | None = None, rows: set[str], common: set[str]) -> Iterator[str]:
    """Name every address, method, role or row about which the files say nothing, and every name that is no address."""
    known = {address.name: address for address in addresses(urlconf)}
    said = {(name, block.method) for block in found for name in block.urls}
    for name, address in known.items():
        for method in sorted(methods_of(address)):
            if not name or (name, method) not in said:
                yield f"{method} {address.route} ({name or 'no name'}) has no expectation"
        if "<" in address.route and name not in rows:
            yield f"{address.route} ({name}) has no rows in tests/access/rows.py"
    for block in found:
        for name in block.urls:
            if name not in known:
                yield f"{block.source}: {name} is the name of no address"
            elif block.method not in methods_of(known[name]):
                yield f"{block.source}: {name} does not take {block.method}"
        for who in EVERYBODY:
            if any(block.answer(who, kind) is None for name in block.urls for kind in kinds_of(name, rows, common)):
                yield f"{block.source}: {', '.join(block.urls)} ({block.method}) says nothing about {who}"
