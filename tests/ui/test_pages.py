"""Error pages and the style guide."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from betang.kernel.access.rules import access, public
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from betang.ui.guide import SECTIONS

RAISED = {
    "hilang": NotFound(), "tertutup": Forbidden("Rapor ini milik unit lain."), "berubah": Conflict(),
    "salah": Invalid("Ada yang keliru.", fields={"nik": "NIK harus 16 angka.", "nama": "Nama wajib diisi."}),
    "rusak": RuntimeError("boom"),
}  # fmt: skip


@access(public)
def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise RAISED[name]


urlpatterns = [path("uji/<str:name>/", fail), path("", include("betang.urls"))]
handler500 = "betang.ui.error_pages.server_error"


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


@pytest.mark.parametrize(
    ("name", "status", "texts", "english"),
    [
        ("hilang", 404, ["Halaman ini tidak ada", "Periksa ejaan"], "This page does not exist"),
        ("tertutup", 403, ["Anda belum berwenang", "Rapor ini milik unit lain."], "You have no access here"),
        ("berubah", 409, ["Data ini sudah berubah", "Muat ulang halaman"], "This has changed meanwhile"),
        ("salah", 422, ["Ada yang keliru.", "NIK harus 16 angka.", "Nama wajib diisi."], "Something needs correcting"),
        ("rusak", 500, ["Ada yang rusak di pihak kami", "Tunggu satu menit"], "Something broke on our side"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_each_error_says_what_happened_and_what_to_do(client, name, status, texts, english):
    response = client.get(f"/uji/{name}/")
    page = response.content.decode()
    assert response.status_code == status
    assert all(text in page for text in texts)
    assert response["X-Request-ID"] in page
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert 'href="/"' in page
    client.cookies["bahasa"] = "en"
    again = client.get(f"/uji/{name}/")
    assert english in again.content.decode()
    assert again["Content-Language"] == "en"


@override_settings(ROOT_URLCONF=__name__)
def test_the_page_for_our_own_fault_needs_no_database_and_no_template(client, monkeypatch):
    monkeypatch.setattr("django.template.engine.Engine.get_template", None)
    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection", None)
    client.cookies["tema"] = "dark"
    page = client.get("/uji/rusak/")
    assert page.status_code == 500
    assert '<html lang="id" data-theme="dark">' in page.content.decode()
    assert "$" not in page.content.decode()


def test_a_form_sent_to_a_page_that_is_only_read_says_so(client):
    response = client.post("/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "Cara membuka halaman ini tidak cocok" in response.content.decode()


def test_a_form_without_its_token_is_refused_in_words(settings):
    checking = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    response = checking.post("/aturan/")
    assert response.status_code == 403
    assert "Formulir ini dibuka terlalu lama" in response.content.decode()


def test_the_guide_shows_every_section_in_both_themes_and_languages(client, settings):
    settings.BETANG_MODE = "demo"
    page = client.get("/gaya/").content.decode()
    assert all(f'id="{section.name}"' in page for section in SECTIONS)
    assert page.count('class="specimen" data-theme="light"') == page.count('class="specimen" data-theme="dark"') == 22
    assert "style=" not in page
    client.cookies["bahasa"] = "en"
    assert "Buttons" in client.get("/gaya/").content.decode()


def test_the_guide_is_closed_in_production(client, settings):
    settings.BETANG_MODE = "production"
    assert client.get("/gaya/").status_code == 404
    assert "/gaya/" not in client.get("/").content.decode()
