"""The city's calendar on screen: seen by keepers and examiners of rules, changed by the administrator, in the trail."""

from datetime import date
from typing import Any

import pytest

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.calendar.models import LocalDay
from betang.kernel.calendar.queries import calendar_now
from tests.portal.shell.signed_in import Visitor, visitor

pytestmark = pytest.mark.django_db
DAY = {"day": "2026-07-17", "kind": "libur", "name": "Hari Jadi Kota", "basis": "Keputusan Wali Kota 1/2026"}


def add(seen: Visitor, **changes: str) -> Any:
    return seen.post("/admin/kalender/catat/", {**DAY, **changes})


def test_a_local_day_is_recorded_shown_and_voided():
    admin = visitor(Role.ADMIN)
    assert add(admin).headers["Location"] == "/admin/kalender/?tahun=2026"
    page = admin.page("/admin/kalender/?tahun=2026")
    assert "Hari Jadi Kota dicatat pada kalender kota." in page
    assert 'aria-label="17 Juli 2026, Hari Jadi Kota"' in page
    assert calendar_now().spans_on(date(2026, 7, 17)) == ()
    row = LocalDay.objects.get()
    assert row.added_by == admin.user
    admin.post(f"/admin/kalender/{row.pk}/batalkan/", {"reason": "Keputusannya dicabut"})
    page = admin.page("/admin/kalender/?tahun=2026")
    assert "Hari Jadi Kota dibatalkan." in page
    assert 'aria-label="17 Juli 2026' not in page
    assert "Riwayat perubahan" in page
    actions = AuditEntry.objects.filter(action__startswith="calendar.").order_by("seq")
    assert [entry.action for entry in actions] == ["calendar.day_add", "calendar.day_void"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": "2026-01-01"}, "Hari itu sudah libur menurut tabel."),
        ({"kind": "masuk"}, "bukan hari libur menurut tabel"),
        ({"day": "2099-01-01"}, "Tabel hari libur memuat tahun"),
        ({"day": "besok"}, "Tanggal"),
        ({"kind": "setengah"}, "Jenis"),
        ({"basis": ""}, "Dasar: "),
        ({"name": " "}, "Nama: "),
    ],
)
def test_a_day_that_makes_no_sense_comes_back_with_a_sentence(changes, said):
    response = add(visitor(Role.ADMIN), **changes)
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert 'class="error-summary"' in page
    assert not LocalDay.objects.exists()
    assert not AuditEntry.objects.exists()


def test_voiding_needs_a_reason():
    admin = visitor(Role.ADMIN)
    add(admin)
    address = f"/admin/kalender/{LocalDay.objects.get().pk}/batalkan/"
    assert admin.post(address, {"reason": " "}).status_code == 422
    assert LocalDay.objects.get().voided_at is None


def test_over_posting_changes_nothing_else():
    admin, other = visitor(Role.ADMIN), visitor(Role.BKPSDM)
    add(admin, added_by=str(other.user.pk), voided_at="2026-01-01", id="999", actor=str(other.user.pk))
    row = LocalDay.objects.get()
    assert (row.added_by, row.voided_at) == (admin.user, None)
    assert row.pk != 999


def test_function_without_check_only_the_administrator_changes_the_calendar():
    admin = visitor(Role.ADMIN)
    add(admin)
    number = LocalDay.objects.get().pk
    for role in (Role.BKPSDM, Role.AUDITOR):
        seen = visitor(role)
        page = seen.page("/admin/kalender/?tahun=2026")
        assert "Hari Jadi Kota" in page
        assert "Catat hari setempat" not in page
        assert add(seen, day="2026-07-20").status_code == 403
        assert seen.post(f"/admin/kalender/{number}/batalkan/", {"reason": "x"}).status_code == 403
    assert LocalDay.objects.get().voided_at is None


def test_stored_xss_in_a_day_stays_text():
    admin = visitor(Role.ADMIN)
    add(admin, name='<img src=x onerror="alert(1)">', basis="<script>alert(2)</script>")
    page = admin.page("/admin/kalender/?tahun=2026")
    assert "<img src=x" not in page
    assert "<script>alert" not in page


def test_years_outside_the_table_show_the_nearest_and_estimates_are_marked():
    seen = visitor(Role.AUDITOR)
    assert '<a href="?tahun=2027" aria-current="page">' in seen.page("/admin/kalender/?tahun=9999")
    assert "Hari libur 2027 masih perkiraan." in seen.page("/admin/kalender/?tahun=2027")
    assert '<a href="?tahun=2024" aria-current="page">' in seen.page("/admin/kalender/?tahun=0001")
    seen.page("/admin/kalender/?tahun=x&hari=<b>&jenis=lain")


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    admin = visitor(Role.ADMIN)
    for day in ("2026-07-20", "2026-07-21", "2026-07-22", "2026-07-23"):
        add(admin, day=day)
    with django_assert_max_num_queries(10):
        admin.page("/admin/kalender/?tahun=2026")
