"""The persons on a form: name, NIP, grade, post and unit as they stood on a day; for many in three questions."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from betang.people.models import Assignment, AssignmentKind, Employee, EmployeeKind, Grade, ReportingLine
from betang.regulation.grades import GOLONGAN_PNS, rank_names
from betang.regulation.parameters import book

CITY = "Pemerintah Kota Palangka Raya"
PLACE = "Palangka Raya"
Row = list[str]


class Parties:
    """Posts, grades and superiors of some persons, of all days."""

    def __init__(self, people: Collection[int]) -> None:
        self._lines = _dated(ReportingLine.objects.valid().filter(employee__in=people).select_related("superior"))
        above = {line.superior_id for lines in self._lines.values() for line in lines}
        wanted = {*people, *above}
        self._grades = _dated(Grade.objects.valid().filter(employee__in=wanted))
        posts = Assignment.objects.valid().filter(employee__in=wanted).select_related("position__unit")
        self._posts = _dated(posts)

    def superior(self, person: Employee | None, day: date) -> Employee | None:
        """Give the superior of a person on a day; the elected mayor has none above and stands for himself."""
        if person is None or person.kind == EmployeeKind.ELECTED:
            return person
        line = _held(self._lines[person.pk], day)
        return line.superior if line else None

    def rows(self, person: Employee | None, day: date, *, unit: str = "") -> list[Row]:
        """Give the lines of a block of the form; an official who is no ASN has neither NIP nor grade on it."""
        post = _held(self._posts[person.pk], day) if person else None
        name = person.full_name if person else ""
        position = post.position.name if post else ""
        if person is not None and person.kind == EmployeeKind.ELECTED:
            return [["Nama", name], ["Jabatan", position], ["Instansi", CITY]]
        grade = _held(self._grades[person.pk], day) if person else None
        return [
            ["Nama", name],
            ["NIP", (person.nip or "") if person else ""],
            ["Pangkat/Gol. Ruang", rank(grade.grade, day) if grade else ""],
            ["Jabatan", position],
            ["Unit Kerja", unit or (post.position.unit.name if post else "")],
        ]


@cache
def rank(grade: str, day: date) -> str:
    """Say a grade as the form does, with its rank: "Penata Muda (III/a)"; PPPK have grades without rank names."""
    name = rank_names(book().on(day)[GOLONGAN_PNS]).get(grade, "")
    return f"{name} ({grade})" if name else grade


def signature(role: str, person: Employee | None, *, dated: str = "") -> dict[str, str]:
    """Give a side of the signatures, to be signed by hand."""
    nip = f"NIP {person.nip}" if person and person.nip else ""
    return {"role": role, "place": dated, "name": person.full_name if person else "–", "number": nip}


def _dated(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("from_date", "id"):
        found[row.employee_id].append(row)
    return found


def _held(rows: Sequence[Any], day: date) -> Any:
    """Give the row that holds on a day: of several posts the one that is held, not acted in; of several the latest."""
    there = [row for row in rows if row.from_date <= day and (row.to_date is None or row.to_date >= day)]
    own = [row for row in there if getattr(row, "kind", AssignmentKind.HOLDER) == AssignmentKind.HOLDER]
    return next(reversed(own or there), None)
