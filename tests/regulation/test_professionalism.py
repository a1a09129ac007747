"""IP ASN: never above 100, never lower for better inputs, the same one by one."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.exact import Exact
from betang.regulation.field import InputError
from betang.regulation.parameters import book
from betang.regulation.professionalism import HUKUMAN, KATEGORI, KELOMPOK, PENDIDIKAN
from betang.regulation.registry import rules
from betang.regulation.trace import Trace

LAW = book().on(dt.date(2026, 6, 30))
RULE = rules()["ip-asn/indeks"]
YES_NO = st.sampled_from(["tidak", "ya"])
people = st.fixed_dictionaries(
    {
        "kelompok_jabatan": st.sampled_from(KELOMPOK.names),
        "pendidikan": st.sampled_from(PENDIDIKAN.names),
        "diklat_jabatan": YES_NO,
        "jp_teknis": st.integers(0, 60),
        "seminar": YES_NO,
        "predikat": st.sampled_from(PREDIKAT.names),
        "hukuman": st.sampled_from(HUKUMAN.names),
    }
)
Person = dict[str, Any]


def totals(persons: list[Person]) -> list[tuple[int, int]]:
    answer = RULE.apply([RULE.read(person) for person in persons], LAW)
    index, category = answer.outputs["ip_asn"], answer.outputs["kategori_ip"]
    assert isinstance(index, Exact)
    return [(int(index.mantissa[i]), int(category.array[i])) for i in range(len(persons))]


@given(st.lists(people, min_size=1, max_size=5))
def test_many_are_like_each_and_stay_between_0_and_100(persons: list[Person]) -> None:
    together = totals(persons)
    assert together == [totals([person])[0] for person in persons]
    assert together[::-1] == totals(persons[::-1])
    assert all(0 < index <= 100 * 10**4 and 0 <= category < len(KATEGORI.names) for index, category in together)


@pytest.mark.parametrize(
    ("key", "ladder"),
    [
        ("pendidikan", PENDIDIKAN.names),
        ("diklat_jabatan", ("tidak", "ya")),
        ("jp_teknis", (0, 19, 20, 60)),
        ("seminar", ("tidak", "ya")),
        ("predikat", PREDIKAT.names),
        ("hukuman", HUKUMAN.names),
    ],
)
@given(person=people)
def test_a_better_input_never_lowers_index_or_category(key: str, ladder: tuple[Any, ...], person: Person) -> None:
    found = totals([{**person, key: step} for step in ladder])
    assert found == sorted(found)


def test_the_weights_are_what_each_dimension_can_give_at_most() -> None:
    weights, points = LAW["ip-asn/bobot"].value, LAW["ip-asn/kompetensi"].value
    assert sum(weights.values()) == 100
    assert weights["kualifikasi"] == max(LAW["ip-asn/kualifikasi"].value.values())
    assert {sum(row.values()) for row in points.values()} == {weights["kompetensi"]}
    assert weights["kinerja"] == max(LAW["ip-asn/kinerja_predikat"].value.values())
    assert weights["kinerja"] == max(row["poin"] for row in LAW["ip-asn/kinerja_angka"].value)
    assert weights["disiplin"] == max(LAW["ip-asn/disiplin"].value.values())


PERSON = {"kelompok_jabatan": "JF", "pendidikan": "S2", "hukuman": "TIDAK_PERNAH"}


@pytest.mark.parametrize("performance", [{}, {"predikat": "B", "nilai_kinerja": "80"}])
def test_exactly_one_of_predikat_and_value_is_asked_for(performance: Person) -> None:
    with pytest.raises(InputError, match="isi predikat atau nilai kinerja, salah satu"):
        RULE.apply([RULE.read({**PERSON, **performance})], LAW)


def test_a_derivation_names_the_table_that_was_used() -> None:
    for performance, parameter in (
        ({"predikat": "B"}, "ip-asn/kinerja_predikat"),
        ({"nilai_kinerja": "80,5"}, "ip-asn/kinerja_angka"),
    ):
        lines = RULE.apply([RULE.read({**PERSON, **performance})], LAW, Trace()).explain(0)
        used = [line.parameter.parameter for line in lines if line.name == "poin_kinerja" and line.parameter]
        assert used == [parameter]
