"""How long the access log is kept: both ends of the question agree, never a day short."""

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.data_protection import LOG_AKSES, erasable_from, last_erasable
from betang.regulation.parameters import book, changed

LAW = book().on(dt.date(2026, 11, 24))
YEARS = LAW[LOG_AKSES].value
days = st.dates(min_value=dt.date(2019, 1, 1), max_value=dt.date(2090, 12, 31))


def column(values: list[dt.date]) -> np.ndarray:
    return np.array(values, dtype="datetime64[D]")


@given(st.lists(days, min_size=1, max_size=6))
def test_many_are_like_each_and_none_is_erased_before_its_years_are_over(recorded: list[dt.date]) -> None:
    found = erasable_from(recorded=column(recorded), law=LAW).tolist()
    assert found == [erasable_from(recorded=column([day]), law=LAW)[0].item() for day in recorded]
    for day, since in zip(recorded, found, strict=True):
        date = (3, 1) if (day.month, day.day) == (2, 29) else (day.month, day.day)
        assert (since.year, since.month, since.day) == (day.year + YEARS, *date)


@given(days)
def test_the_last_day_that_may_be_erased_is_the_last(day: dt.date) -> None:
    last = last_erasable(day=day, law=LAW)
    since = erasable_from(recorded=column([last, last + dt.timedelta(days=1)]), law=LAW).tolist()
    assert since[0] <= day < since[1]


@given(days, st.integers(1, 30))
def test_a_longer_time_keeps_more(day: dt.date, more: int) -> None:
    longer = LAW.overlaid({LOG_AKSES: changed(LAW[LOG_AKSES], YEARS + more, basis="CONTOH: SE 1/2027")})
    assert last_erasable(day=day, law=longer) < last_erasable(day=day, law=LAW)
