"""Where a screen of people stands, and the views beside it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from betang.people.models import Employee, Unit
from betang.ui.parts import Link


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of a screen; without links that of the directory itself."""
    home = Link(_("Beranda"), reverse("desk"))
    return [home, Link(_("Pegawai"), reverse("people") if links else ""), *links]


def person_trail(employee: Employee, *links: Link) -> list[Link]:
    """Give the breadcrumbs of a screen about one person."""
    return trail(Link(employee.full_name, reverse("person", args=[employee.uid]) if links else ""), *links)


def unit_trail(unit: Unit, *, linked: bool = False) -> list[Link]:
    """Give the breadcrumbs of a unit's page; `linked` when a page below it stands at their end."""
    above = [Link(unit.parent.short, reverse("unit", args=[unit.parent.code]))] if unit.parent else []
    return trail(
        Link(_("Susunan unit"), reverse("units")),
        *above,
        Link(unit.short, reverse("unit", args=[unit.code]) if linked else ""),
    )


def directory_tabs(current: str) -> list[Link]:
    """Give the views of the directory: people and units."""
    return [
        Link(_("Pegawai"), reverse("people"), current=current == "people"),
        Link(_("Susunan unit"), reverse("units"), current=current == "units"),
    ]


def person_tabs(employee: Employee, current: str, *, file: bool) -> list[Link]:
    """Give the views of a person that the viewer may open."""
    views = [("person", _("Ringkasan")), ("person_history", _("Riwayat")), ("person_absences", _("Ketidakhadiran"))]
    shown = views if file else views[:1]
    return [Link(label, reverse(name, args=[employee.uid]), current=name == current) for name, label in shown]
