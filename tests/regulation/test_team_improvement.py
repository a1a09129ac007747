"""Improvement of teams: a mix that changes says nothing, doing better anywhere never lowers it, small is hidden."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from betang.regulation.team_improvement import Cells, improvement, top_band

LEAST = 10
COUNTS = st.integers(0, 60)
MEANS = st.floats(0.5, 20, allow_nan=False)
ROW = st.tuples(st.integers(0, 2), st.integers(0, 1), COUNTS, MEANS, COUNTS, MEANS, st.floats(0, 9))
ROWS = st.lists(ROW, min_size=1, max_size=14)


def cells(rows, *, better=-1.0, scale=4.0):
    team, criterion, n0, mean0, n1, mean1, spread = (np.array(column) for column in zip(*rows, strict=True))
    size = len(rows)
    floats = [np.array(column, dtype=float) for column in (n0, mean0, n1, mean1, spread)]
    return Cells(
        team=team.astype(np.int64), criterion=criterion.astype(np.int64), better=np.full(size, better), n0=floats[0],
        mean0=floats[1], var0=floats[4], n1=floats[2], mean1=floats[3], var1=floats[4], scale=np.full(size, scale),
    )  # fmt: skip


def of(rows, **options):
    return improvement(cells(rows, **options), teams=3, criteria=2, least=LEAST)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.lists(st.integers(LEAST, 900), min_size=14, max_size=14))
def test_a_mix_that_changes_alone_changes_nothing(rows, now):
    same = [(*row[:4], number, row[3], row[6]) for row, number in zip(rows, now, strict=False)]
    assert np.allclose(of(same).change, 0.0)
    counted = [(*row[:4], max(row[4], LEAST), *row[5:]) for row in rows]
    other = [(*row[:4], number, *row[5:]) for row, number in zip(counted, now, strict=False)]
    assert np.allclose(of(counted).change, of(other).change)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(0, 13), st.floats(0, 5))
def test_doing_better_anywhere_never_lowers_a_team_and_touches_no_other(rows, place, gain):
    place %= len(rows)
    row = rows[place]
    before = of(rows)
    better = of([*rows[:place], (*row[:5], row[5] - gain, row[6]), *rows[place + 1 :]])
    others = np.arange(3) != row[0]
    assert better.change[row[0]] >= before.change[row[0]] - 1e-12
    assert better.low[row[0]] >= before.low[row[0]] - 1e-12
    assert np.array_equal(better.change[others], before.change[others])
    assert (before.low <= before.change + 1e-12).all()
    turned = of(rows, better=1.0)
    assert np.allclose(turned.change, -before.change)


def test_strata_are_weighted_by_the_team_s_own_past_and_small_ones_left_out():
    rows = [
        (0, 0, 30, 4.0, 90, 3.0, 0.0),  # a quarter of the scale better, three quarters of the past mix
        (0, 0, 10, 8.0, 900, 8.0, 0.0),
        (0, 1, 20, 4.0, 20, 4.0, 0.0),
        (1, 0, 9, 4.0, 90, 0.5, 0.0),  # nine facts: no measure of this criterion, so none of the team
        (1, 1, 20, 4.0, 20, 1.0, 0.0),
    ]
    found = of(rows)
    assert found.change.tolist() == [0.75 * 0.25 / 2, 0.0, 0.0]
    assert found.measured.tolist() == [True, False, False]
    assert found.counted.tolist() == [True, True, True, False, True]
    assert found.cell_weight.tolist() == [0.75, 0.25, 1.0, 0.0, 1.0]
    assert of([(*row[:6], 5.0) for row in rows]).low[0] < 0 < found.low[0]


def test_the_top_band_holds_a_share_of_the_improved_with_all_their_equals():
    change = np.array([0.4, 0.4, 0.1, 0.05, -0.3, 0.9])
    improved = np.array([True, True, True, True, False, False])
    assert top_band(change=change, improved=improved, share=0.25).tolist() == [True, True, False, False, False, False]
    assert not top_band(change=change, improved=np.zeros(6, dtype=bool), share=0.25).any()
