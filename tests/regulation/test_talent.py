"""The nine-box and the levels on its axes."""

import datetime as dt
import itertools
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.exact import from_decimals
from betang.regulation.field import InputError
from betang.regulation.parameters import book
from betang.regulation.registry import rules
from betang.regulation.talent import axis_level, in_succession_group, nine_box

LAW = book().on(dt.date(2026, 6, 30))
PAIRS = np.array(list(itertools.product(range(3), range(3))), dtype=np.int8)
scores = st.decimals(min_value=0, max_value=100, places=3)


def boxes(performance: list[int], potential: list[int]) -> list[int]:
    found = nine_box(
        performance=np.array(performance, dtype=np.int8), potential=np.array(potential, dtype=np.int8), law=LAW
    )
    return [int(box) for box in found]


def test_each_pair_has_its_own_box_and_more_never_means_a_lower_one() -> None:
    found = np.array(boxes(PAIRS[:, 0].tolist(), PAIRS[:, 1].tolist())).reshape(3, 3)
    assert sorted(found.ravel().tolist()) == list(range(1, 10))
    assert (np.diff(found, axis=0) > 0).all()
    assert (np.diff(found, axis=1) > 0).all()


def test_a_missing_level_has_no_box_and_belongs_to_no_group() -> None:
    assert boxes([-1, 2, -1], [2, -1, -1]) == [-1, -1, -1]
    assert in_succession_group(box=np.array([-1, 6, 7, 9], dtype=np.int8), law=LAW).tolist() == [
        False, False, True, True,
    ]  # fmt: skip


@given(st.lists(st.tuples(scores, scores, scores), min_size=1, max_size=6))
def test_levels_of_many_are_those_of_each_and_rise_with_the_score(rows: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    ordered = [(score, max(a, b), min(a, b)) for score, a, b in rows]

    def levels(cases: list[tuple[Decimal, Decimal, Decimal]]) -> list[int]:
        score, high, middle = (from_decimals(list(column)) for column in zip(*cases, strict=True))
        return [int(level) for level in axis_level(score=score, high=high, middle=middle)]

    together = levels(ordered)
    assert together == [levels([case])[0] for case in ordered]
    assert together == [2 if s >= high else 1 if s >= middle else 0 for s, high, middle in ordered]
    more = levels([(score + 1, high, middle) for score, high, middle in ordered])
    assert all(after >= before for before, after in zip(together, more, strict=True))


def test_cut_points_in_the_wrong_order_are_refused() -> None:
    rule = rules()["talenta/sumbu"]
    case = rule.read({"skor_talenta": "70", "batas_tinggi": "60", "batas_menengah": "80"})
    with pytest.raises(InputError, match="tidak boleh lebih besar daripada batas tinggi"):
        rule.apply([case], LAW)
    with pytest.raises(InputError, match="wajib diisi"):
        rules()["talenta/kotak"].read({"kinerja_talenta": "SESUAI"})
