"""The page of one's own notices: read, opened, marked; nobody else's, and no GET changes anything."""

from datetime import timedelta

import pytest
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.notices import notice_send
from betang.kernel.notices.models import Notice, NoticePreference
from tests.access.people import RECORDED
from tests.portal.shell.signed_in import Visitor, visitor

pytestmark = pytest.mark.django_db


def tell(seen: Visitor, text: str = "Ada kabar.", url: str = "/aturan/") -> Notice:
    notice_send(to=[seen.user.pk], kind="x.y", text=text, url=url, now=RECORDED)
    return Notice.objects.latest("pk")


def test_opening_marks_as_read_and_leads_on():
    seen = visitor(Role.RESIDENT)
    notice = tell(seen)
    response = seen.post(f"/pemberitahuan/{notice.pk}/buka/")
    assert (response.status_code, response.headers["Location"]) == (302, "/aturan/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_marking_stays_on_the_list():
    seen = visitor(Role.RESIDENT)
    response = seen.post(f"/pemberitahuan/{tell(seen).pk}/buka/", {"tetap": "1"})
    assert response.headers["Location"] == "/pemberitahuan/"
    assert "Belum dibaca:" not in seen.page("/pemberitahuan/")


def test_csrf_and_methods_protect_every_change():
    seen = visitor(Role.RESIDENT)
    notice = tell(seen)
    strict = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    strict.force_login(seen.user)
    for address in (
        f"/pemberitahuan/{notice.pk}/buka/",
        "/pemberitahuan/semua-dibaca/",
        "/pemberitahuan/surel-harian/",
    ):
        assert strict.post(address).status_code == 403
        assert seen.client.get(address).status_code == 405
    notice.refresh_from_db()
    assert notice.read_at is None


def test_foreign_row_of_another_account_is_not_there():
    seen, other = visitor(Role.ADMIN), visitor(Role.EMPLOYEE)
    notice = tell(other, "Rahasia orang lain.")
    assert "Rahasia" not in seen.page("/pemberitahuan/")
    assert seen.post(f"/pemberitahuan/{notice.pk}/buka/").status_code == 404
    assert seen.post(f"/pemberitahuan/{notice.pk + 999}/buka/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_at_once():
    seen = visitor(Role.RESIDENT)
    tell(seen)
    tell(seen)
    seen.post("/pemberitahuan/semua-dibaca/")
    page = seen.page("/pemberitahuan/")
    assert "2 pemberitahuan ditandai dibaca." in page
    assert "Tandai semua dibaca" not in page


def test_unread_ones_alone_and_pages_of_thirty():
    seen = visitor(Role.RESIDENT)
    for number in range(35):
        tell(seen, f"Kabar nomor {number:02d}.")
    Notice.objects.filter(text__endswith="00.").update(read_at=RECORDED + timedelta(days=1))
    assert seen.page("/pemberitahuan/").count("Kabar nomor") == 60  # in the sentence, and in its button's name
    assert "Kabar nomor 00." in seen.page("/pemberitahuan/?h=2")
    assert "Kabar nomor 00." not in seen.page("/pemberitahuan/?h=2&belum=1")
    assert "Kabar nomor 34." in seen.page("/pemberitahuan/?h=nanti")


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    seen = visitor(Role.EMPLOYEE)
    for number in range(40):
        tell(seen, f"Kabar nomor {number}.")
    with django_assert_max_num_queries(10):
        seen.page("/pemberitahuan/")


def test_stored_xss_in_a_notice_stays_text():
    seen = visitor(Role.RESIDENT)
    tell(seen, '<script>alert(1)</script>"onmouseover="x')
    page = seen.page("/pemberitahuan/")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;onmouseover=&quot;x" in page


def test_the_daily_mail_is_stopped_and_wanted_again():
    seen = visitor(Role.RESIDENT)
    seen.post("/pemberitahuan/surel-harian/", {"surel": "tidak", "user": "1", "digest": "on"})
    assert [row.digest for row in NoticePreference.objects.all()] == [False]
    assert "Terima surel harian" in seen.page("/pemberitahuan/")
    seen.post("/pemberitahuan/surel-harian/", {"surel": "ya"})
    assert NoticePreference.objects.get(user=seen.user).digest
