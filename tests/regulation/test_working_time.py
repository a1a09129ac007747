"""Arithmetic with the city's working time: what always holds, whatever the moments."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.calendar.arithmetic import (
    add_working_minutes,
    after_closed_days,
    calendar_days_end,
    next_opening,
    nth_working_day_close,
    working_minutes_between,
    working_time_between,
)
from betang.regulation.calendar.city import city_calendar
from betang.regulation.calendar.moments import parse_moment
from betang.regulation.calendar.work import CoverageError, WorkCalendar
from betang.regulation.calendar.zone import DAY, MINUTE, Micros
from betang.regulation.field import InputError
from betang.regulation.parameters import book
from betang.regulation.registry import rules
from tests.regulation.calendars import at, calendar, every_day, inside, open_minutes, shown

CITY = city_calendar()
LINE = CITY.timeline(*CITY.years)
moments = st.integers(LINE.begin, LINE.end - 400 * DAY)
some_minutes = st.integers(1, 60_000)


def column(*values: int) -> Micros:
    return np.array(values, dtype=np.int64)


@given(start=moments, minutes=some_minutes)
def test_a_limit_lies_in_a_span_and_leaves_exactly_its_minutes_behind(start: int, minutes: int) -> None:
    due = add_working_minutes(CITY, column(start), minutes)
    assert inside(CITY, due)
    assert working_time_between(CITY, column(start), due).tolist() == [minutes * MINUTE]
    just_before = due - 1
    assert working_time_between(CITY, column(start), just_before)[0] < minutes * MINUTE


@given(start=moments, days=st.integers(1, 250))
def test_a_limit_in_days_is_a_closing_time(start: int, days: int) -> None:
    due = nth_working_day_close(CITY, column(start), days)
    assert inside(CITY, due)
    assert due[0] in LINE.closes
    between = (LINE.open_days > LINE.days(column(start))[0]) & (LINE.closes <= due[0])
    assert between.sum() == days


@given(start=moments, later=st.integers(0, 30 * DAY), minutes=some_minutes, more=st.integers(0, 600))
def test_a_later_start_or_more_minutes_never_end_earlier(start: int, later: int, minutes: int, more: int) -> None:
    due = add_working_minutes(CITY, column(start, start + later, start), np.array([minutes, minutes, minutes + more]))
    assert due[0] <= due[1]
    assert due[0] <= due[2]
    closes = nth_working_day_close(CITY, column(start, start + later), minutes % 200 + 1)
    assert closes[0] <= closes[1]


@given(marks=st.lists(st.integers(LINE.begin, LINE.end), min_size=3, max_size=3))
def test_working_time_adds_up(marks: list[int]) -> None:
    first, second, third = (column(mark) for mark in marks)
    parts = working_time_between(CITY, first, second) + working_time_between(CITY, second, third)
    assert parts.tolist() == working_time_between(CITY, first, third).tolist()
    assert (working_time_between(CITY, first, second) == -working_time_between(CITY, second, first)).all()


@given(start=moments, first=some_minutes, second=some_minutes)
def test_two_limits_one_after_the_other_make_one(start: int, first: int, second: int) -> None:
    step = add_working_minutes(CITY, add_working_minutes(CITY, column(start), first), second)
    assert step.tolist() == add_working_minutes(CITY, column(start), first + second).tolist()


@given(starts=st.lists(moments, min_size=1, max_size=8), seed=st.integers(1, 30))
def test_a_column_gives_what_single_moments_give(starts: list[int], seed: int) -> None:
    counts = np.arange(1, len(starts) + 1) * seed
    whole = column(*starts)
    for function in (add_working_minutes, nth_working_day_close, calendar_days_end):
        single = [int(function(CITY, column(s), int(n))[0]) for s, n in zip(starts, counts.tolist(), strict=True)]
        assert function(CITY, whole, counts).tolist() == single
    for change in (next_opening, after_closed_days):
        assert change(CITY, whole).tolist() == [int(change(CITY, column(s))[0]) for s in starts]


@given(start=moments)
def test_the_next_opening_is_open_and_costs_no_working_time(start: int) -> None:
    opening = next_opening(CITY, column(start))
    assert opening[0] >= start
    assert inside(CITY, opening)
    assert working_time_between(CITY, column(start), opening).tolist() == [0]
    assert working_time_between(CITY, opening, opening + MINUTE).tolist() == [MINUTE]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-02-13T15:00", "2026-02-20T12:30"),
        ("2026-03-16T10:07", "2026-03-26T08:00"),
        ("2027-12-23T00:00", "2027-12-29"),
    ],
)
def test_the_slow_reckoning_agrees(start: str, end: str) -> None:
    first, last = at(CITY, start, end).reshape(2, 1)
    wib = dt.timezone(dt.timedelta(hours=7))
    slow = open_minutes(CITY, *(parse_moment(text).replace(tzinfo=wib) for text in (start, end)))
    assert working_minutes_between(CITY, first, last).decimals() == [len(list(slow))]


def test_a_closed_day_moves_a_moment_and_an_evening_does_not() -> None:
    moved = after_closed_days(CITY, at(CITY, "2026-11-21T10:00", "2026-11-23T20:00", "2026-12-24T09:00"))
    assert shown(CITY, moved) == [
        "2026-11-23T07:30:00+07:00",
        "2026-11-23T20:00:00+07:00",
        "2026-12-28T07:30:00+07:00",
    ]


@pytest.mark.parametrize(
    ("year", "start", "minutes"),
    [(2028, "2027-12-31T16:00", 60), (2028, "2028-01-03", 1), (2023, "2023-12-29T08:00", 1)],
)
def test_a_year_outside_the_table_is_refused_with_the_remedy(year: int, start: str, minutes: int) -> None:
    with pytest.raises(
        CoverageError, match=f"tahun {year} belum ada dalam tabel hari libur kota .*hari_libur.toml"
    ) as caught:
        add_working_minutes(CITY, at(CITY, "2026-01-05", start), minutes)
    assert (caught.value.year, caught.value.index) == (year, 1)
    assert f"the year {year} is not in the city's table" in caught.value.message.en


def test_the_last_minute_of_the_table_still_counts() -> None:
    start = at(CITY, "2027-12-31T15:00")
    assert shown(CITY, add_working_minutes(CITY, start, 90)) == ["2027-12-31T16:30:00+07:00"]
    assert working_minutes_between(CITY, start, at(CITY, "2028-01-01")).decimals() == [90]
    with pytest.raises(CoverageError):
        nth_working_day_close(CITY, start, 1)
    assert shown(CITY, calendar_days_end(CITY, start, 60)) == ["2028-02-29T23:59:59+07:00"]


def test_a_limit_of_nothing_is_no_limit() -> None:
    for function in (add_working_minutes, nth_working_day_close, calendar_days_end):
        with pytest.raises(ValueError, match="at least 1"):
            function(CITY, at(CITY, "2026-01-05"), 0)


def test_a_calendar_without_table_grows_until_the_limit_is_reached_and_ends_somewhere() -> None:
    work = calendar("Asia/Pontianak", {"senin": [["08:00", "09:00"]]})
    start = at(work, "2026-11-24T09:00")
    assert shown(work, add_working_minutes(work, start, 60 * 52 * 10))[0].startswith("2036-")
    with pytest.raises(CoverageError, match="1900 sampai 2999, bukan tahun 3000"):
        add_working_minutes(work, start, 10**12)
    with pytest.raises(CoverageError, match="2999"):
        calendar_days_end(work, start, 10**12)
    never = calendar("Asia/Pontianak", {})
    for function in (add_working_minutes, nth_working_day_close):
        with pytest.raises(CoverageError):
            function(never, start, 1)
    assert working_time_between(never, start, start + DAY).tolist() == [0]


def test_nothing_asked_gives_nothing() -> None:
    empty = column()
    for function in (add_working_minutes, nth_working_day_close, calendar_days_end):
        assert len(function(CITY, empty, 1)) == 0
    assert len(after_closed_days(CITY, empty)) == len(working_time_between(CITY, empty, empty)) == 0


def test_the_version_names_the_content() -> None:
    same = calendar(
        "Asia/Pontianak", every_day(["08:00", "16:00"]), closed=(dt.date(2026, 8, 17), dt.date(2026, 12, 25))
    )
    turned = calendar(
        "Asia/Pontianak", every_day(["08:00", "16:00"]), closed=(dt.date(2026, 12, 25), dt.date(2026, 8, 17))
    )
    others: list[WorkCalendar] = [
        calendar("Asia/Jakarta", every_day(["08:00", "16:00"]), closed=tuple(same.closed)),
        calendar("Asia/Pontianak", every_day(["08:00", "16:01"]), closed=tuple(same.closed)),
        calendar("Asia/Pontianak", every_day(["08:00", "16:00"]), closed=(dt.date(2026, 8, 17),)),
        calendar("Asia/Pontianak", every_day(["08:00", "16:00"]), closed=tuple(same.closed), years=(2024, 2027)),
    ]
    assert same.version == turned.version
    assert len({work.version for work in [same, *others]}) == 5
    assert CITY.version != city_calendar(ramadan=False).version


@pytest.mark.parametrize(
    ("rule", "entered", "field"),
    [
        ("batas_waktu", {"mulai": "2027-12-31T16:00", "banyaknya": "450", "satuan": "MENIT_KERJA"}, "mulai"),
        ("batas_waktu", {"mulai": "2026-01-05T16:00", "banyaknya": "0", "satuan": "HARI_KERJA"}, "banyaknya"),
        ("batas_waktu", {"mulai": "1026-01-05T16:00", "banyaknya": "1", "satuan": "HARI_KERJA"}, "mulai"),
        ("lama_kerja", {"mulai": "2026-01-05", "sampai": "2029-01-05"}, "mulai"),
        ("hari_libur", {"tanggal": "2028-02-01"}, "tanggal"),
        ("hari_kerja", {"tahun": "2023"}, "tahun"),
        ("hari_kerja", {"tahun": "2026", "bulan_ke": "13"}, "bulan_ke"),
    ],
)
def test_a_rule_refuses_in_words_what_the_calendar_does_not_know(
    rule: str, entered: dict[str, str], field: str
) -> None:
    asked = rules()[f"waktu-kerja/{rule}"]
    with pytest.raises(InputError) as caught:
        asked.apply([asked.read(entered)], book().on(dt.date(2026, 11, 24)))
    assert caught.value.field == field
