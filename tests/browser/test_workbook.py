"""An agency's first journey: a workbook goes up, and one person's predikat is explained; on a desk and on a phone."""

import pytest
from django.test import Client
from playwright.sync_api import Locator, expect
from python_calamine import CalamineWorkbook

from betang.kernel.access.roles import Role
from betang.portal.workbook import samples
from tests.access.people import user_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(("width", "theme", "script"), [(1440, "light", True), (390, "dark", False)])
def test_from_a_workbook_to_the_derivation_of_one_person(visit, width, theme, script):
    client = Client()
    client.force_login(user_with(Role.UNIT_ADMIN))
    cookies = {"sessionid": client.cookies["sessionid"].value}
    with visit("/penilaian/", width=width, theme=theme, cookies=cookies, java_script_enabled=script) as seen:
        page = seen.page

        def press(link: Locator) -> None:
            """Follow a link, and wait for the page it leads to."""
            with page.expect_navigation():
                link.click()

        def sound() -> None:
            """Hold the page against what every page must be; axe itself needs script."""
            assert page.locator("h1").count() == 1
            if script:
                assert seen.overflow() <= 0
                assert seen.violations() == []

        press(page.get_by_role("link", name="Unggah buku kerja").first)
        sound()
        file = {"name": "penilaian.xlsx", "mimeType": XLSX, "buffer": samples.example()}
        page.locator("input[name=berkas]").set_input_files(file)
        page.get_by_label("Nilai hukum pada tanggal").fill("2026-06-30")
        page.get_by_role("button", name="Periksa dan hitung").click()
        page.get_by_text("10 dari 14 pegawai").wait_for()
        sound()
        with page.expect_download() as handed:
            page.get_by_role("link", name="Unduh hasil").click()
        rows = CalamineWorkbook.from_path(handed.value.path()).get_sheet_by_name("evaluasi").to_python()
        assert len(rows) == 1 + 14
        press(page.get_by_role("link", name="Bidang Pengelolaan Data (contoh)"))
        sound()
        press(page.get_by_role("link", name="Rangga Lambung"))
        expect(page.locator("aside .predikat.lg")).to_have_text("Baik")
        page.locator(".mengapa .steps summary").last.click()
        expect(page.locator(".mengapa .pasal", has_text="PermenPANRB 6/2022").last).to_be_visible()
        sound()
        page.get_by_role("link", name="Baca dan coba aturannya").last.click()
        page.wait_for_url("**/aturan/**")
        assert seen.messages == []
