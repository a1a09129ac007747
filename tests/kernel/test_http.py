"""What stands on every answer: security headers, incident code, language and theme, and no cookie unasked."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db  # closing a file's answer looks at the connection, the front page at the figures
ADDRESSES = {
    "/": 200, "/aturan/": 200, "/aturan/eksp-2022/kuadran/": 200, "/aturan/eksp-2022/kuadran/?rating_hasil=X": 422,
    "/tidak-ada/": 404, "/tampilan/tema/": 405, "/-/sehat": 200, "/-/metrik": 200, "/static/css/base.css": 200,
}  # fmt: skip


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_every_answer_carries_the_security_headers(client, address, status):
    with closing(client.get(address)) as response:
        assert response.status_code == status
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == policy["script-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in response
    assert len(response["X-Request-ID"]) == 8


def test_a_refused_host_gets_a_page_with_all_headers():
    response = Client(headers={"host": "elsewhere.example"}).get("/")
    assert response.status_code == 400
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "Permintaan ini tidak dapat dibaca" in response.content.decode()


def test_public_pages_set_no_cookie(client):
    for address in ("/", "/aturan/", "/tidak-ada/"):
        assert not client.get(address).cookies


def test_two_requests_have_two_codes(client):
    assert client.get("/")["X-Request-ID"] != client.get("/")["X-Request-ID"]


def test_the_page_is_indonesian_whatever_the_browser_asks_for(client):
    response = client.get("/", headers={"accept-language": "en-US"})
    assert response["Content-Language"] == "id"
    assert '<html lang="id">' in response.content.decode()
    assert "Cookie" in response["Vary"]


def test_the_language_is_chosen_by_a_form_and_kept(client):
    response = client.post("/tampilan/bahasa/", {"bahasa": "en", "next": "/aturan/?q=a"})
    assert (response.status_code, response["Location"]) == (302, "/aturan/?q=a")
    assert response.cookies["bahasa"]["httponly"]
    page = client.get("/aturan/").content.decode()
    assert '<html lang="en">' in page
    assert "The rules we compute" in page


def test_an_unknown_language_changes_nothing(client):
    assert not client.post("/tampilan/bahasa/", {"bahasa": "xx"}).cookies


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_to_another_site(client, target):
    assert client.post("/tampilan/bahasa/", {"bahasa": "en", "next": target})["Location"] == "/"


def test_the_theme_is_chosen_kept_and_given_up(client):
    client.post("/tampilan/tema/", {"tema": "dark"})
    assert '<html lang="id" data-theme="dark">' in client.get("/").content.decode()
    client.post("/tampilan/tema/", {"tema": "purple"})
    assert '<html lang="id">' in client.get("/").content.decode()


def test_a_forged_theme_cookie_never_reaches_the_page(client):
    client.cookies["tema"] = '"><script>'
    assert '<html lang="id">' in client.get("/").content.decode()


PRODUCTION = """
import django; django.setup()
from django.test import Client
page = Client(headers={"host": "localhost"}).get("/aturan/", secure=True)
print(page.status_code, page["Strict-Transport-Security"])
kept = Client(headers={"host": "localhost"}).post("/tampilan/tema/", {"tema": "dark"}, secure=True)
print(bool(kept.cookies["tema"]["secure"]), Client(headers={"host": "localhost"}).get("/gaya/").status_code)
from django.conf import settings
print(settings.DEBUG, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_PROXY_SSL_HEADER)
"""


def test_without_any_setting_it_runs_as_strictly_as_in_production(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BETANG_", "DATABASE_URL"))}
    env = {**kept, "BETANG_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "betang.settings"}
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PRODUCTION], cwd=root, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "200 max-age=31536000; includeSubDomains", "True 404", "False True True None",
    ]  # fmt: skip
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
