"""Kinds of papers: what each is called, the letters its number begins with, and the Typst template that sets it."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise

_kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of paper. `form` names the version of the official form: a new one makes new editions."""

    name: str
    title: str | Promise
    code: str
    template: Path
    form: str


def kind(*, name: str, title: str | Promise, code: str, template: Path, form: str) -> Kind:
    """Declare a kind of paper: `name` reads "<module>.<noun>" and stays, since rows hold it; `title` a translation."""
    _kinds[name] = Kind(name=name, title=title, code=code, template=template, form=form)
    return _kinds[name]


def kind_title(name: str) -> str:
    """Return what a kind of paper is called, in the language of the moment; its bare name when nobody named it."""
    found = _kinds.get(name)
    return str(found.title) if found else name
