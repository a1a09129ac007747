"""The words in which the trail is shown: for actions, types of objects, single objects, fields and people.

A module that records entries has a file `audit_words.py` in its app, which Django loads at start-up:

    say({"people.assignment_open": _("penugasan dibuka")})
    describe("people.assignment", labels=assignment_labels, fields={"unit": _("unit")})

Words are lazy translations. What nobody described gets the name of its model, or a general word: never a code.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

Words = str | Promise
Labels = Callable[[Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectType:
    """How objects of one type are shown; `open_fields` may be read without a reason when no person is concerned."""

    word: Words = ""
    labels: Labels | None = None
    fields: Mapping[str, Words]
    open_fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """How persons concerned are named, and found by a part of their name (at most `limit` of them)."""

    names: Callable[[Collection[UUID]], Mapping[UUID, str]]
    find: Callable[[str, int], Sequence[UUID]]


_actions: dict[str, Words] = {}
_types: dict[str, ObjectType] = {}
_people: list[People] = []


def say(actions: Mapping[str, Words]) -> None:
    """Give actions their words, what was done, in the passive and in lower case: "penugasan dibuka"."""
    _actions.update(actions)


def describe(
    object_type: str,
    *,
    word: Words = "",
    labels: Labels | None = None,
    fields: Mapping[str, Words] | None = None,
    open_fields: Iterable[str] = (),
) -> None:
    """Describe a type of object ("app.model" in lower case, or the type given to `record`).

    `labels` names many objects at once: ids in, {id: name} out, one query; an object that is gone is left out.
    """
    kind = ObjectType(word=word, labels=labels, fields=dict(fields or {}), open_fields=frozenset(open_fields))
    _types[object_type] = kind


def name_people(
    *, names: Callable[[Collection[UUID]], Mapping[UUID, str]], find: Callable[[str, int], Sequence[UUID]]
) -> None:
    """Say how persons concerned are named and found, both in one query; called by the module that knows people."""
    _people[:] = [People(names=names, find=find)]


def known_actions() -> dict[str, str]:
    """Return every action that has words, with them, sorted by the words."""
    return dict(sorted(((name, str(word)) for name, word in _actions.items()), key=lambda pair: pair[1].casefold()))


def known_types() -> dict[str, str]:
    """Return every type that was described, with its words, sorted by them."""
    return dict(sorted(((name, type_word(name)) for name in _types), key=lambda pair: pair[1].casefold()))


def action_word(action: str) -> str:
    """Return what was done, in words."""
    return str(_actions.get(action) or _("perubahan lain"))


def type_word(object_type: str) -> str:
    """Return what kind of object it was, in words."""
    kind = _types.get(object_type)
    model = _model(object_type)
    return str((kind and kind.word) or (model and model._meta.verbose_name) or _("hal lain"))


def field_word(object_type: str, field: str) -> str:
    """Return the name of a field of a type, in words."""
    kind, model = _types.get(object_type), _model(object_type)
    if kind and field in kind.fields:
        return capfirst(str(kind.fields[field]))
    try:
        return capfirst(str(getattr(model._meta.get_field(field), "verbose_name", ""))) if model else _("Isian lain")
    except FieldDoesNotExist:
        return _("Isian lain")


def open_fields(object_type: str) -> frozenset[str]:
    """Return the fields of a type whose values may be shown where no person is concerned."""
    kind = _types.get(object_type)
    return kind.open_fields if kind else frozenset()


def object_labels(objects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Name objects given as (type, id): one question per type, whatever their number; unnamed ones are left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for object_type, object_id in objects:
        wanted[object_type].add(object_id)
    found: dict[tuple[str, str], str] = {}
    for object_type, ids in wanted.items():
        kind = _types.get(object_type)
        if kind and kind.labels:
            found |= {(object_type, key): str(label) for key, label in kind.labels(sorted(ids)).items()}
    return found


def people_names(subjects: Collection[UUID]) -> Mapping[UUID, str]:
    """Name persons concerned; who is unknown or erased is left out."""
    return _people[0].names(subjects) if _people and subjects else {}


def people_found(text: str, *, limit: int = 50) -> Sequence[UUID]:
    """Find persons by a part of their name."""
    return _people[0].find(text, limit) if _people and text else ()


def _model(object_type: str) -> type[Model] | None:
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None
