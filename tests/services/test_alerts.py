"""Officers and heads are told of what runs out of time or was returned again: once, and never by name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.jobs import JobRun, job_start, run_now
from betang.kernel.mail.models import OutboxMessage
from betang.kernel.notices.models import Notice
from betang.people.models import Employee, ReportingLine, Unit
from betang.services import flow
from betang.services.actions import alerting
from betang.services.actions.alerting import deadlines_tell
from betang.services.actions.reversing import step_reverse
from betang.services.actions.steps import request_resubmit
from betang.services.actions.submitting import request_cancel
from betang.services.course import course
from betang.services.jobs_alerts import tell_deadlines
from betang.services.models import Request, RequestAlert
from betang.services.office import office_code
from betang.services.queries.deadlines import reached
from betang.services.reasons import REASONS
from tests.access.people import DATED, OWN_OFFICE, user_with
from tests.services.finished import ended
from tests.services.sent import submitted
from tests.services.test_steps import NOW, Counter, counter, minutes

__all__ = ["counter"]
pytestmark = pytest.mark.django_db
BAD: dict[str, Any] = {"reasons": ["A1"], "papers": ["surat_hilang"], "words": "Foto Sari Tumon buram."}


@pytest.fixture
def head(counter: Counter) -> int:
    """The account of the superior of the officers; each works in the first office."""
    user = user_with(Role.UNIT_HEAD)
    superior = Employee.objects.get(user=user)
    for viewer in (counter.officer, counter.other):
        ReportingLine.objects.create(employee=Employee.objects.get(user=viewer.actor), superior=superior, **DATED)
    return user.pk


def tell(now: datetime) -> list[tuple[int, str, str]]:
    """Do the job's work, and give what was told anew: to whom, what kind, the sentence."""
    before = set(Notice.objects.values_list("pk", flat=True))
    deadlines_tell(found=reached(now), now=now)
    rows = Notice.objects.exclude(pk__in=before).order_by("pk")
    return list(rows.values_list("user_id", "kind", "text"))


def test_officer_and_head_are_told_once_each_by_the_running_clock(counter: Counter, head: int) -> None:
    near, over = "services.deadline_near", "services.deadline_over"
    row = submitted(NOW)
    assert tell(minutes(89)) == []
    name = f"{row.number} (Kartu Keluarga hilang atau rusak)"
    alone = f"{name} sudah memakai 75 % waktunya dan belum dipegang siapa pun."
    Unit.objects.filter(code=OWN_OFFICE).update(code=office_code())
    assert tell(minutes(90)) == [(head, near, alone)], "75 % of 120 minutes; nobody holds it"
    assert Notice.objects.get().url == reverse("sharing")
    row = counter.step(row, flow.VERIFYING, at=95)
    assert tell(minutes(100)) == [], "told once, whoever takes it afterwards"
    row = counter.step(row, flow.RECORDING, at=120)
    row = counter.step(row, flow.OUTAGE, at=130, words="SIAK pusat putus.")
    assert tell(NOW + timedelta(days=3)) == [], "its clock stands"
    row = counter.step(row, flow.RECORDING, at=24 * 60 + 130)  # a whole working day later
    due = row.due_at or NOW
    assert tell(due - timedelta(minutes=113)) == []
    (told,) = tell(due - timedelta(minutes=112))
    assert told == (counter.officer.user_id, near, f"{name} sudah memakai 75 % waktunya.")
    row = counter.step(row, flow.VALIDATING, at=24 * 60 + 140)
    step_reverse(viewer=counter.officer, request=row, seen=row.revision, reason="Keliru.", now=minutes(24 * 60 + 141))
    assert tell(due - timedelta(minutes=60)) == [], "a step that was taken back tells nobody twice"
    assert tell(due) == [(head, over, f"{name} melewati batas waktunya dan belum selesai.")]
    assert tell(due + timedelta(days=9)) == []
    assert AuditEntry.objects.filter(action="services.deadline_tell", subject=row.subject).count() == 3
    with translation.override("en"):
        assert "past its limit" in Notice.objects.order_by("pk")[2].sentence
    assert "Sari" not in " ".join(Notice.objects.values_list("text", flat=True))


def test_it_is_safe_to_kill_reads_open_ones_only_and_asks_as_much_for_many(
    counter: Counter, head: int, monkeypatch: Any
) -> None:
    def run(now: datetime) -> int:
        with CaptureQueriesContext(connection) as asked:
            deadlines_tell(found=reached(now), now=now)
        return len(asked)

    submitted(NOW)
    with monkeypatch.context() as broken:
        broken.setattr(alerting, "record_many", lambda *_a, **_k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(minutes(100))
    assert (Notice.objects.count(), RequestAlert.objects.count()) == (0, 0)
    one = run(minutes(100))
    rows = [submitted(NOW) for _each in range(7)]
    for _each in range(20):
        ended(NOW)
    assert run(minutes(100)) == one
    assert [each.text for each in Notice.objects.order_by("pk")][1:] == ["7 permohonan mendekati batas waktunya."]
    seen = reached(minutes(130))
    counter.step(rows[0], flow.VERIFYING, at=130)
    assert deadlines_tell(found=seen, now=minutes(130)) == 7, "what changed meanwhile is left out"
    run_now(job_start(tell_deadlines, actor=None, now=NOW), clock=lambda: minutes(131))
    assert RequestAlert.objects.count() == 16
    late = submitted(NOW)
    over = f"{late.number} (Kartu Keluarga hilang atau rusak) melewati batas waktunya dan belum dipegang siapa pun."
    assert tell(minutes(131)) == [(head, "services.deadline_over", over)], "not that it is near as well"
    assert RequestAlert.objects.filter(request=late).count() == 2
    assert JobRun.objects.get(name="services.deadlines_tell").status == "done"


def test_a_second_return_goes_to_the_head_and_is_marked_in_the_queue(counter: Counter, head: int) -> None:
    row = submitted(NOW)
    for at in (10, 40):
        row = counter.step(row, flow.VERIFYING, at=at) if row.state == flow.SUBMITTED else row
        row = counter.step(row, flow.CORRECTING, at=at + 5, **BAD)
        assert Notice.objects.count() == (at == 40)
        row = request_resubmit(actor=None, request=row, now=minutes(at + 20))
    told = Notice.objects.get()
    sentence = f"{row.number} (Kartu Keluarga hilang atau rusak) sudah dikembalikan 2 kali kepada pemohon."
    assert (told.user_id, told.kind, told.text) == (head, "services.returned_again", sentence)
    client = Client()
    client.force_login(User.objects.get(pk=head))
    assert told.url == reverse("service_board"), "whoever leads no part of the office may not see its sections"
    assert client.get(told.url).status_code == 200
    client.force_login(counter.officer.actor)
    page = client.get(reverse("desk_queue") + "?bagian=berulang").content.decode()
    assert str(row.number) in page
    assert page.count("dikembalikan berulang") == 1
    shown = client.get(reverse("desk_request", args=[row.uid])).content.decode()
    assert "Kepala bagian sudah dikabari." in shown
    row = counter.step(row, flow.CORRECTING, at=70, **BAD)
    step_reverse(viewer=counter.officer, request=row, seen=row.revision, reason="Keliru.", now=minutes(71))
    assert Notice.objects.count() == 1
    assert Request.objects.get(pk=row.pk).returns == 2


def test_the_resident_hears_the_reason_and_the_date_with_every_change(counter: Counter) -> None:
    def said() -> str:
        return OutboxMessage.objects.order_by("-pk")[0].text.reveal().split("\n")[0]

    row = counter.step(submitted(NOW), flow.VERIFYING, at=10)
    row = counter.step(row, flow.CORRECTING, at=20, **BAD)
    begin = f"Permohonan {row.number}"
    assert said() == f"{begin} perlu diperbaiki paling lambat 8 Desember 2026 23.59. Alasan: {REASONS['A1'].id}."
    row = request_resubmit(actor=None, request=row, now=minutes(60))
    assert (
        said()
        == f"Perbaikan permohonan {row.number} kami terima. Berkas diperiksa paling lambat 24 November 2026 12.00."
    )
    row = counter.step(row, flow.RECORDING, at=70)
    assert said() == f"Berkas permohonan {row.number} lengkap. Selesai paling lambat 25 November 2026 10.10."
    row = counter.step(row, flow.OUTAGE, at=80, words="Putus.")
    assert "Perkiraan selesai 25 November 2026 10.10, ditambah lamanya gangguan." in said()
    assert course(row, "id", minutes(140)).lead.endswith("selesai paling lambat Rabu 25 November 2026, 11.10.")
    row = counter.step(row, flow.RECORDING, at=140)
    assert said().endswith(f"permohonan {row.number} dilanjutkan. Selesai paling lambat 25 November 2026 11.10.")
    row = counter.step(row, flow.VALIDATING, at=150)
    sent = OutboxMessage.objects.count()
    row = counter.step(row, flow.RECORDING, at=160, by=counter.verifier, words="Ejaan nama.")
    assert said() == f"{begin} dikerjakan lagi sesudah pemeriksaan kedua. Selesai paling lambat 25 November 2026 11.10."
    step_reverse(viewer=counter.verifier, request=row, seen=row.revision, reason="Keliru.", now=minutes(161))
    assert "Batasnya sekarang 25 November 2026 11.10. Alasannya ada pada halaman permohonan." in said()
    assert OutboxMessage.objects.count() == sent + 2
    gone = request_cancel(actor=None, request=submitted(NOW), now=minutes(5))
    assert said() == f"Permohonan {gone.number} dibatalkan atas permintaan Anda."
