"""Labels and codes: what people write is understood or refused, and SIASN's numbers go back and forth."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT, RATING
from betang.regulation.eksp2022.reading import (
    LEVELS,
    SIASN_PREDIKAT,
    SIASN_RATING,
    SINONIM_CAPAIAN,
    SINONIM_PREDIKAT,
    SINONIM_RATING,
    UNKNOWN,
    folded,
    from_siasn,
    label_codes,
    to_siasn,
    vocabulary,
)
from betang.regulation.parameters import book

LAW = book().on(dt.date(2026, 6, 30))
WORDS = pytest.mark.parametrize("parameter", [SINONIM_RATING, SINONIM_PREDIKAT, SINONIM_CAPAIAN])


@WORDS
def test_every_official_label_and_every_code_name_is_understood(parameter: str) -> None:
    levels, words = LEVELS[parameter], vocabulary(parameter, LAW)
    assert label_codes(levels.names, words).tolist() == list(range(len(levels.names)))
    assert label_codes([label.id for label in levels.labels], words).tolist() == list(range(len(levels.names)))


@WORDS
@given(data=st.data())
def test_case_and_spacing_make_no_difference(parameter: str, data: st.DataObject) -> None:
    words = vocabulary(parameter, LAW)
    label = data.draw(st.sampled_from(sorted(label for row in LAW[parameter].value.values() for label in row)))
    spaced = "".join(
        (data.draw(st.sampled_from(["  ", "_", "\u00a0", "\t"])) if letter == " " else letter)
        if data.draw(st.booleans())
        else letter.swapcase()
        for letter in label
    )
    assert label_codes([f" {spaced} "], words) == label_codes([label], words)


@WORDS
@given(st.text(max_size=12))
def test_anything_else_is_unknown_and_blank_is_none(parameter: str, label: str) -> None:
    words = vocabulary(parameter, LAW)
    plain = folded(label)
    expected = -1 if not plain else words.get(plain, UNKNOWN)
    assert label_codes([label, None], words).tolist() == [expected, -1]


def test_the_word_expectation_alone_and_numbers_are_refused() -> None:
    words = vocabulary(SINONIM_RATING, LAW)
    assert label_codes(["Ekspektasi", "1", "2", "3", "4"], words).tolist() == [UNKNOWN] * 5


def test_no_label_stands_for_two_levels() -> None:
    for parameter in (SINONIM_RATING, SINONIM_PREDIKAT, SINONIM_CAPAIAN):
        rows = LAW[parameter].value.values()
        listed = [folded(label) for row in rows for label in dict.fromkeys(folded(text) for text in row)]
        assert len(listed) == len(set(listed))


@pytest.mark.parametrize(("parameter", "levels"), [(SIASN_RATING, RATING), (SIASN_PREDIKAT, PREDIKAT)])
def test_numbers_of_siasn_go_back_and_forth_and_run_against_ours(parameter: str, levels) -> None:
    codes = np.arange(len(levels.names), dtype=np.int8)
    numbers = to_siasn(codes, parameter, LAW)
    assert numbers.tolist() == list(range(len(levels.names), 0, -1))
    assert from_siasn(numbers, parameter, LAW).tolist() == codes.tolist()
    assert to_siasn(np.array([-1], dtype=np.int8), parameter, LAW).tolist() == [-1]
    assert from_siasn(np.array([0, 9]), parameter, LAW).tolist() == [UNKNOWN, UNKNOWN]


def test_words_of_the_achievement_are_its_own() -> None:
    assert (
        label_codes(["Cukup", "Perlu Perbaikan"], vocabulary(SINONIM_CAPAIAN, LAW)).tolist()
        == [CAPAIAN.code("BUTUH_PERBAIKAN")] * 2
    )
