"""What can be chosen in a form: few, found by words, and always what was just chosen."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.people.models import Absence, Assignment, Employee, Position, Unit
from betang.people.queries.directory import Place, by_words, places
from betang.people.queries.structure import serving, structural_superiors

MOST = 20


def superiors(employee: Employee, words: str, *, day: date, picked: Mapping[str, Any]) -> list[Place]:
    """List who could be somebody's superior: found by words, else whom the structure names, and who was picked."""
    found = by_words(words) if words.strip() else Q(pk=structural_superiors(day).get(employee.pk))
    likely = list(
        Employee.objects.filter(found, serving(day)).exclude(pk=employee.pk).order_by("name").values_list("pk")[:MOST]
    )
    chosen = Q(pk__in=[pk for (pk,) in likely])
    if uid := as_uuid(picked.get("superior")):
        chosen |= Q(uid=uid)
    return places(Employee.objects.filter(chosen).exclude(pk=employee.pk).order_by("name"), day=day)


def as_uuid(text: Any) -> UUID | None:
    """Read a UUID; None when the text is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def people(words: str, *, day: date, picked: Any) -> list[Place]:
    """List who serves and fits some words, at most 20, and who was picked."""
    chosen = Q(pk__in=[])
    if words.strip():
        found = Employee.objects.filter(by_words(words), serving(day)).order_by("name").values_list("pk", flat=True)
        chosen |= Q(pk__in=list(found[:MOST]))
    if uid := as_uuid(picked):
        chosen |= Q(uid=uid)
    return places(Employee.objects.filter(chosen).order_by("name"), day=day)


def units_kept(viewer: Viewer) -> QuerySet[Unit]:
    """List the units somebody keeps the files of, or leads, by name."""
    rows = Unit.objects.filter(closed_date__isnull=True).order_by("name")
    if viewer.has(Role.BKPSDM) or (viewer.has(Role.UNIT_ADMIN) and Role.UNIT_ADMIN not in viewer.scopes):
        return rows
    return rows.filter(pk__in={*viewer.scopes.get(Role.UNIT_ADMIN, frozenset()), *viewer.leads})


def positions(viewer: Viewer, words: str, *, picked: Mapping[str, Any]) -> QuerySet[Position]:
    """List posts whose name or unit holds every word, in the units whose files the viewer keeps; and the picked one."""
    found = Q(closed_date__isnull=True)
    if not viewer.has(Role.BKPSDM):
        found &= Q(unit__in=viewer.scopes.get(Role.UNIT_ADMIN, frozenset())) | (
            Q(pk__isnull=False) if Role.UNIT_ADMIN not in viewer.scopes else Q(pk__in=[])
        )
    wanted = Q()
    for word in words.split()[:6]:
        wanted &= Q(name__icontains=word) | Q(unit__name__icontains=word) | Q(unit__abbreviation__icontains=word)
    likely = [pk for (pk,) in Position.objects.filter(found, wanted).order_by("name").values_list("pk")[:MOST]]
    chosen = Q(pk__in=likely if words.strip() else []) | Q(code=str(picked.get("position") or ""))
    return Position.objects.filter(found & chosen).select_related("unit").order_by("name")


def absence_of(employee: Employee, pk: int) -> Absence:
    """Find an absence of this very person; NotFound otherwise."""
    found = Absence.objects.filter(employee=employee, pk=pk).first()
    if found is None:
        raise NotFound(_("Catatan ketidakhadiran ini tidak ditemukan."))
    return found


def post_of(employee: Employee, pk: int) -> Assignment:
    """Find an assignment of this very person that was not voided; NotFound otherwise."""
    found = Assignment.objects.valid().filter(employee=employee, pk=pk).select_related("position").first()
    if found is None:
        raise NotFound(_("Catatan jabatan ini tidak ditemukan."))
    return found
