"""The first sign-in, whole: a unit's slip is printed, and somebody new signs in with it on a phone without script."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from betang.kernel.accounts.models import SignIn, User
from betang.people.models import Employee
from tests.browser.conftest import Open
from tests.browser.steps import look, signed_in
from tests.people.city import NOW, TestCity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "sungai-rungan-biru-7"


@pytest.fixture
def newcomer(tiny_city: TestCity, settings: Any) -> User:
    """Somebody of the unit who never chose a password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    person = Employee.objects.exclude(nip=None).filter(user__username="pegawai").get()
    assert person.user is not None
    person.user.set_unusable_password()
    person.user.save(update_fields=["password"])
    return person.user


def app_code(secret: str) -> str:
    """What the app on the phone shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def printed_code(visit: Open, admin: User, user: User) -> str:
    """Let the administrator print the slips of a unit, and read the code off the one slip."""
    with visit("/akun/kode/", cookies=signed_in(admin)) as seen:
        main = seen.page.locator("main")
        look(seen)
        main.get_by_role("link", name="Dinas Kependudukan dan Pencatatan Sipil").click()
        expect(main).to_contain_text("1 akun di unit ini belum mempunyai kata sandi")
        look(seen)
        main.get_by_role("button", name="Buat kode dan tampilkan slip").click()
        expect(main.locator(".slip")).to_have_count(1)
        expect(main.locator(".slip")).to_contain_text(user.username)
        look(seen)
        return str(main.locator(".slip .code").inner_text())


def send(page: Page, button: str, **typed: str) -> None:
    """Type into the fields of a form and send it."""
    for name, value in typed.items():
        page.locator(f"main input[name={name}]").fill(value)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button, exact=True).click()


def test_the_first_sign_in_by_a_printed_code_without_script(
    visit: Open, tiny_city: TestCity, newcomer: User, freeze: Callable[[datetime], None]
):
    name = newcomer.username
    code = printed_code(visit, tiny_city.user("admin"), newcomer)
    with visit("/masuk/", width=390, java_script_enabled=False) as seen:
        page, main = seen.page, seen.page.locator("main")
        page.get_by_role("link", name="Punya kode masuk?").click()
        send(page, "Lanjutkan", username=name, code="AAAAA-AAAAA")
        expect(main.get_by_role("alert")).to_be_visible()
        send(page, "Lanjutkan", username=name, code=code)
        send(page, "Simpan dan masuk", password=PASSWORD, again=PASSWORD)
        page.get_by_role("link", name="Pasang aplikasi kode").click()
        secret = main.locator(".totp-key code").inner_text().replace(" ", "")
        send(page, "Pasang", code=app_code(secret))
        expect(main.locator(".recovery-codes li")).to_have_count(10)
        page.get_by_role("link", name="Sudah saya simpan").click()
        page.locator(".topbar button.avatar").click()
        page.locator("#menu-akun").get_by_role("button", name="Keluar").click()
        page.get_by_role("link", name="Punya kode masuk?").click()
        send(page, "Lanjutkan", username=name, code=code)
        expect(main.get_by_role("alert")).to_be_visible()
        page.get_by_role("link", name="Kembali ke halaman masuk").click()
        send(page, "Masuk", username=name, password=PASSWORD)
        send(page, "Lanjutkan", code=app_code(secret))
        expect(main.get_by_role("alert")).to_be_visible()
        freeze(NOW + timedelta(minutes=1))
        send(page, "Lanjutkan", code=app_code(secret))
        expect(page).to_have_url(re.compile("/beranda/$"))
        # A browser reports each refusal itself: the wrong code, the used one, the app's code a second time.
        assert [("422" in message) for message in seen.messages] == [True, True, True]
    last = SignIn.objects.latest("pk")
    assert (last.way, last.second) == ("password", "totp")
