"""The Ombudsman's bands: the scheme of the day, both sides of each bound, and no band where none is known."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.exact import from_decimals
from betang.regulation.field import InputError
from betang.regulation.ombudsman import KATEGORI, OPINI, bands, opinion
from betang.regulation.parameters import InForce, NotInForceError, book
from betang.regulation.registry import rules

OLD, NEW, LATER = (book().on(dt.date(year, 6, 30)) for year in (2021, 2024, 2026))
scores = st.lists(st.decimals(0, 100, places=3), min_size=1, max_size=8)


@given(scores)
def test_a_better_score_never_has_a_worse_band(values: list[Decimal]) -> None:
    values.sort()
    for law in (OLD, NEW):
        found = bands(score=from_decimals(values), law=law).place.tolist()
        assert found == sorted(found, reverse=True)
        assert found == [int(bands(score=from_decimals([value]), law=law).place[0]) for value in values]


@pytest.mark.parametrize("law", [OLD, NEW])
def test_bounds_from_both_sides(law: InForce) -> None:
    entries = law[KATEGORI].value["kategori"]
    for place, entry in enumerate(entries[:-1]):
        edge = entry["batas_bawah"]
        found = bands(score=from_decimals([edge, edge - Decimal("0.01")]), law=law).place.tolist()
        assert found == [place, place + 1]


@pytest.mark.parametrize("law", [OLD, NEW])
def test_printed_bounds_leave_no_gap_of_two_places(law: InForce) -> None:
    entries = law[KATEGORI].value["kategori"]
    for upper, lower in itertools.pairwise(entries):
        assert upper["batas_bawah"] - lower["batas_atas"] == Decimal("0.01")


def test_from_2025_nothing_is_computed() -> None:
    found = bands(score=from_decimals([Decimal(90), Decimal(10)]), law=LATER)
    assert found.place.tolist() == [-1, -1]
    assert book()[OPINI].unset is not None
    assert book()[OPINI].values == ()


def test_before_the_first_known_scheme_it_refuses() -> None:
    with pytest.raises(NotInForceError, match="ombudsman/kategori"):
        bands(score=from_decimals([Decimal(90)]), law=book().on(dt.date(2018, 12, 31)))


@pytest.mark.parametrize("wrong", ["100.001", "-0.01"])
def test_a_score_off_the_scale_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        bands(score=from_decimals([Decimal(wrong)]), law=NEW)


def test_opinions_are_shown_as_written() -> None:
    written = ["Sedang", "Rendah", "Tinggi Tanpa Maladministrasi"]
    found = opinion(written=written, followed=np.array([True, False, True]), law=LATER)
    assert found == ["Sedang Tanpa Maladministrasi", "Rendah", "Tinggi Tanpa Maladministrasi"]


def test_there_are_no_opinions_before_2025() -> None:
    rule = rules()["ombudsman/opini"]
    with pytest.raises(InputError) as refused:
        rule.apply([rule.read({"opini": "Sedang", "ditindaklanjuti": "ya"})], NEW)
    assert refused.value.field == "opini"
