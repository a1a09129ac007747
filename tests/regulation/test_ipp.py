"""The public service index: exact sums, bounds that belong to their category, order of aspects without meaning."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.exact import from_decimals
from betang.regulation.field import InputError
from betang.regulation.ipp import ASPEK, CAMPURAN, KATEGORI, category, weighted
from betang.regulation.parameters import book
from betang.regulation.registry import rules

LAW = book().on(dt.date(2026, 11, 24))
WEIGHTS = {entry["kode"]: entry["bobot"] for entry in LAW[ASPEK].value}
scores = st.decimals(0, 5, places=3)
columns = st.lists(st.tuples(*[scores] * len(WEIGHTS)), min_size=1, max_size=5)


def test_weights_add_up_to_one() -> None:
    assert sum(WEIGHTS.values()) == 1
    assert sum(LAW[CAMPURAN].value.values()) == 1


@given(columns)
def test_sum_is_exact_for_whole_columns(rows: list[tuple[Decimal, ...]]) -> None:
    parts = {name: from_decimals([row[place] for row in rows]) for place, name in enumerate(WEIGHTS)}
    index = weighted(parts, WEIGHTS)
    expected = [sum(w * s for w, s in zip(WEIGHTS.values(), row, strict=True)) for row in rows]
    assert index.decimals() == expected
    turned = weighted(dict(reversed(parts.items())), WEIGHTS)
    assert turned.decimals() == expected
    assert all(0 <= value <= 5 for value in expected)


@given(st.lists(scores, min_size=2, max_size=6))
def test_category_grows_with_the_index(values: list[Decimal]) -> None:
    values.sort()
    found = category(index=from_decimals(values), law=LAW).tolist()
    assert found == sorted(found)
    assert found == [int(category(index=from_decimals([value]), law=LAW)[0]) for value in values]


def test_each_bound_belongs_to_its_category() -> None:
    bounds = [entry["batas_atas"] for entry in LAW[KATEGORI].value]
    assert category(index=from_decimals(bounds), law=LAW).tolist() == list(range(9))
    above = [bound + Decimal("1e-12") for bound in bounds[:-1]]
    assert category(index=from_decimals(above), law=LAW).tolist() == list(range(1, 9))


@pytest.mark.parametrize("wrong", ["-0.001", "5.001"])
def test_an_index_off_the_scale_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        category(index=from_decimals([Decimal(wrong)]), law=LAW)


def test_no_part_to_weigh_is_refused() -> None:
    with pytest.raises(ValueError, match="no part"):
        weighted({}, WEIGHTS)


@pytest.mark.parametrize(
    ("rule", "given", "field"),
    [
        ("ipp/kategori", {"ipp": "5.01"}, "ipp"),
        ("ipp/kategori", {"ipp": "-1"}, "ipp"),
        ("ipp/aspek", {f"aspek_{name}": 6 if name == "sipp" else 3 for name in WEIGHTS}, "aspek_sipp"),
        ("ipp/aspek", {"aspek_sdm": 3}, "aspek_kebijakan"),
        ("ipp/campuran", {"nilai_f02": 3, "nilai_f03": 9}, "nilai_f03"),
        ("ipp/bukti", {"nomor_bukti": 32}, "nomor_bukti"),
        ("ipp/bukti", {"nomor_bukti": 0}, "nomor_bukti"),
        ("ipp/responden", {"responden_f03": -1}, "responden_f03"),
    ],
)
def test_wrong_inputs_are_refused_by_name(rule: str, given: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as refused:
        rules()[rule].apply([rules()[rule].read(given)], LAW)
    assert refused.value.field == field
