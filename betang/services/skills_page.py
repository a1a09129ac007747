"""How competences stand on the page of the heads: by person, and by group of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from betang.services.actions.skills import GROUP, SERVICE
from betang.services.groups import groups
from betang.services.models import Skill
from betang.services.queries.skills import Skills
from betang.services.queries.staff import Member
from betang.services.reading import packaged


@dataclass(frozen=True, slots=True)
class One:
    """A competence that holds or will hold; `begins` where that is later."""

    row: Skill
    title: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff with what they are competent for."""

    member: Member
    held: list[One]


@dataclass(frozen=True, slots=True)
class Covered:
    """A group, or a service with rows of its own: how many are competent, and when the first of them ends."""

    title: str
    single: bool
    count: int
    first_end: date | None


def title_of(row: Skill, language: str) -> str:
    """Name what a competence covers; its code where the catalogue knows it no more."""
    if row.service:
        return packaged()[row.service].name.text(language) if row.service in packaged() else row.service
    return next((each.title.text(language) for each in groups() if each.id == row.group), row.group)


def held_by(staff: Sequence[Member], skills: Skills, language: str) -> list[Person]:
    """Give everybody's competences that are not over."""
    return [
        Person(
            member,
            [
                One(row, title_of(row, language), row.from_date > skills.day)
                for row in skills.rows
                if row.employee_id == member.employee.pk and (row.to_date is None or row.to_date >= skills.day)
            ],
        )
        for member in staff
    ]


def covered(skills: Skills, language: str) -> list[Covered]:
    """Give each group, and below it the services that have rows of their own."""
    now = [row for row in skills.rows if row.holds(skills.day)]
    found = []
    for group in groups():
        found.append(_covered(group.title.text(language), False, [row for row in now if row.group == group.id]))
        for each in packaged().values():
            own = [row for row in now if row.service == each.id]
            if each.group == group.id and own:
                found.append(_covered(each.name.text(language), True, own))
    return found


def _covered(title: str, single: bool, rows: Sequence[Skill]) -> Covered:
    ends = [row.to_date for row in rows if row.to_date]
    return Covered(title, single, len({row.employee_id for row in rows}), min(ends, default=None))


def choices(language: str) -> list[tuple[str, Any]]:
    """List what a competence can cover: the groups first, then the services by group."""
    whole = [(f"{GROUP}:{each.id}", each.title.text(language)) for each in groups()]
    single = [
        (
            each.title.text(language),
            [(f"{SERVICE}:{one.id}", one.name.text(language)) for one in packaged().values() if one.group == each.id],
        )
        for each in groups()
    ]
    return [(_("Seluruh kelompok"), whole), *single]
