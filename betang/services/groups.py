"""The groups of the catalogue and the names of the forms, as they come with Betang. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from betang.regulation.text import Text, text_from
from betang.services.reading import FOLDER


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the catalogue, with the icon it bears."""

    id: str
    icon: str
    title: Text
    about: Text


@cache
def groups() -> tuple[Group, ...]:
    """Return the groups in the order of the page."""
    rows = tomllib.loads((FOLDER / "groups.toml").read_text())["group"]
    return tuple(Group(row["id"], row["icon"], text_from(row["title"]), text_from(row["about"])) for row in rows)


@cache
def forms() -> dict[str, Text]:
    """Return the names of the forms by their code."""
    return {code: text_from(name) for code, name in tomllib.loads((FOLDER / "forms.toml").read_text()).items()}
