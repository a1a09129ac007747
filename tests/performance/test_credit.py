"""Angka kredit and IP ASN: what a predikat comes to, for one and for the city, and who may read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from tests.people import build as people
from tests.performance import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def year(city, users):
    """The clerk is Ahli Pertama, and was rated Baik in the third quarter."""
    post = city.posts["clerk"]
    post.type, post.level = "jf_keahlian", "Ahli Pertama"
    post.save()
    made = build.plans(city, agreed=True)
    for number in (0, 3):
        build.achievement(city.division, build.period(made.cycle, number), by=users.head)
    build.sent(made.clerk, build.period(made.cycle, 3), by=users.chief)
    return made


def read(client, user, url, **data):
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url, data)
    assert answer.status_code == 200, answer.content[:300]
    return len(queries), answer.content.decode()


def test_the_predikat_becomes_points_and_says_why(client, city, users, year):
    count, page = read(client, users.clerk, reverse("credit_own"))
    assert count <= 12
    # A quarter of Ahli Pertama with Baik: 3/12 x 100% x 12.5 = 3.125, shown as 3.13; provisional for now.
    assert "3.13" in page or "3,13" in page
    assert "Sementara" in page
    assert "Mengapa?" in page
    assert "12,5" in page
    build.sent(year.clerk, build.period(year.cycle, 0), by=users.chief, reason="Ikut periode.")
    _count, page = read(client, users.clerk, reverse("credit_own"))
    assert "12.50" in page or "12,50" in page
    assert "evaluasi tahunan terakhir" in page


def test_the_city_is_listed_and_handed_over(client, city, users, year):
    agency = people.account(None, "bkpsdm", Role.BKPSDM)
    few, page = read(client, agency, reverse("credit_city"), tahun=2026, periode=3)
    assert "Nirmala Tumon" in page
    assert few <= 12
    build.achievement(city.office, build.period(year.cycle, 3), by=users.mayor)
    build.sent(year.chief, build.period(year.cycle, 3), by=users.head)
    more, page = read(client, agency, reverse("credit_city"), tahun=2026, periode=3)
    assert "Citra Lestari" in page
    assert more == few
    _count, page = read(client, agency, reverse("credit_city"), tahun=2026, periode=3, jf=1)
    assert "Citra Lestari" not in page
    client.force_login(agency)
    file = client.get(reverse("credit_export"), {"tahun": 2026, "periode": 3}).getvalue().decode("utf-8-sig")
    lines = file.splitlines()
    assert lines[0].startswith("nip,nama")
    assert len(lines) == 3
    assert any("Ahli Pertama" in line and line.endswith("B,3,3.13,25") for line in lines)


def test_who_may_not_see_the_person_is_told_nothing(client, city, users, year):
    client.force_login(users.stranger)
    assert client.get(reverse("credit_person", args=[city.clerk.uid])).status_code == 404
    assert client.get(reverse("credit_city")).status_code == 403
    client.force_login(users.chief)
    assert client.get(reverse("credit_person", args=[city.clerk.uid])).status_code == 200
