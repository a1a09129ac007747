"""Answers that officers pick: plain, filled in, kept by the head of the section, read by the applicant."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.people.models import Unit
from betang.services import flow
from betang.services.models import Event, ReplyText, Request
from betang.services.office import office_code
from betang.services.replies import STEPS, packaged, problem
from tests.access.people import OWN_OFFICE, employee, user_with
from tests.services.sent import submitted
from tests.services.test_counter import officer, step
from tests.services.test_steps import NOW

__all__ = ["officer"]
NEW = {
    "code": "foto", "to": flow.CORRECTING, "title": "Foto buram", "text": "Foto ulang {dokumen}. Batasnya {tanggal}.",
    "text_en": "", "from_date": "2026-11-24", "reason": "Lebih pendek.",
}  # fmt: skip


def test_every_answer_is_plain_in_both_languages():
    assert {each.to for each in packaged()} == {*STEPS}
    assert len({each.code for each in packaged()}) == len(packaged())
    assert [said for each in packaged() for said in (problem(each.text.id), problem(each.text.en)) if said] == []
    assert "lebih dari 20 kata" in problem("kata " * 21)
    assert problem(f"{'kata ' * 19}kata. {'kata ' * 19}kata.") == ""
    assert "tidak dikenal" in problem("Halo {nama}.")


@pytest.mark.django_db
def test_a_picked_answer_is_sent_where_nothing_was_written(officer, django_assert_max_num_queries):
    row = submitted(NOW)
    step(officer, row, "VERIFIKASI")
    with django_assert_max_num_queries(12):
        page = officer.get(reverse("desk_request", args=[row.uid])).content.decode()
    assert "Foto tidak terbaca" in page
    assert "8 Desember 2026" in page  # 14 days, as the script would show it
    said = {"perbaikan-reasons": "A1", "perbaikan-papers": "surat_hilang", "perbaikan-words": " "}
    assert step(officer, row, "PERBAIKAN", **said, **{"perbaikan-reply": "lain"}).status_code == 422
    assert step(officer, row, "PERBAIKAN", **said, **{"perbaikan-reply": "kurang"}).status_code == 302
    assert Event.objects.latest("pk").words.reveal() == (
        "Surat keterangan kehilangan dari kepolisian belum ada. Tambahkan fotonya, lalu kirim perbaikan. "
        "Kami menunggu sampai 8 Desember 2026."
    )
    other = submitted(NOW)
    Request.objects.filter(pk=other.pk).update(language="en")
    step(officer, other, "VERIFIKASI")
    said = {"perbaikan-reasons": "A4", "perbaikan-words": "see {nomor} {x}", "perbaikan-reply": "beda"}
    step(officer, other, "PERBAIKAN", **said)
    assert Event.objects.latest("pk").words.reveal() == f"see {other.number} {{x}}"


@pytest.mark.django_db
def test_the_head_of_the_section_keeps_them(officer: Client, django_assert_max_num_queries: Any):
    row = submitted(NOW)
    step(officer, row, "VERIFIKASI")
    head = Client()
    head.force_login(user := user_with(Role.RESIDENT))
    employee(office=OWN_OFFICE, head=True, user=user)
    assert head.get(reverse("replies")).status_code == 404  # heads another office
    Unit.objects.filter(code=OWN_OFFICE).update(code=office_code())
    page = reverse("replies")
    with django_assert_max_num_queries(12):
        assert "Tulisan pada {dokumen}" in head.get(f"{page}?kode=foto").content.decode()
    for wrong in (
        {"text": "kata " * 21},
        {"text": "{nik}"},
        {"to": "PROSES"},
        {"from_date": "2026-11-23"},
        {"reason": ""},
    ):
        assert head.post(page, {**NEW, **wrong}).status_code == 422
    assert ReplyText.objects.count() == 0
    assert head.post(page, NEW).status_code == 302
    assert "sudah diubah mulai hari itu" in head.post(page, NEW).content.decode()
    assert head.post(page, {**NEW, "code": "kuasa", "text": ""}).status_code == 302
    assert head.post(page, {**NEW, "code": "", "title": "Antre besok"}).status_code == 302
    assert head.post(page, {**NEW, "code": "", "title": "Foto"}).status_code == 302
    for title in ("Surat keterangan lahir dari bidan", "Surat keterangan lahir dari rumah sakit"):
        assert head.post(page, {**NEW, "code": "", "title": title}).status_code == 302
    codes = set(ReplyText.objects.values_list("code", flat=True))
    assert {"foto-2", "surat-keterangan-lahir-d", "surat-keterangan-lah-2"} <= codes
    shown = officer.get(reverse("desk_request", args=[row.uid])).content.decode()
    assert "Foto buram" in shown
    assert "Antre besok" in shown
    assert "Perlu surat kuasa" not in shown
    void = reverse("reply_void", args=[ReplyText.objects.get(code="foto").pk])
    assert head.post(void, {"reason": ""}).status_code == 422
    assert head.post(void, {"reason": "Keliru."}).status_code == 302
    assert head.post(void, {"reason": "Keliru."}).status_code == 409
    assert "Foto tidak terbaca" in officer.get(reverse("desk_request", args=[row.uid])).content.decode()
    assert AuditEntry.objects.filter(action__startswith="services.reply_").count() == 7
