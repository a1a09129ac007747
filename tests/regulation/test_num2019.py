"""NUM-2019: the kernels over whole columns, rounding, gaps between rows, monotony, and refused inputs."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.exact import Exact, Ratio, from_decimals
from betang.regulation.field import InputError
from betang.regulation.num2019.final import final_score
from betang.regulation.num2019.indicators import IndicatorValues, indicator_values, table_rows
from betang.regulation.num2019.levels import KATEGORI
from betang.regulation.parameters import InForce, NotInForceError, book, changed
from betang.regulation.registry import rules
from betang.regulation.trace import Trace

DAY = dt.date(2021, 12, 31)
LAW = book().on(DAY)
ROUNDING = "num-2019/num_2019"
EXACT = LAW.overlaid(
    {ROUNDING: changed(LAW[ROUNDING], {"pembulatan_capaian": "EXACT"}, basis="CONTOH: Perwali 1/2026")}
)
BOTH = pytest.mark.parametrize("law", [LAW, EXACT], ids=["HALF_UP_INT", "EXACT"])

quotients = st.fractions(min_value=-50, max_value=300, max_denominator=999)
scores = st.decimals(min_value=0, max_value=150, places=2)


def ratio(values: list[Fraction]) -> Ratio:
    return Ratio(np.array([v.numerator for v in values]), np.array([v.denominator for v in values]))


def valued(values: list[Fraction], law: InForce, maximum: list[bool] | None = None) -> IndicatorValues:
    flags = np.array(maximum if maximum is not None else [False] * len(values), dtype=bool)
    return indicator_values(achieved=ratio(values), maximum=flags, law=law)


def exact(*values: str) -> list[tuple[str | None, str]]:
    found = valued([Fraction(value) for value in values], EXACT)
    return [(KATEGORI.of(found.category).at(i), found.value.at(i)) for i in range(len(values))]


def test_unrounded_an_achievement_between_two_rows_takes_the_lower_row_and_its_formula() -> None:
    assert exact("87.5", "59.5", "79.5", "99.5") == [
        ("C", "77.5"), ("SK", "49.4152542373"), ("K", "69.5"), ("C", "89.5"),
    ]  # fmt: skip


def test_unrounded_between_100_and_101_is_baik_109() -> None:
    assert exact("100", "100.01", "100.99", "101") == [("B", "109"), ("B", "109"), ("B", "109"), ("SB", "110")]


def test_unrounded_achievements_are_used_as_they_are_but_not_below_zero() -> None:
    found = valued([Fraction("87.5"), Fraction(-10), Fraction(1000, 3)], EXACT)
    assert [found.used.at(i) for i in range(3)] == ["87.5", "0", "333.3333333333"]


def test_rounded_achievements_are_whole_percents_without_an_upper_cap() -> None:
    found = valued([Fraction("87.5"), Fraction(-10), Fraction(1000, 3)], LAW)
    assert isinstance(found.used, Exact)
    assert found.used.mantissa.tolist() == [88, 0, 333]


@BOTH
@given(quotients, quotients)
def test_a_better_achievement_never_lowers_category_or_value(law: InForce, a: Fraction, b: Fraction) -> None:
    found = valued(sorted([a, b]), law)
    assert found.category[0] <= found.category[1]
    assert found.value.fraction(0) <= found.value.fraction(1)


@BOTH
@given(st.fractions(min_value=0, max_value=100, max_denominator=999))
def test_a_maximum_target_never_lowers_and_rises_to_its_top_at_100(law: InForce, value: Fraction) -> None:
    found = valued([value, value, Fraction(100)], law, [False, True, True])
    assert found.value.fraction(0) <= found.value.fraction(1) <= found.value.fraction(2) == 120


@BOTH
def test_official_formulas_fall_from_100_to_101_on_a_maximum_target(law: InForce) -> None:
    found = valued([Fraction(100), Fraction(101), Fraction(110)], law, [True, True, True])
    assert [found.value.at(i) for i in range(3)] == ["120", "110", "120"]


@BOTH
@given(st.lists(quotients, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_one_by_one_and_in_any_order_the_values_are_the_same(law: InForce, values: list[Fraction], random) -> None:
    together = valued(values, law)
    order = list(range(len(values)))
    random.shuffle(order)
    shuffled = valued([values[i] for i in order], law)
    for place, i in enumerate(order):
        alone = valued([values[i]], law)
        assert alone.category[0] == together.category[i] == shuffled.category[place]
        assert alone.value.fraction(0) == together.value.fraction(i) == shuffled.value.fraction(place)


@given(quotients)
def test_the_value_is_that_of_the_printed_table(value: Fraction) -> None:
    """Written out by hand from the rows of the annex, for whole percents."""
    c = max(0, int(value + Fraction(1, 2) if value >= 0 else 0))
    if c <= 59:
        expected = Fraction(c * 49, 59)
    elif c <= 99:
        expected = Fraction(c - 10)
    elif c == 100:
        expected = Fraction(109)
    else:
        expected = min(Fraction(120), 110 + Fraction(10, 9) * (c - 101))
    assert valued([value], LAW).value.fraction(0) == expected


def test_numbers_beyond_64_bits_stay_exact() -> None:
    huge = Ratio(np.array([10**30 * 98, 10**30], dtype=object), np.array([10**30, 1], dtype=object))
    found = indicator_values(achieved=huge, maximum=np.zeros(2, dtype=bool), law=LAW)
    assert [found.value.at(i) for i in range(2)] == ["88", "120"]


def test_each_item_of_a_case_is_explained_by_the_parameter_that_counted() -> None:
    trace = Trace()
    owner = np.array([0, 0, 1])
    achieved = ratio([Fraction(100), Fraction(98), Fraction(100)])
    indicator_values(achieved=achieved, maximum=np.array([True, False, False]), law=LAW, trace=trace, owner=owner)
    lines = [(line.name, line.result, line.parameter and line.parameter.parameter) for line in trace.at(0)]
    assert ("nilai_iki", "120", "num-2019/target_maksimal") in lines
    assert ("nilai_iki", "88", "num-2019/kategori") in lines
    assert len([line for line in trace.at(1) if line.name == "nilai_iki"]) == 1


def score(nskp: Decimal, npk: Decimal, weights: int, idea: bool) -> tuple[Fraction, int]:
    found, predikat = final_score(
        nskp=from_decimals([nskp]), npk=from_decimals([npk]), weights=np.array([weights], dtype=np.int8),
        idea=np.array([idea]), law=LAW,
    )  # fmt: skip
    return found.fraction(0), int(predikat[0])


@given(scores, scores, scores, st.integers(0, 1), st.booleans())
def test_better_plan_behaviour_or_idea_never_lowers_the_predikat(a, b, more, weights: int, idea: bool) -> None:
    _, base = score(a, b, weights, idea)
    assert base >= 0
    assert score(a + more, b, weights, idea)[1] >= base
    assert score(a, b + more, weights, idea)[1] >= base
    assert score(a, b, weights, True)[1] >= base


@given(st.lists(st.tuples(scores, scores, st.integers(0, 1), st.booleans()), min_size=1, max_size=6))
def test_the_final_score_of_many_is_that_of_each(people) -> None:
    found, predikat = final_score(
        nskp=from_decimals([p[0] for p in people]), npk=from_decimals([p[1] for p in people]),
        weights=np.array([p[2] for p in people], dtype=np.int8), idea=np.array([p[3] for p in people]), law=LAW,
    )  # fmt: skip
    each = [score(*person) for person in people]
    assert [(found.fraction(i), int(predikat[i])) for i in range(len(people))] == each


def test_scores_of_many_places_stay_exact() -> None:
    assert score(Decimal(0), Decimal("89.999999999999999999999"), 0, False)[0] == Fraction("26.9999999999999999999997")


def test_a_range_with_its_ends_swapped_is_refused() -> None:
    rule = rules()["num-2019/indikator"]
    case = rule.read({"arah": "NAIK", "target": "90", "target_atas": "80", "realisasi": "85"})
    with pytest.raises(InputError, match="tidak boleh lebih kecil daripada target") as caught:
        rule.apply([case], LAW)
    assert caught.value.field == "target_atas"


@pytest.mark.parametrize(
    ("given_", "sentence"),
    [
        ({"arah": "NAIK", "target": "0", "realisasi": "1"}, "paling sedikit"),
        ({"arah": "NAIK", "target": "10", "realisasi": "-1"}, "paling sedikit 0"),
        (
            {"arah": "MAJU", "target": "10", "realisasi": "1"},
            r"pilih salah satu: NAIK \(Makin tinggi makin baik\), TURUN",
        ),
        ({"arah": "NAIK", "target": "10"}, "wajib diisi"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(given_: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        rules()["num-2019/indikator"].read(given_)


@pytest.mark.parametrize("day", [dt.date(2021, 6, 30), dt.date(2022, 1, 1)])
def test_outside_its_time_the_rule_set_refuses(day: dt.date) -> None:
    with pytest.raises(NotInForceError, match=f"no value in force on {day.isoformat()}"):
        valued([Fraction(98)], book().on(day))


def test_a_table_that_leaves_values_open_is_refused() -> None:
    table = LAW["num-2019/kategori"].value
    with pytest.raises(ValueError, match="begin at 0"):
        table_rows(table[1:])
    with pytest.raises(ValueError, match="begin at 0"):
        table_rows(table[:-1])


def test_additional_performance_never_counts_more_than_its_cap_and_order_does_not_matter() -> None:
    rule = rules()["num-2019/tambahan"]
    lines = ["SB 3.3 120", "B 1.25 109", "C 0.5 88", "SK 4 40"]
    found = [
        rule.apply([rule.read({"tugas_tambahan": order})], LAW).at(0)["nilai_tambahan"]
        for order in (lines, lines[::-1])
    ]
    assert found == ["5.634", "5.634"]
    many = rule.apply([rule.read({"tugas_tambahan": lines * 9}), rule.read({"tugas_tambahan": lines})], LAW)
    assert [many.at(i)["nilai_tambahan"] for i in range(2)] == ["10", "5.634"]
