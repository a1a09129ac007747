"""The outbox page: in demo mode only, its own links can be followed, hostile text stays text."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from betang.kernel.mail import mail_send, site_url

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def client(settings) -> Client:
    settings.BETANG_MODE = "demo"
    return Client(headers={"host": "localhost"})


def write(text: str = "Isi.", subject: str = "Judul") -> None:
    mail_send(to="sari@example.com", subject=subject, text=text, now=NOW)


@pytest.mark.parametrize("mode", ["production", "development"])
def test_it_exists_in_demo_mode_only(client, settings, mode):
    write()
    assert "sari@example.com" in client.get("/kotak-keluar/").content.decode()
    settings.BETANG_MODE = mode
    answer = client.get("/kotak-keluar/")
    assert answer.status_code == 404
    assert "sari@" not in answer.content.decode()
    assert "kotak-keluar" not in client.get("/").content.decode()


def test_links_lead_to_this_site_at_whatever_port(client):
    write(f"Buka {site_url('/masuk/?k=1')} sekarang.")
    assert '<a href="/masuk/?k=1">http://localhost:8000/masuk/?k=1</a>' in client.get("/kotak-keluar/").content.decode()


def test_stored_xss_in_a_mail_stays_text(client):
    write('<script>alert(1)</script> http://jahat.com/"><img src=x>', subject="<b>Judul</b>")
    page = client.get("/kotak-keluar/").content.decode()
    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;b&gt;Judul&lt;/b&gt;" in page
    assert "jahat.com" not in page


def test_pages_of_twenty_and_an_empty_one(client, django_assert_max_num_queries):
    assert "Belum ada surel" in client.get("/kotak-keluar/").content.decode()
    for number in range(25):
        write(subject=f"Surel {number:02d}")
    with django_assert_max_num_queries(2):
        page = client.get("/kotak-keluar/").content.decode()
    assert page.count("<article") == 20
    assert "Surel 00" in client.get("/kotak-keluar/?h=2").content.decode()
    assert client.get("/kotak-keluar/").headers["Cache-Control"] == "no-store"
