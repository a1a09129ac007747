"""How the preview of an import names what would change: labels, names and dates in place of codes.

A preview is stored as codes, so that it can be read in either language; names are looked up when it is shown, at most
one query for units, posts and people each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from betang.people.models import AbsenceKind, Employee, EmployeeKind, ImportKind, Position, PositionType, Unit, UnitKind
from betang.people.models.employees import Education
from betang.ui import formats

KINDS: Mapping[ImportKind, Any] = {
    ImportKind.UNITS: UnitKind,
    ImportKind.EMPLOYEES: EmployeeKind,
    ImportKind.ABSENCES: AbsenceKind,
}
UNITS, POSTS, PEOPLE = ("parent", "unit"), ("post",), ("superior",)
Change = tuple[str, Any, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What codes and ids of one preview stand for."""

    kind: ImportKind
    language: str
    units: Mapping[str, str]
    posts: Mapping[str, str]
    people: Mapping[int, str]

    def said(self, name: str, value: Any) -> str:
        """Write the value of a field."""
        if value in (None, "", []):
            return "–"
        if isinstance(value, bool):
            return _("ya") if value else _("tidak")
        if isinstance(value, list):
            begins = formats.date(date.fromisoformat(value[1]), language=self.language)
            return _("%(what)s sejak %(day)s") % {"what": self.said(name, value[0]), "day": begins}
        if name in ("from_date", "to_date"):
            return formats.date(date.fromisoformat(str(value)), language=self.language)
        known = self.labels(name)
        return str(known.get(value, value))

    def labels(self, name: str) -> Mapping[Any, Any]:
        """Return the words for the values of a field, empty where a value is its own word."""
        listed = {"type": PositionType, "education": Education, "kind": KINDS.get(self.kind)}.get(name)
        if listed is not None:
            return dict(listed.choices)
        found: Mapping[Any, str] = {}
        for names, words in ((UNITS, self.units), (POSTS, self.posts), (PEOPLE, self.people)):
            found = words if name in names else found
        return found


def names_for(kind: ImportKind, changes: Sequence[Change], *, language: str) -> Names:
    """Look up what the codes of some changes stand for; one that is not recorded yet stays a code."""
    units, posts = codes(changes, UNITS), codes(changes, POSTS)
    people = codes(changes, PEOPLE)
    return Names(
        kind=kind,
        language=language,
        units={unit.code: unit.short for unit in Unit.objects.filter(code__in=units)} if units else {},
        posts={
            post.code: f"{post.name} · {post.unit.short}"
            for post in Position.objects.filter(code__in=posts).select_related("unit")
        } if posts else {},
        people={person.pk: person.full_name for person in Employee.objects.filter(pk__in=people)} if people else {},
    )  # fmt: skip


def codes(changes: Iterable[Change], names: Sequence[str]) -> set[Any]:
    """Collect the codes that stand before and after the changes of some fields."""
    values = [value for name, *pair in changes if name in names for value in pair if value]
    return {value[0] if isinstance(value, list) else value for value in values}


def field_word(kind: ImportKind, name: str) -> str:
    """Name a field of a change."""
    if (kind, name) == (ImportKind.EMPLOYEES, "kind"):
        return _("Kedudukan")
    words = {
        "name": _("Nama"), "abbreviation": _("Singkatan"), "kind": _("Jenis"), "main": _("Perangkat daerah"),
        "parent": _("Unit di atasnya"), "type": _("Jenis jabatan"), "level": _("Jenjang"),
        "grade_class": _("Kelas jabatan"), "is_head": _("Memimpin"), "unit": _("Unit"), "grade": _("Golongan"),
        "post": _("Jabatan"), "superior": _("Atasan"), "from_date": _("Mulai"), "to_date": _("Sampai"),
    }  # fmt: skip
    if name in words:
        return words[name]
    title = str(Employee._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return title[:1].upper() + title[1:]
