"""Calling a step back within ten seconds, and taking it back later with a reason: nothing is lost, nothing twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from betang.kernel.audit.models import AuditEntry
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.jobs import JobRun, run_now
from betang.kernel.mail.models import OutboxMessage
from betang.ledger.models import Fact
from betang.services import flow
from betang.services.actions import holding, steps
from betang.services.actions.handing import Handed
from betang.services.actions.results import result_attach
from betang.services.actions.reversing import step_reverse
from betang.services.actions.submitting import request_cancel
from betang.services.course import course
from betang.services.models import Collection, Delivery, Event, HeldStep, Request
from betang.services.queries import board, board_flow, board_summary, deliveries
from tests.services.sent import submitted
from tests.services.test_delivery import signing
from tests.services.test_screening import document
from tests.services.test_steps import NOW, Counter, counter, minutes

__all__ = ["counter"]
pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def desk(counter: Counter, settings: Any) -> tuple[Client, Client]:
    """The browsers of two officers, with the hold of a city."""
    settings.BETANG_HOLD_SECONDS = 10
    found = (Client(), Client())
    for client, viewer in zip(found, (counter.officer, counter.other), strict=True):
        client.force_login(viewer.actor)
    return found


def press(client: Client, row: Request, to: str) -> int:
    """Press a step's button, and return the status."""
    seen = Request.objects.get(pk=row.pk).revision
    return client.post(reverse("desk_step", args=[row.uid, to]), {"seen": seen}).status_code


def look(client: Client, row: Request) -> str:
    """Open a request at the counter."""
    return client.get(reverse("desk_request", args=[row.uid])).content.decode()


def actions() -> set[str]:
    """What the trail knows of steps."""
    return set(AuditEntry.objects.filter(action__startswith="services.step").values_list("action", flat=True))


def test_a_step_waits_ten_seconds_is_seen_by_others_and_is_taken_once_as_of_when_it_was_pressed(
    desk, freeze, django_assert_max_num_queries
):
    own, other = desk
    row = submitted(NOW)
    assert press(own, row, "VERIFIKASI") == 302
    assert press(own, row, "VERIFIKASI") == 409
    assert press(other, row, "VERIFIKASI") == 409
    assert "Dicatat dalam 10 detik." in look(own, row)
    with django_assert_max_num_queries(12):
        page = look(other, row)
    assert "Petugas lain sedang mencatat langkah ini." in page
    assert "sedang dicatat" in page
    assert "Ambil dan periksa</button>" not in page
    assert row.events.count() == 1
    run = JobRun.objects.get(name="services.held_step_take")
    ticket = DBTaskResult.objects.get(args_kwargs__kwargs__run=str(run.pk))
    assert ticket.run_after == NOW + 10 * SECOND  # no worker takes it before
    freeze(NOW + 10 * SECOND)
    assert "Lengkap, kerjakan di SIAK" in look(own, row)
    run_now(run)
    assert holding.held_steps_take(now=NOW + 11 * SECOND) == 0
    taken = row.events.get(state=flow.VERIFYING)
    assert taken.at == NOW
    assert HeldStep.objects.count() == 0
    assert AuditEntry.objects.filter(action="services.request_step").count() == 1


def test_the_job_takes_it_where_nobody_looks_and_what_goes_along_arrives_whole(desk, freeze):
    own, _other = desk
    row = submitted(NOW)
    press(own, row, "VERIFIKASI")
    freeze(NOW + 10 * SECOND)
    run_now(JobRun.objects.get(name="services.held_step_take"))
    row.refresh_from_db()
    assert row.state == flow.VERIFYING
    target, prefix = reverse("desk_step", args=[row.uid, "PERBAIKAN"]), "perbaikan-"
    assert own.post(target, {"seen": row.revision}).status_code == 422
    data = {f"{prefix}reasons": "A1", f"{prefix}papers": "surat_hilang", f"{prefix}words": "Foto ulang."}
    assert own.post(target, {"seen": row.revision, **data}).status_code == 302
    assert OutboxMessage.objects.count() == 1  # nobody is told yet
    freeze(NOW + 20 * SECOND)
    own.get(reverse("desk_queue"))
    event = row.events.get(state=flow.CORRECTING)
    assert (event.reasons, event.papers, event.words.reveal()) == (["A1"], ["surat_hilang"], "Foto ulang.")
    assert OutboxMessage.objects.count() == 2


def test_it_is_called_back_by_its_own_officer_in_time_only(desk, freeze):
    own, other = desk
    row = submitted(NOW)
    press(own, row, "VERIFIKASI")
    back = reverse("desk_unhold", args=[row.uid])
    assert other.post(back).status_code == 409
    assert own.post(back).status_code == 302
    assert own.post(back).status_code == 409
    assert (HeldStep.objects.count(), row.events.count(), actions()) == (0, 1, {"services.step_cancel"})
    press(own, row, "VERIFIKASI")
    freeze(NOW + 10 * SECOND)
    assert own.post(back).status_code == 409
    look(own, row)
    assert row.events.filter(state=flow.VERIFYING).count() == 1


def test_what_became_impossible_meanwhile_is_dropped_and_a_crash_leaves_it_waiting(desk, freeze, monkeypatch):
    own, _other = desk
    row, crashed = submitted(NOW), submitted(NOW)
    press(own, row, "VERIFIKASI")
    request_cancel(actor=None, request=row, now=NOW + SECOND)
    assert holding.held_steps_take(now=NOW + 10 * SECOND) == 1
    row.refresh_from_db()
    assert (row.state, actions()) == (flow.CANCELLED, {"services.step_drop"})
    press(own, crashed, "VERIFIKASI")
    before = Event.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(steps, "record", lambda **_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            holding.held_steps_take(now=NOW + 10 * SECOND)
    assert (Event.objects.count(), HeldStep.objects.count()) == (before, 1)
    assert holding.held_steps_take(now=NOW + 10 * SECOND) == 1


def test_ones_own_last_step_is_taken_back_with_a_reason_and_its_fact_counts_once(counter):
    row = counter.step(submitted(NOW), flow.VERIFYING, at=10)
    due = row.due_at
    row = counter.step(row, flow.RECORDING, at=20)
    client, other = Client(), Client()
    client.force_login(counter.officer.actor)
    other.force_login(counter.other.actor)
    target, seen = reverse("desk_reverse", args=[row.uid]), {"seen": row.revision}
    assert "Tarik kembali langkah terakhir Anda" in look(client, row)
    assert "Tarik kembali langkah terakhir Anda" not in look(other, row)
    assert other.post(target, {**seen, "reason": "Bukan milik saya."}).status_code == 409
    assert client.post(target, {**seen, "reason": " "}).status_code == 422
    assert Event.objects.filter(reverses__isnull=False).count() == 0
    assert client.post(target, {**seen, "reason": "Salah menekan."}).status_code == 302
    assert client.post(target, {**seen, "reason": "Salah menekan."}).status_code == 409
    row.refresh_from_db()
    assert (row.state, row.due_at, row.accepted_at, row.operator) == (flow.VERIFYING, due, None, None)
    assert row.officer_id == counter.officer.employee_id
    assert [fact.data.get("ditarik") for fact in Fact.objects.order_by("revision")] == [None, True]
    told = course(row, "id", minutes(25)).events[-1]
    assert told.text == "Langkah sebelumnya ditarik kembali. “Salah menekan.”"
    assert "menarik kembali" in OutboxMessage.objects.order_by("-pk")[0].text.reveal()
    assert actions() == {"services.step_reverse"}
    row = counter.step(row, flow.RECORDING, at=40)
    kept = list(Fact.objects.order_by("revision"))
    assert len({fact.record for fact in kept}) == 1
    assert (kept[-1].data["menit_kerja"], kept[-1].data.get("ditarik")) == (30, None)
    clocks = course(row, "id", minutes(60)).clocks
    assert clocks is not None
    assert (clocks.verification_minutes, clocks.net_minutes) == (40, 20)


def test_a_link_and_a_hand_over_are_voided_with_their_step(counter):
    row = signing(counter, submitted(NOW))
    result_attach(viewer=counter.officer, request=row, content=document(), now=minutes(75))
    row = counter.step(counter.step(row, flow.ISSUED, at=80), flow.SENT, at=85)
    row = step_reverse(
        viewer=counter.officer, request=row, seen=row.revision, reason="Salah berkas.", now=minutes(86)
    )  # fmt: skip
    assert (row.state, Delivery.objects.filter(voided_at=None).count()) == (flow.ISSUED, 0)
    assert row.issued_at == minutes(80)
    assert board.issued(NOW.date(), minutes(86)) == {row.service: 1}  # neither the step nor its reversal counts
    drawn = board_flow.flow_compute(row.service, 14, minutes(86)).nodes
    assert {node.name: node.n for node in drawn}[flow.ISSUED] == 1
    assert flow.SENT not in {node.name for node in drawn}
    read = board_summary.course(minutes(86), calendar_now())
    assert read is not None
    assert len(read.log) == sum(node.n for node in drawn)
    assert counter.step(row, flow.SENT, at=90).state == flow.SENT
    assert Delivery.objects.filter(voided_at=None).count() == 1
    Request.objects.filter(pk=row.pk).update(state=flow.READY)
    row = counter.step(row, flow.DONE, at=95, handed=Handed(proof="ktp", by="sendiri"))
    row = step_reverse(
        viewer=counter.officer, request=row, seen=row.revision, reason="Orang lain.", now=minutes(96)
    )  # fmt: skip
    assert (row.state, row.closed_at, Collection.objects.filter(voided_at=None).count()) == (flow.READY, None, 0)
    assert list(deliveries.ready(counter.officer)) == [row]
    assert not deliveries.ready_since_morning(counter.officer, minutes(96)).exists()  # it did not become ready today
