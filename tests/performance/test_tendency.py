"""Raters' tendencies: drawn towards all raters, the less the more somebody rated; the order of rows says nothing."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from betang.performance.tendency import tendencies

LEAST = 5
ROWS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0])), max_size=60)


def estimated(rows):
    return tendencies(
        rater=np.array([one for one, _gap in rows], dtype=np.int64), gap=np.array([gap for _one, gap in rows]),
        n=6, least=LEAST,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_estimates_lie_between_own_and_common_mean_whatever_the_order(rows, random):
    found = estimated(rows)
    mixed = list(rows)
    random.shuffle(mixed)
    again = estimated(mixed)
    for name in ("n", "raw", "mean", "low", "high", "weight", "shown"):
        assert np.array_equal(getattr(found, name), getattr(again, name)), name
    assert ((found.weight >= 0) & (found.weight <= 1)).all()
    assert (found.low <= found.mean).all()
    assert (found.mean <= found.high).all()
    assert np.isfinite(found.mean).all()
    assert (found.shown == (found.n >= LEAST)).all()
    order = np.argsort(found.n[found.n > 0])  # more ratings: no smaller part of one's own mean is believed
    assert (np.diff(found.weight[found.n > 0][order]) >= -1e-12).all()


def test_a_lenient_and_a_strict_rater_stand_apart_and_few_ratings_are_not_shown():
    lenient, strict = [(0, gap) for gap in [1.0] * 9 + [0.0]], [(1, gap) for gap in [-1.0] * 9 + [0.0]]
    even, few = [(2, gap) for gap in [0.0, 1.0, -1.0, 0.0, 0.0]], [(3, 1.0), (3, 1.0)]
    found = estimated(lenient + strict + even + few)
    assert found.low[0] > 0 > found.high[1]
    assert found.low[2] < 0 < found.high[2]
    assert found.shown.tolist() == [True, True, True, False, False, False]
    assert found.mean[3] < found.raw[3]  # two ratings are believed less than ten
    assert found.raw[0] - found.mean[0] < found.raw[3] - found.mean[3]


def test_raters_who_differ_by_chance_only_are_all_drawn_to_the_common_mean():
    same = [(rater, gap) for rater in range(4) for gap in (1.0, -1.0, 0.0, 1.0, -1.0)]
    assert np.allclose(estimated(same).mean[:4], 0.0)
