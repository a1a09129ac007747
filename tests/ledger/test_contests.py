"""A fact is contested by whom it is about; whoever answers for its source corrects it or upholds it, once."""

from datetime import timedelta
from functools import cache

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict
from betang.kernel.notices.models import Notice
from betang.ledger.actions.contests import contest_accept, contest_decline
from betang.ledger.actions.sources import source_entrust
from betang.ledger.models import Contest, Fact
from tests.at_once import at_once, own_connection
from tests.ledger.build import at, draft, facts, source
from tests.people import build as people
from tests.people.build import NOW

__all__ = ["own_connection"]
pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@cache
def anybody() -> Client:
    """The one browser that all ask with: to make one takes longer than a page."""
    return Client(headers={"host": "localhost"})


def browser(user) -> Client:
    anybody().force_login(user)
    return anybody()


def send(user, name, *args, **data):
    answer = browser(user).post(reverse(name, args=args), data)
    return answer.status_code, answer.content.decode()


def see(user, name, *args):
    client = browser(user)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(name, args=args))
    return answer.status_code, answer.content.decode(), len(queries)


@pytest.fixture
def case(freeze):
    """Attendance of the clerk counted wrong: 3 instead of 5; the office answers for the source."""
    freeze(NOW)
    city, of = people.city(), source()
    wrong = facts(of, draft(city.clerk, at(10, 5), event_id="awal", jumlah=3))[0]
    users = {
        "clerk": people.account(city.clerk, "staf", Role.UNIT_ADMIN, where=city.office),
        "chief": people.account(city.chief, "kabid"),
        "keeper": people.account(city.stranger, "pengelola", Role.UNIT_ADMIN, where=city.office),
        "other": people.account(None, "unit.lain", Role.UNIT_ADMIN, where=city.other),
        "agency": people.account(None, "bkpsdm", Role.BKPSDM),
    }
    source_entrust(actor=users["agency"], source=of, unit=city.office, now=NOW)
    return city, of, wrong, users


def opened(users, wrong, **more):
    given = {"nilai_jumlah": wrong.data["jumlah"], **more}
    status, page = send(users["clerk"], "contest_new", wrong.pk, reason="Dihitung 3, di register 5.", **given)
    assert status == 302, page[:2000]
    return Contest.objects.get(fact=wrong)


def test_contested_answered_by_the_unit_behind_the_source_corrected_and_told(case):
    _city, _of, wrong, users = case
    assert see(users["clerk"], "contest_new", wrong.pk)[0] == 200
    for refused in ({"reason": ""}, {"reason": "x", "nilai_jumlah": "-4"}, {"reason": "x", "link": "javascript:1"}):
        assert send(users["clerk"], "contest_new", wrong.pk, **{"nilai_jumlah": "3", **refused})[0] == 422
    assert not Contest.objects.exists()
    made = opened(users, wrong, nilai_jumlah="5", link="https://kantor.example/register")
    assert made.proposed == {"jumlah": 5}
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["pengelola"]  # never the party itself
    assert send(users["clerk"], "contest_new", wrong.pk, reason="lagi", nilai_jumlah="3")[0] == 422
    assert send(users["clerk"], "contest_decide", made.uid, aksi="tolak", day="2026-10-05", reason="x")[0] == 403
    for who, seen, decides in (
        ("keeper", 200, True),
        ("agency", 200, True),
        ("chief", 200, False),
        ("other", 404, False),
    ):
        status, page, asked = see(users[who], "contest", made.uid)
        assert (status, "Terima dan koreksi" in page) == (seen, decides), who
        assert asked <= MOST_QUERIES
    assert send(users["chief"], "contest_decide", made.uid, aksi="tolak", day="2026-10-05", reason="x")[0] == 403
    same = {"aksi": "terima", "day": "2026-10-05", "nilai_jumlah": "3"}
    status, page = send(users["keeper"], "contest_decide", made.uid, **same)
    assert (status, "tolak sanggahannya" in page) == (422, True)
    assert (
        send(users["keeper"], "contest_decide", made.uid, aksi="terima", day="2099-01-01", nilai_jumlah="5")[0] == 422
    )
    assert Fact.objects.count() == 1
    answer = send(users["keeper"], "contest_decide", made.uid, **{**same, "nilai_jumlah": "5", "reason": "Register."})
    assert answer[0] == 302
    made.refresh_from_db()
    counts = Fact.objects.counting().get()
    assert (made.state, made.correction, counts.data, counts.replaces) == ("diterima", counts, {"jumlah": 5}, wrong)
    told = Notice.objects.filter(text__contains="diterima").values_list("user__username", flat=True)
    assert list(told) == ["staf"]
    trail = AuditEntry.objects.filter(action__startswith="ledger.contest").order_by("seq")
    assert list(trail.values_list("action", flat=True)) == ["ledger.contest_open", "ledger.contest_accept"]
    assert "Register." in see(users["clerk"], "contest", made.uid)[1]
    assert see(users["clerk"], "contest_new", counts.pk)[0] == 200  # the new revision is a fact of its own


def test_without_a_unit_the_agency_answers_and_upholds_with_a_reason(case):
    _city, of, wrong, users = case
    source_entrust(actor=users["agency"], source=of, unit=None, now=NOW)
    made = opened(users, wrong, nilai_jumlah="3")
    assert made.proposed is None
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["bkpsdm"]
    assert see(users["keeper"], "contest", made.uid)[0] == 404
    decline = {"aksi": "tolak", "day": "2026-10-05", "nilai_jumlah": "3"}
    assert send(users["agency"], "contest_decide", made.uid, **decline)[0] == 422
    assert send(users["agency"], "contest_decide", made.uid, **decline, reason="Cocok dengan register.")[0] == 302
    made.refresh_from_db()
    assert (made.state, Fact.objects.count()) == ("ditolak", 1)
    assert send(users["agency"], "contest_decide", made.uid, **decline, reason="Lagi.")[0] == 409


def test_a_leader_contests_for_the_unit_strangers_cannot_and_a_sources_own_correction_is_taken(case):
    city, of, wrong, users = case
    assert send(users["keeper"], "contest_new", wrong.pk, reason="x")[0] == 404
    assert send(users["chief"], "contest_new", wrong.pk, reason="Terlalu sedikit.", nilai_jumlah="3")[0] == 302
    made = Contest.objects.get()
    assert set(Notice.objects.values_list("user__username", flat=True)) == {"pengelola", "staf"}
    own = facts(of, draft(city.clerk, at(10, 5), jumlah=5, corrects="awal"))[0]
    assert "sudah mengirim koreksi" in see(users["keeper"], "contest", made.uid)[1]
    given = {"aksi": "terima", "day": "2026-10-05", "nilai_jumlah": "5"}
    assert send(users["keeper"], "contest_decide", made.uid, **given)[0] == 302
    made.refresh_from_db()
    assert (made.correction, Fact.objects.count()) == (own, 2)
    assert send(users["clerk"], "contest_new", wrong.pk, reason="x", nilai_jumlah="3")[0] == 422  # replaced already


def test_the_list_shows_ages_and_asks_no_more_for_many(case):
    city, of, wrong, users = case
    opened(users, wrong)
    Contest.objects.update(filed_at=NOW - timedelta(days=9))
    status, page, few = see(users["keeper"], "contests")
    assert (status, "9 hari" in page) == (200, True)
    assert "Menunggu keputusan Anda" not in see(users["chief"], "contests")[1]
    for fact in facts(of, *(draft(city.clerk, at(10, day)) for day in range(6, 12))):
        opened(users, fact)
    assert see(users["keeper"], "contests")[2] == few <= MOST_QUERIES
    assert see(users["clerk"], "contests")[2] <= MOST_QUERIES


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(case, own_connection):
    _city, _of, wrong, users = case
    made, told = opened(users, wrong), []

    def decide(act, **given) -> None:
        try:
            act(contest=made, reason="Sudah diperiksa.", now=NOW, **given)
        except Conflict as error:
            told.append(error.message)

    accept = {"values": {"jumlah": 5}, "day": wrong.day}
    at_once(
        [
            lambda: decide(contest_accept, actor=users["keeper"], **accept),
            lambda: decide(contest_decline, actor=users["agency"]),
        ],
        own_connection,
    )
    made = Contest.objects.get(pk=made.pk)
    assert len(told) == 1
    assert "sudah diputus" in told[0]
    assert Fact.objects.count() == (2 if made.state == "diterima" else 1)
