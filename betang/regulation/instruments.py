"""The register of legal instruments: what each is, how far it was read, and what of it is not modelled.

A parameter may cite only what stands here (`instruments.toml`), so that a typing error cannot invent a law.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from betang.regulation.text import Text, text_from

READ = ("full", "excerpts", "title", "design")
"""How far an instrument was read; `design` marks Betang's own choices, which are no law."""

_KEYS = {"id", "title", "read", "from", "to", "replaced_by", "not_modelled"}


class InstrumentError(ValueError):
    """The register, or a citation, is wrong; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Omission:
    """Something an instrument rules that Betang does not compute, with the reason."""

    what: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Instrument:
    """One law, regulation, circular or decree."""

    id: str
    title: Text
    read: str
    start: dt.date | None
    end: dt.date | None
    replaced_by: str | None
    not_modelled: tuple[Omission, ...]


def parse_instruments(source: str) -> dict[str, Instrument]:
    """Parse the register; InstrumentError on unknown keys, doubles or missing wording."""
    raw = tomllib.loads(source)
    found: dict[str, Instrument] = {}
    for entry in raw.get("instrument", []):
        instrument = _instrument(entry)
        if instrument.id in found:
            raise InstrumentError(f"{instrument.id}: registered twice")
        found[instrument.id] = instrument
    for instrument in found.values():
        if instrument.replaced_by and instrument.replaced_by not in found:
            raise InstrumentError(f"{instrument.id}: replaced_by names an unregistered instrument")
    return found


def _instrument(entry: dict[str, Any]) -> Instrument:
    name = str(entry.get("id", "?"))
    unknown = set(entry) - _KEYS
    if unknown:
        raise InstrumentError(f"{name}: unknown key {sorted(unknown)[0]}")
    if entry.get("read") not in READ:
        raise InstrumentError(f"{name}: read must be one of {', '.join(READ)}")
    try:
        title = text_from(entry.get("title"))
        omissions = tuple(
            Omission(text_from(item.get("what")), text_from(item.get("why"))) for item in entry.get("not_modelled", [])
        )
    except ValueError as error:
        raise InstrumentError(f"{name}: {error}") from error
    return Instrument(
        id=name,
        title=title,
        read=entry["read"],
        start=entry.get("from"),
        end=entry.get("to"),
        replaced_by=entry.get("replaced_by"),
        not_modelled=omissions,
    )


@cache
def instruments() -> dict[str, Instrument]:
    """Return the register that ships with Betang, in its order."""
    return parse_instruments((files("betang.regulation") / "instruments.toml").read_text(encoding="utf-8"))


def cited(legal_basis: str, register: dict[str, Instrument]) -> tuple[str, ...]:
    """Return the ids of the instruments that a legal basis such as "PP 30/2019 Pasal 41; SE …" cites.

    Each part between semicolons must begin with a registered id; InstrumentError names the part that does not.
    """
    found = []
    for part in (piece.strip() for piece in legal_basis.split(";")):
        matches = [name for name in register if part == name or part.startswith((name + " ", name + ","))]
        if not matches:
            raise InstrumentError(f"{part!r} names no registered instrument")
        found.append(max(matches, key=len))
    return tuple(found)
