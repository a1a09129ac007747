"""The signed-in home page: useful for every role, within its number of queries."""

import pytest

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import roles
from betang.kernel.access.viewer import Viewer
from betang.kernel.jobs import JobRun
from betang.kernel.notices import notice_send
from betang.people.models import Employee, ReportingLine
from betang.portal.desk.governing import GOVERNING
from betang.regulation.registry import rules
from betang.ui import home
from betang.ui.home import Card, cards_for, home_card
from tests.access.people import DATED, RECORDED, employee, report_to
from tests.portal.shell.signed_in import visitor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_home_page_within_twelve_queries(role, django_assert_max_num_queries):
    seen = visitor(role)
    notice_send(to=[seen.user.pk] * 3, kind="x.y", text="Ada kabar.", now=RECORDED)
    with django_assert_max_num_queries(12):
        page = seen.page("/beranda/")
    assert "Ada kabar." in page
    assert "Tempat Anda" in page


def test_it_says_where_one_stands():
    seen = visitor(Role.EMPLOYEE)
    me = Employee.objects.get(user=seen.user)
    superior = employee()
    ReportingLine.objects.create(employee=me, superior=superior, **DATED)
    page = seen.page("/beranda/")
    assert superior.full_name in page
    assert "Dinas-Uji-Satu" in page
    assert f"/pegawai/{superior.uid}/" in page


def test_a_superior_sees_how_many_report():
    seen = visitor(Role.SUPERVISOR)
    report_to(Employee.objects.get(user=seen.user))
    assert "2 orang" in seen.page("/beranda/")


def test_rules_that_govern_exist_and_are_shown():
    named = {name for names in GOVERNING.values() for name in names}
    assert named <= set(rules())
    page = visitor(Role.EMPLOYEE).page("/beranda/")
    assert "/aturan/eksp-2022/kuadran/" in page
    assert "/aturan/keberatan/jangka/" in page


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.ADMIN, "/admin/kalender/"), (Role.ADMIN, "/admin/parameter/"), (Role.AUDITOR, "/audit/"),
        (Role.BKPSDM, "/admin/pertanyaan-terbuka/"), (Role.EMPLOYEE, "/cari/"), (Role.BKPSDM, "/pegawai/impor/"),
        (Role.UNIT_ADMIN, "/pegawai/penyelarasan/"), (Role.ADMIN, "/pegawai/wewenang/"),
        (Role.UNIT_ADMIN, "/akun/kode/"), (Role.AUDITOR, "/admin/akses/"), (Role.PARTNER, "/akun/"),
        (Role.RESIDENT, "/akun/"), (Role.RESIDENT, "/permohonan/"), (Role.RESIDENT, "/layanan/"),
        (Role.RESIDENT, "/permohonan/data-saya/"), (Role.OFFICER, "/loket/"), (Role.VERIFIER, "/loket/"),
        (Role.KELURAHAN, "/layanan/"), (Role.LEADERSHIP, "/loket/papan/"),
    ],
)  # fmt: skip
def test_the_entries_of_a_role_stand_on_cards(role, address):
    assert f'class="btn sm" href="{address}"' in visitor(role).page("/beranda/")


def test_failed_jobs_come_first_for_the_administrator():
    seen = visitor(Role.ADMIN)
    assert "menunggu diulangi" not in seen.page("/beranda/")
    JobRun.objects.create(name="uji", status="failed", attempts_allowed=1, created_at=RECORDED)
    page = seen.page("/beranda/")
    assert "1 tugas gagal dan menunggu diulangi." in page
    assert page.index("Lihat sebabnya") < page.index("Lihat hari libur")
    assert "menunggu diulangi" not in visitor(Role.BKPSDM).page("/beranda/")


def test_cards_of_modules_come_in_order_and_only_to_whom_they_concern(monkeypatch):
    monkeypatch.setattr(home, "_cards", [])

    def card(title: str, *, urgent: bool = False) -> Card:
        return Card(title=title, text="", url="/", action="", icon="info", urgent=urgent)

    home_card(roles(Role.BKPSDM), order=2)(lambda viewer: card("dua"))
    home_card(roles(Role.BKPSDM), order=1)(lambda viewer: card("satu"))
    home_card(roles(Role.BKPSDM), order=3)(lambda viewer: card("mendesak", urgent=True))
    home_card(roles(Role.BKPSDM), order=4)(lambda viewer: None)
    home_card(roles(Role.ADMIN), order=0)(lambda viewer: card("bukan untuknya"))
    viewer = Viewer(user=None, user_id=1, today=RECORDED.date(), roles=frozenset({Role.BKPSDM}))
    assert [each.title for each in cards_for(viewer)] == ["mendesak", "satu", "dua"]
