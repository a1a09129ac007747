"""The city's sign-in service: opens accounts that exist, bound to one identity; makes none; leads nowhere else."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from betang.kernel.accounts.adapter import SsoAdapter
from betang.kernel.accounts.models import SignIn, SsoIdentity, User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.environment import sign_in_service

pytestmark = pytest.mark.django_db
SERVICE = "https://sso.example.go.id/realms/kota"


class Reply:
    """An answer of the service."""

    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content
        self.text = json.dumps(content)

    def json(self) -> dict[str, Any]:
        return self.content

    def raise_for_status(self) -> None:
        return None


class Service:
    """A sign-in service in the place of the network: says who signed in there."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"sub": "u-1", "preferred_username": "siti.uji", "email": "siti@example.go.id"}
        self.sent: list[Any] = []

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def get(self, url: str, **named: Any) -> Reply:
        if url.endswith("/userinfo"):
            return Reply(self.claims)
        ends = {name: f"{SERVICE}/{name}" for name in ("authorization", "token", "userinfo")}
        return Reply({f"{name}_endpoint": url for name, url in ends.items()} | {"issuer": SERVICE, "jwks_uri": SERVICE})

    def request(self, method: str, url: str, data: Any = None, **named: Any) -> Reply:
        self.sent.append(data)
        return Reply({"access_token": "t", "token_type": "Bearer"})


@pytest.fixture
def service(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Service:
    found = Service()
    settings.SOCIALACCOUNT_PROVIDERS = sign_in_service(
        {"BETANG_OIDC_URL": SERVICE, "BETANG_OIDC_CLIENT": "betang", "BETANG_OIDC_SECRET": "rahasia"}
    )
    monkeypatch.setattr(SsoAdapter, "get_requests_session", lambda self: found)
    return found


def there(client: Client, **sent: str) -> str:
    """Press the button; return the state the service is given."""
    answer = client.post("/masuk/sso/", sent)
    assert answer.status_code == 302, answer.content
    address = urlsplit(answer.headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{SERVICE}/authorization"
    query = parse_qs(address.query)
    assert query["redirect_uri"] == ["http://localhost/masuk/sso/sso/kembali/"]
    assert query["code_challenge_method"] == ["S256"]
    return query["state"][0]


def back(client: Client, state: str, **more: str) -> Any:
    return client.get("/masuk/sso/sso/kembali/", {"state": state, "code": "c", **more})


def test_the_button_stands_only_where_a_service_is_set_up(visitor, service, settings):
    assert "Masuk dengan SSO pegawai" in visitor.get("/masuk/").content.decode()
    assert "SSO" not in visitor.get("/masuk/?pintu=warga").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert visitor.post("/masuk/sso/").status_code == 404
    assert visitor.get("/masuk/sso/sso/kembali/").status_code == 404


def test_an_identity_opens_the_account_of_its_name_and_is_bound_to_it(visitor, user, service):
    assert back(visitor, there(visitor, next="/aturan/")).headers["Location"] == "/aturan/"
    assert visitor.get("/akun/").context["account"] == user
    assert SignIn.objects.get().way == "sso"
    bound = SsoIdentity.objects.get()
    assert (bound.user, bound.uid) == (user, "u-1")
    assert AuditEntry.objects.get().action == "accounts.sso_link"
    visitor.post("/keluar/")
    service.claims["preferred_username"] = "nama.baru"
    assert back(visitor, there(visitor)).headers["Location"] == "/beranda/"
    assert service.sent[0]["code_verifier"]


def test_what_the_service_tells_about_a_person_is_not_kept(visitor, user, service):
    service.claims |= {"nik": "6271030101500001", "name": "Siti Uji"}
    back(visitor, there(visitor))
    assert not SocialAccount.objects.exists()
    assert "6271030101500001" not in str(list(SsoIdentity.objects.values()))


def test_nobody_gets_into_an_account_by_taking_its_name_at_the_service(visitor, user, service):
    back(visitor, there(visitor))
    visitor.post("/keluar/")
    service.claims = {"sub": "u-2", "preferred_username": "siti.uji"}
    answer = back(visitor, there(visitor))
    assert answer.headers["Location"] == "/masuk/"
    assert "belum terdaftar" in visitor.get("/masuk/").content.decode()
    assert visitor.get("/akun/").status_code == 302


@pytest.mark.parametrize(
    "claims", [{}, {"preferred_username": "tidak.ada"}, {"preferred_username": "siti@example.go.id"}]
)
def test_an_unknown_identity_gets_no_account(visitor, user, service, claims):
    service.claims = {"sub": "u-9", "email": "siti@example.go.id", "email_verified": True, **claims}
    assert back(visitor, there(visitor)).headers["Location"] == "/masuk/"
    assert User.objects.count() == 1
    assert not SsoIdentity.objects.exists()


def test_a_closed_account_stays_closed(visitor, user, service):
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert back(visitor, there(visitor)).headers["Location"] == "/masuk/"
    assert visitor.get("/akun/").status_code == 302


def test_csrf_a_state_of_another_browser_is_refused(visitor, user, service):
    foreign = there(Client(headers={"host": "localhost"}))
    there(visitor)
    for state in (foreign, "", "x"):
        answer = back(visitor, state)
        assert answer.headers["Location"] == "/masuk/"
    assert visitor.get("/akun/").status_code == 302


def test_csrf_the_way_there_needs_a_token_and_never_connects(user, service):
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert strict.post("/masuk/sso/").status_code == 403
    loose = Client(headers={"host": "localhost"})
    loose.force_login(user)
    assert loose.post("/masuk/sso/", {"process": "connect"}).status_code == 404
    assert loose.post("/masuk/sso/?process=connect").status_code == 404
    assert loose.get("/masuk/sso/").status_code == 405


@pytest.mark.parametrize("target", ["https://penipu.example", "//penipu.example"])
def test_open_redirect_the_service_leads_back_to_this_site_only(visitor, user, service, target):
    assert back(visitor, there(visitor, next=target)).headers["Location"] == "/beranda/"


def test_an_error_of_the_service_is_said_on_our_own_page(visitor, user, service):
    there(visitor)
    answer = visitor.get("/masuk/sso/sso/kembali/", {"error": "access_denied", "error_description": "<b>x</b>"})
    assert answer.headers["Location"] == "/masuk/"
    page = visitor.get("/masuk/").content.decode()
    assert "tidak berhasil" in page
    assert "<b>x</b>" not in page
