"""The footer's pages: there, within reach of everybody, without a database, and true of the system."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client

from betang.portal.about import facts, sections
from betang.portal.queries import totals

ADDRESSES = {
    "/privasi/": sections.PRIVACY,
    "/aksesibilitas/": sections.ACCESSIBILITY,
    "/cara-mengukur/": sections.MEASURING,
    "/bantuan/": sections.HELP,
}


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_lists_just_its_own_headings(client, address):
    page = text(client, address)
    shown = re.findall(r'<h2 id="([a-z]-[a-z]+)">([^<]+)</h2>', page)
    assert shown == [(anchor, str(title)) for anchor, title in ADDRESSES[address]]
    assert all(f'href="#{anchor}"' in page for anchor, _title in shown)


@pytest.mark.django_db  # the front page shows the services' figures
@pytest.mark.parametrize("address", ["/", *ADDRESSES])
def test_the_footer_leads_to_all_of_them(client, address):
    footer = text(client, address).partition('<footer class="footer">')[2]
    assert all(f'href="{page}"' in footer for page in ADDRESSES)


@pytest.mark.django_db
def test_every_cookie_that_is_set_is_named(client, settings):
    settings.BETANG_MODE = "demo"
    client.post("/tampilan/bahasa/", {"bahasa": "en"})
    client.post("/tampilan/tema/", {"tema": "dark"})
    client.post("/tampilan/pintasan/", {"pintasan": "mati"})
    client.post("/tampilan/menu/", {"menu": "ciut"})
    client.get("/masuk/")
    named = {cookie.name for cookie in facts.cookies()}
    assert {"bahasa", "tema", "pintasan", "menu", django_settings.CSRF_COOKIE_NAME} <= set(client.cookies)
    assert set(client.cookies) <= named
    assert all(cookie.name in text(client, "/privasi/") for cookie in facts.cookies())


def test_public_pages_set_no_cookie(client):
    for address in ADDRESSES:
        text(client, address)
    assert not client.cookies


def test_figures_are_counted(client):
    page = text(client, "/cara-mengukur/")
    assert f"{totals()['rules']} aturan" in page
    assert sum(count for _grade, count in facts.certainty()) == totals()["values"]
    assert f"{facts.unsettled()} nilai belum ditetapkan" in page


def test_the_contact_is_the_one_that_was_set_up(client, settings):
    assert "belum mengisi kontaknya" in text(client, "/privasi/")
    settings.BETANG_CONTACT = "Diskominfo, <b>betang@example.go.id</b>"
    for address in ("/privasi/", "/aksesibilitas/", "/bantuan/"):
        assert "Diskominfo, &lt;b&gt;betang@example.go.id" in text(client, address)


def test_the_demo_city_says_so(client, settings):
    assert "kota contoh" not in text(client, "/bantuan/")
    settings.BETANG_MODE = "demo"
    assert '<a href="/kotak-keluar/">' in text(client, "/bantuan/")


def test_keys_are_switched_off_where_they_are_explained(client):
    assert "Pintasan sekarang menyala." in text(client, "/aksesibilitas/")
    response = client.post("/tampilan/pintasan/", {"pintasan": "mati", "next": "/aksesibilitas/#a-tombol"})
    assert response.headers["Location"] == "/aksesibilitas/#a-tombol"
    assert "Pintasan sekarang mati." in text(client, "/aksesibilitas/")
