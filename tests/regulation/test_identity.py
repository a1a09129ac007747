"""Identity numbers: what was written comes back, singly and in columns, and nothing impossible passes."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.identity.digits import Digits, dates, digits, digits_of_numbers
from betang.regulation.identity.nik import DROPPED, KEADAAN_NIK, check_kk, check_nik, masked
from betang.regulation.identity.nip import KEADAAN_NIP, check_nip
from betang.regulation.identity.region import known_codes, regions
from betang.regulation.parameters import book
from betang.regulation.registry import rules

LAW = book().on(dt.date(2026, 11, 24))
days = st.dates(dt.date(1926, 11, 25), LAW.day)
junk = st.text(alphabet="0123456789 .-A٣\u00a0", max_size=24)


def nik_of(day: dt.date, *, female: bool, region: int, serial: int) -> str:
    return f"{region:06d}{day.day + (40 if female else 0):02d}{day:%m%y}{serial:04d}"


def read16(texts: list[str]) -> Digits:
    return digits(texts, length=16, dropped=DROPPED)


@given(st.lists(st.tuples(days, st.booleans(), st.integers(9901, 9999)), min_size=1, max_size=6))
def test_a_nik_tells_what_went_into_it(people: list[tuple[dt.date, bool, int]]) -> None:
    texts = [nik_of(day, female=female, region=627103, serial=serial) for day, female, serial in people]
    found = check_nik(number=read16(texts), law=LAW, known=known_codes(LAW))
    assert found.state.tolist() == [0] * len(people)
    assert found.date.tolist() == [day for day, _, _ in people]
    assert found.sex.tolist() == [int(female) for _, female, _ in people]
    assert not found.unknown_region.any()


@given(days, st.integers(9901, 9999))
def test_a_family_card_tells_its_day_and_knows_no_women(day: dt.date, serial: int) -> None:
    texts = [nik_of(day, female=female, region=627101, serial=serial) for female in (False, True)]
    found = check_kk(number=read16(texts), law=LAW)
    assert found.state.tolist() == [KEADAAN_NIK.code("SAH"), KEADAAN_NIK.code("TANGGAL")]
    assert found.date[0] == np.datetime64(day)
    assert np.isnat(found.date[1])


@given(st.lists(junk, min_size=1, max_size=6))
def test_columns_say_the_same_as_one_by_one(texts: list[str]) -> None:
    together = check_nik(number=read16(texts), law=LAW).state.tolist()
    assert together == [int(check_nik(number=read16([text]), law=LAW).state[0]) for text in texts]
    employees = check_nip(number=digits(texts, length=18), law=LAW).state.tolist()
    assert employees == [int(check_nip(number=digits([text], length=18), law=LAW).state[0]) for text in texts]


@given(junk)
def test_only_ascii_digits_of_the_right_number_count(text: str) -> None:
    bare = "".join(character for character in text if character not in DROPPED)
    proper = len(bare) == 16 and bare.isascii() and bare.isdecimal()
    found = read16([text])
    assert bool(found.proper[0]) is proper
    assert bool(check_nik(number=found, law=LAW).state[0] == KEADAAN_NIK.code("PANJANG")) is not proper


@given(st.integers(0, 10**16 - 1))
def test_a_mask_never_shows_the_date(number: int) -> None:
    text = f"{number:016d}"
    assert masked(number=read16([text]), law=LAW).tolist() == [f"{text[:6]}******{text[12:]}"]
    assert masked(number=read16([text[1:]]), law=LAW).tolist() == [""]


@given(st.lists(st.integers(-(10**18), 10**18 + 5), min_size=1, max_size=5))
def test_numbers_read_as_their_text(numbers: list[int]) -> None:
    found = digits_of_numbers(np.array(numbers), length=18)
    text = digits([f"{n:018d}" if n >= 0 else "-" for n in numbers], length=18)
    assert found.proper.tolist() == text.proper.tolist()
    assert found.values.tolist() == text.values.tolist()
    assert found.text(0, 18).tolist() == text.text(0, 18).tolist()


@given(st.integers(1, 3000), st.integers(-1, 14), st.integers(-1, 33))
def test_dates_exist_when_the_calendar_has_them(year: int, month: int, day: int) -> None:
    found, exists = dates(np.array([year]), np.array([month]), np.array([day]))
    try:
        expected = dt.date(year, month, day)
    except ValueError:
        assert not exists[0]
        assert np.isnat(found[0])
    else:
        assert exists[0]
        assert found[0] == np.datetime64(expected)


def test_a_nip_of_every_day_of_a_leap_year() -> None:
    start = dt.date(1992, 1, 1)
    all_days = [start + dt.timedelta(days=n) for n in range(366)]
    found = check_nip(number=digits([f"{day:%Y%m%d}2015031001" for day in all_days], length=18), law=LAW)
    assert found.state.tolist() == [0] * 366
    assert found.birth.tolist() == all_days


def test_without_a_list_no_region_is_unknown() -> None:
    number = read16(["3171035708909902"])
    assert not check_nik(number=number, law=LAW).unknown_region[0]
    assert check_nik(number=number, law=LAW, known=known_codes(LAW)).unknown_region[0]


def test_the_century_turns_with_the_day_of_the_law() -> None:
    number = read16(["6271032511269908"])
    assert check_nik(number=number, law=LAW).date[0] == np.datetime64("1926-11-25")
    assert check_nik(number=number, law=book().on(dt.date(2026, 11, 25))).date[0] == np.datetime64("2026-11-25")


def test_blank_and_endless_texts_are_no_numbers() -> None:
    texts = [None, "", "1" * 65, "1" * 18 + " " * 60, " 19900417 201503 2 008 "]
    found = check_nip(number=digits(texts, length=18), law=LAW)
    assert [KEADAAN_NIP.names[code] for code in found.state.tolist()] == ["PANJANG"] * 4 + ["SAH"]
    assert check_nip(number=digits([], length=18), law=LAW).state.tolist() == []


def test_the_city_has_five_districts_and_thirty_wards() -> None:
    assert known_codes(LAW) == {627101, 627102, 627103, 627104, 627105}
    wards = {region.code for region in regions(LAW).values() if region.ward}
    assert len(wards) == 30
    assert LAW["identitas/wilayah"].value["kota"] == "Palangka Raya"


def test_a_refused_number_tells_nothing() -> None:
    answer = rules()["identitas/nik"].apply([{"nik": "6271033102909905"}], LAW).at(0)
    assert {name: value for name, value in answer.items() if value is not None} == {"keadaan": "TANGGAL"}
