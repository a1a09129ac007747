"""The drawn demo city: numbers that can be, people that cannot be real, the structure of the law's lists."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest

from betang.kernel.accounts.demo import DEMO_ACCOUNTS
from betang.kernel.accounts.models import USERNAME
from betang.people.seed import steps
from betang.people.seed.catalogue import DATA, Size, degrees, patterns, ranks, scale, single_seats, staff_posts, table
from betang.people.seed.numbers import DOMAIN
from betang.people.seed.offices import offices
from betang.people.seed.persons import Person
from betang.people.seed.plan import City, drawn
from betang.people.seed.timeline import timeline
from betang.regulation.identity.digits import digits
from betang.regulation.identity.nik import check_nik
from betang.regulation.identity.nip import check_nip
from betang.regulation.parameters import book

DAY = date(2026, 11, 24)
CONTRACT = {"pppk", "pppk_pw"}


@lru_cache
def city(size: Size = Size.SMALL, seed: int = 1, day: date = DAY) -> City:
    return drawn(size=size, seed=seed, day=day)


def people(size: Size = Size.SMALL) -> list[Person]:
    return list(city(size).people.values())


def serving(size: Size = Size.SMALL) -> list[Person]:
    return [person for person in people(size) if person.leaves is None]


def test_the_same_arguments_draw_the_same_city():
    again = drawn(size=Size.TINY, seed=1, day=DAY)
    assert again.people == city(Size.TINY).people
    assert again.steps == city(Size.TINY).steps


@pytest.mark.parametrize(("seed", "day"), [(2, DAY), (1, date(2026, 11, 25))])
def test_another_seed_or_day_draws_another_city(seed: int, day: date):
    other = drawn(size=Size.TINY, seed=seed, day=day)
    assert {person.uid for person in other.people.values()} != {person.uid for person in people(Size.TINY)} or (
        other.steps != city(Size.TINY).steps
    )


@pytest.mark.parametrize(("size", "number"), [(Size.TINY, 60), (Size.SMALL, 300)])
def test_as_many_people_serve_as_the_size_says(size: Size, number: int):
    assert len(serving(size)) == number == scale(size).people
    assert len(people(size)) > number


def test_kinds_of_service_stand_in_plausible_shares():
    kinds = Counter(person.kind for person in serving())
    assert set(kinds) == {"pns", "cpns", "pppk", "pppk_pw", "non_asn"}
    assert kinds["pns"] > kinds["pppk_pw"] > kinds["pppk"] > kinds["cpns"] > 0
    assert kinds["non_asn"] == 2


def test_every_nip_is_possible_and_says_the_birth_the_sex_and_the_appointment():
    staff = [person for person in people() if person.nip]
    law = book().on(DAY)
    found = check_nip(number=digits([person.nip for person in staff], length=18), law=law)
    assert not found.state.any()
    assert not found.age.any()
    assert not found.future.any()
    assert found.birth.tolist() == [person.birth for person in staff]
    assert found.sex.tolist() == [int(person.sex == "P") for person in staff]
    assert found.kind.tolist() == [int(person.kind in CONTRACT) for person in staff]
    assert found.year.tolist() == [person.service.year for person in staff]
    months = [0 if person.kind in CONTRACT else person.service.month for person in staff]
    assert found.month.tolist() == months
    assert {person.kind for person in people() if not person.nip} == {"non_asn"}


def test_no_nik_is_in_the_range_of_a_real_one():
    law = book().on(DAY)
    number = digits([person.nik for person in people()], length=16)
    real = [int(place["kode"].replace(".", "")) for place in law["identitas/wilayah"].value["kecamatan"]]
    found = check_nik(number=number, law=law, known=real)
    assert not found.state.any()
    assert found.unknown_region.all()
    assert set(found.region.tolist()) == {627199}
    assert all(person.nik[12:14] == "99" for person in people())
    assert found.date.tolist() == [person.birth for person in people()]


@pytest.mark.parametrize("name", ["nip", "nik", "username", "uid", "email"])
def test_no_two_people_share_a_number_or_an_address(name: str):
    values = [getattr(person, name) for person in people(Size.CITY) if getattr(person, name)]
    assert len(values) == len(set(values))


def test_no_two_people_of_a_small_city_share_a_name():
    assert len({person.name for person in people()}) == len(people())


def test_telephone_numbers_and_mail_domains_belong_to_nobody():
    assert all(re.fullmatch(r"0840\d{8}", person.phone) for person in people())
    assert DOMAIN.endswith(".example")
    assert all(re.fullmatch(rf"[a-z.]+\d*@{re.escape(DOMAIN)}", person.email) for person in people(Size.CITY))
    assert all("Contoh" in person.address for person in people())


def test_the_sex_of_a_given_name_is_reliable():
    given = {sex: {name for pattern in patterns() for name in pattern.given[sex]} for sex in ("L", "P")}
    shared = given["L"] & given["P"]
    assert shared <= {"Agus", "Dewi", "Dwi", "Tri", "Noor", "Lamiang", "Sri"}
    assert all(any(person.name.startswith(f"{name} ") for name in given[person.sex]) for person in people())


def test_user_names_are_nips_or_those_of_demo_accounts():
    assert {row.username for row in single_seats() if row.username} - {"wakil-walikota"} == {
        account.username for account in DEMO_ACCOUNTS
    }
    for person in people():
        USERNAME(person.username)
        assert person.username == person.nip or not person.username.isdecimal()


def test_nobody_serves_past_the_age_of_retirement_and_who_retires_has_reached_it():
    for person in people(Size.CITY):
        if person.post is None or person.kind == "non_asn":
            continue
        until = person.leaves or DAY
        years = until.year - person.birth.year - ((until.month, until.day) < (person.birth.month, person.birth.day))
        assert years < ranks()[person.post.rank].age + bool(person.leaves)
        assert person.leaves is None or years == ranks()[person.post.rank].age


def test_grades_suit_the_posts():
    for person in people(Size.CITY):
        if person.kind == "pns" and person.post and person.leaves is None:
            assert person.grades[-1][0] in ranks()[person.post.rank].grades
        assert all(later[1] > earlier[1] for earlier, later in pairwise(person.grades))


def test_the_units_are_those_of_the_list_with_33_perangkat_daerah():
    known = {row["code"]: row for row in table("units")}
    assert Counter(row["main"] for row in known.values())["yes"] == 33
    assert len(known) == 33 + 43 + 1
    for size in Size:
        made = {office.code: office for office in offices(size)}
        assert known.keys() <= made.keys()
        assert all(office.parent in made for office in made.values() if office.code != "kota")
        assert [office.code for office in made.values() if not office.parent] == ["kota"]


def test_kelurahan_hang_below_the_kecamatan_of_their_region_code():
    law = book().on(DAY)
    made = {office.name: office for office in offices(Size.SMALL)}
    places = law["identitas/wilayah"].value["kecamatan"]
    pairs = [(ward["nama"], place["kecamatan"]) for place in places for ward in place["kelurahan"]]
    assert len(pairs) == 30
    for ward, district in pairs:
        assert made[f"Kelurahan {ward}"].parent == made[f"Kecamatan {district}"].code


def test_clinics_the_hospital_and_the_service_mall_hang_where_they_belong():
    made = offices(Size.SMALL)
    assert {office.parent for office in made if office.kind in {"puskesmas", "rsud"}} == {"dinkes"}
    assert {office.parent for office in made if office.kind == "mpp"} == {"dpmptsp"}
    names = {office.name for office in made if office.parent == "disdukcapil"}
    assert {"Bidang Pelayanan Pendaftaran Penduduk", "Bidang Pelayanan Pencatatan Sipil"} <= names
    assert "Bidang PIAK dan Pemanfaatan Data" in names


def test_names_that_only_stand_on_general_knowledge_are_not_confirmed():
    made = {office.code: office for office in offices(Size.CITY)}
    assert made["disdukcapil"].confirmed
    assert not made["diskan"].confirmed
    assert not any(
        office.confirmed for office in made.values() if office.code not in {r["code"] for r in table("units")}
    )
    assert all(office.source for office in made.values())


def test_every_word_in_the_data_files_leads_somewhere():
    for post in staff_posts().values():
        assert set(post.ranks) <= set(ranks())
        fields = {(post.field, school) for name in post.ranks for school in ranks()[name].education}
        assert all(field in degrees() or field[1] in {"sma", "smp"} for field in fields), post.post
    for name in ("units", "structure", "seats"):
        assert {row["rank"] for row in table(name)} - {""} <= set(ranks())
    for file in DATA.iterdir():
        if file.name.endswith(".csv"):
            rows = list(csv.reader(line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")))
            assert {len(row) for row in rows} == {len(rows[0])}, file.name


def test_steps_come_in_the_order_of_their_days_and_none_is_later_than_yesterday():
    days = [step.day for step in city().steps]
    assert days == sorted(days)
    assert days[0] == date(2025, 1, 1)
    assert days[-1] < DAY
    assert isinstance(city().steps[0], steps.Foundation)


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2025, 12, 8), date(2026, 1, 5), date(2028, 2, 29)])
def test_a_city_can_stand_on_any_day(day: date):
    found = drawn(size=Size.TINY, seed=3, day=day)
    assert sum(person.leaves is None for person in found.people.values()) == 60
    assert all(step.day < day for step in found.steps)
    assert all(person.service <= day for person in found.people.values())
    part_time = any(person.kind == "pppk_pw" for person in found.people.values())
    assert part_time == (day > date(2025, 12, 31))


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2100, 1, 1)])
def test_a_day_out_of_range_is_refused_in_a_sentence(day: date):
    with pytest.raises(ValueError, match="2024-01-01 sampai 2099-12-31"):
        timeline(day)


def test_careers_of_a_whole_city_hold_too():
    found = check_nip(
        number=digits([person.nip for person in people(Size.CITY) if person.nip], length=18), law=book().on(DAY)
    )
    assert not found.state.any()
    assert not found.age.any()
    assert int(np.count_nonzero(found.pattern)) == sum(person.kind in CONTRACT for person in people(Size.CITY))
    assert len(serving(Size.CITY)) == 6000
