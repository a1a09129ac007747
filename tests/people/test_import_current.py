"""What is recorded can be taken out in the columns in which it is brought in, and comes back unchanged."""

import io

import pytest
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.people.actions import imports
from betang.people.models import ImportKind, Unit
from tests.people import build
from tests.people.build import DAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, time_machine):
    """Sign in as the personnel agency of a small city."""
    time_machine.move_to(NOW, tick=False)
    city = build.city()
    Unit.objects.filter(pk=city.other.pk).update(name="=1+1")
    user = build.account(city.stranger, "pengelola", Role.BKPSDM)
    client.force_login(user)
    return user


@pytest.mark.parametrize("kind", [ImportKind.UNITS, ImportKind.POSITIONS])
def test_what_stands_comes_out_and_changes_nothing_when_it_comes_back(
    keeper, client, kind, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        answer = client.get(reverse("import_current", args=[kind.value]))
    assert answer["Content-Disposition"] == f'attachment; filename="{kind.value}.xlsx"'
    content = io.BytesIO(answer.content)
    run, checked = imports.import_check(actor=keeper, content=content, name="x.xlsx", kind=kind, day=DAY, now=NOW)
    assert checked.faults == ()
    assert run.counts == {"baru": 0, "berubah": 0, "tetap": run.counts["tetap"], "tidak_di_berkas": 0}
    assert run.counts["tetap"] > 3


def test_people_are_not_taken_out_here(keeper, client):
    assert client.get(reverse("import_current", args=["pegawai"])).status_code == 404
