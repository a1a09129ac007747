"""What is wrong with a grade or a job class, in the words of the page; and which grades somebody can be given."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from betang.people.models import EmployeeKind
from betang.regulation.grades import (
    GOLONGAN_PNS,
    GOLONGAN_PPPK,
    KELAS,
    as_written,
    class_exists,
    grade_names,
    rank_names,
)
from betang.regulation.parameters import Value, book

LISTS = {
    EmployeeKind.PNS: GOLONGAN_PNS,
    EmployeeKind.CPNS: GOLONGAN_PNS,
    EmployeeKind.PPPK: GOLONGAN_PPPK,
    EmployeeKind.PPPK_PART_TIME: GOLONGAN_PPPK,
}


def grades_on(kind: str, day: date) -> Value | None:
    """Return the grades of a kind of service in force on a day, None when it bears none."""
    name = LISTS.get(EmployeeKind(kind))
    return book()[name].on(day) if name else None


def right_grade(kind: str, text: str, day: date) -> str:
    """Return a grade as the law writes it, "" when the kind of service has none like it on that day."""
    value = grades_on(kind, day)
    return as_written([text], value)[0] if value else ""


def span(kind: str, day: date) -> str:
    """Name the lowest and the highest grade of a kind of service: "I/a–IV/e"; a dash when it bears none."""
    value = grades_on(kind, day)
    if value is None:
        return "–"
    names = grade_names(value)
    return f"{names[0]}–{names[-1]}"


def grade_problem(kind: str, text: str, day: date) -> str:
    """Say what is wrong with a grade, "" when nothing is."""
    if right_grade(kind, text, day):
        return ""
    if grades_on(kind, day) is None:
        return _("Bagi kedudukan ini tidak ada golongan pada hari itu.")
    words = {"grade": text, "span": span(kind, day), "kind": EmployeeKind(kind).label}
    return _("Golongan %(grade)s tidak ada bagi %(kind)s; yang berlaku %(span)s.") % words


def grade_choices(kind: str, day: date) -> list[tuple[str, str]]:
    """List the grades that somebody can be given, the lowest first, each with its rank name."""
    value = grades_on(kind, day)
    ranks = rank_names(value) if value else {}
    return [(name, f"{name} · {rank}" if rank else name) for name, rank in ranks.items()]


def class_span(day: date) -> str:
    """Name the lowest and the highest job class; a dash when none is in force on that day."""
    value = book()[KELAS].on(day)
    return f"{value.value['terendah']}–{value.value['tertinggi']}" if value else "–"


def wrong_classes(classes: Sequence[int | None], day: date) -> list[int]:
    """List the places of job classes that do not exist; None is no class and not wrong."""
    value = book()[KELAS].on(day)
    given = [(place, number) for place, number in enumerate(classes) if number is not None]
    if value is None:
        return [place for place, _number in given]
    known = class_exists(classes=np.array([number for _place, number in given], dtype=np.int64), value=value)
    return [place for (place, _number), fine in zip(given, known.tolist(), strict=True) if not fine]
