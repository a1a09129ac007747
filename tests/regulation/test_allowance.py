"""The skeleton of the allowance: exact shares, nothing of the city's made up."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.exact import Exact
from betang.regulation.field import InputError
from betang.regulation.parameters import book
from betang.regulation.registry import rules

LAW = book().on(dt.date(2026, 6, 30))
RULE = rules()["tpp/kerangka"]
LEVELS = ("sb", "b", "bp", "k", "sk")
shares = st.decimals(min_value=0, max_value=1, places=3)
Case = dict[str, Any]
cases = st.fixed_dictionaries(
    {
        "status_pegawai": st.sampled_from(["PNS", "CPNS"]),
        "predikat": st.sampled_from([level.upper() for level in LEVELS]),
        **{f"f_{level}": shares for level in LEVELS},
        "potongan_kehadiran": shares,
        "potongan_hukuman": shares,
    }
)


def paid(given_: list[Case]) -> list[Fraction]:
    column = RULE.apply([RULE.read(case) for case in given_], LAW).outputs["bagian_dibayar"].column
    assert isinstance(column, Exact)
    return [Fraction(value) for value in column.decimals()]


@given(st.lists(cases, min_size=1, max_size=4))
def test_shares_follow_the_formula_exactly(given_: list[Case]) -> None:
    def by_hand(case: Case) -> Fraction:
        part = Fraction(3, 5) * Fraction(case[f"f_{case['predikat'].lower()}"])
        part += Fraction(2, 5) * (1 - Fraction(case["potongan_kehadiran"]))
        kind = Fraction(4, 5) if case["status_pegawai"] == "CPNS" else Fraction(1)
        return part * (1 - Fraction(case["potongan_hukuman"])) * kind

    found = paid(given_)
    assert found == [by_hand(case) for case in given_] == [paid([case])[0] for case in given_]
    assert all(0 <= share <= 1 for share in found)


@given(cases)
def test_more_deductions_or_a_bigger_cut_never_pay_more(case: Case) -> None:
    full = {**case, "potongan_kehadiran": Decimal(1)}
    cut = {**case, "potongan_hukuman": Decimal(1)}
    base, deducted, sanctioned = paid([case, full, cut])
    assert deducted <= base
    assert sanctioned == 0


@pytest.mark.parametrize("name", ["tpp/dasar", "tpp/f_predikat", "tpp/potongan_kehadiran"])
def test_no_value_of_the_city_is_made_up(name: str) -> None:
    parameter = book()[name]
    assert parameter.values == ()
    assert parameter.unset is not None
    assert LAW.get(name) is None
    assert LAW["tpp/bagian"].unset == ("pppk",)


def test_a_share_above_1_is_refused() -> None:
    with pytest.raises(InputError, match="paling banyak 1"):
        RULE.read({"status_pegawai": "PNS", "predikat": "B", "f_sb": "1.2"})
