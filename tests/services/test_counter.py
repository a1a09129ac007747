"""The counter's pages: the queue in its order, one request beside it, steps, papers, numbers with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.services import flow
from betang.services.models import Event, Request
from tests.access.people import user_with
from tests.services.sent import submitted, with_paper
from tests.services.test_steps import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(freeze: Any) -> Client:
    """An officer's browser on a Tuesday morning."""
    freeze(NOW)
    client = Client()
    client.force_login(user_with(Role.OFFICER))
    return client


def step(client: Client, row: Request, to: str, **data: Any) -> Any:
    """Press a step's button."""
    row.refresh_from_db()
    return client.post(reverse("desk_step", args=[row.uid, to]), {"seen": row.revision, **data})


def test_the_most_urgent_stands_first_and_is_taken_checked_and_passed_on(officer):
    late, fresh = submitted(NOW - timedelta(days=1)), submitted(NOW)
    page = officer.get(reverse("desk_queue")).content.decode()
    assert 0 < page.index(str(late.number)) < page.index(str(fresh.number))
    assert "lewat" in page
    shown = officer.get(reverse("desk_request", args=[fresh.uid])).content.decode()
    assert "Surat keterangan kehilangan" in shown
    assert "6271034412900001" not in shown
    assert step(officer, fresh, "VERIFIKASI").status_code == 302
    assert step(officer, fresh, "PROSES").status_code == 302
    fresh.refresh_from_db()
    assert fresh.state == flow.RECORDING
    assert "Selesai direkam" in officer.get(reverse("desk_request", args=[fresh.uid])).content.decode()


def test_a_return_without_reason_is_refused_and_with_one_reaches_the_applicant_who_mends_it(officer):
    row = submitted(NOW)
    step(officer, row, "VERIFIKASI")
    refused = step(officer, row, "PERBAIKAN")
    assert refused.status_code == 422
    assert "Pilih sedikitnya satu alasan." in refused.content.decode()
    prefix = "perbaikan-"
    data = {f"{prefix}reasons": "A1", f"{prefix}papers": "surat_hilang", f"{prefix}words": "Foto ulang."}
    assert step(officer, row, "PERBAIKAN", **data).status_code == 302
    resident = Client()
    session = resident.session
    session["services.passes"] = [str(row.uid)]
    session.save()
    page = resident.get(reverse("tracked", args=[row.uid])).content.decode()
    assert "Foto ulang." in page
    assert "Perbaiki sekarang" in page
    assert resident.post(reverse("draft_review", args=[row.uid])).headers["Location"] == reverse(
        "tracked", args=[row.uid]
    )
    row.refresh_from_db()
    assert row.state == flow.VERIFYING
    assert "Perbaikan masuk" in officer.get(reverse("desk_queue") + "?bagian=perbaikan").content.decode()


def test_what_was_seen_before_somebody_else_acted_is_not_done(officer):
    row = submitted(NOW)
    seen = row.revision
    step(officer, row, "VERIFIKASI")
    late = officer.post(reverse("desk_step", args=[row.uid, "PROSES"]), {"seen": seen})
    assert late.status_code == 409
    assert Event.objects.filter(state=flow.RECORDING).count() == 0


def test_numbers_and_papers_are_seen_with_a_trace(officer):
    row = submitted(NOW)
    reveal = reverse("desk_reveal", args=[row.uid])
    assert officer.post(reveal, {"key": "nik", "reason": " "}).status_code == 422
    assert officer.post(reveal, {"key": "nama", "reason": "x"}).status_code == 404
    assert "6271034412900001" in officer.post(reveal, {"key": "nik", "reason": "Merekam di SIAK."}).content.decode()
    file = officer.post(reverse("desk_file", args=[row.uid, row.attachments.get().uid]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert "attachment" in file.headers["Content-Disposition"]
    found = set(AuditEntry.objects.filter(subject=row.subject).values_list("action", flat=True))
    assert {"services.answer_reveal", "services.attachment_open"} <= found


def test_a_draft_is_not_seen_and_questions_stay_few(officer, django_assert_max_num_queries):
    draft = with_paper(NOW)
    assert officer.get(reverse("desk_request", args=[draft.uid])).status_code == 404
    rows = [submitted(NOW) for _each in range(4)]
    with django_assert_max_num_queries(12):
        assert officer.get(reverse("desk_queue")).status_code == 200
    with django_assert_max_num_queries(12):
        assert officer.get(reverse("desk_request", args=[rows[0].uid])).status_code == 200
