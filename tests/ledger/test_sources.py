"""Systems that send facts: registered, given tokens that are shown once, closed; all of it in the trail."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from betang.kernel.access.roles import Role
from betang.kernel.audit import verification
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Invalid
from betang.ledger.actions.sources import source_close, source_register, token_renew
from betang.ledger.fact_kinds import ATTENDANCE, COUNT
from betang.ledger.models import Source, SourceToken
from betang.ledger.models.sources import HOUSE
from betang.ledger.tokens import token_digest
from tests.ledger.build import source
from tests.people import build
from tests.people.build import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def admin(freeze):
    freeze(NOW)
    return build.account(None, "administrator", Role.ADMIN)


@pytest.fixture
def client(admin):
    browser = Client(headers={"host": "localhost"})
    browser.force_login(admin)
    return browser


GIVEN = {"name": "Absensi", "uri": "/absensi/bkpsdm", "kinds": [ATTENDANCE.name], "days": "90"}


def test_a_token_is_shown_once_and_never_kept(client):
    response = client.post("/admin/sumber/daftar/", GIVEN)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    shown = response.content.decode().split('<pre class="command" tabindex="0">')[1].split("</pre>")[0]
    made = Source.objects.get(uri="/absensi/bkpsdm")
    token = made.tokens.get()
    assert token.digest == token_digest(shown)
    assert (token.tail, token.expires_at) == (shown[-4:], NOW + timedelta(days=90))
    assert len(shown) == 47
    page = client.get(f"/admin/sumber/{made.pk}/").content.decode()
    assert shown not in page
    assert f"…{shown[-4:]}" in page
    assert AuditEntry.objects.filter(action="ledger.source_register").count() == 1
    assert verification.verify() is None
    again = client.post(f"/admin/sumber/{made.pk}/perbarui/", {"days": "30"}).content.decode()
    assert shown not in again
    assert [one.ended_at for one in made.tokens.all()] == [None, NOW]


@pytest.mark.parametrize(
    "change",
    [
        {"uri": ""}, {"uri": "/ada/spasi di dalam"}, {"uri": "\"><b"}, {"uri": HOUSE}, {"kinds": []},
        {"kinds": ["tidak.ada"]}, {"days": "0"}, {"days": "367"}, {"days": "x"}, {"name": ""},
    ],
)  # fmt: skip
def test_a_source_that_does_not_hold_is_refused_and_nothing_is_written(client, change):
    response = client.post("/admin/sumber/daftar/", {**GIVEN, **change})
    assert response.status_code == 422
    assert (
        Source.objects.count(),
        SourceToken.objects.count(),
        AuditEntry.objects.filter(action__startswith="ledger").count(),
    ) == (0, 0, 0)


def test_the_name_of_a_source_is_its_own(client, admin):
    client.post("/admin/sumber/daftar/", GIVEN)
    assert client.post("/admin/sumber/daftar/", GIVEN).status_code == 422
    with pytest.raises(Invalid):
        source_register(actor=admin, uri="/x", name="X", allowed=["tidak.ada"], days=1, token="t", now=NOW)
    with pytest.raises(Invalid):
        source_register(actor=admin, uri="/x", name="X", allowed=[COUNT.name], days=400, token="t", now=NOW)
    assert Source.objects.count() == 1


def test_a_closed_source_stays_closed(client, admin):
    made = source()
    assert client.post(f"/admin/sumber/{made.pk}/tutup/", {"reason": " "}).status_code == 422
    assert client.post(f"/admin/sumber/{made.pk}/tutup/", {"reason": "diganti"}).status_code == 302
    made.refresh_from_db()
    assert (made.closed_at, made.close_reason, made.tokens.get().ended_at) == (NOW, "diganti", NOW)
    assert client.post(f"/admin/sumber/{made.pk}/perbarui/", {"days": "30"}).status_code == 409
    with pytest.raises(Conflict):
        source_close(actor=admin, source=made, reason="lagi", now=NOW)
    with pytest.raises(Invalid):
        source_close(actor=admin, source=made, reason=" ", now=NOW)
    page = client.get(f"/admin/sumber/{made.pk}/").content.decode()
    assert "diganti" in page
    assert "Tutup sumber ini" not in page


def test_a_failed_renewal_ends_nothing(admin):
    made = source()
    with pytest.raises(Invalid):
        token_renew(actor=admin, source=made, days=0, token="baru", now=NOW)
    assert made.tokens.get().ended_at is None


def test_hostile_text_in_a_name_stays_text(client):
    client.post("/admin/sumber/daftar/", {**GIVEN, "name": "<script>alert(1)</script>"})
    page = client.get("/admin/sumber/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_the_list_asks_the_same_queries_for_one_as_for_many(client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/sumber/").status_code == 200
        return len(queries)

    source("/satu", token="1" * 40)
    few = asked()
    for number in range(5):
        source(f"/lain/{number}", token=f"{number}" * 30)
    assert asked() == few <= 12
