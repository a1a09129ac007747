"""The cases that the reference of the law lists by label are all there, with what it says is printed officially."""

import datetime as dt

import numpy as np
import pytest

from betang.regulation.cases import all_cases
from betang.regulation.eksp2022.distribution import DISTRIBUSI, judge
from betang.regulation.eksp2022.levels import CAPAIAN
from betang.regulation.parameters import book, changed

LAW = book().on(dt.date(2026, 6, 30))


def labels(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(1, count + 1)]


LISTED = {
    "eksp-2022": [*labels("Q", 9), *labels("R", 6), *labels("D", 14), "T11"],
    "angka-kredit": labels("A", 9),
    "num-2019": [*labels("N", 15), *labels("F", 8)],
    "ip-asn": labels("I", 5),
    "talenta": labels("T", 4),
    "sakip": ["T5"],
    "disiplin": ["T6", "T7", "T8"],
    "identitas": ["T9", "T10"],
    "tpp": ["T12"],
    "waktu-kerja": [*"ABC", "D1", "D2", *"EFGHIK", "J1", "J2", "M1", "M2"],
    "layanan": ["K", "L"],
    "pengaduan": [*"GHI", "J2"],
}
OFFICIAL = {
    "angka-kredit": {"A1", "A2", "A3", "A4", "A9"},
    "num-2019": {"N1", "N2", "N3", "N4", "N5", "N6"},
}


@pytest.mark.parametrize("topic", LISTED)
def test_every_listed_vector_is_a_case(topic: str) -> None:
    found = {case.vector for case in all_cases() if case.file.startswith(f"{topic}/") and case.vector}
    assert found == set(LISTED[topic])


@pytest.mark.parametrize("topic", LISTED)
def test_a_vector_is_official_where_an_official_text_prints_it(topic: str) -> None:
    printed = {case.vector for case in all_cases() if case.file.startswith(f"{topic}/") and case.official}
    assert printed - {""} == OFFICIAL.get(topic, set())


def test_the_integer_limits_of_each_sample_size_are_tried_on_both_sides() -> None:
    sizes = {
        3: (2, 2, 1, 0),
        7: (4, 5, 1, 0),
        10: (7, 6, 1, 1),
        20: (14, 12, 2, 2),
        35: (24, 21, 4, 3),
        90: (63, 54, 9, 9),
    }
    for n, (most, least, least_tenth, most_tenth) in sizes.items():
        for unit, column, bound, step in (
            ("ISTIMEWA", "sb", most, 1),
            ("BUTUH_PERBAIKAN", "bp", least, -1),
            ("KURANG", "bp", least_tenth, -1),
            ("BUTUH_PERBAIKAN", "sb", most_tenth, 1),
        ):
            tried = {
                case.input[column]: case.expect["terpenuhi"]
                for case in all_cases()
                if case.file == "eksp-2022/pola_distribusi"
                and case.input["capaian_unit"] == unit
                and sum(case.input[name] for name in ("sb", "b", "bp", "k", "sk")) == n
                # Only cases about this limit: the other limit of the pattern holds.
                and (unit != "BUTUH_PERBAIKAN" or column == "bp" or case.input["bp"] >= least)
                and (unit != "BUTUH_PERBAIKAN" or column == "sb" or case.input["sb"] <= most_tenth)
            }
            assert (tried[bound], tried[bound + step]) == ("ya", "tidak"), (n, unit, column)


@pytest.mark.parametrize(("counts", "verdict"), [((0, 0, 1, 2, 0), "ya"), ((0, 0, 0, 3, 0), "tidak")])
def test_three_employees_are_judged_where_policy_wants_it(counts: tuple[int, ...], verdict: str) -> None:
    law = LAW.overlaid({DISTRIBUSI: changed(LAW[DISTRIBUSI], {"n_min": 1}, basis="CONTOH: Perwali 1/2026")})
    tally, capaian = np.array([counts]), np.array([CAPAIAN.code("BAIK")], dtype=np.int8)
    assert judge(tally=tally, capaian=capaian, law=LAW).at(0) == "informasi"
    assert judge(tally=tally, capaian=capaian, law=law).at(0) == verdict
