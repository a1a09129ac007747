"""How one input of a rule is read: what fits is kept exactly, what does not is answered with a sentence."""

from decimal import Decimal

import numpy as np
import pytest

from betang.regulation.field import Field, InputError
from betang.regulation.text import Text

COUNT = Field("jumlah", Text("Jumlah", "Number"), "integer")
MOST = 2**63 - 1


@pytest.mark.parametrize("number", [0, -7, MOST, -MOST])
def test_whole_numbers_of_64_bits_become_a_column(number: int) -> None:
    column = COUNT.column([COUNT.read(f" {number} ")])
    assert column.dtype == np.int64
    assert column.tolist() == [number]


@pytest.mark.parametrize("text", [str(MOST + 1), f"-{MOST + 1}", "9" * 24])
def test_longer_ones_are_refused_with_the_bound(text: str) -> None:
    with pytest.raises(InputError, match=f"jumlah: paling banyak {MOST}") as caught:
        COUNT.read(text)
    assert caught.value.message.en == f"at most {MOST}"
    with pytest.raises(InputError, match="terlalu panjang"):
        COUNT.read("9" * 25)


@pytest.mark.parametrize("text", ["--5", "-", "5-", "1.5", "1,000", "²", "٣", "1_0", "+5"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="tulis bilangan bulat"):
        COUNT.read(text)


def test_an_inputs_own_bounds_come_first() -> None:
    bounded = Field("jumlah", Text("Jumlah", "Number"), "integer", least=Decimal(0), most=Decimal(10))
    with pytest.raises(InputError, match="paling banyak 10"):
        bounded.read(str(MOST + 1))


def test_items_of_whole_numbers_name_their_line() -> None:
    items = Field("butir", Text("Butir", "Items"), "items", parts=(COUNT,))
    with pytest.raises(InputError, match=f"butir: baris 2: paling banyak {MOST}"):
        items.read(f"1\n{MOST + 1}")
