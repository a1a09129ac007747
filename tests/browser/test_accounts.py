"""Signing in with a real browser: the first time by a code with a second step, and by a passkey of the device."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import Page

from betang.kernel.accounts.actions import codes_issue, totp_activate
from betang.kernel.accounts.factors import totp_secret
from betang.kernel.accounts.models import SignIn, User
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.steps import go

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "jembatan-kahayan-1"
DOORS = ["/masuk/", "/masuk/?pintu=warga", "/masuk/lupa/", "/masuk/kode/"]
ACCOUNT = [
    "/akun/", "/akun/sandi/", "/akun/konfirmasi/", "/akun/langkah-kedua/aplikasi/", "/akun/langkah-kedua/kunci-sandi/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def user(transactional_db: None) -> User:
    return User.objects.create_user("siti.uji", password=PASSWORD)


def sign_in(page: Page, name: str = "siti.uji") -> None:
    """Fill in the form and send it."""
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("form:has(input[name=password]) button[type=submit]")


def press(page: Page, selector: str) -> None:
    """Click on what opens another page, and wait for that page."""
    with page.expect_navigation():
        page.click(selector)


def app_code(secret: str) -> str:
    """What an app with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def add_device(page: Page) -> None:
    """Give the browser a device that makes passkeys and recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_the_first_sign_in_by_a_code_with_a_second_step(visit: Open, user: User):
    admin = User.objects.create_user("admin.uji")
    code = codes_issue(actor=admin, users=[user], now=timezone.now())[user.pk]
    with visit("/masuk/", width=390) as seen:
        page = seen.page
        press(page, "text=Punya kode masuk?")
        page.fill("input[name=username]", "siti.uji")
        page.fill("input[name=code]", code.lower().replace("-", " "))
        press(page, "text=Lanjutkan")
        page.fill("input[name=password]", "sungai-rungan-biru-7")
        page.fill("input[name=again]", "sungai-rungan-biru-7")
        press(page, "text=Simpan dan masuk")
        press(page, "text=Pasang aplikasi kode")
        secret = page.inner_text(".totp-key code").replace(" ", "")
        page.fill("input[name=code]", app_code(secret))
        press(page, "button:has-text('Pasang')")
        codes = re.findall(r"[2-9A-Z]{5}-[2-9A-Z]{5}", page.inner_text(".recovery-codes"))
        assert len(codes) == 10
        press(page, "text=Sudah saya simpan")
        page.click("button[popovertarget=menu-akun]")
        press(page, "#menu-akun button:has-text('Keluar')")
        page.fill("input[name=username]", "siti.uji")
        page.fill("input[name=password]", "sungai-rungan-biru-7")
        press(page, "form:has(input[name=password]) button[type=submit]")
        page.fill("input[name=code]", codes[3])
        press(page, "button:has-text('Lanjutkan')")
        page.goto(page.url.split("/beranda")[0] + "/akun/")
        assert "tersisa 9 kode" in page.inner_text("main")
        assert seen.messages == []
    assert SignIn.objects.latest("at").second == "recovery"


def test_a_passkey_is_made_and_opens_the_account_alone_and_as_second_step(visit: Open, user: User):
    with visit("/masuk/?next=/akun/langkah-kedua/kunci-sandi/") as seen:
        page = seen.page
        add_device(page)
        sign_in(page)
        page.fill("input[name=name]", "laptop uji")
        page.click("text=Buat kunci sandi")
        page.wait_for_selector(".recovery-codes")
        page.goto(seen.page.url.split("/akun")[0] + "/akun/")
        assert "laptop uji" in page.inner_text("main")
        page.click("button[popovertarget=menu-akun]")
        press(page, "#menu-akun button:has-text('Keluar')")
        page.click("text=Masuk dengan kunci sandi")
        page.wait_for_url("**/beranda/")
        assert (SignIn.objects.latest("at").way, SignIn.objects.latest("at").second) == ("passkey", "")
        page.click("button[popovertarget=menu-akun]")
        press(page, "#menu-akun button:has-text('Keluar')")
        sign_in(page)
        page.click("text=Pakai kunci sandi")
        page.wait_for_url("**/beranda/")
        assert (SignIn.objects.latest("at").way, SignIn.objects.latest("at").second) == ("password", "passkey")
        assert seen.messages == []


def test_without_javascript_the_password_works_and_passkeys_are_out_of_sight(visit: Open, user: User):
    with visit("/masuk/", java_script_enabled=False) as seen:
        assert not seen.page.is_visible("text=Masuk dengan kunci sandi")
        sign_in(seen.page)
        seen.page.wait_for_url("**/beranda/")


@pytest.fixture
def stepping(user: User) -> User:
    """Somebody with an app and so with a second step."""
    secret = totp_secret()
    totp_activate(actor=user, secret=secret, code=app_code(secret), now=timezone.now())
    return user


def test_all_pages_are_accessible_and_fit(visit: Open, user: User):
    with visit(DOORS[0]) as seen:
        for address in [*DOORS, *ACCOUNT]:
            if address == ACCOUNT[0]:
                seen.page.goto(seen.page.url.split("/masuk")[0] + "/masuk/")
                sign_in(seen.page)
            go(seen, address)
            assert seen.page.url.endswith(address)
            for face in (DESK, PHONE):
                seen.face(*face)
                assert seen.violations() == [], address
                assert seen.overflow() <= 0, address
        assert seen.messages == []


def test_the_second_step_is_accessible(visit: Open, stepping: User):
    with visit("/masuk/", width=390, theme="dark") as seen:
        sign_in(seen.page)
        seen.settle()
        seen.page.wait_for_url("**/masuk/langkah-kedua/")
        assert seen.violations() == []
        assert seen.overflow() <= 0
