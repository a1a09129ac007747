"""SAKIP: predicate, score from components."""

import datetime as dt
import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.exact import Ratio, from_decimals
from betang.regulation.field import InputError
from betang.regulation.parameters import book
from betang.regulation.registry import rules
from betang.regulation.sakip import KOMPONEN_AKIP, evaluation_score, sakip_predikat

LAW = book().on(dt.date(2026, 6, 30))
percents = st.decimals(min_value=0, max_value=100, places=2)
Component = tuple[Decimal, Decimal, Decimal]


def grades(scores: list[Fraction]) -> list[int]:
    column = Ratio(np.array([s.numerator for s in scores]), np.array([s.denominator for s in scores]))
    return [int(code) for code in sakip_predikat(score=column, law=LAW)]


@given(st.lists(st.fractions(min_value=0, max_value=100, max_denominator=999), min_size=1, max_size=6))
def test_a_higher_score_never_has_a_lower_predicate(scores: list[Fraction]) -> None:
    found = grades(sorted(scores))
    assert found == sorted(found)
    assert found == [grades([score])[0] for score in sorted(scores)]


def scored(rows: list[tuple[int, Component]]) -> tuple[Fraction, bool]:
    parts = [from_decimals([row[1][k] for row in rows]) for k in range(3)]
    score, complete = evaluation_score(
        owner=np.zeros(len(rows), dtype=np.int64), component=np.array([row[0] for row in rows], dtype=np.int8),
        existence=parts[0], quality=parts[1], use=parts[2], n=1, law=LAW,
    )  # fmt: skip
    return score.fraction(0), bool(complete[0])


@given(st.lists(st.tuples(percents, percents, percents), min_size=4, max_size=4), st.integers(0, 2**16))
def test_the_score_is_the_weighted_mean_in_any_order_and_rises_with_its_parts(rows: list[Component], seed: int) -> None:
    weights, shares = LAW["sakip/komponen"].value, list(LAW["sakip/subkomponen"].value.values())
    expected = sum(
        Fraction(weights[KOMPONEN_AKIP.names[k]]) / 100 * Fraction(row[part]) * Fraction(shares[part])
        for k, row in enumerate(rows)
        for part in range(3)
    )
    numbered = list(enumerate(rows))
    random.Random(seed).shuffle(numbered)
    assert scored(numbered) == (expected, True)
    better = [(k, (Decimal(100), row[1], row[2])) for k, row in numbered]
    assert scored(better)[0] >= expected


def test_weights_add_up() -> None:
    assert sum(LAW["sakip/komponen"].value.values()) == 100
    assert sum(LAW["sakip/subkomponen"].value.values()) == 1


@pytest.mark.parametrize("line", ["PERENCANAAN 101 0 0", "PERENCANAAN 10 10", "RENCANA 1 1 1"])
def test_bad_components_are_refused(line: str) -> None:
    with pytest.raises(InputError, match="baris 1"):
        rules()["sakip/evaluasi"].read({"komponen_evaluasi": line})
