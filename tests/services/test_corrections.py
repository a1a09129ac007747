"""Putting data right after the sending: asked for by the holder, decided by the counter, told, and in the trail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.mail.models import OutboxMessage
from betang.services.actions.corrections import correction_ask
from betang.services.content import answers_of
from betang.services.models import DataCorrection, Request
from tests.access.people import user_with
from tests.services.sent import submitted, with_paper
from tests.services.test_residents import browser_with
from tests.services.test_steps import NOW

pytestmark = pytest.mark.django_db
DESK = "/loket/pembetulan/"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def held(freeze: Any) -> tuple[Request, Client, str]:
    """A request that was sent, the browser that holds it, and the page."""
    freeze(NOW)
    row = submitted(NOW)
    return row, browser_with(row), f"/permohonan/{row.uid}/betulkan/"


def decided(desk: Client, **data: str) -> Any:
    """Decide about the one wish as it stands."""
    wish = DataCorrection.objects.get()
    return desk.post(f"{DESK}{wish.uid}/putuskan/", {"seen": wish.asked_at.isoformat(), **data})


def officer() -> Client:
    """A browser of the counter."""
    client = Client()
    client.force_login(user_with(Role.OFFICER))
    return client


def test_a_wrong_answer_is_put_right_by_the_counter_and_its_applicant_told(held, freeze, django_assert_max_num_queries):
    row, client, page = held
    for text in ("627103441290000", "6271034412900002", "6271034412900003"):  # the second wish replaces the first
        assert client.post(f"{page}nik/", {"jawaban": text}).status_code == (422 if len(text) < 16 else 302)
    wish = DataCorrection.objects.get()
    assert (wish.value.reveal(), wish.due_at) == ("6271034412900003", NOW + timedelta(hours=72))
    shown = client.get(page).content.decode()
    assert ("Menunggu jawaban" in shown, "62710344" in shown, "Sari" in shown) == (True, False, False)
    desk = officer()
    with django_assert_max_num_queries(12):
        listed = desk.get(DESK).content.decode()
    assert (str(row.number) in listed, "62710344" in listed) == (True, False)
    opened = desk.post(f"{DESK}{wish.uid}/buka/").content.decode()
    assert ("6271034412900001" in opened, "6271034412900003" in opened) == (True, True)
    stale = {"putusan": "betulkan", "seen": wish.asked_at.isoformat()}
    freeze(LATER)
    assert client.post(f"{page}nik/", {"jawaban": "6271034412900004"}).status_code == 302
    assert desk.post(f"{DESK}{wish.uid}/putuskan/", stale).status_code == 409  # asked anew since it was opened
    assert decided(desk, putusan="betulkan").status_code == 302
    before, row = row.revision, Request.objects.get(pk=row.pk)
    assert (answers_of(row)["nik"], row.nik.reveal(), row.revision) == (
        "6271034412900004", "6271034412900004", before + 1,
    )  # fmt: skip
    assert decided(desk, putusan="tolak", words="Tidak").status_code == 409
    mail = OutboxMessage.objects.latest("pk").text.reveal()
    assert ("sudah kami betulkan" in mail, "6271" in mail) == (True, False)
    entries = AuditEntry.objects.filter(subject=row.subject, action__startswith="services.correction")
    assert [each.action.rpartition("_")[2] for each in entries.order_by("seq")] == [
        "ask",
        "ask",
        "open",
        "ask",
        "accept",
    ]


def test_a_refusal_needs_a_reason_which_the_applicant_reads(held):
    row, client, page = held
    client.post(f"{page}nama/", {"jawaban": "Sari Tumon Baru"})
    desk = officer()
    assert decided(desk, putusan="tolak").status_code == 422
    assert DataCorrection.objects.get().accepted is None
    assert decided(desk, putusan="tolak", words="KTP menyebut lain").status_code == 302
    assert "KTP menyebut lain" in client.get(page).content.decode()
    assert answers_of(Request.objects.get(pk=row.pk))["nama"] == "Sari Tumon"
    assert client.post(f"{page}nama/", {"jawaban": "Sari Tumon Baru"}).status_code == 302


def test_only_the_holder_asks_and_only_for_what_can_be_put_right(held):
    _row, client, page = held
    assert Client().get(page).status_code == 404
    assert Client().post(f"{page}nama/", {"jawaban": "Orang Lain"}).status_code == 404
    for key in ("sebab", "tidak_ada"):  # a choice decides which papers were asked for
        assert client.post(f"{page}{key}/", {"jawaban": "rusak"}).status_code == 404
    draft = with_paper(NOW)
    assert browser_with(draft).post(f"/permohonan/{draft.uid}/betulkan/nama/", {"jawaban": "A B"}).status_code == 404
    assert not DataCorrection.objects.exists()
    # What is recorded already is taken like anything else: a guess is not confirmed.
    same, other = (client.post(f"{page}nama/", {"jawaban": name}) for name in ("Sari Tumon", "Sari Lain"))
    assert (same.status_code, same.headers["Location"]) == (other.status_code, other.headers["Location"])


def test_who_asked_does_not_settle_it(held):
    row, _client, _page = held
    desk, user = Client(), user_with(Role.OFFICER)
    desk.force_login(user)
    correction_ask(actor=user, request=row, key="nama", text="Sari Baru", today=NOW.date(), now=NOW)
    assert decided(desk, putusan="betulkan").status_code == 403
    assert DataCorrection.objects.get().accepted is None
