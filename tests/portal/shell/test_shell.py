"""The frame of every signed-in page: a menu that shows what one may open, one query, keys that can be switched off."""

import re

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.kernel.notices import notice_send
from betang.portal.navigation import ENTRIES, GROUPS
from betang.portal.shell import Shell, always, rules_by_name
from tests.access.people import RECORDED
from tests.portal.shell.signed_in import Visitor, visitor

pytestmark = pytest.mark.django_db
MENU = re.compile(r'<nav class="sidenav".*?</nav>', re.DOTALL)
BAR = re.compile(r'<nav class="bottombar".*?</nav>', re.DOTALL)


def menu(seen: Visitor, address: str = "/beranda/") -> list[str]:
    found = MENU.search(seen.page(address))
    assert found
    return re.findall(r'href="([^"]+)"', found.group())


def test_every_entry_leads_to_a_page_and_stands_in_a_known_group():
    assert [entry.url_name for entry in ENTRIES if entry.url_name not in rules_by_name()] == []
    assert {entry.group for entry in ENTRIES} <= set(GROUPS)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.RESIDENT])
def test_the_menu_holds_just_the_pages_that_the_role_may_open(role):
    seen = visitor(role)
    shown = set(menu(seen))
    for entry in ENTRIES:
        url = reverse(entry.url_name)
        if entry.useful is always:
            assert (seen.client.head(url).status_code == 200) == (url in shown), entry.url_name


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_of_every_role_follows_the_rules_of_the_pages(role):
    request = RequestFactory().get("/beranda/")
    viewer = Viewer(user=None, user_id=None, today=RECORDED.date(), roles=frozenset({role}))
    request.viewer = viewer  # type: ignore[attr-defined]
    shown = {item.url for group in Shell(request, ENTRIES, GROUPS).groups for item in group.links}
    useful = [entry for entry in ENTRIES if entry.useful(viewer)]
    assert shown == {reverse(entry.url_name) for entry in useful if rules_by_name()[entry.url_name].allows(viewer)}


def test_the_menu_leaves_out_what_would_always_be_empty():
    def names(roles: frozenset[Role]) -> set[str]:
        viewer = Viewer(user=None, user_id=None, today=RECORDED.date(), roles=roles)
        return {entry.url_name for entry in ENTRIES if entry.useful(viewer)}

    team, own = {"plan_team", "evaluation_team"}, {"plan_mine", "evaluations", "credit_own"}
    assert names(roles=frozenset({Role.EMPLOYEE})) & (team | own) == own
    assert names(roles=frozenset({Role.EMPLOYEE, Role.SUPERVISOR})) & (team | own) == team | own
    assert names(roles=frozenset({Role.MAYOR})) & (team | own) == team


def test_the_page_one_is_on_is_marked_and_so_is_the_one_above():
    seen = visitor(Role.ADMIN)
    assert 'href="/beranda/" aria-current="page"' in seen.page("/beranda/")
    assert 'href="/admin/kalender/" aria-current="page"' in seen.page("/admin/kalender/?tahun=2026")


def test_the_bar_of_a_phone_has_four_entries_and_the_menu():
    found = BAR.search(visitor(Role.EMPLOYEE).page("/beranda/"))
    assert found
    assert found.group().count("<a ") == 4
    assert 'popovertarget="navigasi"' in found.group()


def test_the_frame_costs_one_query():
    auditor = visitor(Role.AUDITOR)
    with CaptureQueriesContext(connection) as asked:
        auditor.page("/admin/parameter/")  # a page that asks the database nothing itself
    assert len([query for query in asked if "notices_notice" in query["sql"]]) == 1
    assert len(asked) <= 8  # the session, the account, who one is today, and the bell


def test_the_bell_counts_what_waits():
    seen = visitor(Role.EMPLOYEE)
    assert 'aria-label="Pemberitahuan"' in seen.page("/beranda/")
    notice_send(to=[seen.user.pk], kind="x.y", text="Ada kabar.", now=RECORDED)
    assert 'aria-label="Pemberitahuan, 1 belum dibaca"' in seen.page("/beranda/")
    for _number in range(99):
        notice_send(to=[seen.user.pk], kind="x.y", text="Ada kabar.", now=RECORDED)
    assert ">99+</span>" in seen.page("/beranda/")


def test_signing_out_is_a_form_not_a_link():
    page = visitor(Role.EMPLOYEE).page("/beranda/")
    assert re.search(r'<form[^>]+method="post" action="/keluar/"', page)
    assert 'href="/keluar/"' not in page


def test_single_keys_can_be_switched_off():
    seen = visitor(Role.EMPLOYEE)
    assert 'data-shortcut="/"' in seen.page("/beranda/")
    response = seen.post("/tampilan/pintasan/", {"pintasan": "mati", "next": "/beranda/"})
    assert response.headers["Location"] == "/beranda/"
    assert "data-shortcut" not in seen.page("/beranda/")
    seen.post("/tampilan/pintasan/", {"pintasan": "nyala"})
    assert 'data-shortcut="/"' in seen.page("/beranda/")


def test_the_menu_stays_as_it_was_left():
    seen = visitor(Role.EMPLOYEE)
    assert 'value="ciut" checked' not in seen.page("/beranda/")
    assert seen.post("/tampilan/menu/", {"menu": "ciut"}).status_code == 204
    assert 'value="ciut" checked' in seen.page("/beranda/")
    seen.post("/tampilan/menu/")
    assert 'value="ciut" checked' not in seen.page("/beranda/")


@pytest.mark.parametrize("address", ["/tampilan/pintasan/", "/tampilan/bahasa/", "/tampilan/tema/"])
def test_open_redirect_of_a_preference_falls_back_to_home(address):
    for target in ("https://jahat.com/", "//jahat.com", "javascript:alert(1)", "/\\jahat.com"):
        response = Client(headers={"host": "localhost"}).post(address, {"next": target})
        assert response.headers["Location"] == "/"


def test_a_hostile_name_stays_text_in_the_frame():
    seen = visitor(Role.RESIDENT)
    User.objects.filter(pk=seen.user.pk).update(username='"><script>alert(1)</script>')
    page = seen.page("/beranda/")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_a_resident_gets_no_search_and_no_menu_of_staff():
    page = visitor(Role.RESIDENT).page("/beranda/")
    assert 'action="/cari/"' not in page
    assert "Organisasi" in page
    assert "/pegawai/" not in page


def test_public_pages_lead_who_is_signed_in_back_home():
    seen = visitor(Role.EMPLOYEE)
    for address in ("/", "/aturan/", "/bantuan/"):
        page = seen.page(address)
        assert page.count('href="/beranda/">Beranda saya</a>') == 2
        assert 'href="/masuk/">Masuk</a>' not in page
    assert 'href="/masuk/">Masuk</a>' in Client(headers={"host": "localhost"}).get("/bantuan/").content.decode()
