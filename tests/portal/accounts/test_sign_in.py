"""The door: name and password, the same answer for names nobody bears, locks, where it leads, sessions."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from betang.kernel.accounts.demo import DEMO_ACCOUNTS
from betang.kernel.accounts.models import SignIn, User
from tests.portal.accounts.conftest import NOW, PASSWORD

pytestmark = pytest.mark.django_db


def enter(client, name="siti.uji", password=PASSWORD, **more):
    return client.post("/masuk/", {"username": name, "password": password, **more})


def without_changing_parts(page: bytes) -> str:
    """Take out of a page what differs in every answer, and the name that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|name="username" value="[^"]*"', "", page.decode())
    return re.sub(r"Kode: [A-Z0-9]{8}", "", text)


def test_both_doors_are_named_and_lead_to_each_other(visitor):
    staff, residents = visitor.get("/masuk/").content.decode(), visitor.get("/masuk/?pintu=warga").content.decode()
    assert '<h1 id="j-masuk">Masuk pegawai</h1>' in staff
    assert 'href="/masuk/?pintu=warga"' in staff
    assert '<h1 id="j-masuk">Masuk warga</h1>' in residents
    assert 'name="pintu" value="warga"' in residents
    assert "SSO" not in staff + residents


@pytest.mark.parametrize("name", ["siti.uji", " SITI.uji ", "siti@example.go.id"])
def test_somebody_is_let_in_by_any_of_their_names(visitor, user, name):
    answer = enter(visitor, name)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/beranda/")
    assert visitor.get("/akun/").status_code == 200
    row = SignIn.objects.get()
    assert (row.user, row.at, row.way, row.second, row.device, row.network) == (
        user, NOW, "password", "", "Firefox, Windows", "127.0.0.0/24",
    )  # fmt: skip
    assert row.session_key == visitor.session.session_key


def test_a_nip_is_taken_with_and_without_spaces(visitor):
    User.objects.create_user("198701012010011001", password=PASSWORD)
    assert enter(visitor, "19870101 201001 1 001").status_code == 302


def test_the_sign_in_form_costs_two_queries_at_most_and_sending_it_twenty_five(visitor, user):
    with CaptureQueriesContext(connection) as seen:
        visitor.get("/masuk/")
    assert len(seen) <= 2
    with CaptureQueriesContext(connection) as seen:
        assert enter(visitor).status_code == 302
    assert len(seen) <= 25
    with CaptureQueriesContext(connection) as seen:
        assert enter(Client(headers={"host": "localhost"}), password="salah").status_code == 422
    assert len(seen) <= 25


def test_user_enumeration_the_answer_is_the_same_for_names_nobody_bears(visitor, user):
    User.objects.create_user("tanpa.sandi")
    User.objects.create_user("ditutup", password=PASSWORD, is_active=False)
    answers = {
        (answer.status_code, without_changing_parts(answer.content))
        for name, password in [
            ("siti.uji", "salah"), ("tidak.ada", "salah"), ("tanpa.sandi", "salah"), ("ditutup", PASSWORD),
            ("tidak@ada.go.id", "salah"),
        ]
        for answer in [enter(visitor, name, password)]
    }  # fmt: skip
    assert len(answers) == 1
    status, page = answers.pop()
    assert status == 422
    assert "tidak cocok" in page


def test_user_enumeration_as_many_digests_are_computed_for_any_name(visitor, user, monkeypatch):
    User.objects.create_user("tanpa.sandi")
    User.objects.create_user("ditutup", password=PASSWORD, is_active=False)
    computed: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counting(self, password, salt):
        computed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counting)
    counts = {}
    for name in ("siti.uji", "tidak.ada", "tanpa.sandi", "ditutup", "tidak@ada.go.id"):
        computed.clear()
        enter(visitor, name, "salah")
        counts[name] = len(computed)
    assert set(counts.values()) == {1}, counts


def test_user_enumeration_names_are_locked_whether_or_not_they_exist(visitor, user, freeze):
    pages = []
    for name in ("siti.uji", "tidak.ada"):
        for _try in range(5):
            assert enter(visitor, name, "salah").status_code == 422
        answer = enter(visitor, name, PASSWORD)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
        pages.append(without_changing_parts(answer.content))
    assert pages[0] == pages[1]
    assert "Coba lagi dalam 15 menit" in pages[0]
    freeze(NOW + timedelta(minutes=15, seconds=1))
    assert enter(visitor).status_code == 302


@pytest.mark.parametrize(
    "sent", [{}, {"username": "siti.uji"}, {"password": PASSWORD}, {"username": "x\x00y", "password": "z"}]
)
def test_an_incomplete_form_is_refused_and_counts_nothing(visitor, user, sent):
    for _try in range(6):
        assert visitor.post("/masuk/", sent).status_code == 422
    assert enter(visitor).status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://penipu.example", "//penipu.example/x", "/\\penipu.example", "javascript:alert(1)", "http:///penipu.example",
        "https:penipu.example", "\thttps://penipu.example", "",
    ],
)  # fmt: skip
def test_open_redirect_a_foreign_next_falls_back_to_home(user, target):
    client = Client(headers={"host": "localhost"})
    assert client.get("/masuk/", {"next": target}).context["target"] == ""
    assert enter(client, next=target).headers["Location"] == "/beranda/"
    assert client.get("/masuk/", {"next": target}).headers["Location"] == "/beranda/"


def test_signing_in_leads_back_to_where_it_was_asked_for(visitor, user):
    page = visitor.get("/akun/sandi/?x=1")
    assert page.headers["Location"] == "/masuk/?next=/akun/sandi/%3Fx%3D1"
    assert 'name="next" value="/akun/sandi/?x=1"' in visitor.get(page.headers["Location"]).content.decode()
    assert enter(visitor, next="/akun/sandi/?x=1").headers["Location"] == "/akun/sandi/?x=1"


def test_session_fixation_the_key_is_new_after_signing_in(visitor, user):
    session = visitor.session
    session["sisa"] = "x"
    session.save()
    planted = session.session_key
    enter(visitor)
    assert visitor.session.session_key != planted
    thief = Client(headers={"host": "localhost"})
    thief.cookies["sessionid"] = planted
    assert thief.get("/akun/").status_code == 302


def test_another_account_in_the_same_browser_inherits_nothing(signed_in, other):
    session = signed_in.session
    session["rahasia"] = "milik siti"
    session.save()
    signed_in.post("/keluar/")
    enter(signed_in, "budi.uji")
    assert "rahasia" not in signed_in.session


@pytest.mark.parametrize(("remember", "seconds", "closing"), [("", 12 * 3600, True), ("on", 7 * 24 * 3600, False)])
def test_a_device_is_remembered_for_seven_days_only_when_asked(visitor, user, remember, seconds, closing):
    enter(visitor, remember=remember)
    assert visitor.session.get_expire_at_browser_close() is closing
    assert SignIn.objects.get().ends_at == NOW + timedelta(seconds=seconds)
    assert bool(visitor.cookies["sessionid"]["max-age"]) is not closing
    assert visitor.cookies["sessionid"]["httponly"]


def test_csrf_signing_in_and_out_without_the_token_is_refused(user):
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert enter(strict).status_code == 403
    strict.force_login(user)
    assert strict.post("/keluar/").status_code == 403
    assert strict.get("/keluar/").status_code == 405
    assert strict.get("/akun/").status_code == 200


def test_signing_out_ends_the_session_for_good(signed_in):
    key = signed_in.session.session_key
    answer = signed_in.post("/keluar/", follow=True)
    assert "Anda sudah keluar." in answer.content.decode()
    assert SignIn.objects.get().ended_at == NOW
    thief = Client(headers={"host": "localhost"})
    thief.cookies["sessionid"] = key
    assert thief.get("/akun/").status_code == 302


def test_who_is_signed_in_needs_no_door(signed_in):
    assert signed_in.get("/masuk/").headers["Location"] == "/beranda/"


def test_over_posting_extra_fields_change_nothing(visitor, user):
    enter(visitor, is_active="", user=1, user_id=1, way="sso", email="lain@example.go.id", session_epoch="9")
    found = User.objects.get(pk=user.pk)
    assert (found.email, found.is_active, found.session_epoch) == ("siti@example.go.id", True, 0)
    assert SignIn.objects.get().way == "password"


def test_hostile_text_stays_text(visitor):
    page = enter(visitor, '"><script>alert(1)</script>', "x").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_demo_accounts_are_listed_and_filled_in_without_javascript(visitor, settings):
    settings.BETANG_MODE = "demo"
    page = visitor.get("/masuk/?akun=bkpsdm&next=/aturan/").content.decode()
    for account in DEMO_ACCOUNTS:
        assert f'href="?akun={account.username}&amp;next=/aturan/"' in page
    assert 'name="username" value="bkpsdm"' in page
    assert 'value="betang-demo"' in page
    form = visitor.get("/masuk/?akun=siti.uji").context["form"]
    assert (form["username"].value(), form["password"].value()) == (None, None)


@pytest.mark.parametrize("mode", ["production", "development"])
def test_no_other_mode_knows_demo_accounts(visitor, settings, mode):
    settings.BETANG_MODE = mode
    page = visitor.get("/masuk/?akun=pegawai").content.decode()
    assert "betang-demo" not in page
    assert 'href="?akun=' not in page


def test_the_language_chosen_on_another_device_comes_along(visitor, user):
    User.objects.filter(pk=user.pk).update(language="en")
    enter(visitor)
    assert visitor.cookies["bahasa"].value == "en"


def test_nothing_of_the_door_is_kept_by_caches(visitor, user):
    for answer in (visitor.get("/masuk/"), enter(visitor, password="salah"), visitor.get("/masuk/kode/")):
        assert "no-store" in answer.headers["Cache-Control"]
