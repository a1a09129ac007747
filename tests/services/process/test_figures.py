"""Figures of event logs: what small logs give by hand, and what holds whatever the log."""

from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from betang.regulation.calendar.city import city_calendar
from betang.regulation.calendar.moments import instants_of, parse_moment
from betang.regulation.calendar.zone import MINUTE
from betang.services.process.clock import wall_clock, working_clock
from betang.services.process.follows import follows, handovers
from betang.services.process.log import EventLog, event_log
from betang.services.process.overview import overview, throughput
from betang.services.process.rework import Detour, detours, rework
from betang.services.process.spread import spreads, totals
from betang.services.process.variants import variants
from betang.services.process.waiting import ASSUMPTIONS, losses, split, steps

CITY = city_calendar()
FRIDAY = int(instants_of(CITY, [parse_moment("2026-11-20T08:00")])[0])


class Row(NamedTuple):
    case: str
    activity: str
    minute: int
    who: str | None = None
    why: str | None = None


def log_of(rows: list[Row], *, started: list[int] | None = None) -> EventLog:
    columns = [
        pl.Series(list(column), dtype=pl.String)
        for column in zip(*((r[0], r[1], r[3], r[4]) for r in rows), strict=True)
    ]
    begun = None if started is None else FRIDAY + np.array(started, dtype=np.int64) * MINUTE
    instant = FRIDAY + np.array([row.minute for row in rows], dtype=np.int64) * MINUTE
    return event_log(
        case=columns[0], activity=columns[1], instant=instant, resource=columns[2], reason=columns[3], started=begun
    )


BY_HAND = [
    Row("A", "terima", 0, "Ani"),
    Row("B", "terima", 10, "Ani"),
    Row("A", "periksa", 30, "Budi", "dokumen kurang"),
    Row("B", "periksa", 40, "Budi"),
    Row("A", "periksa", 100, "Budi"),
    Row("A", "kirim", 130),
]


def test_time_is_split_between_waiting_and_working_by_when_the_officer_was_free() -> None:
    log = log_of(BY_HAND)
    parts = split(log)
    # A: Budi had nothing before (30 of work); then 40 to 100 (he did B until 40); nobody known for the last 30.
    assert (log.case.tolist(), (parts.working // MINUTE).tolist()) == ([0, 0, 0, 0, 1, 1], [0, 30, 60, 0, 0, 10])
    assert (parts.waiting // MINUTE).tolist() == [0, 0, 10, 0, 0, 20]
    assert (parts.undivided // MINUTE).tolist() == [0, 0, 0, 30, 0, 0]
    found = steps(log, parts)
    assert log.activity.names == ("kirim", "periksa", "terima")
    assert (found.waiting.n.tolist(), found.undivided) == ([0, 3, 0], [30 * MINUTE, 0, 0])
    assert (found.waiting.total[1], found.waiting.median[1], found.working.max[1]) == tuple(
        minutes * MINUTE for minutes in (30, 10, 60)
    )
    lost = [(loss.activity, loss.reason, loss.n, loss.total // MINUTE, loss.share) for loss in losses(log, parts)]
    assert lost == [
        ("kirim", None, 1, 30, 0.5),
        ("periksa", None, 2, 20, 1 / 3),
        ("periksa", "dokumen kurang", 1, 10, 1 / 6),
    ]
    assert all(text.id and text.en for text in ASSUMPTIONS)


def test_a_known_start_needs_no_assumption_and_nights_are_closed() -> None:
    rows = [Row("A", "terima", 0), Row("A", "kirim", 24 * 60 * 3 + 60, "Ani")]  # Friday 08.00 to Monday 09.00
    log = log_of(rows, started=[0, 24 * 60 * 3 + 30])
    parts = split(log, working_clock(log, CITY))
    assert [int(part[1]) // MINUTE for part in (parts.waiting, parts.working, parts.undivided)] == [480, 30, 0]
    assert int(parts.closed[1]) == (24 * 60 * 3 + 60 - 510) * MINUTE
    assert steps(log, parts).waiting.n.tolist() == [1, 0]
    assert int(throughput(log, working_clock(log, CITY)).max[0]) == 510 * MINUTE


def test_work_done_twice_is_counted_with_its_detours() -> None:
    track = ["terima", "periksa", "balik", "periksa", "balik", "periksa", "periksa", "kirim"]
    log = log_of(
        [*(Row("A", step, 5 * n) for n, step in enumerate(track)), Row("B", "periksa", 1), Row("B", "balik", 2)]
    )
    found = rework(log)
    names = ("balik", "kirim", "periksa", "terima")
    assert log.activity.names == names
    assert (found.cases.tolist(), found.repeated.tolist()) == ([2, 1, 2, 1], [1, 0, 1, 0])
    assert (found.extra.tolist(), found.direct.tolist()) == ([1, 0, 3, 0], [0, 0, 1, 0])
    assert found.span.n.tolist() == [1, 0, 1, 0]
    assert found.span.max[2] == 25 * MINUTE
    assert np.isnan(found.span.max[1])
    assert detours(log) == [Detour("periksa", "balik", 2), Detour("balik", "periksa", 1)]


def test_a_log_without_resources_hands_nothing_over_and_is_not_split() -> None:
    log = event_log(
        case=pl.Series(["A", "A"]), activity=pl.Series(["x", "y"]), instant=np.array([0, MINUTE], dtype=np.int64)
    )
    parts = split(log)
    assert (len(handovers(log)), overview(log).resources, parts.undivided.tolist()) == (0, 0, [0, MINUTE])
    assert [loss.total for loss in losses(log, parts)] == [MINUTE]
    with pytest.raises(ValueError, match="a case and an activity"):
        event_log(case=pl.Series(["A", None]), activity=pl.Series(["x", "y"]), instant=log.instant)


rows = st.lists(
    st.tuples(
        st.sampled_from("ABCDE"),
        st.sampled_from(["terima", "periksa", "kirim"]),
        st.integers(0, 20_000),
        st.sampled_from([None, "Ani", "Budi"]),
        st.sampled_from([None, "gangguan"]),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda row: row[2],  # of events of one moment the order in the file would matter
).map(lambda drawn: [Row(*row) for row in drawn])


def figures(log: EventLog) -> object:
    """Gather everything that names no case."""
    clock = working_clock(log, CITY)
    parts, found, again = split(log, clock), follows(log, clock), rework(log)
    assert found.times is not None
    pairs = [found.first, found.second, found.n, handovers(log).n, again.cases, again.extra, again.span.max]
    return [
        overview(log), variants(log), detours(log), losses(log, parts),
        throughput(log).values.tolist(), steps(log, parts).working.total, found.times.p90.tolist(),
        [str(column.tolist()) for column in pairs],
    ]  # fmt: skip


@settings(max_examples=50)
@given(rows=rows, seed=st.integers(0, 99))
def test_neither_the_order_of_rows_nor_the_names_of_cases_matter(rows: list[Row], seed: int) -> None:
    mixed = random.Random(seed).sample(rows, len(rows))
    renamed = [row._replace(case=f"kasus {'EDCBA'['ABCDE'.index(row.case)]}") for row in rows]
    assert figures(log_of(mixed)) == figures(log_of(rows)) == figures(log_of(renamed))


@settings(max_examples=60)
@given(rows=rows, clocked=st.booleans())
def test_the_parts_add_up_to_the_time_of_the_cases(rows: list[Row], clocked: bool) -> None:
    log = log_of(rows)
    clock = working_clock(log, CITY) if clocked else wall_clock
    parts, found = split(log, clock), steps(log, split(log, clock))
    open_parts = parts.waiting + parts.working + parts.undivided
    assert min(part.min() for part in (parts.waiting, parts.working, parts.undivided, parts.closed)) >= 0
    whole = sum(throughput(log).total)
    assert int((open_parts + parts.closed).sum()) == whole
    assert int(open_parts.sum()) == sum(throughput(log, clock).total)
    by_step = (*found.waiting.total, *found.working.total, *found.undivided, *found.closed)
    assert sum(by_step) == whole
    times, lost = follows(log, clock).times, losses(log, parts)
    assert times is not None
    assert sum(times.total) == int(open_parts.sum())
    assert sum(loss.total for loss in lost) == int((parts.waiting + parts.undivided).sum())
    assert sum(loss.share for loss in lost) == pytest.approx(1 if any(loss.total for loss in lost) else 0)
    seen = overview(log)
    assert sum(n for _, n in seen.start) == sum(n for _, n in seen.end) == seen.cases
    assert int(follows(log).n.sum()) == seen.events - seen.cases
    assert sum(n for _, n in variants(log, top=99).top) == seen.cases


@settings(max_examples=60)
@given(
    values=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 10**6) | st.integers(0, 2**55)), min_size=1, max_size=30
    ),
    percent=st.integers(0, 100),
)
def test_spreads_are_those_of_numpy_and_sums_are_exact(values: list[tuple[int, int]], percent: int) -> None:
    group, value = (np.array(column, dtype=np.int64) for column in zip(*values, strict=True))
    found = spreads(value, group, 4)
    for number in range(4):
        mine = value[group == number]
        assert found.n[number] == len(mine)
        assert found.total[number] == sum(map(int, mine)) == totals(value, group, 4)[number]
        if len(mine):
            # numpy halves large whole numbers as floats
            assert found.mean[number] == pytest.approx(float(np.mean(mine.astype(float))))
            assert found.median[number] == pytest.approx(float(np.median(mine)), rel=1e-9)
            if mine.max() < 2**50:
                assert found.percentile(percent)[number] == pytest.approx(float(np.percentile(mine, percent)))
