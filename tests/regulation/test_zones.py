"""Working time where clocks are put forward and back."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from betang.regulation.calendar.arithmetic import (
    add_working_minutes,
    calendar_days_end,
    nth_working_day_close,
    working_minutes_between,
)
from betang.regulation.calendar.moments import MomentError, instants_of, parse_moment
from betang.regulation.calendar.zone import zone_offsets
from tests.regulation.calendars import at, calendar, every_day, open_minutes, shown

ALWAYS = calendar("Europe/Amsterdam", every_day(["00:00", "24:00"]))
NIGHT = calendar("Europe/Amsterdam", every_day(["02:15", "02:45"], ["22:00", "24:00"]))


def minutes(work, start: str, end: str) -> list[str]:
    first, last = at(work, start, end).reshape(2, 1)
    return [str(number) for number in working_minutes_between(work, first, last).decimals()]


def test_the_day_of_the_change_is_an_hour_shorter_or_longer() -> None:
    assert minutes(ALWAYS, "2026-03-29", "2026-03-30") == ["1380.00"]
    assert minutes(ALWAYS, "2026-10-25", "2026-10-26") == ["1500.00"]
    assert minutes(ALWAYS, "2026-10-26", "2026-10-27") == ["1440.00"]


def test_a_span_that_does_not_exist_is_not_worked_and_one_that_occurs_twice_is_worked_twice() -> None:
    assert minutes(NIGHT, "2026-03-29", "2026-03-29T12:00") == ["0.00"]
    assert minutes(NIGHT, "2026-10-25", "2026-10-25T12:00") == ["60.00"]
    assert minutes(NIGHT, "2026-10-26", "2026-10-26T12:00") == ["30.00"]


@pytest.mark.parametrize("work", [ALWAYS, NIGHT])
@pytest.mark.parametrize("day", [dt.date(2026, 3, 28), dt.date(2026, 10, 24)])
def test_the_slow_reckoning_agrees_around_a_change(work, day: dt.date) -> None:
    zone = ZoneInfo(work.zone)
    start = dt.datetime(day.year, day.month, day.day, 21, 30, tzinfo=zone)
    end = start.astimezone(dt.UTC) + dt.timedelta(hours=9)
    worked = list(open_minutes(work, start, end))
    first, last = instants_of(work, [start, end]).reshape(2, 1)
    assert working_minutes_between(work, first, last).decimals() == [len(worked)]
    counts = np.arange(1, len(worked) + 1)
    due = add_working_minutes(work, np.repeat(first, len(worked)), counts)
    assert due.tolist() == instants_of(work, [moment + dt.timedelta(minutes=1) for moment in worked]).tolist()


def test_a_limit_crosses_the_change_with_the_time_that_really_passes() -> None:
    start = at(ALWAYS, "2026-10-24T23:00", "2026-03-28T23:00")
    assert shown(ALWAYS, add_working_minutes(ALWAYS, start, 300)) == [
        "2026-10-25T03:00:00+01:00",
        "2026-03-29T05:00:00+02:00",
    ]
    assert shown(ALWAYS, nth_working_day_close(ALWAYS, start, 1)) == [
        "2026-10-26T00:00:00+01:00",
        "2026-03-30T00:00:00+02:00",
    ]


def test_local_times_that_occur_twice_or_not_at_all_are_read_as_python_reads_them() -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    texts = ["2026-03-29T02:30", "2026-10-25T02:30", "2026-10-25T03:00", "2026-03-29T03:00", "2026-07-01T12:00"]
    plain = [dt.datetime.fromisoformat(text).replace(tzinfo=zone) for text in texts]
    assert at(ALWAYS, *texts).tolist() == instants_of(ALWAYS, plain).tolist()


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        ("America/Havana", "2026-03-06T10:00", "2026-03-07T23:59:59-05:00"),  # clock put forward at midnight
        ("America/Havana", "2026-10-30T10:00", "2026-10-31T23:59:59-04:00"),  # 00:30 occurs twice the day after
        ("Asia/Beirut", "2025-10-24T10:00", "2025-10-25T23:59:59+02:00"),  # 23:30 occurs twice
        ("Pacific/Apia", "2011-12-28T10:00", "2011-12-29T23:59:59-10:00"),  # the day after was left out
        ("Asia/Pontianak", "2026-09-10T10:00", "2026-09-11T23:59:59+07:00"),
    ],
)
def test_a_calendar_day_ends_with_its_last_second(zone: str, start: str, end: str) -> None:
    work = calendar(zone, {})
    assert shown(work, calendar_days_end(work, at(work, start), 1)) == [end]


def test_a_day_that_comes_back_after_midnight_is_one_working_day() -> None:
    work = calendar("Asia/Beirut", every_day(["23:30", "24:00"]))
    start = at(work, "2025-10-24T12:00")
    assert shown(work, nth_working_day_close(work, start, 1)) == ["2025-10-26T00:00:00+02:00"]
    assert shown(work, nth_working_day_close(work, start, 2)) == ["2025-10-27T00:00:00+02:00"]
    assert minutes(work, "2025-10-25T12:00", "2025-10-26T12:00") == ["60.00"]


def test_changes_of_a_zone_are_found_to_the_second() -> None:
    first, last = 20089, 20453  # 2025
    found = zone_offsets("America/New_York", first, last)
    changes = [dt.datetime(2025, 3, 9, 7, tzinfo=dt.UTC), dt.datetime(2025, 11, 2, 6, tzinfo=dt.UTC)]
    assert found.starts[1:].tolist() == [int(moment.timestamp()) * 10**6 for moment in changes]
    assert (found.offsets // (3600 * 10**6)).tolist() == [-5, -4, -5]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-24", "2026-11-24T00:00:00"),
        ("2026-11-24T09:15", "2026-11-24T09:15:00"),
        ("2026-11-24 09:15:30,5", "2026-11-24T09:15:30.500000"),
        ("2026-11-24T09:15:30.123456000", "2026-11-24T09:15:30.123456"),
        ("2026-11-24T24:00", "2026-11-25T00:00:00"),
        ("20261124T0915Z", "2026-11-24T09:15:00+00:00"),
        ("2026-11-24T09:15-0330", "2026-11-24T09:15:00-03:30"),
        (" 2026-11-24T09:15+07 ", "2026-11-24T09:15:00+07:00"),
    ],
)
def test_moments_are_read_as_iso_writes_them(text: str, moment: str) -> None:
    assert parse_moment(text).isoformat() == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "24/11/2026", "2026-02-30", "2026-11-24T25:00", "2026-11-24T24:01", "2026-11-24T09:60", "2026-11-24T09",
        "2026-11-24T09:15+25:00", "2026-11-24T09:15+07:75", "2026-11-24T09:15:30.1234567", "besok", "9999-12-31T24:00",
        "٢٠٢٦-11-24",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(MomentError, match="2026-01-31T09:00"):
        parse_moment(text)
