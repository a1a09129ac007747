"""Grades and job classes are those of the regulation in force on a day, wherever they are recorded."""

import datetime as dt

import pytest

from betang.kernel.errors import Invalid
from betang.people.actions import employees, units
from betang.people.grades import class_span, grade_choices, grade_problem, right_grade, wrong_classes
from betang.people.models import EmployeeKind, Position, PositionType, UnitKind
from tests.people import build
from tests.people.build import NOW, TODAY


def test_each_kind_of_service_has_its_own_grades():
    choices = {kind: [name for name, _label in grade_choices(kind, TODAY)] for kind in EmployeeKind}
    assert (choices[EmployeeKind.PNS][0], choices[EmployeeKind.PNS][-1], len(choices[EmployeeKind.PNS])) == (
        "I/a",
        "IV/e",
        17,
    )
    assert (choices[EmployeeKind.PPPK][0], choices[EmployeeKind.PPPK][-1], len(choices[EmployeeKind.PPPK])) == (
        "I",
        "XVII",
        17,
    )
    assert (choices[EmployeeKind.CPNS], choices[EmployeeKind.PPPK_PART_TIME], choices[EmployeeKind.ELECTED]) == (
        choices[EmployeeKind.PNS],
        choices[EmployeeKind.PPPK],
        [],
    )
    assert ("III/b", "III/b · Penata Muda Tingkat I") in grade_choices("pns", TODAY)
    assert (right_grade("pns", " iii B", TODAY), right_grade("pppk", "III/b", TODAY)) == ("III/b", "")


def test_the_day_decides():
    assert grade_problem("pppk", "IX", TODAY) == ""
    assert grade_problem("pppk", "IX", dt.date(2018, 11, 27)) == "Bagi kedudukan ini tidak ada golongan pada hari itu."
    assert grade_problem("pns", "V/a", TODAY) == "Golongan V/a tidak ada bagi PNS; yang berlaku I/a–IV/e."
    assert (wrong_classes([None, 0, 1, 17, 18], TODAY), class_span(TODAY)) == ([1, 4], "1–17")
    assert wrong_classes([None, 5], dt.date(2010, 12, 31)) == [1]


@pytest.mark.django_db
@pytest.mark.db
def test_actions_refuse_what_is_none_and_write_nothing():
    office = build.unit("dinas-a", parent=build.unit("kota", kind=UnitKind.CITY))
    clerk = build.person(4, "Nirmala Tumon", build.post("staf-a", office))
    with pytest.raises(Invalid, match="III/e tidak ada bagi PNS"):
        employees.grade_set(actor=None, employee=clerk, grade="III/e", from_date=TODAY, now=NOW)
    assert not clerk.grades.exists()
    assert employees.grade_set(actor=None, employee=clerk, grade="iiib", from_date=TODAY, now=NOW).grade == "III/b"
    post = Position(code="baru", name="Baru", type=PositionType.EXECUTIVE, unit=office, grade_class=18)
    with pytest.raises(Invalid, match="1–17"):
        units.position_open(actor=None, position=post, now=NOW)
    assert not Position.objects.filter(code="baru").exists()
