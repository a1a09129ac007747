"""One's own account: sessions, password, second factors, language; sensitive changes ask once more who it is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from betang.kernel.accounts.actions import totp_activate
from betang.kernel.accounts.models import SignIn, SsoIdentity, User
from betang.kernel.accounts.queries import factors_of
from tests.portal.accounts.conftest import NOW, PASSWORD, SECRET, app_code

pytestmark = pytest.mark.django_db
CHANGE = {"old": PASSWORD, "password": "sungai-rungan-biru-7", "again": "sungai-rungan-biru-7"}


def another_session(user) -> Client:
    client = Client(headers={"host": "localhost", "user-agent": "Firefox Android"})
    client.post("/masuk/", {"username": user.username, "password": PASSWORD})
    return client


def test_the_page_costs_at_most_twelve_queries_whatever_the_rows(signed_in, user):
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert signed_in.get("/akun/").status_code == 200
        counts.append(len(seen))
        SignIn.objects.bulk_create(
            SignIn(user=user, at=NOW, way="password", session_key=f"k{n}", ends_at=NOW) for n in range(30)
        )
    assert counts[0] == counts[1] <= 12


def test_the_page_shows_sessions_and_last_sign_ins(signed_in, user):
    another_session(user)
    page = signed_in.get("/akun/").content.decode()
    assert page.count("Firefox, Android") >= 2
    assert page.count("Sesi ini") == 1
    assert "127.0.0.1" not in page


def test_session_kept_one_session_is_ended_and_the_others_stay(signed_in, user):
    there = another_session(user)
    row = SignIn.objects.get(session_key=there.session.session_key)
    assert signed_in.post(f"/akun/sesi/{row.pk}/akhiri/").headers["Location"] == "/akun/"
    assert there.get("/akun/").status_code == 302
    assert signed_in.get("/akun/").status_code == 200


def test_session_kept_all_others_are_ended(signed_in, user):
    there = another_session(user)
    signed_in.post("/akun/sesi/akhiri/")
    assert there.get("/akun/").status_code == 302
    page = signed_in.get("/akun/")
    assert page.status_code == 200
    assert "Semua sesi lain sudah diakhiri." in page.content.decode()
    assert [row.session_key for row in page.context["sessions"].open] == [signed_in.session.session_key]


def test_session_kept_a_new_password_ends_all_others(signed_in, user):
    there, key = another_session(user), signed_in.session.session_key
    assert signed_in.post("/akun/sandi/", CHANGE).headers["Location"] == "/akun/"
    assert there.get("/akun/").status_code == 302
    assert signed_in.get("/akun/").status_code == 200
    assert signed_in.session.session_key != key
    assert User.objects.get(pk=user.pk).check_password(CHANGE["password"])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"old": "salah"}, "salah"),
        ({"again": "lain"}, "berbeda"),
        ({"password": "pendek", "again": "pendek"}, "pendek"),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_by_a_weak_one(signed_in, user, wrong, said):
    answer = signed_in.post("/akun/sandi/", {**CHANGE, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_the_old_password_is_asked_for_a_limited_number_of_times(signed_in):
    for _try in range(5):
        assert signed_in.post("/akun/sandi/", {**CHANGE, "old": "salah"}).status_code == 422
    assert signed_in.post("/akun/sandi/", CHANGE).status_code == 429


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("get", "/akun/langkah-kedua/aplikasi/"), ("post", "/akun/langkah-kedua/aplikasi/"),
        ("get", "/akun/langkah-kedua/kunci-sandi/"), ("post", "/akun/langkah-kedua/kunci-sandi/tantangan/"),
        ("post", "/akun/langkah-kedua/kode-pemulihan/"), ("post", "/akun/langkah-kedua/1/lepas/"),
        ("post", "/akun/sso/lepas/"),
    ],
)  # fmt: skip
def test_sensitive_changes_ask_once_more_who_it_is(signed_in, freeze, method, url):
    freeze(NOW + timedelta(minutes=16))
    answer = getattr(signed_in, method)(url)
    assert answer.headers["Location"] == f"/akun/konfirmasi/?next={url if method == 'get' else '/akun/'}"


def test_who_proved_it_goes_on_to_where_they_were(signed_in, freeze):
    freeze(NOW + timedelta(minutes=16))
    target = "/akun/langkah-kedua/aplikasi/"
    assert signed_in.post("/akun/konfirmasi/", {"answer": "salah", "next": target}).status_code == 422
    answer = signed_in.post("/akun/konfirmasi/", {"answer": PASSWORD, "next": target})
    assert answer.headers["Location"] == target
    assert signed_in.get(target).status_code == 200


@pytest.mark.parametrize("target", ["https://penipu.example", "//penipu.example", ""])
def test_open_redirect_the_confirmation_leads_nowhere_else(signed_in, target):
    assert signed_in.post("/akun/konfirmasi/", {"answer": PASSWORD, "next": target}).headers["Location"] == "/akun/"


def test_who_has_no_password_proves_it_by_an_app_or_by_signing_in_again(user, freeze):
    client = Client(headers={"host": "localhost"})
    User.objects.filter(pk=user.pk).update(password="!x")
    user.refresh_from_db()
    client.force_login(user)
    assert "Keluar, lalu masuk lagi" in client.get("/akun/konfirmasi/").content.decode()
    before = NOW - timedelta(minutes=10)
    totp_activate(actor=user, secret=SECRET, code=app_code(before), now=before)
    assert client.post("/akun/konfirmasi/", {"answer": "000000"}).status_code == 422
    assert client.post("/akun/konfirmasi/", {"answer": app_code()}).status_code == 302
    assert client.get("/akun/langkah-kedua/kunci-sandi/").status_code == 200


def set_up(client) -> tuple[str, str]:
    """Open the page of the app; return its token and secret."""
    page = client.get("/akun/langkah-kedua/aplikasi/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert token
    assert secret
    return token[1], secret[1].replace(" ", "")


def test_an_app_is_set_up_and_recovery_codes_are_shown_once(signed_in, user):
    token, secret = set_up(signed_in)
    assert not factors_of(user).any
    page = signed_in.post("/akun/langkah-kedua/aplikasi/", {"token": token, "code": app_code(secret=secret)})
    codes = re.findall(r"<code>([2-9A-Z]{5}-[2-9A-Z]{5})</code>", page.content.decode())
    assert len(codes) == 10
    assert factors_of(user).totp is not None
    account = signed_in.get("/akun/").content.decode()
    assert not any(code in account for code in codes)
    assert "tersisa 10 kode" in account


def test_over_posting_a_secret_of_ones_own_choice_or_of_another_account_is_not_taken(signed_in, user, other):
    token, secret = set_up(another_session(other))
    for sent in ({"token": token}, {"token": SECRET}, {"token": "", "secret": SECRET}, {"secret": secret}):
        for chosen in (secret, SECRET):
            answer = signed_in.post("/akun/langkah-kedua/aplikasi/", {**sent, "code": app_code(secret=chosen)})
            assert answer.status_code == 422
    assert not factors_of(user).any


def test_a_wrong_code_shows_the_same_qr_code_again(signed_in, user):
    token, secret = set_up(signed_in)
    page = signed_in.post("/akun/langkah-kedua/aplikasi/", {"token": token, "code": "000000"})
    assert page.status_code == 422
    assert secret[:4] in page.content.decode()
    assert signed_in.post(
        "/akun/langkah-kedua/aplikasi/", {"token": token, "code": app_code(secret=secret)}
    ).status_code == 200  # fmt: skip


def test_a_factor_is_loosened_and_recovery_codes_renewed(signed_in, user):
    token, secret = set_up(signed_in)
    signed_in.post("/akun/langkah-kedua/aplikasi/", {"token": token, "code": app_code(secret=secret)})
    page = signed_in.post("/akun/langkah-kedua/kode-pemulihan/").content.decode()
    assert len(re.findall(r"<code>[2-9A-Z]{5}-[2-9A-Z]{5}</code>", page)) == 10
    found = factors_of(user).totp
    assert found is not None
    assert signed_in.post(f"/akun/langkah-kedua/{found.pk}/lepas/").headers["Location"] == "/akun/"
    assert not factors_of(user).any


def test_foreign_row_another_accounts_factor_and_session_are_not_there(signed_in, other):
    before = NOW - timedelta(minutes=10)
    totp_activate(actor=other, secret=SECRET, code=app_code(before), now=before)
    found = factors_of(other).totp
    assert found is not None
    another_session(other)
    theirs = SignIn.objects.filter(user=other).first()
    assert signed_in.post(f"/akun/langkah-kedua/{found.pk}/lepas/").status_code == 404
    assert signed_in.post(f"/akun/langkah-kedua/{10**9}/lepas/").status_code == 404
    assert theirs is None or signed_in.post(f"/akun/sesi/{theirs.pk}/akhiri/").status_code == 404
    assert factors_of(other).any


def test_a_passkey_that_answers_no_challenge_is_not_kept(signed_in, user):
    for sent in ({}, {"credential": "{}"}, {"credential": '{"id": "AA", "response": {}}', "name": "x"}):
        assert signed_in.post("/akun/langkah-kedua/kunci-sandi/", sent).status_code == 422
    options = signed_in.post("/akun/langkah-kedua/kunci-sandi/tantangan/").json()["publicKey"]
    assert options["user"]["name"] == "siti.uji"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert not factors_of(user).any


def test_the_language_is_kept_with_the_account_and_shown_here(signed_in, user):
    answer = signed_in.post("/akun/bahasa/", {"bahasa": "en"})
    assert answer.headers["Location"] == "/akun/"
    assert signed_in.cookies["bahasa"].value == "en"
    assert User.objects.get(pk=user.pk).language == "en"
    assert signed_in.post("/akun/bahasa/", {"bahasa": "xx"}).status_code == 422
    assert User.objects.get(pk=user.pk).language == "en"


def test_single_keys_can_be_switched_off(signed_in):
    page = signed_in.get("/akun/").content.decode()
    assert 'action="/tampilan/pintasan/"' in page
    assert signed_in.post("/tampilan/pintasan/", {"pintasan": "mati", "next": "/akun/"}).headers["Location"] == "/akun/"
    off = re.search(r'value="mati" aria-pressed="(\w+)"', signed_in.get("/akun/").content.decode())
    assert off
    assert off[1] == "true"


def test_an_account_is_loosened_from_the_sign_in_service(signed_in, user):
    SsoIdentity.objects.create(user=user, provider="sso", uid="u-1", linked_at=NOW)
    assert signed_in.post("/akun/sso/lepas/").headers["Location"] == "/akun/"
    assert not SsoIdentity.objects.exists()
