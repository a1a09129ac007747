"""Objections: in time, both sides heard, decided for good by the rater's superior; both results stay."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.performance.actions.answering import evaluation_answer, evaluation_receive
from betang.performance.actions.objections import (
    objection_assign,
    objection_decide,
    objection_file,
    objection_hear,
)
from betang.performance.actions.sending import evaluation_send
from betang.performance.models import Decision, Evaluation, EvaluationState, Objection, ObjectionState
from betang.performance.queries.objections import clock_of, silent
from tests.at_once import at_once
from tests.people import build as people
from tests.people.build import NOW
from tests.performance import build

pytestmark = pytest.mark.django_db
DECIDED = {"result": "DI_ATAS", "behaviour": "DI_ATAS", "reasoning": "Bukti menunjukkan hasil di atas target."}


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def received(city, users):
    """An evaluation of the clerk by the chief, sent and received."""
    year = build.plans(city, agreed=True)
    third = build.period(year.cycle, 3)
    build.achievement(city.division, third, by=users.head)
    sent = build.sent(year.clerk, third, by=users.chief)
    return evaluation_receive(actor=users.clerk, evaluation=sent, now=NOW)


def filed(users, received, *, now=NOW):
    return objection_file(actor=users.clerk, evaluation=received, reasons="Dua hasil tidak dihitung.", now=now)


def heard(users, objection):
    objection_hear(actor=users.clerk, objection=objection, side="employee", text="Berkasnya ada.", now=NOW)
    return objection_hear(actor=users.chief, objection=objection, side="rater", text="Belum saya lihat.", now=NOW)


def test_the_later_of_both_counts_is_the_last_day(users, received):
    clock = clock_of(received)
    assert clock is not None
    # 14 days from 24 November 2026 by the calendar; the 14th working day comes later and counts.
    assert clock.calendar == date(2026, 12, 8)
    assert clock.working > clock.calendar
    assert clock.last == clock.working
    assert not silent(received, clock.last)
    assert silent(received, clock.last + timedelta(days=1))
    late = NOW + timedelta(days=(clock.last - NOW.date()).days + 1)
    with pytest.raises(Conflict, match="sudah lewat"):
        filed(users, received, now=late)
    filed(users, received, now=late - timedelta(days=1))


def test_the_rater_s_superior_hears_both_and_changes_the_result_for_good(city, users, received):
    objection = filed(users, received)
    assert objection.judge == city.head
    with pytest.raises(Conflict, match="Kedua pihak"):
        objection_decide(actor=users.head, objection=objection, now=NOW, **DECIDED)
    objection = heard(users, objection)
    for actor in (users.clerk, users.chief, users.mayor):
        with pytest.raises(Forbidden):
            objection_decide(actor=actor, objection=objection, now=NOW, **DECIDED)
    with pytest.raises(Invalid, match="pertimbangan"):
        objection_decide(actor=users.head, objection=objection, now=NOW, **{**DECIDED, "reasoning": " "})
    made = objection_decide(actor=users.head, objection=objection, now=NOW, **DECIDED)
    first, second = Decision.objects.order_by("id")
    assert (first.predicate, second.predicate) == ("B", "SB")
    assert (second.pk, second.replaces, second.decided_by) == (made.pk, first, users.head)
    assert Objection.objects.get().state == ObjectionState.CHANGED
    assert Evaluation.objects.get().state == EvaluationState.FINAL
    with pytest.raises(Conflict, match="final"):
        objection_decide(actor=users.head, objection=objection, now=NOW, **DECIDED)
    with pytest.raises(Conflict, match="final"):
        objection_hear(actor=users.clerk, objection=objection, side="employee", text="Lagi.", now=NOW)
    assert AuditEntry.objects.filter(action="performance.objection_decide").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_send_or_decide_at_once_one_wins_and_the_other_is_told(city, users, own_connection):
    told = []

    def refused(task):
        try:
            task()
        except Conflict as refusal:
            told.append(refusal.message)

    year = build.plans(city, agreed=True)
    third = build.period(year.cycle, 3)
    build.achievement(city.division, third, by=users.head)
    row = build.rated(year.clerk, third, by=users.chief)
    send = partial(evaluation_send, actor=users.chief, evaluation=row, edition=row.edition, now=NOW)
    at_once([partial(refused, send)] * 2, own_connection)
    sent = Evaluation.objects.select_related("plan__employee", "period__cycle").get(pk=row.pk)
    objection = heard(users, filed(users, evaluation_receive(actor=users.clerk, evaluation=sent, now=NOW)))
    outcomes = ({**DECIDED}, {**DECIDED, "result": "SESUAI"})
    decide = [partial(objection_decide, actor=users.head, objection=objection, now=NOW, **one) for one in outcomes]
    at_once([partial(refused, one) for one in decide], own_connection)
    assert len(told) == 2
    assert "sudah dikirim" in told[0]
    assert "sudah diputus" in told[1]
    assert [one.by for one in Decision.objects.order_by("id")] == ["penilai", "keberatan"]
    assert AuditEntry.objects.filter(action="performance.objection_decide").count() == 1


def test_the_same_ratings_uphold_the_result_in_a_row_of_its_own(users, received):
    objection = heard(users, filed(users, received))
    same = {**DECIDED, "result": "SESUAI", "behaviour": "SESUAI"}
    objection_decide(actor=users.head, objection=objection, now=NOW, **same)
    assert Objection.objects.get().state == ObjectionState.UPHELD
    assert [one.predicate for one in Decision.objects.order_by("id")] == ["B", "B"]


def test_an_objection_needs_receipt_reasons_and_its_owner_and_comes_once(users, received):
    with pytest.raises(Invalid, match="alasan"):
        objection_file(actor=users.clerk, evaluation=received, reasons=" ", now=NOW)
    with pytest.raises(Forbidden):
        objection_file(actor=users.chief, evaluation=received, reasons="x", now=NOW)
    filed(users, received)
    with pytest.raises(Conflict):
        filed(users, received)
    assert Objection.objects.count() == 1


def test_what_was_accepted_cannot_be_objected_to(users, received):
    evaluation_answer(actor=users.clerk, evaluation=received, text="", accept=True, now=NOW)
    with pytest.raises(Conflict, match="belum disetujui"):
        filed(users, received)


def test_the_mayor_hears_those_he_rates_and_nobody_hears_his_own_case(city, users):
    year = build.plans(city, agreed=True)
    third = build.period(year.cycle, 3)
    build.achievement(city.office, third, by=users.mayor)
    sent = build.sent(year.head, third, by=users.mayor)
    got = evaluation_receive(actor=users.head, evaluation=sent, now=NOW)
    objection = objection_file(actor=users.head, evaluation=got, reasons="Capaian keliru.", now=NOW)
    assert objection.judge == city.mayor
    agency = people.account(None, "bkpsdm", Role.BKPSDM)
    for judge in (city.head,):
        with pytest.raises(Invalid, match="pihak dalam perkara"):
            objection_assign(actor=agency, objection=objection, judge=judge, reason="x", now=NOW)
    with pytest.raises(Forbidden):
        objection_assign(actor=users.head, objection=objection, judge=city.chief, reason="x", now=NOW)
    with pytest.raises(Invalid, match="alasannya"):
        objection_assign(actor=agency, objection=objection, judge=city.stranger, reason=" ", now=NOW)
    changed = objection_assign(actor=agency, objection=objection, judge=city.stranger, reason="Wakil.", now=NOW)
    assert changed.judge == city.stranger


def test_the_screens_lead_from_the_evaluation_to_the_decision(client, users, received):
    plan = received.plan
    client.force_login(users.clerk)
    page = client.get(reverse("evaluation", args=[plan.uid, 3])).content.decode()
    assert "Ajukan keberatan" in page
    answer = client.post(reverse("objection_file", args=[plan.uid, 3]), {"text": ""})
    assert answer.status_code == 422
    answer = client.post(reverse("objection_file", args=[plan.uid, 3]), {"text": "Dua hasil tidak dihitung."})
    objection = Objection.objects.get()
    assert answer.url == reverse("objection", args=[objection.uid])
    at = {side: reverse("objection_hear", args=[objection.uid, side]) for side in ("pegawai", "penilai")}
    assert client.post(at["penilai"], {"text": "Bukan saya."}).status_code == 403
    assert client.post(at["pegawai"], {"text": "Berkasnya ada."}).status_code == 302
    client.force_login(users.chief)
    assert client.post(at["penilai"], {"text": "Belum saya lihat."}).status_code == 302
    client.force_login(users.stranger)
    assert client.get(reverse("objection", args=[objection.uid])).status_code == 404
    client.force_login(users.head)
    assert "menunggu Anda" in client.get(reverse("objections")).content.decode()
    decide = reverse("objection_decide", args=[objection.uid])
    assert client.post(decide, {"result": "DI_ATAS"}).status_code == 422
    assert client.post(decide, DECIDED).status_code == 302
    page = client.get(reverse("objection", args=[objection.uid])).content.decode()
    assert "Hasil diubah" in page
    assert "diganti" in page
