"""Every address of the web with its view and its rule; finds those without a rule, which stop the start."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

from betang.kernel.access.declared import DECLARED
from betang.kernel.access.rules import Rule, rule_of


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its pattern, its full name ("" when it has none), its view, its rule."""

    route: str
    name: str
    view: Callable[..., Any]
    rule: Rule | None


def addresses(urlconf: str | None = None) -> Iterator[Address]:
    """Walk over all addresses of a URLconf, included ones too; the site's own by default."""
    yield from _walk(get_resolver(urlconf).url_patterns, route="/", namespaces=())


def _walk(
    patterns: Sequence[URLPattern | URLResolver], *, route: str, namespaces: tuple[str, ...]
) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, route=here, namespaces=inner)
        else:
            name = ":".join([*namespaces, pattern.name]) if pattern.name else ""
            yield Address(here, name, pattern.callback, rule_for(pattern.callback, name=name))


def rule_for(view: Callable[..., Any], *, name: str) -> Rule | None:
    """Return the rule of a view: its own, else the one declared for its address's name."""
    return rule_of(view) or DECLARED.get(name)


def verify_urls(urlconf: str | None = None) -> list[str]:
    """List what is wrong, a sentence each: an address without a rule, a declared name that no address bears."""
    found = list(addresses(urlconf))
    open_doors = [
        f"{address.route} ({address.name or 'no name'}) declares no access: decorate its view with @access(...)."
        for address in found
        if address.rule is None
    ]
    names = {address.name for address in found}
    stale = [f"{name} in DECLARED is the name of no address." for name in DECLARED if name not in names]
    return open_doors + stale


def refuse_undeclared() -> None:
    """Stop the start of the web server when any address has no rule: ImproperlyConfigured names them all."""
    if problems := verify_urls():
        raise ImproperlyConfigured("\n".join(["The web server does not start:", *problems]))
