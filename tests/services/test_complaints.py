"""Complaints from both sides: sent without script or account, worked on by what is due first, secrets kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.jobs import job_start, run_now
from betang.kernel.mail.models import OutboxMessage
from betang.kernel.notices.models import Notice
from betang.ledger.models import Fact
from betang.people.models import Unit
from betang.services.jobs_complaints import follow_complaints
from betang.services.models import Complaint, Request
from betang.services.office import office_code
from tests.access.people import OWN_OFFICE
from tests.portal.shell.signed_in import Visitor, visitor
from tests.services.finished import PIN, ended

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # Tuesday, 09.00 WIB
TEXT = "Loket tutup pukul 11.00 padahal antrean <b>masih panjang</b>."
FORM = {"kind": "pengaduan", "secrecy": "rahasia", "text": TEXT, "name": "Sari Tumon", "email": "sari@contoh.example"}


def sent(browser: Client, **changes: str) -> tuple[Complaint, str]:
    """Send a complaint; return it with its PIN."""
    response = browser.post("/pengaduan/", {**FORM, **changes})
    assert response.status_code == 302, response.content.decode()
    row = Complaint.objects.latest("pk")
    return row, browser.session["services.told"][str(row.uid)]["pin"]


def step(who: Visitor, row: Complaint, name: str, **data: Any) -> Any:
    """Take a step of the office."""
    row.refresh_from_db()
    return who.post(f"/pengaduan-masuk/{row.uid}/langkah/", {"langkah": name, "seen": row.revision, **data})


def test_from_the_form_to_the_answer_one_reopening_and_the_end(freeze, django_assert_max_num_queries):
    freeze(NOW)
    browser, officer = Client(), visitor(Role.OFFICER)
    with django_assert_max_num_queries(12):
        assert "Sampaikan pengaduan" in browser.get("/pengaduan/").content.decode()
    row, pin = sent(browser)
    assert row.number == "PGD-2611-000001"
    assert row.due_at is not None
    assert row.due_at.date() == date(2026, 11, 27)  # three working days, the day of receipt not counted
    assert pin in browser.get(f"/pengaduan/{row.uid}/").content.decode()
    elsewhere = Client()
    assert elsewhere.get(f"/pengaduan/{row.uid}/").status_code == 404
    assert elsewhere.post("/pengaduan/lacak/", {"nomor": row.number, "pin": "000000"}).status_code == 422
    assert elsewhere.post("/pengaduan/lacak/", {"nomor": row.number, "pin": pin}).status_code == 302
    page = officer.page(f"/pengaduan-masuk/{row.uid}/")
    assert "&lt;b&gt;masih panjang&lt;/b&gt;" in page
    assert "Sari" not in page
    assert "contoh.example" not in page
    assert step(officer, row, "periksa").status_code == 422
    assert step(officer, row, "jawab", words="Terlalu dini").status_code == 409
    assert step(officer, row, "periksa", stage="TANPA_PENGAWASAN").status_code == 302
    assert step(officer, row, "jawab").status_code == 422
    assert step(officer, row, "jawab", words="Loket kini buka sampai 15.00.").status_code == 302
    assert "Loket kini buka" in elsewhere.get(f"/pengaduan/{row.uid}/").content.decode()
    reply = f"/pengaduan/{row.uid}/tanggapan/"
    assert elsewhere.post(reply, {"langkah": "buka"}).status_code == 422
    assert elsewhere.post(reply, {"langkah": "buka", "words": "Hari ini tutup lagi."}).status_code == 302
    assert step(officer, row, "jawab", words="Petugas pengganti sudah ada.").status_code == 302
    assert elsewhere.post(reply, {"langkah": "buka", "words": "Lagi."}).status_code == 409
    freeze(NOW + timedelta(days=11))
    run_now(job_start(follow_complaints, actor=None, now=NOW + timedelta(days=11)))
    row.refresh_from_db()
    assert row.state == "SELESAI"
    facts = Fact.objects.filter(kind="id.go.palangkaraya.layanan.pengaduan").order_by("pk")
    assert [fact.data["dibuka_lagi"] for fact in facts] == [False, True]
    assert facts[0].data["tepat_waktu"] == "ya"
    mails = [mail.text.reveal() for mail in OutboxMessage.objects.all()]
    assert mails
    assert not any("Loket" in mail for mail in mails)
    trail = AuditEntry.objects.filter(action__startswith="services.complaint").order_by("seq")
    assert [entry.action.removeprefix("services.complaint_") for entry in trail] == [
        "file", "assign", "answer", "reply", "answer", "expire",
    ]  # fmt: skip


def test_bad_input_is_refused_with_a_sentence_and_nothing_is_written(freeze):
    freeze(NOW)
    browser, row = Client(), ended(NOW)
    for changes, said in (
        ({"text": "Pendek"}, "Tulis 20 sampai 4000 huruf"),
        ({"kind": "lain"}, "Jenis"),
        ({"secrecy": "anonim"}, "kosongkan nama, kontak"),
        ({"phone": "satu dua"}, "Nomor ponsel"),
        ({"nomor": str(row.number), "pin": "000000"}, "tidak cocok"),
    ):
        response = browser.post("/pengaduan/", {**FORM, **changes})
        assert response.status_code == 422
        assert said in response.content.decode()
    assert not Complaint.objects.exists()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Write 20 to 4000" in browser.post("/pengaduan/", {**FORM, "text": "x"}).content.decode()
    for _time in range(7):  # of ten tries an hour, three were refused above
        sent(browser, secrecy="anonim", name="", email="")
    assert "Too many" in browser.post("/pengaduan/", FORM).content.decode()
    assert Complaint.objects.count() == 7
    assert not Complaint.objects.exclude(name="").exists()


def test_who_complained_stays_closed_and_who_was_complained_of_stays_out(freeze):
    freeze(NOW)
    officer, head, other = visitor(Role.OFFICER), visitor(Role.UNIT_HEAD), visitor(Role.VERIFIER)
    about = ended(NOW)
    Request.objects.filter(pk=about.pk).update(officer=officer.user.employee)
    secret, _pin = sent(Client(), nomor=str(about.number), pin=PIN)
    known, _pin = sent(Client(), secrecy="terbuka")
    who = f"/pengaduan-masuk/{secret.uid}/pelapor/"
    assert head.post(who, {"reason": "Perlu menelepon"}).status_code == 404  # still the head of another office
    assert "Tidak ada pengaduan di sini" in head.page("/pengaduan-masuk/")
    Unit.objects.filter(code=OWN_OFFICE).update(code=office_code())
    assert other.post(who, {"reason": "Perlu menelepon"}).status_code == 403
    assert str(about.number) not in other.page(f"/pengaduan-masuk/{secret.uid}/")
    assert step(officer, secret, "arsip", words="Tidak benar").status_code == 404
    assert officer.post(who, {"reason": "Ingin tahu"}).status_code == 404
    listed = officer.page("/pengaduan-masuk/")
    assert secret.number not in listed
    assert known.number in listed
    assert visitor(Role.PARTNER).post(who, {"reason": "Ingin tahu"}).status_code == 403
    assert not AuditEntry.objects.filter(action="services.complaint_reveal").exists()
    assert head.post(who).status_code == 422
    assert "Sari Tumon" in head.post(who, {"reason": "Perlu menelepon"}).content.decode()
    shown = officer.post(f"/pengaduan-masuk/{known.uid}/pelapor/", {"reason": "Perlu menelepon"})
    assert "sari@contoh.example" in shown.content.decode()
    assert AuditEntry.objects.filter(action="services.complaint_reveal").count() == 2


def test_the_most_urgent_stands_first_and_a_late_one_goes_to_the_head_once(freeze, django_assert_max_num_queries):
    freeze(NOW)
    officer, head = visitor(Role.OFFICER), visitor(Role.UNIT_HEAD)
    Unit.objects.filter(code=OWN_OFFICE).update(code=office_code())
    rows = [sent(Client())[0] for _time in range(4)]
    assert step(officer, rows[0], "periksa", stage="DENGAN_PENGAWASAN", owner=head.user.employee.pk).status_code == 302
    later = NOW + timedelta(days=7)
    freeze(later)
    for _night in range(2):
        run_now(job_start(follow_complaints, actor=None, now=later))
    assert list(Notice.objects.values_list("user_id", "kind")) == [(head.user.pk, "services.complaint_late")]
    assert AuditEntry.objects.filter(action="services.complaint_escalate").count() == 3
    officer.client.force_login(officer.user)  # a week later the session is over
    with django_assert_max_num_queries(12):
        page = officer.page("/pengaduan-masuk/")
    head.client.force_login(head.user)
    assert page.rindex(rows[1].number) < page.rindex(rows[0].number)
    assert page.count("terlambat") == 3
    assert rows[0].number in head.page("/pengaduan-masuk/?bagian=saya")
