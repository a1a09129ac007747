"""The steps of a request from the counter to the delivery: who may, four eyes, reasons, clocks, facts, races."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.mail.models import OutboxMessage
from betang.ledger.models import Fact
from betang.people.viewer import load
from betang.services import flow
from betang.services.actions.drafts import attachment_add
from betang.services.actions.results import result_attach
from betang.services.actions.steps import Said, request_resubmit, request_step, requests_lapse
from betang.services.actions.submitting import request_cancel
from betang.services.course import course
from betang.services.models import Event, Request
from tests.access.people import user_with
from tests.services.sent import submitted
from tests.services.test_screening import document

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # Tuesday, 09.00 WIB


def minutes(count: int) -> datetime:
    """So many minutes after 09.00."""
    return NOW + timedelta(minutes=count)


class Counter:
    """Two officers and two verifiers at work."""

    def __init__(self) -> None:
        self.officer, self.other = (self.viewer(Role.OFFICER) for _each in range(2))
        self.verifier = self.viewer(Role.VERIFIER)

    def viewer(self, role: Role) -> Viewer:
        """Somebody with a role."""
        return load(user_with(role), NOW.date())

    def step(self, row: Request, to: str, *, by: Viewer | None = None, at: int = 0, **said: Any) -> Request:
        """Take a step as it stands now."""
        seen = Request.objects.get(pk=row.pk).revision
        return request_step(
            viewer=by or self.officer, request=row, to=to, seen=seen, said=Said(**said), now=minutes(at)
        )

    def recorded(self, row: Request) -> Request:
        """Take a request to its validation."""
        for at, to in ((10, flow.VERIFYING), (30, flow.RECORDING), (60, flow.VALIDATING)):
            row = self.step(row, to, at=at)
        return row


@pytest.fixture
def counter(freeze: Any) -> Counter:
    """The counter on a Tuesday morning."""
    freeze(NOW)
    return Counter()


def test_from_the_counter_to_the_delivery_with_facts_clocks_and_trail(counter):
    row = counter.recorded(submitted(NOW))
    row = counter.step(row, flow.SIGNING, by=counter.verifier, at=75)
    with pytest.raises(Invalid, match="PDF dari SIAK"):
        counter.step(row, flow.ISSUED, by=counter.verifier, at=80)
    result_attach(viewer=counter.officer, request=row, content=document(), now=minutes(79))
    row = counter.step(row, flow.ISSUED, by=counter.verifier, at=80)
    row = counter.step(row, flow.SENT, at=85)
    assert [event.state for event in row.events.all()] == [
        flow.SUBMITTED, flow.VERIFYING, flow.RECORDING, flow.VALIDATING, flow.SIGNING, flow.ISSUED, flow.SENT,
    ]  # fmt: skip
    facts = [
        (fact.data["langkah"], fact.data["menit_kerja"], fact.data["tepat_waktu"])
        for fact in Fact.objects.order_by("id")
    ]
    assert facts == [
        ("verifikasi", 20, "ya"), ("perekaman", 30, "ya"), ("validasi", 15, "ya"), ("penyerahan", 5, "ya"),
    ]  # fmt: skip
    assert Fact.objects.order_by("id")[0].data["benar_pertama"] == "ya"
    clocks = course(row, "id", minutes(300)).clocks
    assert clocks is not None
    assert (clocks.verification_minutes, clocks.net_minutes, clocks.gross_minutes) == (30, 50, 80)
    assert (clocks.issued, clocks.on_time) == (True, True)
    assert AuditEntry.objects.filter(action="services.request_step", subject=row.subject).count() == 6
    assert OutboxMessage.objects.count() == 3  # received, accepted, sent


def test_who_recorded_it_does_not_validate_it(counter):
    both = user_with(Role.OFFICER)
    from betang.people.models import Grant
    from tests.access.people import DATED

    Grant.objects.create(user=both, role=Role.VERIFIER, **DATED)
    counter.officer = load(both, NOW.date())
    row = counter.recorded(submitted(NOW))
    with pytest.raises(Forbidden, match="petugas kedua"):
        counter.step(row, flow.SIGNING, at=70)
    assert counter.step(row, flow.SIGNING, by=counter.verifier, at=70).state == flow.SIGNING


def test_the_wrong_person_and_the_wrong_order_are_refused_and_write_nothing(counter):
    row = counter.step(submitted(NOW), flow.VERIFYING)
    before = Event.objects.count()
    for by, to, said in [
        (counter.verifier, flow.RECORDING, "bukan untuk peran"),
        (counter.other, flow.RECORDING, "petugas lain"),
        (counter.officer, flow.SIGNING, "bukan untuk peran"),
        (counter.viewer(Role.BKPSDM), flow.RECORDING, "bukan untuk peran"),
    ]:
        with pytest.raises(Forbidden, match=said):
            counter.step(row, to, by=by)
    assert Event.objects.count() == before


def test_sent_back_put_right_and_the_clock_stood_still(counter):
    row = counter.step(submitted(NOW), flow.VERIFYING, at=10)
    with pytest.raises(Invalid, match="satu alasan"):
        counter.step(row, flow.CORRECTING, words="Foto ulang.")
    with pytest.raises(Invalid, match="dokumen"):
        counter.step(row, flow.CORRECTING, reasons=["A1"], words="Foto ulang.")
    with pytest.raises(Invalid, match="penjelasan"):
        counter.step(row, flow.CORRECTING, reasons=["A1"], papers=["surat_hilang"])
    row = counter.step(row, flow.CORRECTING, at=20, reasons=["A1"], papers=["surat_hilang"], words="Foto ulang, buram.")
    assert (row.returns, row.due_at) == (1, None)
    assert row.lapses_at is not None
    shown = course(row, "id", minutes(30))
    assert shown.papers == ["Surat keterangan kehilangan dari kepolisian"]
    assert "Foto ulang, buram." in shown.words
    attachment_add(actor=None, request=row, paper="surat_hilang", content=document(), name="x.pdf", now=minutes(120))
    row = request_resubmit(actor=None, request=row, now=minutes(120))
    assert (row.state, row.officer_id) == (flow.VERIFYING, counter.officer.employee_id)
    row = counter.step(row, flow.RECORDING, at=130)
    clocks = course(row, "id", minutes(130)).clocks
    assert clocks is not None
    assert clocks.verification_minutes == 30
    last = Fact.objects.order_by("-id")[0].data
    assert (last["dikembalikan"], last["benar_pertama"]) == (True, "tidak")
    with pytest.raises(Conflict):
        request_resubmit(actor=None, request=row, now=minutes(140))


def test_what_is_not_put_right_lapses_once(counter):
    row = counter.step(submitted(NOW), flow.VERIFYING)
    counter.step(row, flow.CORRECTING, reasons=["A6"], words="Lampirkan bukti tinggal.")
    assert requests_lapse(now=NOW + timedelta(days=14)) == 0
    assert requests_lapse(now=NOW + timedelta(days=15)) == 1
    assert requests_lapse(now=NOW + timedelta(days=15)) == 0
    row.refresh_from_db()
    assert row.state == flow.LAPSED
    assert row.closed_at is not None


def test_an_outage_stops_the_clock_and_moves_the_limit(counter):
    row = counter.step(submitted(NOW), flow.VERIFYING, at=10)
    row = counter.step(row, flow.RECORDING, at=20)
    due = row.due_at
    row = counter.step(row, flow.OUTAGE, at=30, words="SIAK pusat tidak menjawab.")
    assert row.due_at is None
    row = counter.step(row, flow.RECORDING, at=90)
    assert due is not None
    assert row.due_at == due + timedelta(minutes=60)
    clocks = course(counter.step(row, flow.VALIDATING, at=100), "id", minutes(100)).clocks
    assert clocks is not None
    assert clocks.net_minutes == 20
    # One fact of the recording, of both stretches; noting the outage finished nothing.
    (fact,) = [each.data for each in Fact.objects.all() if each.data["langkah"] == "perekaman"]
    assert (fact["menit_kerja"], fact["tepat_waktu"], fact["gangguan"]) == (20, "ya", True)


def test_what_changed_meanwhile_is_told_and_nothing_is_done_twice(counter):
    row = submitted(NOW)
    counter.step(row, flow.VERIFYING)
    with pytest.raises(Conflict, match="berubah"):
        request_step(viewer=counter.other, request=row, to=flow.VERIFYING, seen=1, now=NOW)
    with pytest.raises(Conflict, match="dibatalkan"):
        request_cancel(actor=None, request=row, now=NOW)
    assert Event.objects.filter(state=flow.VERIFYING).count() == 1


def test_a_rejection_needs_its_reason_and_ends_it(counter):
    row = counter.step(submitted(NOW), flow.VERIFYING)
    row = counter.step(row, flow.REJECTED, reasons=["A6"], words="Anda tercatat di kota lain.")
    assert row.closed_at == NOW
    assert "Anda tercatat di kota lain." in course(row, "id", NOW).words
    assert course(row, "en", NOW).reasons == ["Not a resident of Kota Palangka Raya"]
