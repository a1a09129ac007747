"""Properties of EKSP-2022: better never lowers, order does not matter, one person = one of many."""

import datetime as dt
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.eksp2022.distribution import distribution, judge
from betang.regulation.eksp2022.quadrant import head_result, quadrant
from betang.regulation.eksp2022.ratings import behaviour_rating, item_ratings, rating_of_achievement, result_rating
from betang.regulation.exact import Exact, from_decimals
from betang.regulation.indicator import achievement
from betang.regulation.parameters import book
from betang.regulation.policy import parse_policy
from betang.regulation.trace import Trace

LAW = book().on(dt.date(2026, 6, 30))
LEVEL = st.integers(0, 2)
ITEMS = st.lists(st.tuples(st.integers(0, 1), LEVEL), min_size=1, max_size=9)


def result_of(people: list[list[tuple[int, int]]]) -> list[int]:
    flat = [(who, kind, rating) for who, items in enumerate(people) for kind, rating in items]
    owner, kind, rating = (np.array(column, dtype=np.int8) for column in zip(*flat, strict=True))
    found: list[int] = result_rating(owner=owner, kind=kind, rating=rating, n=len(people), law=LAW).tolist()
    return found


def behaviour_of(people: list[list[int]]) -> list[int]:
    flat = [(who, rating) for who, ratings in enumerate(people) for rating in ratings]
    owner, rating = (np.array(column, dtype=np.int8) for column in zip(*flat, strict=True))
    found: list[int] = behaviour_rating(owner=owner, rating=rating, n=len(people), law=LAW).tolist()
    return found


@given(items=ITEMS, place=st.integers(0, 8))
def test_a_better_item_never_lowers_the_result(items: list[tuple[int, int]], place: int) -> None:
    kind, rating = items[place % len(items)]
    better = [*items]
    better[place % len(items)] = (kind, min(2, rating + 1))
    before, after = result_of([items, better])
    assert after >= before


@given(ratings=st.lists(LEVEL, min_size=1, max_size=7), place=st.integers(0, 6))
def test_a_better_value_never_lowers_the_behaviour(ratings: list[int], place: int) -> None:
    better = [*ratings]
    better[place % len(ratings)] = min(2, better[place % len(ratings)] + 1)
    before, after = behaviour_of([ratings, better])
    assert after >= before


@given(items=ITEMS, seed=st.randoms(use_true_random=False))
def test_order_of_items_does_not_matter(items: list[tuple[int, int]], seed: random.Random) -> None:
    shuffled = sorted(items, key=lambda _: seed.random())
    assert len(set(result_of([items, shuffled]))) == 1


@given(people=st.lists(ITEMS, min_size=1, max_size=8))
def test_one_person_is_rated_as_among_many(people: list[list[tuple[int, int]]]) -> None:
    assert result_of(people) == [result_of([items])[0] for items in people]


def test_quadrant_grows_with_both_ratings() -> None:
    grid = {
        (r, b): int(quadrant(result=np.array([r]), behaviour=np.array([b]), law=LAW)[0])
        for r in range(3)
        for b in range(3)
    }
    for other in range(3):
        assert all(grid[a, other] <= grid[b, other] for a, b in pairwise(range(3)))
        assert all(grid[other, a] <= grid[other, b] for a, b in pairwise(range(3)))
    assert {value for (_, b), value in grid.items() if b == 0} <= {0, 1}
    assert [pair for pair, value in grid.items() if value == 4] == [(2, 2)]


def test_a_missing_rating_gives_no_predikat() -> None:
    found = quadrant(result=np.array([-1, 2, -1]), behaviour=np.array([2, -1, -1]), law=LAW)
    assert found.tolist() == [-1, -1, -1]
    assert head_result(capaian=np.array([-1, 4]), law=LAW).tolist() == [-1, 2]


def test_an_unrated_item_or_no_item_leaves_the_person_unrated() -> None:
    owner, kind = np.array([0, 0, 2]), np.zeros(3, dtype=np.int8)
    rating = np.array([2, -1, 1], dtype=np.int8)
    assert result_rating(owner=owner, kind=kind, rating=rating, n=3, law=LAW).tolist() == [-1, -1, 1]


@given(
    target=st.decimals("0.01", 1000, places=2), done=st.decimals(0, 2000, places=2), more=st.decimals(0, 50, places=2),
    falling=st.booleans(),
)  # fmt: skip
def test_better_realisation_never_lowers_the_item(target: object, done: object, more: object, falling: bool) -> None:
    both = [done, done + more] if not falling else [done + more, done]  # type: ignore[operator]
    achieved = achievement(
        direction=np.full(2, int(falling), dtype=np.int8),
        target=from_decimals([target, target]),  # type: ignore[list-item]
        realised=from_decimals(both),
    )
    before, after = rating_of_achievement(achieved, LAW).tolist()
    assert after >= before


@given(ratings=st.lists(LEVEL, min_size=1, max_size=9))
def test_item_rating_is_the_majority_else_the_lower_median(ratings: list[int]) -> None:
    found = item_ratings(
        item=np.zeros(len(ratings), dtype=np.int8), indicator_rating=np.array(ratings, dtype=np.int8), n=1
    )[0]
    held = [level for level in range(3) if 2 * ratings.count(level) > len(ratings)]
    assert found == (held[0] if held else sorted(ratings)[(len(ratings) - 1) // 2])


def test_achievement_beyond_int64_stays_exact() -> None:
    huge = Exact(np.array([9_000_000_000_000_000_001]), 0)
    almost = Exact(np.array([9_000_000_000_000_000_000]), 0)
    ratio = achievement(direction=np.array([0], dtype=np.int8), target=huge, realised=almost)
    assert ratio.fraction(0) < 100
    assert rating_of_achievement(ratio, LAW).tolist() == [1]


@pytest.mark.parametrize("third", ["0.33", "0.33333333333333333", "0." + "3" * 50])
def test_shares_of_any_length_are_compared_exactly(third: str) -> None:
    """0.333… written out with many places is less than a third, so one of three is more than that share."""
    policy = parse_policy(f'dasar = "CONTOH"\ndari = 2026-01-01\n[ambang]\nmayoritas = {third}\n', book=book())
    law = policy.applied(book().on(dt.date(2026, 6, 30)))
    owner, rating = np.zeros(300, dtype=np.int32), np.array([2] * 100 + [1] * 200, dtype=np.int8)
    assert behaviour_rating(owner=owner, rating=rating, n=1, law=law).tolist() == [2]
    fewer = np.array([2] * 99 + [1] * 201, dtype=np.int8)
    assert behaviour_rating(owner=owner, rating=fewer, n=1, law=law).tolist() == [1]


@given(st.lists(st.integers(-1, 4), min_size=1, max_size=60), st.integers(0, 4))
def test_distribution_counts_everyone_rated_once(predikat: list[int], capaian: int) -> None:
    tally = distribution(unit=np.zeros(len(predikat), dtype=np.int32), predikat=np.array(predikat, dtype=np.int8), n=1)
    assert tally.sum() == sum(code >= 0 for code in predikat)
    verdict = judge(tally=tally, capaian=np.array([capaian], dtype=np.int8), law=LAW)
    assert (verdict.at(0) == "informasi") == (tally.sum() < 5)


def test_trace_of_many_gives_each_person_the_own_steps() -> None:
    trace = Trace()
    owner, kind = np.array([0, 0, 1]), np.array([0, 1, 0], dtype=np.int8)
    rating = np.array([2, 2, 0], dtype=np.int8)
    result = result_rating(owner=owner, kind=kind, rating=rating, n=2, law=LAW, trace=trace)
    behaviour = np.array([2, 1], dtype=np.int8)
    quadrant(result=result, behaviour=behaviour, law=LAW, trace=trace.only(np.array([True, False])))
    first, second = trace.at(0), trace.at(1)
    assert [line.name for line in first] == ["rating_hasil", "kuadran"]
    assert [line.name for line in second] == ["rating_hasil"]
    assert first[0].inputs["jumlah_butir"] == "2"
    assert (first[1].result, second[0].result) == ("SB", "DI_BAWAH")
