"""Practice around EKSP-2022: reasons, aspects, guides."""

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.eksp2022.levels import CAPAIAN, NILAI
from betang.regulation.eksp2022.practice import (
    KURVA,
    MODE,
    PENILAI,
    decision_needs_reason,
    enough_aspects,
    guides,
    pattern_needs_reason,
)
from betang.regulation.parameters import book, changed

LAW = book().on(dt.date(2026, 6, 30))
codes = st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 4)), min_size=1, max_size=8)


@given(codes)
def test_two_levels_apart_ask_for_a_reason_in_both_directions(pairs: list[tuple[int, int]]) -> None:
    first, second = (np.array(column, dtype=np.int8) for column in zip(*pairs, strict=True))
    found = decision_needs_reason(proposed=first, decided=second, law=LAW).tolist()
    assert found == decision_needs_reason(proposed=second, decided=first, law=LAW).tolist()
    assert found == [min(a, b) >= 0 and abs(a - b) >= 2 for a, b in pairs]


def test_an_unmet_pattern_is_a_warning_and_can_be_made_information() -> None:
    met = np.array([True, False])
    assert pattern_needs_reason(met=met, law=LAW).tolist() == [False, True]
    shown = LAW.overlaid({MODE: changed(LAW[MODE], "INFORMATION", basis="CONTOH: Perwali 1/2026")})
    assert pattern_needs_reason(met=met, law=shown).tolist() == [False, False]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_aspects_are_counted_once_for_each_planned_result(rows: list[tuple[int, int]]) -> None:
    owner = np.array([row[0] for row in rows], dtype=np.int64)
    aspect = np.array([row[1] for row in rows], dtype=np.int8)
    number, enough = enough_aspects(owner=owner, aspect=aspect, n=4, law=LAW)
    assert number.tolist() == [len({a for o, a in rows if o == k}) for k in range(4)]
    assert enough.tolist() == [count >= 1 for count in number.tolist()]


def test_seven_values_have_three_different_guides_each() -> None:
    found = guides(LAW)
    assert tuple(found) == NILAI.names
    wordings = [guide[language] for rows in found.values() for guide in rows for language in ("id", "en")]
    assert [len(rows) for rows in found.values()] == [3] * 7
    assert len(set(wordings)) == 42


def test_the_curve_has_five_points_and_its_peak_where_the_unit_stands() -> None:
    for place, name in enumerate(CAPAIAN.names):
        heights = LAW[KURVA].value[name]
        assert len(heights) == 5
        assert heights.index(max(heights)) == place


def test_uncertain_raters_are_marked() -> None:
    unsure = {post for post, row in LAW[PENILAI].value.items() if row["keyakinan"] == "INFER"}
    assert unsure == {"JPT_PRATAMA", "JF_AHLI_UTAMA"}
