"""Complaints at the counter, and the data in them: seen by whoever made them, put right, erased after their time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.verification import examine
from betang.kernel.crypto.models import SubjectKey
from betang.services.actions.residents import resident_leave
from betang.services.jobs import erase_due
from betang.services.models import Complaint, ComplaintStep, Request
from betang.services.queries.retention import due
from tests.portal.shell.signed_in import visitor
from tests.services.finished import ended
from tests.services.test_complaints import FORM, sent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # Tuesday, 09.00 WIB
WHERE = "/pengaduan-masuk/catat/"


def counter(**changes: str) -> dict[str, str]:
    """What an officer sends."""
    return {**FORM, "secrecy": "terbuka", "uid": str(uuid4()), **changes}


def test_an_officer_writes_it_down_and_hands_out_the_receipt_that_opens_it(freeze, django_assert_max_num_queries):
    freeze(NOW)
    officer, other = visitor(Role.OFFICER), visitor(Role.VERIFIER)
    about = ended(NOW)
    with django_assert_max_num_queries(12):
        assert "Catat pengaduan" in officer.page(WHERE)
    assert WHERE in officer.page("/pengaduan-masuk/")
    form = counter(nomor=f" {str(about.number).lower()} ")
    receipt = officer.post(WHERE, form).content.decode()
    row = Complaint.objects.get()
    pin = re.search(r"PIN</dt><dd class=\"mono\"><b>(\d+)</b>", receipt)
    assert pin
    assert row.number in receipt
    assert "27 November 2026" in receipt  # three working days, as on the web
    assert (row.channel, row.request, row.user) == ("loket", about, None)
    entry = AuditEntry.objects.get(action="services.complaint_file")
    assert entry.actor_id == officer.user.pk
    assert officer.client.get(f"/pengaduan/{row.uid}/").status_code == 404  # the receipt is the reporter's
    reporter = Client()
    assert reporter.post("/pengaduan/lacak/", {"nomor": row.number, "pin": pin[1]}).status_code == 302
    assert "masih panjang" in reporter.get(f"/pengaduan/{row.uid}/").content.decode()
    assert "loket" in other.page(f"/pengaduan-masuk/{row.uid}/")
    twice = officer.post(WHERE, form)
    assert twice.status_code == 422
    assert "sudah dicatat" in twice.content.decode()
    assert Complaint.objects.count() == 1


def test_bad_input_is_refused_and_whoever_handled_the_request_takes_no_complaint_about_it(freeze):
    freeze(NOW)
    officer, about = visitor(Role.OFFICER), ended(NOW)
    Request.objects.filter(pk=about.pk).update(officer=officer.user.employee)
    for changes, said in (
        ({"text": "Pendek"}, "Tulis 20 sampai 4000 huruf"),
        ({"nomor": "XXX-2611-000001"}, "tidak kami kenal"),
        ({"nomor": str(about.number)}, "Minta petugas lain"),
        ({"secrecy": "anonim"}, "kosongkan nama, kontak"),
        ({"phone": "satu"}, "Nomor ponsel"),
    ):
        refused = officer.post(WHERE, counter(**changes))
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert visitor(Role.AUDITOR).post(WHERE, counter()).status_code == 403
    assert not Complaint.objects.exists()
    assert "Tanda terima" in officer.post(WHERE, counter(secrecy="anonim", name="", email="")).content.decode()


def test_a_resident_keeps_a_complaint_sees_it_masked_and_puts_the_contact_right(freeze, django_assert_max_num_queries):
    freeze(NOW)
    resident, elsewhere = visitor(Role.RESIDENT), Client()
    row, pin = sent(elsewhere)
    page, data = f"/pengaduan/{row.uid}/", f"/pengaduan/{row.uid}/data/"
    assert resident.post(data, {"langkah": "simpan"}).status_code == 404
    assert elsewhere.post(data, {"langkah": "simpan"}).status_code == 403
    assert resident.post("/pengaduan/lacak/", {"nomor": row.number, "pin": pin}).status_code == 302
    assert "Simpan pengaduan ini di akun saya" in resident.page(page)
    assert resident.post(data, {"langkah": "simpan"}).status_code == 302
    stranger = visitor(Role.RESIDENT)
    stranger.post("/pengaduan/lacak/", {"nomor": row.number, "pin": pin})
    assert stranger.post(data, {"langkah": "simpan"}).status_code == 409
    with django_assert_max_num_queries(12):
        mine = resident.page("/permohonan/data-saya/")
    assert row.number in mine
    assert "sari@contoh.example" not in mine
    assert "masih panjang" in mine
    assert resident.post(data, {"name": "Sari", "email": "bukan surel", "phone": ""}).status_code == 422
    assert resident.post(data, {"name": "Sari T.", "email": "baru@contoh.example", "phone": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.name.reveal(), row.email.reveal()) == ("Sari T.", "baru@contoh.example")
    entry = AuditEntry.objects.get(action="services.complaint_contact")
    assert {*entry.fields} == {"name", "email"}
    resident_leave(actor=resident.user, now=NOW)
    row.refresh_from_db()
    assert row.user is None
    direct = visitor(Role.RESIDENT)
    kept, _pin = sent(direct.client)
    assert kept.user == direct.user
    hidden, _pin = sent(direct.client, secrecy="anonim", name="", email="")
    assert hidden.user is None
    assert direct.post(f"/pengaduan/{hidden.uid}/data/", {"name": "Sari"}).status_code == 422


def test_what_has_ended_is_erased_after_its_time_with_its_key_and_the_trail_holds(freeze):
    freeze(NOW)
    browser = Client()
    old, young, still = (sent(browser)[0] for _time in range(3))
    for row, days in ((old, 366), (young, 364)):
        gone = NOW - timedelta(days=days)
        Complaint.objects.filter(pk=row.pk).update(state="SELESAI", closed_at=gone, request=ended(gone))
    ComplaintStep.objects.filter(complaint=old).update(words="Sudah dijawab.")
    Request.objects.update(erased_at=NOW)  # of complaints alone
    assert due(NOW).complaints == 1
    assert (erase_due(NOW), erase_due(NOW)) == (1, 0)
    old.refresh_from_db()
    held: list[Any] = [old.text.reveal(), old.name.reveal(), old.email.reveal(), old.pin_digest, old.request]
    assert held == ["", "", "", "", None]
    assert old.steps.get().words.reveal() == ""
    assert (old.kind, old.state, old.erased_at) == ("pengaduan", "SELESAI", NOW)  # what the figures need
    assert not SubjectKey.objects.filter(subject=old.subject).exists()
    for row in (young, still):
        row.refresh_from_db()
        assert row.name.reveal() == "Sari Tumon"
        assert SubjectKey.objects.filter(subject=row.subject).exists()
    report = examine()
    assert report.finding is None
    assert report.erased > 0
    assert "sudah dihapus" in visitor(Role.OFFICER).page(f"/pengaduan-masuk/{old.uid}/")
    assert Client().post("/pengaduan/lacak/", {"nomor": old.number, "pin": "000000"}).status_code == 422
