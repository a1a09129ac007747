"""What a module adds to the public page of the city's figures: a heading with a table under it, or nothing.

A module has a file `public_parts.py` in its app, which Django loads at start-up:

    @public_part(order=10)
    def goals(day: date) -> Part | None: ...

Whatever it gives is seen by everybody: nothing about a person, nothing of a small group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: the template that draws it, and what the template calls `part`."""

    template: str
    content: Mapping[str, Any]


Make = Callable[[date], Part | None]
_parts: list[tuple[int, Make]] = []


def public_part(*, order: int) -> Callable[[Make], Make]:
    """Register the maker of a part; lower orders come first."""

    def register(make: Make) -> Make:
        _parts.append((order, make))
        return make

    return register


def public_parts(day: date) -> list[Part]:
    """Return the parts of a day in order."""
    made = (make(day) for _order, make in sorted(_parts, key=lambda each: each[0]))
    return [part for part in made if part is not None]
