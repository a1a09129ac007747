"""The search: people, units, rules; constant queries; whatever is typed is text and a bound value."""

import pytest

from betang.kernel.access.roles import Role
from betang.people.models import Employee, Unit
from tests.access.people import OTHER_OFFICE, employee, unit
from tests.portal.shell.signed_in import visitor

pytestmark = pytest.mark.django_db


def test_people_units_and_rules_are_found():
    seen = visitor(Role.EMPLOYEE)
    sari = employee()
    Employee.objects.filter(pk=sari.pk).update(name="Sari Kuadran Tumon")
    Unit.objects.filter(code=unit(OTHER_OFFICE).code).update(name="Dinas Kuadran")
    page = seen.page("/cari/?q=kuadran")
    assert f'<a href="/pegawai/{sari.uid}/">Sari Kuadran Tumon</a>' in page
    assert f'<a href="/pegawai/unit/{OTHER_OFFICE}/">Dinas Kuadran</a>' in page
    assert '<a href="/aturan/eksp-2022/kuadran/">' in page
    assert 'value="kuadran"' in page


def test_a_whole_nip_finds_its_owner_and_a_part_does_not():
    seen, somebody = visitor(Role.EMPLOYEE), employee()
    assert somebody.nip
    assert somebody.full_name in seen.page(f"/cari/?q={somebody.nip}")
    assert "Tidak ada yang cocok" in seen.page(f"/cari/?q={somebody.nip[:12]}")


def test_more_than_fits_leads_to_the_list():
    seen = visitor(Role.EMPLOYEE)
    for _number in range(12):
        employee()
    page = seen.page("/cari/?q=orang uji")
    assert '<a class="small" href="/pegawai/?q=orang+uji">' in page


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    seen = visitor(Role.EMPLOYEE)
    for _number in range(30):
        employee()
    with django_assert_max_num_queries(12):
        seen.page("/cari/?q=uji")


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Yang dapat dicari"), ("a", "dua huruf"), ("zzzz", "Tidak ada yang cocok")]
)
def test_it_says_what_to_do_when_nothing_is_found(typed, said):
    assert said in visitor(Role.EMPLOYEE).page(f"/cari/?q={typed}")


HOSTILE = [
    "'; DROP TABLE people_employee;--",
    "%",
    "_",
    "\\",
    '"><img src=x>',
    "{{ 7*7 }}",
    "ab" * 400,
    "a\x00b",
    "../../etc",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_sql_injection_and_markup_in_a_search_stay_text(typed):
    seen = visitor(Role.EMPLOYEE)
    response = seen.client.get("/cari/", {"q": typed})
    assert response.status_code == 200
    page = response.content.decode()
    assert "<img src=x>" not in page
    assert Employee.objects.exists()


def test_others_than_staff_may_not_search():
    assert visitor(Role.PARTNER).client.get("/cari/?q=sari").status_code == 403
