"""The auditor finds who changed what, opens the values for a reason, and proves that nothing was altered."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import expect

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from tests.access.people import user_with
from tests.kernel.audit.trails import write_one, write_trail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_the_auditor_finds_who_changed_what(visit, width, theme):
    write_trail(3)
    write_one(4, actor=User.objects.create_user("pegawai.satu"))
    client = Client()
    client.force_login(user_with(Role.AUDITOR))
    cookies = {"sessionid": client.cookies["sessionid"].value}
    with visit("/audit/", width=width, theme=theme, cookies=cookies) as seen:
        page = seen.page
        main = page.locator("main")
        assert (seen.overflow(), seen.violations()) == (0, [])
        main.get_by_role("searchbox").fill("satu")
        main.get_by_role("button", name="Saring").click()
        expect(main.locator("tbody tr")).to_have_count(1)
        main.get_by_role("link", name="4", exact=True).click()
        expect(main).to_contain_text("pegawai.satu")
        expect(main).not_to_contain_text("baru4")
        assert (seen.overflow(), seen.violations()) == (0, [])
        main.get_by_label("Alasan membuka nilai").fill("pemeriksaan khusus nomor 7")
        main.get_by_role("button", name="Buka nilai").click()
        expect(main).to_contain_text("baru4")
        main.get_by_role("link", name="Jejak audit").click()
        main.get_by_role("link", name="Periksa keutuhan").click()
        main.get_by_role("button", name="Periksa sekarang").click()
        expect(main).to_contain_text("Jejak audit utuh. 5 catatan diperiksa.")
        assert (seen.overflow(), seen.violations(), seen.messages) == (0, [], [])
    assert AuditEntry.objects.get(seq=5).action == "audit.values_reveal"
