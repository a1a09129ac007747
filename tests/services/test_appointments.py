"""Appointments of who has to attend: offered, chosen, booked, moved, cancelled, received; never one too many."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict
from betang.kernel.mail.models import OutboxMessage
from betang.services import flow
from betang.services.actions import appointments as actions
from betang.services.actions.drafts import draft_begin
from betang.services.actions.submitting import request_cancel, request_submit
from betang.services.content import WRITTEN, answers_put
from betang.services.models import Appointment, AppointmentState, Channel, Request, SlotPlaces
from betang.services.office import office_code
from betang.services.queries.appointments import ahead
from betang.services.queries.own_data import stored_of
from betang.services.reading import packaged
from tests.access.people import DATED, employee, user_with
from tests.at_once import at_once, own_connection
from tests.services.test_steps import NOW

__all__ = ["own_connection"]
pytestmark = pytest.mark.django_db
ANSWERS = {
    "pelapor": "sendiri", "nama": "Sari Tumon", "nik": "6271034412900001", "no_kk": "6271030101200002",
    "kelurahan": "menteng", "kabar": "surel", "surel": "sari@contoh.example", "rekam": "ya", "gawai": "ya",
    "surel_ikd": "sari@contoh.example", "ponsel_ikd": "084011112222",
}  # fmt: skip
TEN = datetime.fromisoformat("2026-11-24T10:30:00+07:00")  # NOW is 09.00 of that Tuesday
EIGHT = datetime.fromisoformat("2026-11-24T08:00:00+07:00")
TOMORROW = datetime.fromisoformat("2026-11-25T08:00:00+07:00")


def complete(channel: Channel = Channel.ONLINE) -> Request:
    """A draft of a service to which one has to come, that only lacks to be sent."""
    service = packaged()["ikd"]
    row = draft_begin(user=None, definition=service, channel=channel, now=NOW).request
    answers_put(row, service.applying({each.key: ANSWERS.get(each.key, "") for each in service.questions}))
    row.save(update_fields=WRITTEN)
    return row


def sent() -> Request:
    """Such a request, sent without an hour."""
    return request_submit(actor=None, request=complete(), now=NOW).request


def holder(*uids: UUID) -> Client:
    """A browser that holds some requests."""
    client = Client()
    session = client.session
    session["services.passes"] = [str(uid) for uid in uids]
    session.save()
    return client


@pytest.fixture
def two(freeze: Any) -> SlotPlaces:
    """Two places in each slot, on a Tuesday at nine."""
    freeze(NOW)
    return SlotPlaces.objects.create(places=2, **DATED)


def test_an_hour_is_chosen_with_the_draft_and_booked_with_its_sending(two, django_assert_max_num_queries):
    row = complete()
    browser, page = holder(row.uid), reverse("draft_slot", args=[row.uid])
    with django_assert_max_num_queries(12):
        shown = browser.get(page).content.decode()
    assert "10.30" in shown
    assert "09.30" not in shown  # less than an hour ahead
    assert "12.00" not in shown  # the break
    assert "Sab 28" not in shown
    beyond = ("9999-12-31T23:00:00+00:00", "0001-01-01T00:00:00+14:00")
    for wrong in ("", "x", "2026-11-24T10:30:00", "2026-11-24T10:40:00+07:00", "2026-11-28T10:30:00+07:00", *beyond):
        assert browser.post(page, {"jam": wrong}).status_code == 422
    assert Appointment.objects.count() == 0
    assert browser.post(page, {"jam": TEN.isoformat()}).headers["Location"] == reverse("draft_review", args=[row.uid])
    assert Appointment.objects.get().state == AppointmentState.CHOSEN
    assert "10.30" in browser.get(reverse("draft_review", args=[row.uid])).content.decode()
    receipt = browser.post(reverse("draft_review", args=[row.uid]), follow=True).content.decode()
    assert "Selasa 24 November 2026, 10.30" in receipt
    assert "10.30" in OutboxMessage.objects.get().text.reveal()
    assert "10.30" in browser.get(reverse("tracked", args=[row.uid])).content.decode()
    assert Appointment.objects.get().state == AppointmentState.BOOKED


def test_a_draft_whose_hour_was_taken_meanwhile_is_not_sent_until_its_applicant_was_told(two):
    rows = [complete() for _each in range(3)]
    for row in rows:
        actions.appointment_choose(request=row, begins_at=TEN, now=NOW)
    browser = holder(*(row.uid for row in rows))
    *_first, last = [browser.post(reverse("draft_review", args=[row.uid]), follow=True) for row in rows]
    assert "tidak dapat dipesan lagi" in last.content.decode()
    rows[2].refresh_from_db()
    assert (rows[2].state, rows[2].number, OutboxMessage.objects.count()) == (flow.DRAFT, None, 2)
    again = browser.post(reverse("draft_review", args=[rows[2].uid]))
    assert again.headers["Location"] == reverse("receipt", args=[rows[2].uid]), "the next press sends without an hour"
    assert list(Appointment.objects.values_list("begins_at", "state")) == [(TEN, AppointmentState.BOOKED)] * 2


def test_it_is_booked_moved_and_cancelled_from_the_tracking_page_until_it_begins(two, time_machine):
    row = sent()
    browser = holder(row.uid)
    assert "Pilih hari dan jamnya" in OutboxMessage.objects.get().text.reveal()
    page, followed = reverse("tracked_slot", args=[row.uid]), reverse("tracked", args=[row.uid])
    assert Client().get(page).status_code == 404
    assert "Pilih hari dan jam" in browser.get(followed).content.decode()
    assert browser.post(page, {"jam": TEN.isoformat()}).headers["Location"] == followed
    assert browser.post(page, {"jam": TOMORROW.isoformat()}).status_code == 302
    states = dict(Appointment.objects.values_list("begins_at", "state"))
    assert states == {TEN: AppointmentState.CANCELLED, TOMORROW: AppointmentState.BOOKED}
    assert browser.post(reverse("tracked_slot_cancel", args=[row.uid])).status_code == 302
    assert browser.post(reverse("tracked_slot_cancel", args=[row.uid])).status_code == 409
    actions.appointment_book(actor=None, request=row, begins_at=TEN, now=NOW)
    time_machine.move_to(TEN + timedelta(minutes=1), tick=False)
    assert browser.post(reverse("tracked_slot_cancel", args=[row.uid])).status_code == 409
    assert browser.get(page).status_code == 404  # it has begun: come
    with pytest.raises(Conflict, match="sudah mulai"):
        actions.appointment_book(actor=None, request=row, begins_at=TOMORROW, now=timezone.now())
    words = [entry.action for entry in AuditEntry.objects.filter(subject=row.subject)]
    assert words.count("services.appointment_book") == 3
    assert words.count("services.appointment_cancel") == 1
    Request.objects.filter(pk=row.pk).update(user=(owner := user_with(Role.RESIDENT)))
    hours = [field.value for field in stored_of(owner, "id")[0].fields if field.label == "Hari dan jam datang"]
    assert "24 November 2026, 10.30 (ditunggu)" in hours
    actions.appointment_book(actor=None, request=(gone := sent()), begins_at=TOMORROW, now=timezone.now())
    request_cancel(actor=None, request=gone, now=timezone.now())
    assert not Appointment.objects.filter(request=gone, state=AppointmentState.BOOKED).exists()


def test_who_comes_is_taken_to_hand_and_who_does_not_can_book_again(two, time_machine, django_assert_max_num_queries):
    came, missed = sent(), sent()
    for row in (came, missed):
        actions.appointment_book(actor=None, request=row, begins_at=TEN, now=NOW)
    user = user_with(Role.OFFICER)
    officer = Client()
    officer.force_login(user)
    first, second = Appointment.objects.order_by("seat")
    absent = reverse("desk_slot_mark", args=[second.pk, "absen"])
    assert officer.post(absent).status_code == 409  # not begun
    time_machine.move_to(TEN + timedelta(minutes=5), tick=False)
    with django_assert_max_num_queries(12):
        shown = officer.get(reverse("desk_slots")).content.decode()
    assert str(came.number) in shown
    assert "Ditunggu 2" in shown
    assert (
        officer.post(reverse("desk_slot_mark", args=[first.pk, "hadir"]))
        .headers["Location"]
        .startswith(reverse("desk_request", args=[came.uid]))
    )
    assert officer.post(absent).status_code == 302
    assert officer.post(reverse("desk_slot_mark", args=[first.pk, "lain"])).status_code == 404
    assert "?hari=2026-11-24" in officer.post(absent).headers["Location"]  # twice is once
    came.refresh_from_db()
    assert (came.state, came.officer and came.officer.user) == (flow.VERIFYING, user)
    assert AuditEntry.objects.filter(action="services.appointment_mark").count() == 2
    browser = holder(missed.uid, came.uid)
    assert browser.get(reverse("tracked_slot", args=[came.uid])).status_code == 404
    assert browser.post(reverse("tracked_slot", args=[missed.uid]), {"jam": TOMORROW.isoformat()}).status_code == 302
    assert officer.post(reverse("desk_slot_mark", args=[second.pk, "hadir"])).status_code == 409  # booked anew
    assert officer.get(reverse("desk_slots") + "?hari=kemarin").status_code == 404


def test_the_head_decides_how_many_places_there_are(freeze, django_assert_max_num_queries):
    freeze(NOW)
    user = user_with(Role.RESIDENT)
    employee(office=office_code(), head=True, user=user)
    client = Client()
    client.force_login(user)
    page = reverse("slot_places")
    assert "Belum ada tempat yang dibuka" in client.get(page).content.decode()
    assert ahead(NOW) == []
    day = {"from_date": "2026-11-24", "to_date": "", "reason": "Empat meja."}
    for wrong in ({"places": "51"}, {"from_date": "2026-11-23"}, {"to_date": "2026-11-23"}, {"reason": " "}):
        assert client.post(page, {"places": "4", **day, **wrong}).status_code == 422
    assert SlotPlaces.objects.count() == 0
    assert client.post(page, {"places": "4", **day}).status_code == 302
    closed = {"from_date": "2026-11-25", "to_date": "2026-11-25", "reason": "Rapat."}
    assert client.post(page, {"places": "0", **closed}).status_code == 302
    assert {each.day.day: each.hours[0].places for each in ahead(NOW)}.get(26) == 4
    assert 25 not in {each.day.day for each in ahead(NOW)}
    row = SlotPlaces.objects.get(places=0)
    void = reverse("slot_places_void", args=[row.pk])
    assert client.post(void, {"reason": ""}).status_code == 422
    assert client.post(void, {"reason": "Rapat batal."}).status_code == 302
    assert 25 in {each.day.day for each in ahead(NOW)}
    with django_assert_max_num_queries(12):
        assert "Rapat batal." in client.get(page).content.decode()
    assert AuditEntry.objects.filter(action__startswith="services.places_").count() == 3
    draft = complete()
    Appointment.objects.create(request=draft, begins_at=EIGHT, seat=0, state=AppointmentState.BOOKED, made_at=NOW)
    (today,) = [each for each in client.get(page).context["days"] if each.day == TEN.date()]
    assert (today.taken, today.hours[0].begins_at) == (1, EIGHT), "as on the list of who is expected"
    assert EIGHT not in [each.begins_at for each in ahead(NOW)[0].hours]


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_only_as_many_book_as_there_are_places(two, own_connection):
    rows, full = [sent() for _each in range(5)], []

    def book(row: Request) -> None:
        try:
            actions.appointment_book(actor=None, request=row, begins_at=TEN, now=NOW)
        except actions.SlotGone:
            full.append(row)

    at_once([partial(book, row) for row in rows], own_connection)
    booked = Appointment.objects.filter(begins_at=TEN, state=AppointmentState.BOOKED)
    assert ({*booked.values_list("seat", flat=True)}, booked.count(), len(full)) == ({0, 1}, 2, 3)
