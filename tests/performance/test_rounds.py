"""360-degree feedback: off by default, answered without a trace, released once at the end in groups of five or more."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from betang.kernel.jobs import JobRun, job_start, run_now
from betang.kernel.notices.models import Notice
from betang.ledger.models import Fact
from betang.people.models import Employee
from betang.performance.actions import rounds as actions
from betang.performance.jobs_rounds import open_round, seal_start
from betang.performance.models import Ballot360, Invitation360, Result360, Round360
from betang.performance.respondents import asked
from betang.performance.summing360 import Answer, summed
from tests.people import build as people
from tests.people.build import NOW, TODAY, person, post
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MOST_QUERIES = 12
LAST = TODAY + timedelta(days=5)
AFTER = NOW + timedelta(days=6)
SECRET = "Menyela saat rapat."


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def agency(city):
    return people.account(person(20, "Bina", post("bina", city.other)), "bkpsdm", Role.BKPSDM)


@pytest.fixture
def year(city, users):
    """The small city, and nine more in the division below its chief."""
    made = build.plans(city)
    accounts = User.objects.bulk_create([User(username=f"rekan{n}", password="!") for n in range(9)])
    rows = [
        Employee(name=f"Rekan {n}", nip=people.nip(100 + n), kind="pns", created_at=NOW, user=user)
        for n, user in enumerate(accounts)
    ]  # fmt: skip
    for peer in Employee.objects.bulk_create(rows):
        build.plan(made.cycle, peer, city.chief, city.division, draft=False)
    return made


@pytest.fixture
def running(client, agency, year):
    client.force_login(agency)
    answer = client.post(reverse("feedback360_rounds"), {"cycle": 2026, "last": f"{LAST:%Y-%m-%d}"})
    assert answer.status_code == 302
    run_now(JobRun.objects.get(name="performance.round_open"))
    return Round360.objects.get()


def answer(invitation, rating="SESUAI", comment="", *, now=NOW):
    actions.round_answer(
        actor=invitation.giver.user, invitation=invitation, ratings={"LOYAL": rating}, comment=comment,
        chance=Random(1), now=now,
    )  # fmt: skip


def asked_page(client, user, url):
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert len(queries) <= MOST_QUERIES
    return page.status_code, page.content.decode()


def test_an_answer_leaves_no_trace_and_the_summary_comes_when_the_round_is_over(
    client, city, users, agency, running, time_machine
):
    about = Invitation360.objects.filter(subject=city.clerk)
    assert sorted(about.values_list("group", flat=True)) == ["atasan", *["rekan"] * 8]
    assert Notice.objects.filter(kind="performance.round360", user=users.chief).exists()
    told, trail = Notice.objects.count(), AuditEntry.objects.count()
    mine = about.get(giver=city.chief)
    url = reverse("feedback360_answer", args=[mine.uid])
    status, page = asked_page(client, users.chief, url)
    assert (status, "Memahami dan memenuhi kebutuhan masyarakat" in page) == (200, True)
    assert asked_page(client, users.clerk, url)[0] == 404
    client.force_login(users.chief)
    assert client.post(url, {"comment": SECRET}).status_code == 422  # no value rated
    assert not Ballot360.objects.exclude(content="").exists()
    assert client.post(url, {"LOYAL": "DI_BAWAH", "comment": SECRET}).status_code == 302
    assert client.post(url, {"LOYAL": "DI_ATAS"}).status_code == 404
    for one in about.filter(group="rekan").order_by("pk")[:7]:
        answer(one, "DI_ATAS", "Sigap.")
    assert (Notice.objects.count(), AuditEntry.objects.count(), Fact.objects.count()) == (told, trail, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM performance_ballot360 WHERE content <> ''")
        rows, columns = cursor.fetchall(), [column[0] for column in cursor.description]
    assert columns == ["id", "group", "content", "subject_id", "round_id"]
    assert len(rows) == 8
    assert SECRET not in str(rows)
    assert "Tentang Anda" not in asked_page(client, users.clerk, reverse("feedback360"))[1]
    client.force_login(agency)
    assert client.post(reverse("feedback360_seal", args=[running.uid])).status_code == 409
    with pytest.raises(Conflict):
        actions.round_sum(row=running, subjects=[city.clerk.pk], chance=Random(1), now=NOW)
    time_machine.move_to(AFTER, tick=False)
    with pytest.raises(Conflict, match="sudah selesai"):
        answer(about.filter(done=False)[0], now=AFTER)
    part = [city.chief.pk, city.head.pk]  # as when a worker is killed in the middle
    actions.round_sum(row=running, subjects=part, chance=Random(1), now=AFTER)
    assert asked_page(client, users.clerk, reverse("feedback360"))[1].count("Tentang Anda") == 0
    run_now(seal_start(actor=agency, row=running, now=AFTER))
    assert not Invitation360.objects.exists()
    assert not Ballot360.objects.exists()
    result = Result360.objects.get()  # of the clerk: about others too few answered
    assert (result.subject, result.comments) == (city.clerk, [])  # comments from ten answers on
    assert [(block["groups"], block["n"]) for block in result.blocks] == [(["atasan", "rekan"], 8)]
    assert result.blocks[0]["values"]["LOYAL"] == 2.0  # 14/8 to half a level
    assert result.blocks[0]["values"]["KOMPETEN"] is None
    running.refresh_from_db()
    assert running.answered == 8
    assert AuditEntry.objects.filter(action="performance.round360_seal").count() == 1
    page = reverse("feedback360_result", args=[result.uid])
    for user, status in ((users.clerk, 200), (users.chief, 200), (users.head, 404), (agency, 404), (users.mayor, 404)):
        assert asked_page(client, user, page)[0] == status, user
    assert "Tentang Anda" in asked_page(client, users.clerk, reverse("feedback360"))[1]


def test_a_round_is_opened_once_by_the_agency_and_wrong_answers_are_refused(client, city, users, agency, running):
    assert asked_page(client, users.chief, reverse("feedback360_rounds"))[0] == 403
    with pytest.raises(Conflict):
        actions.round_open(actor=agency, cycle=running.cycle, last=LAST, now=NOW)
    with pytest.raises(Invalid, match="sesudah hari ini"):
        actions.round_open(actor=agency, cycle=running.cycle, last=TODAY, now=NOW)
    laid, told = Ballot360.objects.count(), Notice.objects.count()
    run_now(job_start(open_round, actor=agency, args={"round_id": running.pk}, now=NOW))  # taken up once more
    assert (Ballot360.objects.count(), Invitation360.objects.count(), Notice.objects.count()) == (laid, laid, told)
    one = Invitation360.objects.get(subject=city.clerk, giver=city.chief)
    given: dict[str, Any] = {"invitation": one, "comment": "", "chance": Random(1), "now": NOW}
    with pytest.raises(Forbidden):
        actions.round_answer(actor=users.head, ratings={"LOYAL": "SESUAI"}, **given)
    for wrong in ({}, {"LOYAL": "BAIK"}, {"RAJIN": "SESUAI"}):
        with pytest.raises(Invalid):
            actions.round_answer(actor=users.chief, ratings=wrong, **given)
    answer(one)
    with pytest.raises(NotFound):
        answer(one)
    assert Ballot360.objects.exclude(content="").count() == 1


def test_everybody_is_asked_about_as_many_peers_as_are_asked_about_them():
    units = {**dict.fromkeys(range(12), 1), 20: 2}
    found = asked(raters={0: 1, 2: 1, 20: 99}, leaders=[(3, 4), (0, 1)], units=units, most=4, chance=Random(3))
    assert found == asked(raters={0: 1, 2: 1, 20: 99}, leaders=[(3, 4), (0, 1)], units=units, most=4, chance=Random(3))
    pairs = [one for rows in found.values() for one in rows]
    assert len({(one.subject, one.giver) for one in pairs}) == len(pairs)
    assert not [one for one in pairs if one.subject == one.giver]
    assert {(one.giver, one.group) for one in found[0]} >= {(1, "atasan")}
    assert {(one.giver, one.group) for one in found[1]} >= {(0, "bawahan"), (2, "bawahan")}
    assert (4, "ketua_tim") in {(one.giver, one.group) for one in found[3]}
    assert [one.group for one in found[20]] == ["atasan"]
    peers = [one.giver for one in pairs if one.group == "rekan"]
    assert max(peers.count(giver) for giver in range(12)) <= 4


def test_comments_come_from_ten_answers_on_without_their_group_and_unanimity_does_not_show():
    answers = [Answer("rekan", {"LOYAL": "DI_ATAS"}, f"Komentar {n}") for n in range(9)]
    almost = [*answers, Answer("atasan", {"LOYAL": "SESUAI"}, "")]
    found = summed(almost, least=5, least_comments=10, chance=Random(2))
    assert found.blocks[0]["values"]["LOYAL"] == 2.0  # as if all had said so, and nine did
    assert sorted(found.comments) == [one.comment for one in answers]
    assert found.comments != [one.comment for one in answers]
    assert summed(answers, least=5, least_comments=10, chance=Random(2)).comments == []
    assert summed(answers[:4], least=5, least_comments=1, chance=Random(2)) == ([], [])
