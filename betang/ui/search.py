"""What a module lets people search: a provider gives the best few hits and says where all of them are.

A module has a file `search_providers.py` in its app, which Django loads at start-up:

    @search_provider(staff, title=_("Pegawai"), order=10)
    def people(viewer: Viewer, words: str, limit: int) -> Results: ...

A provider asks the database a constant number of times, and gives only what the viewer may see.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from betang.kernel.access.rules import Rule
from betang.kernel.access.viewer import Viewer

LIMIT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: its name, where it belongs, its address, an icon."""

    title: str
    url: str
    note: str = ""
    icon: str = "caret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The best hits; `more_url` leads to the list of all when there are more."""

    hits: Sequence[Hit]
    more_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one provider found, under its title."""

    title: str
    results: Results


Provide = Callable[[Viewer, str, int], Results]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider as it was registered."""

    rule: Rule
    title: str | Promise
    order: int
    provide: Provide


_providers: list[Provider] = []


def search_provider(rule: Rule, *, title: str | Promise, order: int = 50) -> Callable[[Provide], Provide]:
    """Register a provider for whoever the rule lets in; lower orders come first."""

    def register(provide: Provide) -> Provide:
        _providers.append(Provider(rule=rule, title=title, order=order, provide=provide))
        return provide

    return register


def searchable(viewer: Viewer) -> list[str]:
    """Name what this person can search."""
    return [str(each.title) for each in _sorted() if each.rule.allows(viewer)]


def search(viewer: Viewer, words: str, *, limit: int = LIMIT) -> list[Found]:
    """Ask every provider that is open to this person; those that find nothing are left out."""
    found = [
        Found(title=str(each.title), results=each.provide(viewer, words, limit))
        for each in _sorted()
        if each.rule.allows(viewer)
    ]
    return [each for each in found if each.results.hits]


def _sorted() -> list[Provider]:
    return sorted(_providers, key=lambda each: each.order)
