"""Credit points over whole columns: exact, additive, monotone, and refused where the law is silent."""

import datetime as dt
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.credit import JENJANG, credit_points, credit_total, has_credit, shown
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.exact import Ratio
from betang.regulation.field import InputError
from betang.regulation.parameters import NotInForceError, book
from betang.regulation.registry import rules
from betang.regulation.trace import Trace

LAW = book().on(dt.date(2026, 6, 30))
rows = st.lists(
    st.tuples(st.integers(-1, len(JENJANG.names) - 1), st.integers(-1, 4), st.integers(1, 60)), min_size=1, max_size=9
)
Row = tuple[int, int, int]


def points(people: list[Row]) -> Ratio:
    level, predikat, months = (np.array(column) for column in zip(*people, strict=True))
    return credit_points(level=level.astype(np.int8), predikat=predikat.astype(np.int8), months=months, law=LAW)


@given(rows)
def test_points_are_months_by_share_by_coefficient(people: list[Row]) -> None:
    found = points(people)
    shares, rates = LAW["angka-kredit/persentase"].value, LAW["angka-kredit/koefisien"].value
    for i, (level, predikat, months) in enumerate(people):
        if level < 0 or predikat < 0:
            expected = Fraction(0)
        else:
            share, rate = shares[PREDIKAT.names[predikat]], rates[JENJANG.names[level]]
            expected = Fraction(months, 12) * Fraction(share) * Fraction(rate)
        assert found.fraction(i) == expected == points([people[i]]).fraction(0)


@given(st.integers(0, 7), st.integers(0, 3), st.integers(1, 59))
def test_a_better_predikat_or_more_months_never_give_less(level: int, predikat: int, months: int) -> None:
    found = points([(level, predikat, months), (level, predikat + 1, months), (level, predikat, months + 1)])
    assert found.fraction(0) < found.fraction(1)
    assert found.fraction(0) < found.fraction(2)


@given(rows, st.randoms(use_true_random=False))
def test_a_total_does_not_depend_on_the_order_of_its_rows(people: list[Row], random) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)
    owner = np.zeros(len(people), dtype=np.int64)
    totals = [credit_total(owner=owner, points=points(order), n=1).fraction(0) for order in (people, shuffled)]
    assert totals[0] == totals[1] == sum(points(people).fraction(i) for i in range(len(people)))


def test_rows_without_level_or_predikat_are_marked_and_have_no_figure_in_the_derivation() -> None:
    level, predikat = np.array([-1, 4, 4], dtype=np.int8), np.array([3, -1, 3], dtype=np.int8)
    assert has_credit(level=level, predikat=predikat).tolist() == [False, False, True]
    trace = Trace()
    credit_points(level=level, predikat=predikat, months=np.array([12, 12, 12]), law=LAW, trace=trace)
    assert [trace.at(i)[-1].result for i in range(3)] == [None, None, "12.5"]


def test_nobody_gives_nothing() -> None:
    empty = np.zeros(0, dtype=np.int8)
    found = credit_points(level=empty, predikat=empty, months=np.zeros(0, dtype=np.int64), law=LAW)
    assert len(found) == len(credit_total(owner=np.zeros(0, dtype=np.int64), points=found, n=0)) == 0


@pytest.mark.parametrize(
    ("num", "text"), [(1, "0.01"), (3, "0.02"), (5, "0.03"), (199, "1.00"), (5000, "25.00"), (0, "0.00")]
)
def test_figures_are_shown_half_up_with_two_places(num: int, text: str) -> None:
    found = shown(Ratio(np.array([num]), np.array([200])), LAW)
    assert (len(found), found.at(0)) == (1, text)


def test_before_2023_there_is_no_value() -> None:
    law = book().on(dt.date(2022, 12, 31))
    with pytest.raises(NotInForceError, match="angka-kredit/persentase has no value in force on 2022-12-31"):
        credit_points(
            level=np.array([4], dtype=np.int8), predikat=np.array([3], dtype=np.int8), months=np.array([12]), law=law
        )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("AHLI B 12", "baris 1: pilih salah satu"),
        ("AHLI_MUDA B", "baris 1: tulis Jenjang, Predikat kinerja, Bulan, dipisah spasi"),
        ("AHLI_MUDA B 0", "baris 1: paling sedikit 1"),
        ("AHLI_MUDA B 1,5", "baris 1: tulis bilangan bulat"),
    ],
)
def test_bad_lines_are_refused_with_a_sentence(line: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        rules()["angka-kredit/jumlah"].read({"masa": line})
