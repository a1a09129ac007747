"""Numbers become exact decimals, and a float stands for the shortest decimal that reads back to it."""

from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.kernel.exchange.decimals import from_floats, from_texts, from_wholes
from betang.regulation.exact import Exact

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
TYPED = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(float)


def values(column: Exact) -> list[Decimal]:
    """The column as decimals, whatever the number of digits."""
    return [Decimal(f"{int(mantissa)}e-{column.scale}") for mantissa in column.mantissa]


@given(st.lists(st.one_of(FLOATS, TYPED), max_size=20))
def test_a_float_is_its_shortest_decimal(numbers):
    column = from_floats(np.array(numbers, dtype=np.float64))
    assert values(column) == [Decimal(repr(number)) for number in numbers]


@given(st.lists(TYPED, min_size=1, max_size=20))
def test_one_float_alone_is_what_it_is_in_a_column(numbers):
    column = values(from_floats(np.array(numbers)))
    assert column == [values(from_floats(np.array([number])))[0] for number in numbers]


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), max_size=20))
def test_a_narrow_float_is_its_own_shortest_decimal(numbers):
    narrow = np.array(numbers, dtype=np.float32)
    assert values(from_floats(narrow)) == [Decimal(str(number)) for number in narrow]


@pytest.mark.parametrize(
    "number",
    [
        0.0,
        -0.0,
        0.1,
        1 / 3,
        0.1 + 0.2,
        97.88999999999999,
        1e15,
        999999999999999.9,
        2.0**53,
        1e22,
        1e23,
        1e308,
        5e-324,
        1e-7,
    ],
)
def test_edges_of_floats(number):
    assert values(from_floats(np.array([number, 2.5]))) == [Decimal(repr(number)), Decimal("2.5")]


def test_a_long_column_of_few_places_stays_in_64_bits():
    numbers = np.round(np.arange(600_000) / 100, 2)
    column = from_floats(numbers)
    assert (column.scale, str(column.mantissa.dtype)) == (2, "int64")
    assert (column.mantissa == np.arange(600_000)).all()


def test_places_that_appear_late_rescale_what_was_read_before():
    numbers = np.full(600_000, 7.0)
    numbers[-1] = 0.125
    column = from_floats(numbers)
    assert (column.scale, int(column.mantissa[0]), int(column.mantissa[-1])) == (3, 7000, 125)


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25), max_size=10))
def test_texts_are_read_digit_by_digit(numbers):
    texts = [format(number, "f") for number in numbers]
    commas = [text.replace(".", ",") for text in texts]
    for written in (texts, commas):
        column, wrong = from_texts(pl.Series(written, dtype=pl.String))
        assert not wrong.any()
        assert values(column) == [Decimal(text) for text in texts]


@pytest.mark.parametrize(
    "text",
    ["1.000,5", "1,000.5", "1,2,3", "1E+3", "1e3", "nan", "inf", "", "-", ".", "5.", ".5", "1 000", "٣", "0x10",
     "9" * 900],
)  # fmt: skip
def test_what_is_no_number_is_marked(text):
    column, wrong = from_texts(pl.Series(["1.5", text, None]))
    assert wrong.tolist() == [False, True, False]
    assert values(column) == [Decimal("1.5"), 0, 0]


def test_whole_numbers_of_any_width():
    column = from_wholes(pl.Series([2**64 - 1, None, 3], dtype=pl.UInt64))
    assert values(column) == [Decimal(2**64 - 1), 0, 3]
    assert from_wholes(pl.Series([1, None], dtype=pl.Int32)).mantissa.tolist() == [1, 0]
