"""Codes by an administrator: for those within reach only, never for oneself, shown once; slips for a unit."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.accounts.actions import code_opened, totp_activate
from betang.kernel.accounts.models import AccessCode, User
from betang.kernel.accounts.queries import factors_of
from betang.kernel.audit.models import AuditEntry
from betang.kernel.mail.models import OutboxMessage
from tests.access.people import OTHER_OFFICE, OWN_OFFICE, employee, user_with
from tests.portal.accounts.conftest import NOW, SECRET, app_code

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def colleague(name: str, *, office: str = OWN_OFFICE, password: str | None = None) -> User:
    """Make somebody with an account in an office."""
    user = User.objects.create_user(name, password=password)
    employee(office=office, user=user)
    return user


def ask(client, user, **more):
    return client.post("/akun/kode/", {"username": user.username, "what": "kode", "reason": "lupa", **more})


@pytest.mark.parametrize("role", [Role.ADMIN, Role.UNIT_ADMIN])
def test_a_code_is_shown_once_and_opens_the_account(role, settings):
    settings.BETANG_ADDRESS = "https://betang.example.go.id"
    keeper, user = user_with(role), colleague("siti.uji", password="jembatan-kahayan-1")
    page = ask(browser(keeper), user).content.decode()
    code = re.search(r'<code class="code">([^<]+)</code>', page)
    assert code
    assert "https://betang.example.go.id/masuk/kode/" in page
    assert code_opened(login="siti.uji", code=code[1], address="10.0.0.1", now=NOW).user == user
    entry = AuditEntry.objects.get(action="accounts.code_issue")
    assert (entry.actor_id, entry.subject) == (keeper.pk, user.subject)
    assert code[1] not in browser(keeper).get("/akun/kode/").content.decode()


def test_foreign_row_who_is_out_of_reach_looks_as_if_there_were_nobody():
    keeper = user_with(Role.UNIT_ADMIN)
    out = [colleague("budi.uji", office=OTHER_OFFICE), user_with(Role.AUDITOR), user_with(Role.ADMIN), keeper]
    out.append(User(username="tidak.ada"))
    answers = {
        (answer.status_code, answer.context["problem"]) for user in out for answer in [ask(browser(keeper), user)]
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert not AccessCode.objects.exists()


def test_the_administrator_reaches_all_but_himself():
    keeper = user_with(Role.ADMIN)
    assert ask(browser(keeper), user_with(Role.AUDITOR)).status_code == 200
    assert ask(browser(keeper), keeper).status_code == 404


def test_without_a_reason_there_is_no_code():
    keeper, user = user_with(Role.ADMIN), colleague("siti.uji")
    assert ask(browser(keeper), user, reason="").status_code == 422
    assert ask(browser(keeper), user, what="lain").status_code == 422
    assert not AccessCode.objects.exists()


def test_who_lost_the_phone_gets_a_code_without_the_second_step():
    keeper, user = user_with(Role.ADMIN), colleague("siti.uji", password="jembatan-kahayan-1")
    assert ask(browser(keeper), user, what="langkah-kedua").status_code == 409
    totp_activate(actor=user, secret=SECRET, code=app_code(), now=NOW)
    assert ask(browser(keeper), user, what="langkah-kedua").status_code == 200
    assert not factors_of(user).any
    assert AuditEntry.objects.filter(action="accounts.factors_clear").count() == 1


def test_the_form_is_filled_in_for_somebody_within_reach_only():
    keeper = user_with(Role.UNIT_ADMIN)
    own, foreign = colleague("siti.uji"), colleague("budi.uji", office=OTHER_OFFICE)
    client = browser(keeper)
    for user, shown in ((own, True), (foreign, False)):
        page = client.get("/akun/kode/", {"pegawai": str(user.employee.uid)}).content.decode()
        assert (user.username in page) is shown
    assert client.get("/akun/kode/", {"pegawai": "bukan-uuid"}).status_code == 200


def test_slips_of_a_unit_are_for_those_who_have_no_password_yet():
    keeper = user_with(Role.UNIT_ADMIN)
    new = [colleague("siti.uji"), colleague("tono.uji")]
    colleague("lama.uji", password="jembatan-kahayan-1")
    colleague("budi.uji", office=OTHER_OFFICE)
    closed = colleague("tutup.uji")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    client = browser(keeper)
    assert "2 akun" in client.get(f"/akun/slip/{OWN_OFFICE}/").content.decode()
    assert not AccessCode.objects.exists()
    page = client.post(f"/akun/slip/{OWN_OFFICE}/").content.decode()
    assert {row.user_id for row in AccessCode.objects.all()} == {user.pk for user in new}
    assert [name in page for name in ("siti.uji", "tono.uji", "lama.uji", "budi.uji")] == [True, True, False, False]
    assert client.post(f"/akun/slip/{OTHER_OFFICE}/").status_code == 404


def test_over_posting_slips_take_no_names_from_the_form():
    keeper, foreign = user_with(Role.UNIT_ADMIN), colleague("budi.uji", office=OTHER_OFFICE)
    browser(keeper).post(
        f"/akun/slip/{OWN_OFFICE}/", {"users": foreign.pk, "username": "budi.uji", "code": OTHER_OFFICE}
    )
    assert not AccessCode.objects.filter(user=foreign).exists()


def test_the_page_leads_to_the_slips_of_the_units_within_reach():
    keeper, admin = user_with(Role.UNIT_ADMIN), user_with(Role.ADMIN)
    colleague("budi.uji", office=OTHER_OFFICE)
    for user, shown in ((keeper, [True, False]), (admin, [True, True])):
        page = browser(user).get("/akun/kode/").content.decode()
        assert [f'href="/akun/slip/{code}/"' in page for code in (OWN_OFFICE, OTHER_OFFICE)] == shown


def test_slips_go_by_mail_to_those_with_an_address_and_on_paper_to_the_others():
    keeper, reached, unreached = user_with(Role.UNIT_ADMIN), colleague("siti.uji"), colleague("tono.uji")
    User.objects.filter(pk=reached.pk).update(email="siti@contoh.example")
    page = browser(keeper).post(f"/akun/slip/{OWN_OFFICE}/", {"surel": "1"}).content.decode()
    assert "1 kode dikirim lewat surel" in page
    assert ("siti.uji" in page, "tono.uji" in page) == (False, True)
    assert {row.user_id for row in AccessCode.objects.all()} == {reached.pk, unreached.pk}
    mail = OutboxMessage.objects.get()
    assert mail.address.reveal() == "siti@contoh.example"
