"""Waiting at a counter: formulas against known values, against each other and against a simulated counter."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from betang.regulation.calendar.city import city_calendar
from betang.services.process import load, queueing
from betang.services.process.gamma import gamma_cdf
from betang.services.process.load import forecast
from betang.services.process.queueing import Counter, Demand, erlang_c
from betang.services.process.simulate import simulate
from betang.services.process.staffing import Promise, Staffing, staff_needed


def demand(staff: int, busy: float, *, minutes: float = 7, cv: float = 1, arrival_cv: float = 1) -> Demand:
    return Demand(per_hour=60 * staff * busy / minutes, service_minutes=minutes, service_cv=cv, arrival_cv=arrival_cv)


@pytest.mark.parametrize(
    ("staff", "work", "share"),
    [(1, 0.8, 0.8), (2, 1, 1 / 3), (5, 4, 0.554113), (10, 8, 0.409180), (3, 3, 1), (1, 2, 1), (500, 400, 0)],
)
def test_erlang_c_as_tables_have_it(staff: int, work: float, share: float) -> None:
    assert erlang_c(staff, work) == pytest.approx(share, abs=1e-6)


def test_one_exponential_server_is_exact() -> None:
    # M/M/1: time in the system is exponential with rate mu - lambda.
    counter = Counter(demand(1, 0.75, minutes=6), 1)
    assert counter.mean_wait == pytest.approx(18)
    for minutes in (0, 1, 10, 60):
        assert counter.done_within(minutes) == pytest.approx(1 - math.exp(-minutes / 24), abs=1e-6)
        assert counter.waits_within(minutes) == pytest.approx(1 - 0.75 * math.exp(-minutes / 24))
    # Pollaczek and Khinchine: M/G/1 is exact in its mean.
    assert Counter(demand(1, 0.75, minutes=6, cv=0), 1).mean_wait == pytest.approx(9)
    overrun = Counter(demand(1, 1.2), 1)
    assert (overrun.mean_wait, overrun.wait_share, overrun.done_within(60), overrun.waits_within(60)) == (
        math.inf,
        1,
        0,
        0,
    )


def test_the_gamma_distribution_against_closed_forms() -> None:
    x = np.array([-1, 0, 0.1, 1, 3.9, 4, 4.1, 30])
    assert gamma_cdf(x, mean=4, cv=1) == pytest.approx(np.where(x > 0, 1 - np.exp(-x / 4), 0))
    erlang2 = 1 - np.exp(-x / 2) * (1 + x / 2)
    assert gamma_cdf(x, mean=4, cv=math.sqrt(0.5)) == pytest.approx(np.where(x > 0, erlang2, 0))
    # Shape 1/2 is a scaled chi-square with one degree of freedom.
    root = np.array([math.erf(math.sqrt(max(value, 0) / 8)) for value in x])
    assert gamma_cdf(x, mean=4, cv=math.sqrt(2)) == pytest.approx(root)
    assert gamma_cdf(x, mean=4, cv=0).tolist() == [0, 0, 0, 0, 0, 1, 1, 1]
    assert gamma_cdf(np.array([3.9, 4.1]), mean=4, cv=0.021) == pytest.approx([0.1173, 0.8824], abs=2e-3)


@pytest.mark.parametrize(
    ("staff", "busy", "cv", "within"),
    [(1, 0.7, 1, 0.02), (3, 0.8, 1, 0.02), (3, 0.8, 0.3, 0.03), (4, 0.7, 0, 0.03), (3, 0.75, 2, 0.05)],
)  # fmt: skip
def test_the_formulas_agree_with_a_simulated_counter(staff: int, busy: float, cv: float, within: float) -> None:
    asked = demand(staff, busy, cv=cv)
    counter = Counter(asked, staff)
    played = simulate(np.random.default_rng(7), asked, staff=staff, people=150_000, warm_up=1_000)
    assert played.wait_share == pytest.approx(counter.wait_share, abs=within)
    assert played.mean_wait == pytest.approx(counter.mean_wait, rel=0.12)
    for minutes in (5, 15, 30, 60):
        assert played.waits_within(minutes) == pytest.approx(counter.waits_within(minutes), abs=within)
        assert played.done_within(minutes) == pytest.approx(counter.done_within(minutes), abs=within)


def test_a_day_that_begins_without_a_line_waits_less() -> None:
    asked = demand(2, 0.95)
    days = [
        simulate(np.random.default_rng(5), asked, staff=2, people=20_000, day_minutes=minutes).mean_wait
        for minutes in (60, 480, None)
    ]
    assert days[0] < days[1] < days[2]
    same = [simulate(np.random.default_rng(5), asked, staff=2, people=50).waits.tolist() for _ in range(2)]
    assert same[0] == same[1]


@settings(max_examples=40)
@given(
    per_hour=st.floats(0.1, 200),
    minutes=st.floats(0.5, 60),
    cv=st.floats(0, 3),
    promise=st.floats(0.5, 240),
    share=st.floats(0.05, 0.99),
    about=st.sampled_from(Promise),
)
def test_the_staff_needed_is_the_fewest_that_keep_the_promise(
    per_hour: float, minutes: float, cv: float, promise: float, share: float, about: Promise
) -> None:
    found = staff_needed(
        arrivals_per_hour=per_hour, service_minutes=minutes, service_cv=cv, promise_minutes=promise, share=share,
        promise=about,
    )  # fmt: skip
    assert len(found.steps) == 2 + len(found.tried)
    if found.staff is None:
        assert found.best_share < share + 1e-6
        return
    assert [one.enough for one in found.tried] == [False] * (len(found.tried) - 1) + [True]
    assert found.tried[0].staff == math.floor(found.demand.load) + 1
    kept = [one.kept_share for one in found.tried]
    assert kept == sorted(kept)
    assert share <= kept[-1] <= found.best_share + 1e-9
    assert all(0 <= one.busy_share < 1 for one in found.tried)


def asked_for(promise: Promise = Promise.TOTAL, /, **changed: float) -> Staffing:
    counter = {"arrivals_per_hour": 30.0, "service_minutes": 7.0, "service_cv": 1.2, **changed}
    asked = {"promise_minutes": 30.0, "share": 0.95, **counter}
    return staff_needed(**asked, promise=promise)


def test_a_worked_example_with_its_derivation_and_what_is_refused() -> None:
    found = asked_for()
    assert (found.staff, [one.staff for one in found.tried]) == (5, [4, 5])
    assert found.steps[0].result == "30/60 · 7 = 3.500 erlang"
    assert "P(W + S ≤ t) = 0.9593 ≥ 0.95" in found.steps[-1].result
    assert all(text.id and text.en for text in (*found.assumptions, *load.ASSUMPTIONS, *(s.name for s in found.steps)))
    assert found.assumptions is queueing.ASSUMPTIONS
    played = [
        simulate(np.random.default_rng(1), found.demand, staff=staff, people=40_000, warm_up=1_000).done_within(30)
        for staff in (4, 5)
    ]
    assert played[0] < 0.95 < played[1]
    assert asked_for(promise_minutes=5).staff is None
    assert asked_for(Promise.WAIT, promise_minutes=5).staff == 6
    bad = {"arrivals_per_hour": 0, "service_minutes": -1, "service_cv": -0.1, "promise_minutes": 0, "share": 1}
    for name, value in [*bad.items(), *((name, math.nan) for name in bad), ("promise_minutes", math.inf)]:
        with pytest.raises(ValueError, match=r"between 0 and 1|above 0"):
            asked_for(**{name: float(value)})


def test_the_load_of_a_day_ahead_is_that_of_the_same_weekday() -> None:
    calendar, monday = city_calendar(), dt.date(2026, 11, 23)
    past = [monday - dt.timedelta(days=n) for n in range(1, 100)]
    arrivals = {day: 40 if day.weekday() == 0 else 10 for day in past if calendar.spans_on(day)}
    found = forecast(arrivals, monday, calendar)
    assert (found.n, found.same_weekday, found.mean, found.open_hours) == (8, True, 40, 7.5)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 40 < found.high
    assert found.high - 40 == pytest.approx(1.2816 * math.sqrt(40 * (1 + 1 / 8)))
    assert found.per_hour == pytest.approx(40 / 7.5)
    few = forecast(dict.fromkeys(past[:10], 8), monday, calendar)
    assert (few.same_weekday, few.n, few.mean) == (False, 6, 8)
    assert forecast(arrivals, dt.date(2026, 11, 22), calendar).mean == 0  # a Sunday
    nothing = forecast({}, monday, calendar)
    assert (nothing.n, nothing.mean, nothing.low, nothing.per_hour) == (0, None, None, None)
