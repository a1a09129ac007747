"""The signed-in shell in a real browser: accessible, within the window, by keyboard, and without script."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Page, expect

from betang.kernel.access.roles import Role
from betang.kernel.mail import mail_send, site_url
from betang.kernel.notices import notice_send
from tests.access.asking import session_of
from tests.access.people import RECORDED, user_with
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.steps import go, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    ("/beranda/", [DESK, PHONE], Role.EMPLOYEE), ("/pemberitahuan/", [PHONE], Role.RESIDENT),
    ("/cari/?q=kuadran", [PHONE], Role.EMPLOYEE), ("/admin/kalender/?tahun=2027", [DESK, PHONE], Role.ADMIN),
    ("/admin/parameter/?topik=tpp", [PHONE], Role.AUDITOR),
    ("/admin/pertanyaan-terbuka/?q=tpp", [DESK], Role.BKPSDM),
]  # fmt: skip
PUBLIC = [("/privasi/", PHONE), ("/aksesibilitas/", DESK), ("/cara-mengukur/", PHONE), ("/kotak-keluar/", PHONE)]


def cookies(role: Role) -> dict[str, str]:
    """Sign in as somebody of a role, who has a notice to read."""
    user = user_with(role)
    notice_send(to=[user.pk], kind="uji", text="Ada kabar untuk Anda.", url="/aturan/", now=RECORDED)
    return {django_settings.SESSION_COOKIE_NAME: session_of(user)}


@pytest.mark.parametrize(("address", "faces", "role"), PAGES)
def test_signed_in_pages_are_accessible_quiet_and_fit(
    visit: Open, address: str, faces: list[tuple[int, str]], role: Role
):
    with visit(address, cookies=cookies(role)) as seen:
        look(seen, *faces)


def test_pages_of_the_footer_are_accessible_quiet_and_fit(visit: Open):
    mail_send(to="sari@example.com", subject="Kode masuk", text=f"Buka {site_url('/masuk/')}.", now=RECORDED)
    with visit(PUBLIC[0][0]) as seen:
        for address, face in PUBLIC:
            go(seen, address)
            look(seen, face)


def focused(page: Page) -> str:
    """The name of what holds the focus."""
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def test_the_slash_key_goes_to_the_search_unless_switched_off(visit: Open):
    with visit("/beranda/", cookies=cookies(Role.EMPLOYEE)) as seen:
        seen.page.keyboard.press("/")
        assert focused(seen.page) == "q"
        seen.page.keyboard.type("a/b")
        assert seen.page.locator(".topbar-search input").input_value() == "a/b"
    with visit("/beranda/", cookies={**cookies(Role.EMPLOYEE), "pintasan": "mati"}) as seen:
        seen.page.keyboard.press("/")
        assert focused(seen.page) == "BODY"


def menu_width(page: Page) -> float:
    """How wide the side navigation is."""
    return float(page.evaluate("document.querySelector('.sidenav').getBoundingClientRect().width"))


def test_the_menu_stays_narrow_on_the_next_page(visit: Open):
    with visit("/beranda/", cookies=cookies(Role.EMPLOYEE)) as seen:
        wide = menu_width(seen.page)
        with seen.page.expect_response("**/tampilan/menu/"):
            seen.page.locator("label.sidenav-foot").click()
        seen.page.goto(seen.page.url.replace("/beranda/", "/pemberitahuan/"))
        seen.settle()
        assert menu_width(seen.page) < wide / 2


def test_everything_in_the_shell_works_without_script(visit: Open, site: str):
    with visit("/beranda/", width=390, java_script_enabled=False, cookies=cookies(Role.EMPLOYEE)) as seen:
        page = seen.page
        page.get_by_role("button", name="Ada kabar untuk Anda.", exact=True).click()
        # Without script nothing tells that the next page is there: each step waits for what it shows.
        page.wait_for_url("**/aturan/")
        page.goto(site + "/beranda/")
        page.locator(".bottombar button").click()
        page.locator("#navigasi").get_by_role("link", name="Pemberitahuan").click()
        expect(page.locator("h1")).to_have_text("Pemberitahuan")
        page.locator(".topbar button.avatar").click()
        page.locator("#menu-akun").get_by_role("button", name="Gelap").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        page.locator(".topbar button.avatar").click()
        page.locator("#menu-akun").get_by_role("button", name="Keluar").click()
        page.wait_for_url(lambda url: "/pemberitahuan/" not in url)
        page.goto(site + "/beranda/")
        page.wait_for_url("**/masuk/**")
