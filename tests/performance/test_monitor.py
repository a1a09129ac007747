"""Who is late with a step of the year, since when; reminders; and a run that dies at any point."""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.jobs import Interrupted, JobRun, job_start, run_now
from betang.kernel.notices.models import Notice
from betang.performance import jobs
from betang.performance.models import (
    Deadline,
    Evaluation,
    EvaluationState,
    Plan,
    PlanVersion,
    Step,
    UnitAchievement,
    VersionState,
)
from tests.people import build as people
from tests.people.build import NOW, TODAY, account
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def plans(city):
    """A year with plans of everybody: the clerk's agreed, the chief's handed in, the others drafts."""
    made = build.plans(city)
    build.filled(made.clerk, VersionState.AGREED, results=0)
    build.filled(made.chief, VersionState.SUBMITTED, results=0)
    for plan in (made.head, made.chief, made.clerk, made.stranger):
        for period in made.cycle.periods.all():
            Evaluation.objects.create(plan=plan, period=period)
    return made


def due(cycle, step, day, number=None):
    period = None if number is None else cycle.periods.get(number=number)
    return Deadline.objects.create(cycle=cycle, step=step, period=period, due_date=day, set_at=NOW, reason="uji")


def asked(client, url, **data):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url, data)
    assert answer.status_code == 200, answer.content[:300]
    return len(queries), answer.content.decode()


def test_the_agency_sees_who_is_late_per_office_and_since_when(city, plans, client):
    due(plans.cycle, Step.AGREE, TODAY - timedelta(days=5))
    client.force_login(account(city.stranger, "bkpsdm", Role.BKPSDM))
    _count, page = asked(client, reverse("cycle", args=[2026]))
    assert "1 / 4" in page
    assert "lewat tenggat" in page
    url = reverse("cycle_monitor", args=[2026, "sepakat"])
    _count, page = asked(client, url)
    assert page.count("19 November 2026") >= 3
    assert "Hendra Wibawa" in page
    assert "Nirmala Tumon" not in page
    _count, page = asked(client, url, unit=city.other.code)
    assert "Hendra Wibawa" not in page
    assert client.get(reverse("cycle_monitor", args=[2026, "tidak-ada"])).status_code == 404
    assert client.get(reverse("cycle_monitor", args=[2020, "sepakat"])).status_code == 404


def test_the_head_of_a_unit_watches_that_unit_only(city, plans, client):
    client.force_login(account(city.chief, "kabid"))
    _count, page = asked(client, reverse("cycle_monitor", args=[2026, "sepakat"]))
    assert "Citra Lestari" in page
    assert "Rusdi Ulin" not in page
    assert city.office.name not in page
    client.force_login(account(city.clerk, "staf"))
    assert client.get(reverse("cycle_monitor", args=[2026, "sepakat"])).status_code == 403
    _count, page = asked(client, reverse("cycle", args=[2026]))
    assert "Kemajuan" not in page


def test_each_step_of_an_evaluation_is_counted(city, plans, client):
    quarter = plans.cycle.periods.get(number=1)
    one = Evaluation.objects.get(plan=plans.clerk, period=quarter)
    Evaluation.objects.filter(pk=one.pk).update(state=EvaluationState.SENT, snapshot={}, self_sent_at=NOW)
    user = account(city.stranger, "bkpsdm", Role.BKPSDM)
    UnitAchievement.objects.create(
        unit=city.division, period=quarter, level="BAIK", reason="uji", set_at=NOW, set_by=user
    )
    client.force_login(user)
    for key, said in (
        ("penilaian_diri-1", "1 / 4"),
        ("capaian_unit-1", "1 / 3"),
        ("evaluasi-1", "1 / 4"),
        ("terima-1", "0 / 4"),
    ):
        _count, page = asked(client, reverse("cycle", args=[2026]))
        row = page[: page.index(reverse("cycle_monitor", args=[2026, key]))].rsplit("<tr>", 1)[1]
        assert said in row, key


@pytest.mark.parametrize("name", ["cycle", "cycle_monitor", "cycles"])
@pytest.mark.parametrize("who", ["bkpsdm", "head"])
def test_pages_ask_few_questions_however_many_people(city, plans, client, name, who):
    client.force_login(account(city.head, "akun", *([Role.BKPSDM] if who == "bkpsdm" else [])))
    url = reverse(name, args={"cycle": [2026], "cycles": []}.get(name, [2026, "evaluasi-1"]))
    before, _page = asked(client, url)
    for number in range(20, 50):
        plan = build.plan(plans.cycle, people.person(number, f"Pegawai {number}"), city.chief, city.division)
        Evaluation.objects.create(plan=plan, period=plans.cycle.periods.get(number=1))
    after, _page = asked(client, url)
    assert after == before
    assert after <= 12


def reminded(day, now=NOW):
    run = job_start(jobs.remind_late, actor=None, now=now)
    run_now(run, clock=lambda: datetime.combine(day, now.timetz()))
    return {notice.user.username: notice.text for notice in Notice.objects.filter(kind="performance.late")}


def test_who_is_late_is_told_once_a_day_and_again_after_a_week(city, plans):
    for person, name in ((city.head, "kepala"), (city.chief, "kabid"), (city.clerk, "staf"), (city.stranger, "asing")):
        account(person, name)
    due(plans.cycle, Step.PLAN, TODAY - timedelta(days=1))
    due(plans.cycle, Step.AGREE, TODAY - timedelta(days=1))
    due(plans.cycle, Step.EVALUATE, TODAY, number=3)  # not late yet
    told = reminded(TODAY)
    # The chief's plan waits for the head, who has not handed in an own one; the clerk's is agreed.
    assert set(told) == {"kepala", "asing"}
    assert told["kepala"] == "Sudah lewat tenggat dan menunggu Anda: SKP diajukan, SKP disepakati."
    assert "Citra" not in str(told)
    reminded(TODAY)
    assert Notice.objects.filter(kind="performance.late").count() == 2
    reminded(TODAY + timedelta(days=1))
    assert Notice.objects.filter(kind="performance.late", user__username="asing").count() == 1
    reminded(TODAY + timedelta(days=7))
    assert Notice.objects.filter(kind="performance.late", user__username="asing").count() == 2


def test_what_was_not_sent_waits_for_the_rater_not_for_the_employee(city, plans):
    account(city.clerk, "staf")
    account(city.chief, "kabid")
    for step in (Step.EVALUATE, Step.RECEIVE):
        due(plans.cycle, step, TODAY - timedelta(days=1), number=1)
    assert set(reminded(TODAY)) == {"kabid"}
    Notice.objects.all().delete()
    Evaluation.objects.filter(plan=plans.clerk).update(state=EvaluationState.SENT, snapshot={})
    assert set(reminded(TODAY)) == {"staf"}


def test_opening_that_dies_at_any_point_loses_nothing_and_doubles_nothing(city, monkeypatch):
    monkeypatch.setattr(jobs, "CHUNK", 2)
    for number in range(20, 27):
        people.person(number, f"Pegawai {number}", city.posts["clerk"])
    keeper = account(city.stranger, "bkpsdm", Role.BKPSDM)
    chance = Random(5)
    for year in (2026, 2027):
        run = jobs.cycle_start(actor=keeper, year=year, rhythm="triwulan", approach="kuantitatif", today=TODAY, now=NOW)
        for _death in range(4):
            if JobRun.objects.get(pk=run.pk).status == "waiting":
                dying(run, after=chance.randrange(4, 60))
        while JobRun.objects.get(pk=run.pk).status == "waiting":
            run_now(run)
        made = Plan.objects.filter(cycle__year=year)
        assert made.count() == 11
        assert PlanVersion.objects.filter(plan__in=made).count() == made.count()
        assert Evaluation.objects.filter(plan__in=made).count() == 5 * made.count()
        entries = AuditEntry.objects.filter(action="performance.plan_open", object_id__in=[plan.pk for plan in made])
        assert entries.count() == made.count()


def dying(run, *, after):
    """Do a run whose process is stopped at its statement number `after`; what was not committed is gone."""
    left = [after]

    def stop(execute, sql, params, many, context):
        left[0] -= 1
        if left[0] == 0:
            raise Interrupted
        return execute(sql, params, many, context)

    with connection.execute_wrapper(stop):
        run_now(run)
