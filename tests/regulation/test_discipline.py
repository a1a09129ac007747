"""Absence: more days never mean a milder row."""

import datetime as dt
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.discipline import absence_row, lost_days
from betang.regulation.field import InputError
from betang.regulation.parameters import NotInForceError, book
from betang.regulation.registry import rules

LAW = book().on(dt.date(2026, 6, 30))
cases = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 15)), min_size=1, max_size=8)


def reached(people: list[tuple[int, int]]) -> list[int]:
    days, runs = (np.array(column) for column in zip(*people, strict=True))
    return [int(row) for row in absence_row(days=days, consecutive=runs, law=LAW)]


@given(cases)
def test_more_days_or_a_longer_run_never_reach_a_milder_row(people: list[tuple[int, int]]) -> None:
    found = reached(people)
    assert found == [reached([person])[0] for person in people]
    assert all(a <= b for a, b in zip(found, reached([(days + 1, run) for days, run in people]), strict=True))
    assert all(a <= b for a, b in zip(found, reached([(days, run + 1) for days, run in people]), strict=True))


def test_the_table_leaves_no_day_out() -> None:
    table = LAW["disiplin/ketidakhadiran"].value
    for row, following in itertools.pairwise(table):
        assert row["sampai"] + 1 == following["dari"]
    assert "sampai" not in table[-1]
    assert LAW["disiplin/berturut_turut"].value["setara_hari"] == table[-1]["dari"]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_minutes_give_whole_days_rounded_down(minutes: list[int]) -> None:
    exact, whole = lost_days(minutes=np.array(minutes), law=LAW)
    assert [int(day) for day in whole] == [int(exact.fraction(i)) for i in range(len(minutes))]


def test_negative_days_are_refused_and_earlier_law_is_not_made_up() -> None:
    rule = rules()["disiplin/ketidakhadiran"]
    with pytest.raises(InputError, match="paling sedikit 0"):
        rule.read({"hari_tidak_masuk": "-1"})
    with pytest.raises(NotInForceError):
        rule.apply([rule.read({"hari_tidak_masuk": "5"})], book().on(dt.date(2020, 1, 1)))
