"""The second step: asked for after the password, by app, recovery code or passkey; nothing else gets in meanwhile."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from betang.kernel.accounts.actions import passkey_add, totp_activate
from betang.kernel.accounts.models import SignIn, User
from tests.portal.accounts.conftest import NOW, PASSWORD, SECRET, app_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def recovery(user) -> list[str]:
    """The recovery codes of an account that uses an app since ten minutes."""
    before = NOW - timedelta(minutes=10)
    return totp_activate(actor=user, secret=SECRET, code=app_code(before), now=before)


def password(client, **more):
    return client.post("/masuk/", {"username": "siti.uji", "password": PASSWORD, **more})


def step(client, code):
    return client.post("/masuk/langkah-kedua/", {"code": code})


def test_second_factor_the_password_alone_does_not_let_in(visitor, recovery):
    answer = password(visitor, next="/aturan/")
    assert answer.headers["Location"] == "/masuk/langkah-kedua/"
    assert visitor.get("/akun/").status_code == 302
    assert not SignIn.objects.exists()
    planted = visitor.session.session_key
    answer = step(visitor, app_code())
    assert answer.headers["Location"] == "/aturan/"
    assert visitor.get("/akun/").status_code == 200
    assert visitor.session.session_key != planted
    assert (SignIn.objects.get().way, SignIn.objects.get().second) == ("password", "totp")


def test_second_factor_the_session_is_remembered_as_was_asked_with_the_password(visitor, recovery):
    password(visitor, remember="on")
    step(visitor, app_code())
    assert SignIn.objects.get().ends_at == NOW + timedelta(days=7)


@pytest.mark.parametrize("code", ["", "000000", "12345", "None", "0" * 300])
def test_second_factor_a_wrong_or_empty_code_is_refused(visitor, recovery, code):
    password(visitor)
    answer = step(visitor, code)
    assert answer.status_code == 422
    assert "sudah lewat waktunya" in answer.content.decode()
    assert visitor.get("/akun/").status_code == 302


def test_second_factor_no_code_at_all_equals_no_step(visitor, recovery):
    password(visitor)
    for sent in ({}, {"credential": ""}, {"credential": "{}"}, {"credential": "null"}, {"credential": '{"id": 1}'}):
        assert visitor.post("/masuk/langkah-kedua/", sent).status_code == 422
    assert visitor.get("/akun/").status_code == 302


def test_second_factor_tries_are_limited_and_cannot_be_begun_anew(visitor, recovery, freeze):
    password(visitor)
    for _try in range(5):
        assert step(visitor, "000000").status_code == 422
    assert step(visitor, app_code()).status_code == 429
    password(visitor)
    assert step(visitor, app_code()).status_code == 429
    freeze(NOW + timedelta(minutes=16))
    password(visitor)
    assert step(visitor, app_code(NOW + timedelta(minutes=16))).status_code == 302


def test_second_factor_a_code_of_another_account_is_refused(visitor, recovery, other):
    theirs = totp_activate(actor=other, secret="GEZDGNBVGY3TQOJQ", code=app_code(secret="GEZDGNBVGY3TQOJQ"), now=NOW)
    password(visitor)
    assert step(visitor, theirs[0]).status_code == 422
    assert step(visitor, app_code(secret="GEZDGNBVGY3TQOJQ")).status_code == 422


def test_a_recovery_code_stands_in_once(visitor, recovery):
    password(visitor)
    assert step(visitor, recovery[0]).status_code == 302
    assert SignIn.objects.get().second == "recovery"
    visitor.post("/keluar/")
    password(visitor)
    assert step(visitor, recovery[0]).status_code == 422


def test_whoever_has_not_given_the_password_finds_no_step(visitor, recovery):
    assert visitor.get("/masuk/langkah-kedua/").headers["Location"] == "/masuk/"
    assert step(visitor, app_code()).headers["Location"] == "/masuk/"
    assert visitor.post("/masuk/langkah-kedua/tantangan/").status_code == 404


def test_the_step_waits_a_quarter_of_an_hour(visitor, recovery, freeze):
    password(visitor)
    freeze(NOW + timedelta(minutes=16))
    assert step(visitor, app_code(NOW + timedelta(minutes=16))).headers["Location"] == "/masuk/"


def test_an_account_that_is_closed_between_the_steps_stays_out(visitor, recovery, user):
    password(visitor)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert step(visitor, app_code()).headers["Location"] == "/masuk/"
    assert not SignIn.objects.exists()


def test_passkeys_are_offered_where_there_are_any(visitor, user, recovery):
    password(visitor)
    assert "data-passkey" not in visitor.get("/masuk/langkah-kedua/").content.decode()
    passkey_add(actor=user, name="laptop", credential={}, now=NOW)
    assert 'data-passkey="get"' in visitor.get("/masuk/langkah-kedua/").content.decode()


def test_a_forged_passkey_opens_nothing_and_its_challenge_is_gone(visitor, user):
    challenge = visitor.post("/masuk/kunci-sandi/tantangan/").json()
    assert challenge["publicKey"]["userVerification"] == "required"
    assert challenge["publicKey"]["rpId"] == "localhost"
    assert "mfa.webauthn.state" in visitor.session
    answered = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}
    forged = json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": answered})
    answer = visitor.post("/masuk/kunci-sandi/", {"credential": forged})
    assert answer.status_code == 422
    assert "tidak dikenal" in answer.content.decode()
    assert "mfa.webauthn.state" not in visitor.session
    assert visitor.get("/akun/").status_code == 302


def test_passkeys_are_asked_for_a_limited_number_of_times(visitor):
    answers = [visitor.post("/masuk/kunci-sandi/", {"credential": "{}"}).status_code for _try in range(61)]
    assert set(answers[:60]) == {422}
    assert answers[60] == 429
