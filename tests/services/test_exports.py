"""Exports of personal data through the front door: two people, a purpose, a file that goes again, all in the trail."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.jobs.models import JobRun
from betang.kernel.notices.models import Notice
from betang.people.models import Grant
from betang.services.actions.exports import export_make, exports_clear
from betang.services.models import DataExport, Request
from tests.access.people import user_with
from tests.services.sent import submitted
from tests.services.test_steps import NOW

pytestmark = pytest.mark.django_db
PAGE = "/loket/ekspor/"
BEFORE = NOW - timedelta(days=3)
WANTED = {
    "purpose": "Permintaan pengadilan", "basis": "Surat 12/2026", "service": "kk-hilang-rusak",
    "from_date": "2026-11-01", "to_date": "2026-11-23",
}  # fmt: skip


def signed_in(role: Role) -> tuple[Client, User]:
    """A browser of somebody with a role."""
    client, user = Client(), user_with(role)
    client.force_login(user)
    return client, user


def decide(client: Client, row: DataExport, **data: Any) -> Any:
    """Decide about an export."""
    return client.post(f"{PAGE}{row.uid}/putuskan/", data)


def test_an_export_needs_asecond_user_person_and_everybody_in_it_learns_of_it(freeze, django_assert_max_num_queries):
    freeze(NOW)
    first, second = submitted(BEFORE), submitted(BEFORE)
    submitted(NOW)
    Request.objects.filter(pk=second.pk).update(name="=1+1")
    other, second_user = signed_in(Role.VERIFIER)
    asker, user = signed_in(Role.VERIFIER)
    assert asker.post(PAGE, {**WANTED, "with_nik": "on"}).status_code == 302
    row = DataExport.objects.get()
    assert decide(asker, row, putusan="setuju", words="Boleh").status_code == 403
    assert decide(signed_in(Role.OFFICER)[0], row, putusan="setuju", words="Boleh").status_code == 403
    assert decide(other, row, putusan="setuju", words=" ").status_code == 422
    assert asker.post(f"{PAGE}{row.uid}/unduh/").status_code == 409
    assert decide(other, row, putusan="setuju", words="Sesuai surat").status_code == 302
    assert decide(other, row, putusan="tolak", words="Tidak jadi").status_code == 409
    run = JobRun.objects.get(name="services.export_make")
    assert run.args == {"export": str(row.uid)}
    made = export_make(actor=user, export=DataExport.objects.get(), now=NOW)
    assert export_make(actor=user, export=made, now=NOW).file_id == made.file_id
    assert other.post(f"{PAGE}{row.uid}/unduh/").status_code == 404
    assert [each.kind for each in Notice.objects.filter(user=second_user)] == ["services.export_asked"]
    taken = asker.post(f"{PAGE}{row.uid}/unduh/").getvalue().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(taken)))
    assert [(each["nomor"], each["nama"], each["nik"]) for each in lines] == [
        (first.number, "Sari Tumon", "6271034412900001"), (second.number, "'=1+1", "6271034412900001"),
    ]  # fmt: skip
    assert [asker.post(f"{PAGE}{row.uid}/unduh/").status_code for _time in range(3)] == [200, 200, 409]
    Grant.objects.filter(user=user).update(to_date=NOW.date() - timedelta(days=1))
    assert asker.post(f"{PAGE}{row.uid}/unduh/").status_code == 403
    Grant.objects.filter(user=user).update(to_date=None)
    entries = AuditEntry.objects.filter(action="services.export_row")
    assert {each.subject for each in entries} == {first.subject, second.subject}
    with django_assert_max_num_queries(12):
        assert "Surat 12/2026" in asker.get(PAGE).content.decode()


def test_what_does_not_hold_is_refused_with_a_sentence_and_nothing_is_written(freeze):
    freeze(NOW)
    submitted(BEFORE)
    client, _user = signed_in(Role.OFFICER)
    for changed, said in (
        ({"to_date": "2026-10-01"}, "Tanggal akhir mendahului"),
        ({"to_date": "2026-11-24"}, "paling lambat kemarin"),
        ({"service": "lahir"}, "Tidak ada permohonan pada hari-hari itu"),
        ({"purpose": ""}, "id_purpose_error"),
        ({"service": "tidak-ada"}, "tidak-ada"),
    ):
        refused = client.post(PAGE, {**WANTED, **changed})
        assert (refused.status_code, said in refused.content.decode()) == (422, True), said
    assert not DataExport.objects.exists()
    assert signed_in(Role.AUDITOR)[0].post(PAGE, WANTED).status_code == 403
    assert signed_in(Role.UNIT_HEAD)[0].get(PAGE).status_code == 403
    assert not AuditEntry.objects.filter(action="services.export_ask").exists()


def test_the_file_goes_when_its_days_are_over(freeze):
    freeze(NOW)
    submitted(NOW)
    user = user_with(Role.OFFICER)
    row = DataExport.objects.create(
        asked_by=user, asked_at=NOW, purpose="Uji", basis="Uji", from_date=NOW.date(), to_date=NOW.date(), granted=True
    )
    made = export_make(actor=user, export=row, now=NOW)
    assert (made.rows, exports_clear(now=NOW + timedelta(days=6))) == (1, 0)
    assert exports_clear(now=NOW + timedelta(days=7)) == 1
    made.refresh_from_db()
    assert (made.file, made.rows) == (None, 1)
    assert exports_clear(now=NOW + timedelta(days=8)) == 0
