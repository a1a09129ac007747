"""Exact decimals stay exact however many digits they have: Python's decimals round to 28 digits unless told not to."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from betang.regulation.exact import Exact, Ratio, decimal_of, from_decimals, plain, round_half_up

LONG = "1234567890123456789012345678901234567890.0123456789012345678901234567890123456789"


@pytest.mark.parametrize("text", [LONG, f"-{LONG}", "0", "0.1", "-0.5", "120", "100000000000000000000000000000001"])
def test_a_number_of_any_length_comes_out_as_it_went_in(text: str) -> None:
    column = from_decimals([Decimal(text), None, Decimal("1.50")])
    assert column.at(0) == text
    assert column.decimals()[0] == Decimal(text)
    assert [column.at(1), column.at(2)] == ["0", "1.5"]
    assert plain(column.decimal(0)) == text


def test_the_scale_is_the_most_places_that_are_used() -> None:
    column = from_decimals([Decimal("1.500"), Decimal("2E+3"), Decimal("0.25")])
    assert (column.scale, column.mantissa.tolist()) == (2, [150, 200000, 25])
    assert column.mantissa.dtype == np.int64


def test_a_long_mantissa_loses_no_digit_in_a_column_of_python_integers() -> None:
    column = Exact(np.array([10**40 + 1], dtype=object), 2)
    assert column.at(0) == "1" + "0" * 37 + "0.01"
    assert column.decimals() == [Decimal("1" + "0" * 37 + "0.01")]


def test_a_quotient_is_shown_with_all_digits_before_the_point() -> None:
    ratio = Ratio(np.array([10**40 + 1, -(10**40)], dtype=object), np.array([3, 3], dtype=object))
    assert ratio.at(0) == "3" * 40 + ".6666666667"
    assert ratio.at(1) == "-" + "3" * 40 + ".3333333333"
    assert decimal_of(Fraction(10**40 + 1, 2), 0) == Decimal(10**40 // 2 + 1)


def test_rounding_long_decimals_half_up() -> None:
    assert str(round_half_up(Decimal(f"{'9' * 40}.995"), 2)) == "1" + "0" * 40 + ".00"
    assert str(round_half_up(Decimal("2.675"), 2)) == "2.68"
    assert str(round_half_up(Decimal("-0.005"), 2)) == "-0.01"
    assert str(round_half_up(Decimal(25), 2)) == "25.00"
