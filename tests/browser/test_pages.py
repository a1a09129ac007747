"""Each kind of page in a browser: accessible, wide in light and phone in dark, quiet, never wider than the window."""

import re
from itertools import product

import pytest
from django.test import RequestFactory
from playwright.sync_api import expect

from betang.ui import last_resort
from tests.browser.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWER = "/aturan/eksp-2022/kuadran/?rating_hasil=SESUAI&rating_perilaku=DI_ATAS"
LINES = "/aturan/eksp-2022/usulan_rating/?indikator=NAIK+100+-+90&pada="
TICKS = "/aturan/standar-pelayanan/komponen/?komponen=BIAYA&pada="
PAGES = {
    "/": 200, "/aturan/": 200, "/aturan/?q=zzzz": 200, ANSWER: 200, LINES: 200, TICKS: 200,
    "/aturan/eksp-2022/usulan_rating/?indikator=x": 422,
    "/layanan/?q=hilang": 200, "/layanan/lahir/": 200, "/transparansi/": 200,
    "/aturan/nilai/waktu-kerja/hari_libur/": 200, "/aturan/dasar-hukum/": 200, "/aturan/keyakinan/": 200, "/gaya/": 200,
    "/tidak-ada/": 404,
}  # fmt: skip
# A browser reports the status of the page itself on its console.
STATUS = re.compile(r"Failed to load resource: the server responded with a status of (404|422) ")


@pytest.mark.parametrize("address", PAGES)
def test_page_is_accessible_quiet_and_fits(visit, address):
    with visit(address) as seen:
        for face in (DESK, PHONE):
            seen.face(*face)
            assert seen.page.locator("h1").count() == 1
            assert seen.overflow() <= 0, face
            assert seen.violations() == [], face
        assert [text for text in seen.messages if not (PAGES[address] != 200 and STATUS.match(text))] == []


@pytest.mark.parametrize("address", ["/", "/aturan/", ANSWER, LINES, "/gaya/"])
def test_no_width_needs_sideways_scrolling(visit, address):
    with visit(address, width=360) as seen:
        for width in (360, 768, 1024, 1920):
            seen.page.set_viewport_size({"width": width, "height": 900})
            seen.settle()
            assert seen.overflow() <= 0, width


def test_everything_works_without_script(visit, site):
    with visit("/", java_script_enabled=False) as seen:
        page = seen.page
        page.get_by_label("Rating hasil kerja").select_option("DI_ATAS")
        page.get_by_label("Rating perilaku kerja").select_option("DI_ATAS")
        page.get_by_role("button", name="Hitung predikat").click()
        # Without script nothing waits for the new page: count() would read whichever is there.
        expect(page.locator("#hasil .predikat")).to_have_text("Sangat Baik")
        page.get_by_text("Mengapa hasilnya begini?").click()
        expect(page.get_by_text("Masukan").first).to_be_visible()
        page.get_by_role("button", name="English").first.click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("#hasil h2")).to_have_text("Result")
        page.get_by_role("button", name="Dark").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        page.locator("nav").get_by_role("link", name="Rules").first.click()
        page.get_by_label("Search").fill("quadrant")
        page.get_by_role("button", name="Filter").click()
        page.wait_for_url("**q=quadrant**")
        expect(page.get_by_role("link", name="Predikat quadrant")).to_have_count(1)


def test_the_error_summary_takes_the_focus(visit):
    with visit("/aturan/eksp-2022/kuadran/?rating_hasil=SESUAI") as seen:
        assert seen.page.evaluate("document.activeElement.className") == "error-summary"


def test_a_refused_form_leads_to_the_field(visit):
    with visit("/aturan/eksp-2022/kuadran/?rating_hasil=SESUAI", java_script_enabled=False) as seen:
        seen.page.get_by_role("link", name="Rating perilaku kerja: Wajib diisi.").click()
        seen.page.wait_for_url("**#isi-rating_perilaku")


def test_the_menu_of_a_phone_opens_by_keyboard(visit):
    with visit("/", width=390) as seen:
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.textContent") == "Lompat ke isi"
        button = seen.page.get_by_role("button", name="Menu")
        button.focus()
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator("#menu-publik").get_by_role("link", name="Aturan")).to_be_visible()
        seen.page.keyboard.press("Escape")
        expect(seen.page.locator("#menu-publik")).to_be_hidden()


def test_a_chosen_theme_wins_over_the_device(visit):
    def background(seen) -> str:
        return str(seen.page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))

    with visit("/", theme="dark") as seen:
        assert background(seen) == "rgb(16, 24, 21)"
    with visit("/", theme="dark", cookies={"tema": "light"}) as seen:
        assert background(seen) == "rgb(250, 248, 244)"
    with visit("/", theme="light", cookies={"tema": "dark"}) as seen:
        assert background(seen) == "rgb(16, 24, 21)"


def test_print_is_ink_on_white_without_navigation(visit):
    with visit(ANSWER, theme="dark") as seen:
        seen.emulate(media="print")
        expect(seen.page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
        assert not seen.page.locator(".footer").is_visible()
        assert not seen.page.locator(".crumbs").is_visible()
        assert seen.page.locator("#hasil .predikat").is_visible()


def test_english_pages_are_accessible_too(visit):
    with visit(ANSWER, cookies={"bahasa": "en"}) as seen:
        assert seen.page.locator("html").get_attribute("lang") == "en"
        assert seen.violations() == []


def test_the_page_for_our_own_fault_looks_like_the_others(visit):
    body = last_resort.response(RequestFactory().get("/")).content.decode()
    routes = {"**/rusak/": lambda route: route.fulfill(status=500, body=body, content_type="text/html")}
    with visit("/rusak/", routes=routes) as seen:
        for theme, width in product(("light", "dark"), (1440, 390)):
            face = (width, theme)
            seen.face(*face)
            assert seen.page.locator("h1").inner_text() == "Ada yang rusak di pihak kami"
            assert seen.overflow() <= 0, face
            assert seen.violations() == [], face
            box = seen.page.locator(".brand svg").bounding_box()
            assert box is not None
            assert box["width"] < 40
