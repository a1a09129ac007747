"""The satisfaction survey: exact figures, the same singly and together, both sides of every bound."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.exact import Exact
from betang.regulation.field import InputError
from betang.regulation.parameters import InForce, book, changed
from betang.regulation.registry import rules
from betang.regulation.skm.aggregate import together
from betang.regulation.skm.index import Satisfaction, figures, satisfaction
from betang.regulation.skm.integrity import integrity
from betang.regulation.skm.sample import PEMBULATAN, allocate, sample_size
from betang.regulation.skm.tally import tally

LAW = book().on(dt.date(2026, 11, 24))
answers = st.lists(st.lists(st.integers(0, 4), min_size=9, max_size=9), min_size=1, max_size=12)


def survey(rows: list[list[int]], group: list[int] | None = None) -> Satisfaction:
    places = None if group is None else np.array(group)
    groups = 1 if group is None else max(group) + 1
    return satisfaction(scores=np.array(rows, dtype=np.int8), law=LAW, group=places, groups=groups)


def shown(found: Satisfaction, place: int) -> tuple[object, ...]:
    columns = (*found.nrr, found.skm, found.ikm, found.shown, found.without)
    numbers = [column.at(place) for column in columns]
    return (int(found.respondents[place]), *numbers, found.category[place], found.lowest[place], found.intervals[place])


def exact_skm(rows: list[list[int]]) -> Fraction | None:
    """Compute the SKM the long way, straight from the formula."""
    total = Fraction(0)
    for element in range(9):
        given = [row[element] for row in rows if row[element]]
        if not given:
            return None
        total += Fraction(sum(given), len(given)) / 9
    return total


@given(answers)
def test_index_is_the_formula_exactly(rows: list[list[int]]) -> None:
    found, expected = survey(rows), exact_skm(rows)
    assert bool(found.skm.present[0]) is (expected is not None)
    if expected is not None:
        assert found.skm.column.fraction(0) == expected
        assert found.ikm.column.fraction(0) == expected * 25
        assert 25 <= Decimal(found.shown.at(0) or "0") <= 100


@given(answers, st.randoms(use_true_random=False))
def test_order_of_respondents_means_nothing(rows: list[list[int]], chance: object) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert shown(survey(mixed), 0) == shown(survey(rows), 0)


@given(st.lists(answers, min_size=1, max_size=4))
def test_groups_together_are_the_groups_alone(surveys: list[list[list[int]]]) -> None:
    rows = [row for one in surveys for row in one]
    group = [place for place, one in enumerate(surveys) for _ in one]
    together = survey(rows, group)
    assert [shown(together, place) for place in range(len(surveys))] == [shown(survey(one), 0) for one in surveys]


@given(answers, st.integers(1, 11))
def test_pieces_add_up(rows: list[list[int]], cut: int) -> None:
    scores = np.array(rows, dtype=np.int8)
    pieces = [tally(scores=part, highest=4) for part in (scores[:cut], scores[cut:])]
    assert shown(figures(pieces[0] + pieces[1], law=LAW), 0) == shown(survey(rows), 0)


def test_a_piece_may_know_more_groups_and_all_groups_make_one() -> None:
    first = tally(scores=np.full((2, 9), 3, dtype=np.int8), highest=4)
    second = tally(scores=np.full((1, 9), 4, dtype=np.int8), highest=4, group=np.array([1]), groups=2)
    both, turned = first + second, second + first
    assert both.respondents.tolist() == turned.respondents.tolist() == [[0] * 9 + [2], [0] * 9 + [1]]
    assert shown(figures(both.whole(), law=LAW), 0) == shown(survey([[3] * 9, [3] * 9, [4] * 9]), 0)


@given(answers, st.integers(0, 11), st.integers(0, 8))
def test_a_better_answer_never_lowers_index_or_category(rows: list[list[int]], person: int, element: int) -> None:
    person %= len(rows)
    better = [list(row) for row in rows]
    if 0 < better[person][element] < 4:
        better[person][element] += 1
    before, after = survey(rows), survey(better)
    if before.skm.present[0]:
        assert after.ikm.column.fraction(0) >= before.ikm.column.fraction(0)
        assert after.category[0] >= before.category[0]


@given(answers)
def test_interval_holds_the_index_when_every_question_was_answered(rows: list[list[int]]) -> None:
    complete = [[score or 1 for score in row] for row in rows]
    found = survey(complete)
    span = found.intervals[0]
    assert (span is None) is (len(rows) < 2)
    if span is not None:
        assert Decimal(25) <= span.low <= Decimal(found.shown.at(0) or "0") <= span.high <= Decimal(100)


@pytest.mark.parametrize("wrong", [5, -1])
def test_a_score_out_of_range_is_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="between 0"):
        survey([[1, 2, 3, 4, 1, 2, 3, 4, wrong]])


def test_five_million_exact_counts_do_not_overflow() -> None:
    counts = tally(scores=np.full((1000, 9), 4, dtype=np.int8), highest=4)
    large = counts
    for _ in range(13):
        large = large + large
    found = figures(large, law=LAW)
    assert int(found.respondents[0]) == 8_192_000
    assert found.ikm.column.fraction(0) == 100


def test_weights_of_the_policy_are_used_exactly() -> None:
    parts = {f"U{place}": 2 if place == 1 else 1 for place in range(1, 10)}
    law = LAW.overlaid({"skm/bobot": changed(LAW["skm/bobot"], parts, basis="CONTOH")})
    found = satisfaction(scores=np.array([[4, 3, 3, 3, 3, 3, 3, 3, 3]], dtype=np.int8), law=law)
    assert found.skm.column.fraction(0) == Fraction(32, 10)


def rounding(word: str) -> InForce:
    return LAW.overlaid({PEMBULATAN: changed(LAW[PEMBULATAN], word, basis="CONTOH")})


@given(st.integers(1, 10**12))
def test_sample_is_never_more_than_the_population(population: int) -> None:
    found = sample_size(population=np.array([population]), law=LAW)
    nearest = sample_size(population=np.array([population]), law=rounding("NEAREST"))
    assert 1 <= found.up[0] <= population
    assert found.chosen[0] == found.up[0]
    assert nearest.chosen[0] == found.nearest[0]
    assert 0 <= found.up[0] - found.nearest[0] <= 1
    assert found.up[0] <= 385


@given(st.integers(1, 10**9), st.integers(0, 10**6))
def test_sample_grows_with_the_population(population: int, more: int) -> None:
    found = sample_size(population=np.array([population, population + more]), law=LAW)
    assert found.exact.fraction(0) <= found.exact.fraction(1)


def test_an_empty_population_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        sample_size(population=np.array([0]), law=LAW)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8), st.data())
def test_allocation_is_whole_and_near_the_quota(sizes: list[int], data: st.DataObject) -> None:
    total = data.draw(st.integers(0, sum(sizes)))
    owner, size = np.zeros(len(sizes), dtype=np.int64), np.array(sizes)
    found = allocate(owner=owner, size=size, total=np.array([total])).tolist()
    assert sum(found) == total
    for share, one in zip(found, sizes, strict=True):
        assert abs(Fraction(total * one, sum(sizes)) - share) < 1
        assert 0 <= share <= one


def test_allocation_of_many_cases_is_each_alone() -> None:
    owner, size = np.array([1, 0, 1, 0, 1]), np.array([7, 3, 7, 3, 1])
    both = allocate(owner=owner, size=size, total=np.array([5, 8]))
    assert both[owner == 0].tolist() == [3, 2]
    assert both[owner == 1].tolist() == [4, 4, 0]


def test_official_mean_follows_the_parameter() -> None:
    arguments = {
        "owner": np.array([0, 0]), "ikm": Exact(np.array([80, 90]), 0), "respondents": np.array([300, 100]), "n": 1,
    }  # fmt: skip
    weighted = LAW.overlaid({"skm/agregasi": changed(LAW["skm/agregasi"], "TERTIMBANG", basis="CONTOH")})
    assert together(**arguments, law=LAW).official.at(0) == "85"  # type: ignore[arg-type]
    assert together(**arguments, law=weighted).official.at(0) == "82.5"  # type: ignore[arg-type]


def test_a_result_is_shown_from_ten_answers_on() -> None:
    days = np.array(["2026-11-24"] * 2, dtype="datetime64[D]")
    found = integrity(closed=days, respondents=np.array([9, 10]), law=LAW)
    assert found.shown.tolist() == [False, True]
    assert found.last.tolist() == [dt.date(2026, 12, 8)] * 2


@pytest.mark.parametrize(
    ("rule", "given", "field"),
    [
        ("skm/indeks", {"jawaban": ["1 2 3 4 5 1 2 3 4"]}, "jawaban"),
        ("skm/indeks", {"jawaban": ["1 2 3 4 0 1 2 3 4"]}, "jawaban"),
        ("skm/indeks", {"jawaban": ["1 2 3 4 1 2 3 4"]}, "jawaban"),
        ("skm/bobot", {"nrr": ["3"] * 8}, "nrr"),
        ("skm/bobot", {"nrr": ["3"] * 8 + ["4.01"]}, "nrr"),
        ("skm/kategori", {"ikm_belum_dibulatkan": "24.99"}, "ikm_belum_dibulatkan"),
        ("skm/kategori", {"ikm_belum_dibulatkan": "100.01"}, "ikm_belum_dibulatkan"),
        ("skm/unsur", {"unsur": "U10"}, "unsur"),
        ("skm/unsur", {"unsur": "U1", "skor": 5}, "skor"),
        ("skm/sampel", {"populasi": 0}, "populasi"),
        ("skm/alokasi", {"layanan": ["KIA 0"]}, "layanan"),
        ("skm/agregasi", {"unit_ikm": ["a 20 3"]}, "unit_ikm"),
    ],
)
def test_wrong_inputs_are_refused_by_name(rule: str, given: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as refused:
        rules()[rule].apply([rules()[rule].read(given)], LAW)
    assert refused.value.field == field
    assert refused.value.message.id
    assert refused.value.message.en
