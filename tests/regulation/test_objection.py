"""Objection and the calendar of appraisal: limits that harm nobody, periods that cover the year."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.appraisal_days import JANGKA, PERIODS_A_YEAR, objection_window, period_days, taken_to_accept
from betang.regulation.field import InputError
from betang.regulation.parameters import book, changed
from betang.regulation.registry import rules

LAW = book().on(dt.date(2026, 6, 30))
days = st.dates(min_value=dt.date(2024, 2, 1), max_value=dt.date(2026, 11, 1))


def column(values: list[dt.date]) -> np.ndarray:
    return np.array(values, dtype="datetime64[D]")


@given(st.lists(days, min_size=1, max_size=5))
def test_the_later_limit_counts_and_many_are_like_each(received: list[dt.date]) -> None:
    window = objection_window(received=column(received), law=LAW)
    assert (window.used >= window.calendar).all()
    assert (window.used >= window.working).all()
    assert (window.used > column(received)).all()
    each = [objection_window(received=column([day]), law=LAW).used[0] for day in received]
    assert window.used.tolist() == [day.item() for day in each]


@given(days, days)
def test_a_later_receipt_never_ends_earlier(a: dt.date, b: dt.date) -> None:
    used = objection_window(received=column(sorted([a, b])), law=LAW).used
    assert used[0] <= used[1]


@pytest.mark.parametrize(("kind", "last"), [("KALENDER", "2026-01-19"), ("KERJA", "2026-01-26")])
def test_once_settled_the_kind_of_days_decides(kind: str, last: str) -> None:
    settled = LAW.overlaid({JANGKA: changed(LAW[JANGKA], {"jenis_hari": kind}, basis="CONTOH: Perwali 1/2026")})
    assert str(objection_window(received=column([dt.date(2026, 1, 5)]), law=settled).used[0]) == last


@given(st.lists(st.tuples(days, st.integers(0, 60), st.booleans()), min_size=1, max_size=5))
def test_nobody_is_taken_to_accept_while_an_objection_may_be_filed(rows: list[tuple[dt.date, int, bool]]) -> None:
    received = column([row[0] for row in rows])
    seen = received + np.array([row[1] for row in rows], dtype="timedelta64[D]")
    objected = np.array([row[2] for row in rows])
    found = taken_to_accept(received=received, day=seen, objected=objected, law=LAW)
    window = objection_window(received=received, law=LAW)
    assert not found[(seen <= window.used) | objected].any()
    assert found[(seen > window.used) & ~objected].all()


def test_a_year_without_a_table_of_holidays_is_refused_with_a_sentence() -> None:
    rule = rules()["keberatan/jangka"]
    with pytest.raises(InputError, match="belum ada dalam tabel hari libur") as caught:
        rule.apply([rule.read({"tanggal_diterima": "2040-01-05"})], LAW)
    assert caught.value.field == "tanggal_diterima"


@pytest.mark.parametrize("year", [2026, 2028])
@pytest.mark.parametrize("kind", range(3))
def test_periods_cover_the_year_without_gap_or_overlap(kind: int, year: int) -> None:
    count = PERIODS_A_YEAR[kind]
    first, last = period_days(
        kind=np.full(count, kind, dtype=np.int8), year=np.full(count, year), number=np.arange(1, count + 1)
    )
    assert (str(first[0]), str(last[-1])) == (f"{year}-01-01", f"{year}-12-31")
    assert (first[1:] - last[:-1] == np.timedelta64(1, "D")).all()


def test_a_period_that_the_year_does_not_have_is_refused() -> None:
    rule = rules()["kalender-kinerja/periode"]
    case = rule.read({"jenis_periode": "TRIWULANAN", "tahun": "2026", "periode_ke": "5"})
    with pytest.raises(InputError, match="paling banyak 4 dalam setahun"):
        rule.apply([case], LAW)


def test_years_are_answered_by_their_own_deadline() -> None:
    rule = rules()["kalender-kinerja/batas_tahunan"]
    answer = rule.apply([rule.read({"tahun": year}) for year in ("2023", "2024", "2025")], LAW)
    assert [answer.at(i)["batas_tahunan"] for i in range(3)] == [None, "2025-01-10", None]
