"""The service standard: every missing component is named, each where it belongs, and no unknown one passes."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.field import InputError
from betang.regulation.parameters import book
from betang.regulation.registry import rules
from betang.regulation.standar_pelayanan import KOMPONEN, MAKLUMAT, present

LAW = book().on(dt.date(2026, 11, 24))
ENTRIES = LAW[KOMPONEN].value
CODES = [entry["kode"] for entry in ENTRIES]


def check(*given: list[str]) -> list[dict[str, str | None]]:
    rule = rules()["standar-pelayanan/komponen"]
    answer = rule.apply([rule.read({"komponen": codes}) for codes in given], LAW)
    return [answer.at(place) for place in range(len(given))]


def test_six_are_published_and_eight_internal() -> None:
    published = [entry["wajib_dipublikasikan"] for entry in ENTRIES]
    assert (sum(published), len(published)) == (6, 14)
    assert [entry["kelompok"] == "SERVICE_DELIVERY" for entry in ENTRIES] == published
    assert len(LAW[MAKLUMAT].value) == 3


@given(st.lists(st.lists(st.sampled_from(CODES), max_size=20), min_size=1, max_size=4))
def test_what_is_given_and_what_is_missing_make_the_whole(cases: list[list[str]]) -> None:
    together = check(*cases)
    assert together == [check(codes)[0] for codes in cases]
    for codes, found in zip(cases, together, strict=True):
        missing = [text for name in ("kurang_publikasi", "kurang_internal") for text in (found[name] or "").split("; ")]
        expected = [entry["komponen"] for entry in ENTRIES if entry["kode"] not in codes]
        assert [text for text in missing if text] == expected
        assert found["lengkap"] == ("tidak" if expected else "ya")
        assert found["siap_publikasi"] == ("tidak" if found["kurang_publikasi"] else "ya")


@given(st.lists(st.sampled_from(CODES), unique=True), st.sampled_from(CODES))
def test_one_more_component_never_makes_it_worse(codes: list[str], more: str) -> None:
    before, after = check(codes, [*codes, more])
    assert (before["siap_publikasi"], after["siap_publikasi"]) != ("ya", "tidak")
    assert (before["lengkap"], after["lengkap"]) != ("ya", "tidak")


def test_presence_of_many_cases_at_once() -> None:
    found = present(owner=np.array([1, 0, 1]), code=["B", "A", "A"], known=["A", "B"], n=3)
    assert found.tolist() == [[True, False], [True, True], [False, False]]
    with pytest.raises(KeyError):
        present(owner=np.array([0]), code=["C"], known=["A", "B"], n=1)


@pytest.mark.parametrize(
    ("rule", "given", "field"),
    [
        ("standar-pelayanan/komponen", {"komponen": ["TARIF"]}, "komponen"),
        ("standar-pelayanan/rincian", {"kode_komponen": "TARIF"}, "kode_komponen"),
        (
            "standar-pelayanan/maklumat",
            {"pernyataan": ["JANJI"], "ditandatangani": "ya", "dipajang": "ya"},
            "pernyataan",
        ),
        ("standar-pelayanan/maklumat", {"pernyataan": ["SANGGUP"], "dipajang": "ya"}, "ditandatangani"),
    ],
)
def test_wrong_inputs_are_refused_by_name(rule: str, given: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as refused:
        rules()[rule].apply([rules()[rule].read(given)], LAW)
    assert refused.value.field == field
