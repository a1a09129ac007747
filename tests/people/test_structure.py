"""Who is whose superior by the structure alone."""

from hypothesis import given
from hypothesis import strategies as st

from betang.people.structure import below, ringed, superiors, upwards

CITY, OFFICE, DIVISION, SECTION = 1, 2, 3, 4
PARENTS = {CITY: None, OFFICE: CITY, DIVISION: OFFICE, SECTION: DIVISION}
MAYOR, HEAD, CHIEF, CLERK = 10, 20, 30, 40
HOME = {MAYOR: CITY, HEAD: OFFICE, CHIEF: DIVISION, CLERK: SECTION}


def test_a_unit_without_a_leader_is_passed_over():
    found = superiors(parents=PARENTS, leaders={CITY: MAYOR, OFFICE: HEAD, DIVISION: CHIEF}, home=HOME)
    assert found == {HEAD: MAYOR, CHIEF: HEAD, CLERK: CHIEF}


def test_who_acts_for_the_post_above_answers_to_the_one_above_that():
    found = superiors(parents=PARENTS, leaders={CITY: MAYOR, OFFICE: CHIEF, DIVISION: CHIEF}, home=HOME)
    assert found[CHIEF] == MAYOR
    assert found[CLERK] == CHIEF


def test_nobody_leads_anything():
    assert superiors(parents=PARENTS, leaders={}, home=HOME) == {}


def test_a_ring_of_units_ends():
    assert superiors(parents={1: 2, 2: 1}, leaders={2: 5}, home={5: 1, 6: 1}) == {6: 5}


def test_below_takes_everything_under_a_unit():
    assert below([OFFICE], parents=PARENTS) == {OFFICE, DIVISION, SECTION}
    assert below([], parents=PARENTS) == set()


@st.composite
def cities(draw):
    """Draw a tree of units, leaders of some and homes of all."""
    size = draw(st.integers(1, 12))
    parents = {unit: draw(st.integers(0, unit - 1)) if unit else None for unit in range(size)}
    people = draw(st.lists(st.integers(0, size - 1), min_size=1, max_size=20))
    home = {100 + index: unit for index, unit in enumerate(people)}
    leaders = {unit: draw(st.sampled_from(sorted(home))) for unit in range(size) if draw(st.booleans())}
    return parents, leaders, home


@given(cities())
def test_nobody_is_his_own_superior_and_every_superior_leads_a_unit_above(city):
    parents, leaders, home = city
    found = superiors(parents=parents, leaders=leaders, home=home)
    for person, superior in found.items():
        assert superior != person
        led = {unit for unit, leader in leaders.items() if leader == superior}
        assert any(home[person] in below([unit], parents=parents) for unit in led)


@given(cities())
def test_only_people_with_nobody_above_have_no_superior(city):
    parents, leaders, home = city
    found = superiors(parents=parents, leaders=leaders, home=home)
    for person in home.keys() - found.keys():
        above = [leader for unit, leader in leaders.items() if home[person] in below([unit], parents=parents)]
        assert set(above) <= {person}


def test_upwards_ends_at_the_top_and_where_a_ring_closes():
    assert list(upwards(SECTION, PARENTS)) == [DIVISION, OFFICE, CITY]
    assert list(upwards("a", {"a": "b", "b": ""})) == ["b"]
    assert list(upwards(1, {1: 2, 2: 3, 3: 1})) == [2, 3, 1]
    assert list(upwards(0, {0: 1, 1: 2, 2: 1})) == [1, 2]


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 9), max_size=9), st.integers(1, 9))
def test_upwards_passes_each_once_and_finds_the_start_only_in_a_ring(above, start):
    passed = list(upwards(start, above))
    assert len(passed) == len(set(passed))
    if start in passed:
        assert passed[-1] == start


@given(st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 12)))
def test_in_a_ring_is_who_stands_above_himself(above):
    assert ringed(above) == {each for each in above if each in upwards(each, above)}
