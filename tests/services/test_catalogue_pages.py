"""The public catalogue: everyday words lead to a service, and its page says all that is promised and asked."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import localdate

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.services.models import ServiceEdition
from betang.services.queries.catalogue import definition_on
from betang.services.reading import packaged
from betang.services.search_providers import services as provide
from betang.services.stored import as_json
from tests.access.people import RECORDED, user_with

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, *, language: str = "id") -> str:
    """Read a page."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_catalogue_lists_all_services_and_finds_them_by_everyday_words(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        whole = page(client, "/layanan/")
    assert {f"/layanan/{code}/" for code in packaged()} <= set(re.findall(r'href="([^"]+)"', whole))
    hits = page(client, "/layanan/?q=anak+baru+lahir").partition('class="card flush hit-list"')[2]
    assert hits.index("/layanan/lahir/") < hits.index("</ul>")
    nothing = page(client, "/layanan/?q=zzzz%3Cscript%3E")
    assert "Tidak ada layanan yang cocok" in nothing
    assert "/layanan/lahir/" in nothing  # the groups stay
    assert "<script" not in nothing
    assert "0 layanan" not in page(client, "/layanan/?q=%20%20")
    assert "Birth certificate" in page(client, "/layanan/?q=newborn", language="en")


def test_every_service_has_a_page_within_its_weight_and_queries(client, django_assert_num_queries):
    for code, service in packaged().items():
        with django_assert_num_queries(2):
            shown = page(client, f"/layanan/{code}/")
        assert service.name.id in shown
        assert shown.index("j-syarat") > shown.index("alert")  # whether to come stands before all else
        assert "<script" not in shown
        assert len(gzip.compress(shown.encode())) < 15_000
    assert client.get("/layanan/tidak-ada/").status_code == 404


def test_the_page_says_what_is_asked_promised_and_not_known(client):
    birth = page(client, "/layanan/lahir/")
    for said in (
        "Tidak perlu datang.", "Bila tidak ada surat lahir:", "F-2.03", "Gratis", "Paling lama 24 jam", "1 hari kerja",
        "Laporkan dalam 60 hari", "Mengapa 24 jam?", "Permendagri 19/2018", "Belum cukup data.", "Belum diketahui.",
        "Kompetensi pelaksana", "UU 24/2013 Pasal 79A", "Menerima sanksi", "Bila mewakili orang lain:",
    ):  # fmt: skip
        assert said in birth, said
    assert "Anda perlu datang ke loket." in page(client, "/layanan/kawin/")
    assert "dicatat oleh Kantor Urusan Agama (KUA)" in page(client, "/layanan/kawin/")
    assert "Dokumen ber-QR tidak perlu legalisir." in page(client, "/layanan/legalisir/")
    assert 'href="/layanan/lapor-capil-ln/"' in birth
    assert "ambil di loket" in page(client, "/layanan/ktp-hilang-rusak/")
    assert "Tidak ada batas hukum yang diketahui." in page(client, "/layanan/ikd/")
    assert "belum kami baca pada sumbernya" in page(client, "/layanan/ubah-wn/")
    assert "You need not come." in page(client, "/layanan/lahir/", language="en")


def test_an_edition_in_force_is_what_the_public_sees(client):
    today = localdate()
    service = definition_on("lahir", today)
    changed = as_json(service).replace("Untuk bayi baru lahir", "Untuk setiap bayi")
    for day, text in ((today, changed), (today + timedelta(days=1), changed.replace("setiap", "semua"))):
        ServiceEdition.objects.create(
            service="lahir", from_date=day, content="", definition=text, recorded_at=RECORDED, source="uji"
        )
    assert "Untuk setiap bayi" in page(client, "/layanan/lahir/")
    assert "Untuk setiap bayi" in page(client, "/layanan/?q=bayi")
    assert "Untuk semua bayi" not in page(client, "/layanan/lahir/")


def test_services_are_found_by_the_search_of_whoever_signed_in(django_assert_num_queries):
    user = user_with(Role.EMPLOYEE)
    viewer = Viewer(user=user, user_id=user.pk, today=localdate(), roles=frozenset({Role.EMPLOYEE}))
    with django_assert_num_queries(1):
        results = provide(viewer, "ktp", 3)
    assert len(results.hits) == 3
    assert results.more_url == "/layanan/?q=ktp"
    assert provide(viewer, "ktp hilang", 3).hits[0].url == "/layanan/ktp-hilang-rusak/"
    assert not provide(viewer, "zzzz", 3).hits


def test_ways_lead_from_the_home_page_to_applying_and_tracking(client):
    home = page(client, "/")
    assert 'action="/layanan/"' in home
    assert 'action="/lacak/"' in home
    assert 'href="/layanan/?q=ktp%20hilang"' in home
    assert 'href="/layanan/lahir/ajukan/"' in page(client, "/layanan/lahir/")
    assert 'value="KK-2611-000001"' in page(client, "/lacak/?nomor=KK-2611-000001")
