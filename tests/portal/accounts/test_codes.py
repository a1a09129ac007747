"""First sign-in and forgotten password on the pages: the account is the code's, whatever the forms say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from betang.kernel.accounts.actions import code_issue, totp_activate
from betang.kernel.accounts.models import Purpose, SignIn, User
from betang.kernel.jobs import JobRun, run_now
from betang.kernel.mail.models import OutboxMessage
from tests.portal.accounts.conftest import NOW, SECRET, app_code

pytestmark = pytest.mark.django_db
NEW = {"password": "sungai-rungan-biru-7", "again": "sungai-rungan-biru-7"}


@pytest.fixture
def code(user, other) -> str:
    """A code for `user`, issued by somebody else."""
    return code_issue(actor=other, user=user, purpose=Purpose.FIRST, reason="uji", now=NOW)


def give(client, code, name="siti.uji"):
    return client.post("/masuk/kode/", {"username": name, "code": code})


def test_a_code_leads_over_a_new_password_into_the_account(visitor, user, code):
    assert give(visitor, code).headers["Location"] == "/masuk/kode/sandi/"
    assert "siti.uji" in visitor.get("/masuk/kode/sandi/").content.decode()
    answer = visitor.post("/masuk/kode/sandi/", NEW)
    assert answer.headers["Location"] == "/akun/"
    assert visitor.get("/akun/").status_code == 200
    assert SignIn.objects.get().way == "code"
    assert User.objects.get(pk=user.pk).check_password(NEW["password"])
    assert visitor.get("/masuk/kode/sandi/").headers["Location"] == "/masuk/kode/"


def test_the_code_may_stand_in_the_link_and_looking_at_it_uses_nothing_up(visitor, user, code):
    for _look in range(2):
        assert f'value="{code}"' in visitor.get("/masuk/kode/", {"kode": code}).content.decode()
    assert give(visitor, code).status_code == 302


def test_reset_flow_the_user_cannot_be_swapped_at_the_last_step(visitor, user, other, code):
    give(visitor, code)
    before = User.objects.get(pk=other.pk).password
    visitor.post(
        "/masuk/kode/sandi/", {**NEW, "username": "budi.uji", "akun": "budi.uji", "user": other.pk, "code": "1"}
    )
    assert User.objects.get(pk=other.pk).password == before
    assert User.objects.get(pk=user.pk).check_password(NEW["password"])
    assert visitor.get("/akun/").context["account"] == user


def test_reset_flow_a_second_browser_cannot_use_the_code_again(visitor, user, code):
    late = Client(headers={"host": "localhost"})
    give(visitor, code)
    give(late, code)
    visitor.post("/masuk/kode/sandi/", NEW)
    answer = late.post("/masuk/kode/sandi/", {"password": "kata-lain-yang-baru", "again": "kata-lain-yang-baru"})
    assert answer.headers["Location"] == "/masuk/kode/"
    assert User.objects.get(pk=user.pk).check_password(NEW["password"])
    assert give(late, code).status_code == 422


def test_reset_flow_the_last_step_waits_a_quarter_of_an_hour(visitor, user, code, freeze):
    give(visitor, code)
    freeze(NOW + timedelta(minutes=16))
    assert visitor.post("/masuk/kode/sandi/", NEW).headers["Location"] == "/masuk/kode/"
    assert not User.objects.get(pk=user.pk).check_password(NEW["password"])


def test_session_fixation_the_key_changes_when_a_code_was_given(visitor, user, code):
    visitor.post("/masuk/kunci-sandi/tantangan/")
    planted = visitor.session.session_key
    give(visitor, code)
    assert visitor.session.session_key != planted


def test_second_factor_a_code_does_not_step_over_it(visitor, user, code):
    before = NOW - timedelta(minutes=10)
    totp_activate(actor=user, secret=SECRET, code=app_code(before), now=before)
    give(visitor, code)
    assert visitor.post("/masuk/kode/sandi/", NEW).headers["Location"] == "/masuk/langkah-kedua/"
    assert visitor.get("/akun/").status_code == 302
    assert visitor.post("/masuk/langkah-kedua/", {"code": app_code()}).headers["Location"] == "/akun/"


def test_two_different_or_weak_passwords_are_refused_and_the_code_stays(visitor, user, code):
    give(visitor, code)
    for sent, said in [
        ({**NEW, "again": "lain"}, "berbeda"), ({"password": "pendek", "again": "pendek"}, "pendek"), ({}, "Galat"),
    ]:  # fmt: skip
        answer = visitor.post("/masuk/kode/sandi/", sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert visitor.post("/masuk/kode/sandi/", NEW).status_code == 302


def test_user_enumeration_wrong_codes_are_answered_alike(visitor, user, code):
    answers = {
        (answer.status_code, answer.context["problem"])
        for name in ("siti.uji", "budi.uji", "tidak.ada")
        for answer in [give(visitor, "AAAA-AAAA-AAAA", name)]
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 422


def test_user_enumeration_asking_for_a_reset_is_answered_alike(visitor, user):
    pages = set()
    for name in ("siti.uji", "siti@example.go.id", "tidak.ada", "tidak@ada.go.id"):
        answer = visitor.post("/masuk/lupa/", {"username": name})
        assert answer.status_code == 200
        assert name.encode() not in answer.content
        pages.add(len(answer.content))
    assert len(pages) == 1


def test_reset_flow_from_the_forgotten_password_to_the_account(visitor, user, settings):
    settings.BETANG_ADDRESS = "https://betang.example.go.id"
    visitor.post("/masuk/lupa/", {"username": "SITI@example.go.id"}, headers={"x-forwarded-host": "penipu.example"})
    run_now(JobRun.objects.get(name="accounts.reset_send"))
    text = OutboxMessage.objects.get().text.reveal()
    assert "https://betang.example.go.id/masuk/kode/" in text
    assert "penipu" not in text
    mailed = next(line for line in text.splitlines() if line.count("-") == 2)
    assert give(visitor, mailed).status_code == 302
    assert visitor.post("/masuk/kode/sandi/", NEW).headers["Location"] == "/akun/"


def test_asking_for_a_reset_is_limited_and_an_empty_name_refused(visitor, user):
    assert visitor.post("/masuk/lupa/", {}).status_code == 422
    answers = [visitor.post("/masuk/lupa/", {"username": "siti.uji"}).status_code for _try in range(4)]
    assert answers == [200, 200, 200, 429]


def test_mail_header_a_line_break_in_a_name_reaches_no_mail(visitor, user):
    visitor.post("/masuk/lupa/", {"username": "siti@example.go.id\r\nBcc: penipu@example.com"})
    run_now(JobRun.objects.get(name="accounts.reset_send"))
    assert not OutboxMessage.objects.exists()
