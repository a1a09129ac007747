"""An error page of somebody signed in stands in the frame they work in; uploads never lie on the disk in plain text."""

import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, public
from betang.kernel.errors import Conflict
from betang.kernel.http.uploads import MOST_BYTES
from tests.portal.shell.signed_in import visitor

pytestmark = pytest.mark.django_db
FRAME, FOOTER = 'class="sidenav"', 'class="footer"'


@access(public)
def fail(request: HttpRequest) -> HttpResponse:
    raise Conflict


@access(public)
def received(request: HttpRequest) -> HttpResponse:
    files = [(file.size or 0, len(file.read())) for file in request.FILES.getlist("file")]
    return HttpResponse(repr((files, sorted(each.name for each in Path(tempfile.gettempdir()).iterdir()))))


urlpatterns = [path("uji/", fail), path("kirim/", received), path("", include("betang.urls"))]
handler403, handler404 = "betang.ui.error_pages.forbidden", "betang.ui.error_pages.not_found"
handler500 = "betang.ui.error_pages.server_error"


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("address", "status"), [("/tidak-ada/", 404), ("/audit/", 403), ("/uji/", 409)])
def test_an_error_keeps_the_frame_one_works_in(address, status):
    client = visitor(Role.EMPLOYEE).client
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    page = answer.content.decode()
    assert (answer.status_code, FRAME in page, FOOTER in page) == (status, True, False)
    assert 'href="/beranda/"' in page
    assert "Ke beranda saya" in page
    assert ("cari di atas, atau pilih dari menu" in page) == (status == 404)
    assert len(queries) <= 12


@override_settings(ROOT_URLCONF=__name__)
def test_a_visitor_and_a_broken_database_get_the_public_frame(monkeypatch):
    visitor_page = Client(headers={"host": "localhost"}).get("/tidak-ada/").content.decode()
    assert (FRAME in visitor_page, FOOTER in visitor_page) == (False, True)
    client = visitor(Role.EMPLOYEE).client

    def broken(*args: object) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr("betang.kernel.access.middleware.load_viewer", broken)
    answer = client.get("/uji/")
    assert (answer.status_code, FOOTER in answer.content.decode()) == (409, True)


@override_settings(ROOT_URLCONF=__name__)
def test_an_upload_is_held_in_memory_up_to_a_limit_and_tells_its_real_size(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    large = [SimpleUploadedFile(name, b"x" * size) for name, size in (("a", 5 * 2**20), ("b", MOST_BYTES))]
    answer = Client(headers={"host": "localhost"}).post("/kirim/", {"file": large})
    kept = MOST_BYTES - 5 * 2**20
    assert answer.content.decode() == repr(([(5 * 2**20, 5 * 2**20), (MOST_BYTES, kept)], []))
