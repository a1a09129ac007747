"""What somebody gets who may not open a page: sign-in and back again, a sentence, or nothing at all."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.people import viewer
from tests.access.people import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def guarded(settings):
    settings.ROOT_URLCONF = "tests.access.urls_guarded"
    settings.LOGIN_URL = "/masuk/"


def client_of(role: Role | None = None, **headers: Any) -> Client:
    client = Client(headers={"host": "localhost", **headers})
    if role:
        client.force_login(user_with(role))
    return client


def fragment(*, at: str) -> Any:
    """Ask for a part of a page as a script would, from a page somewhere."""
    client = Client(headers={"host": "localhost", "hx-request": "true", "hx-current-url": at})
    return client.get("/masuk-dulu/")


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_public_page_asks_the_database_nothing(django_assert_num_queries):
    visitor, auditor = client_of(), client_of(Role.AUDITOR)
    with django_assert_num_queries(0):
        assert text(visitor.get("/terbuka/")) == "terbuka"
        assert text(auditor.get("/terbuka/")) == "terbuka"
        assert text(visitor.get("/siapa/")) == "pengunjung"


def test_the_viewer_is_read_once_in_a_request(monkeypatch):
    calls, load = [], viewer.load

    def counted(user: User, today: date) -> Viewer:
        calls.append(user)
        return load(user, today)

    monkeypatch.setattr(viewer, "load", counted)
    assert client_of(Role.AUDITOR).get("/auditor-saja/").status_code == 200
    assert len(calls) == 1


def test_each_rule_lets_in_whom_it_names():
    pages = ("/masuk-dulu/", "/pegawai-saja/", "/kelas/", "/auditor-saja/", "/rahasia/")
    some = (Role.AUDITOR, Role.BKPSDM, Role.EMPLOYEE, Role.ADMIN, Role.PARTNER, Role.RESIDENT)
    clients = {role: client_of(role) for role in some}
    answers = {role: [client.get(page).status_code for page in pages] for role, client in clients.items()}
    assert answers[Role.AUDITOR] == [200, 200, 200, 200, 200]
    assert answers[Role.BKPSDM] == [200, 200, 200, 200, 404]
    assert answers[Role.EMPLOYEE] == answers[Role.ADMIN] == [200, 200, 200, 403, 404]
    assert answers[Role.PARTNER] == answers[Role.RESIDENT] == [200, 403, 403, 403, 404]


def test_an_account_that_was_closed_is_a_visitor():
    user, client = user_with(Role.AUDITOR), client_of()
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get("/auditor-saja/").status_code == 302


def test_a_page_for_others_says_for_whom_it_is():
    response = client_of(Role.EMPLOYEE).get("/auditor-saja/")
    assert response.status_code == 403
    assert "Halaman ini untuk BKPSDM, auditor. Akun Anda tidak memegang peran itu." in text(response)


def test_a_hidden_page_is_answered_like_one_that_is_not_there():
    client = client_of(Role.EMPLOYEE)
    hidden, unknown = client.get("/rahasia/"), client.get("/tidak-ada/")
    assert hidden.status_code == unknown.status_code == 404
    assert "Halaman ini tidak ada" in text(hidden)
    assert "auditor" not in text(hidden).lower()


def test_a_program_gets_a_status_and_a_sentence_instead_of_a_form():
    unknown, foreign = client_of().get("/api/v1/orang"), client_of(Role.PARTNER).get("/api/v1/orang")
    assert (unknown.status_code, unknown.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert unknown.json() == {"detail": "Alamat ini meminta tanda pengenal. Sertakan token yang berlaku."}
    assert (foreign.status_code, foreign.json()) == (403, {"detail": "Alamat ini untuk pegawai pemerintah kota."})
    assert client_of(Role.PARTNER).get("/api/v1/rahasia").status_code == 404
    assert client_of(Role.AUDITOR).get("/api/v1/rahasia").status_code == 200


def next_of(response: Any) -> str:
    """The path to come back to, out of the redirect to the sign-in page."""
    parts = urlsplit(response.headers.get("HX-Redirect") or response.headers["Location"])
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/masuk/")
    return str(parse_qs(parts.query)["next"][0])


def test_a_visitor_comes_back_to_the_page_after_signing_in():
    response = client_of().get("/masuk-dulu/?q=a b&h=2")
    assert response.status_code == 302
    assert next_of(response) == "/masuk-dulu/?q=a%20b&h=2"


def test_a_form_whose_session_is_over_comes_back_to_the_page_it_stood_on():
    response = client_of(referer="http://localhost/pegawai-saja/?h=3").post("/masuk-dulu/")
    assert next_of(response) == "/pegawai-saja/?h=3"
    assert next_of(client_of().post("/masuk-dulu/")) == "/"


def test_a_fragment_sends_the_whole_page_to_the_sign_in():
    response = fragment(at="http://localhost/pegawai-saja/?q=x")
    assert response.status_code == 401
    assert next_of(response) == "/pegawai-saja/?q=x"
    assert text(response) == "Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan."


EVIL = [
    "https://evil.example/", "//evil.example/", "https://localhost.evil.example/x", "http://localhost@evil.example/",
    "http://localhost//evil.example/", "http://localhost/\\evil.example", "javascript:alert(1)", "http:///evil.example",
    "data:text/html,x", "\\\\evil.example", "http://localhost///evil.example/",
]  # fmt: skip


@pytest.mark.parametrize("page", EVIL)
def test_open_redirect_through_where_the_browser_says_it_was(page):
    form = next_of(client_of(referer=page).post("/masuk-dulu/"))
    assert form == next_of(fragment(at=page)) == "/"


@pytest.mark.parametrize("address", ["/masuk-dulu/?next=https://evil.example/", "/masuk-dulu/?next=//evil.example"])
def test_open_redirect_through_the_address_stays_inside_its_own_page(address):
    assert next_of(client_of().get(address)) == address
