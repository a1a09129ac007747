"""A worker killed in the middle of opening, collecting or freezing: another ends the work, nothing lost or doubled."""

import os
import signal
import time
from random import Random

import pytest
from django.db.models import Count

from betang.kernel.audit import verification as trail
from betang.kernel.audit.models import AuditEntry
from betang.kernel.jobs import JobRun
from betang.kernel.notices.models import Notice
from betang.people.actions import lines
from betang.performance.jobs import cycle_start
from betang.performance.jobs_closing import period_close_start
from betang.performance.jobs_evidence import evidence_start
from betang.performance.models import Cycle, Decision, Evaluation, Indicator, IndicatorValue, Plan, VersionState
from betang.performance.queries.evidence import evidence_drawn
from betang.performance.queries.verification import verify
from tests.ledger.build import at, draft, facts, source
from tests.people import build as people
from tests.people.build import NOW, TODAY
from tests.performance import build
from tests.performance.test_evidence import SUM
from tests.workers import alive, status, wait_for

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
CLERKS = 8
PARTS = 5  # periods of a year with the year itself


@pytest.fixture
def spawner():
    return "tests.performance.spawner", "0.04"


def kill_and_finish(start, run: JobRun, written, chance: Random) -> None:
    """Kill the worker at a random moment of a run, within a chunk or between two; another one ends it."""
    killed, wanted = start(), written() + chance.randrange(1, 4)
    wait_for(lambda: written() >= wanted)
    time.sleep(chance.uniform(0, 0.06))
    os.kill(killed, signal.SIGKILL)
    assert status(run) == "running", "it was to be killed in the middle"
    survivor = start()
    wait_for(lambda: status(run) in {"done", "failed"})
    os.kill(survivor, signal.SIGTERM)
    wait_for(lambda: not alive(survivor))
    run.refresh_from_db()
    assert (run.status, run.attempts > 1) == ("done", True), run.error


def entries(action: str) -> int:
    """Count entries of the trail; each must speak of a row of its own."""
    found = AuditEntry.objects.filter(action=f"performance.{action}")
    assert found.count() == found.values("object_id").distinct().count()
    return found.count()


def test_opening_collecting_and_freezing_survive_the_death_of_their_worker(start):
    city, actor = people.city(), people.account(None, "bkpsdm")
    users = build.accounts(city)
    raters = [
        (city.mayor, users.mayor),
        (city.head, users.head),
        (city.chief, users.chief),
        (city.stranger, users.stranger),
    ]
    account = {who.pk: user for who, user in raters}
    clerks = [people.person(20 + n, f"Pegawai {n}", city.posts["clerk"]) for n in range(CLERKS)]
    lines.lines_refresh(actor=None, day=people.DAY, now=NOW)

    run = cycle_start(actor=actor, year=2026, rhythm="triwulan", approach="kuantitatif", today=TODAY, now=NOW)
    kill_and_finish(start, run, Plan.objects.count, Random(0))
    plans = Plan.objects.count()
    assert plans == CLERKS + 4 == entries("plan_open")  # everybody but the mayor
    assert Plan.objects.values("employee").distinct().count() == plans
    assert Evaluation.objects.count() == plans * PARTS
    assert Notice.objects.filter(kind="performance.plan_open").count() == 4

    of, mine = source(), Plan.objects.filter(employee__in=clerks)
    for number, plan in enumerate(mine):  # four raters: what one of them rated is frozen together
        build.filled(plan, VersionState.AGREED, results=1)
        Plan.objects.filter(pk=plan.pk).update(rater=raters[number % 4][0])
    Indicator.objects.update(measure=SUM)
    facts(of, *(draft(one, at(11, 3), jumlah=4) for one in clerks))
    due = len(evidence_drawn(today=TODAY))
    kill_and_finish(start, evidence_start(actor=actor, now=NOW), IndicatorValue.objects.count, Random(1))
    drawn = IndicatorValue.objects.values("evaluation", "lineage").annotate(rows=Count("pk"))
    assert (len(drawn), {row["rows"] for row in drawn}) == (due, {1})
    assert AuditEntry.objects.filter(action="performance.evidence_collect").count() == due  # a row a chunk here
    assert evidence_drawn(today=TODAY) == []

    for number in (1, 2, 3):
        period = build.period(Cycle.objects.get(), number)
        build.achievement(city.division, period, by=actor)
        for plan in mine.all():
            build.rated(plan, period, by=account[plan.rater_id or 0], value=None)
        run = period_close_start(actor=actor, period=period, now=NOW)
        kill_and_finish(start, run, Decision.objects.count, Random(1 + number))
        assert Decision.objects.count() == CLERKS * number == entries("evaluation_send")
        assert Notice.objects.filter(text__contains="tenggatnya lewat").count() == 4 * number  # each rater once
    checked = verify()
    assert (checked.evaluations, checked.difference) == (CLERKS * 3, None)
    assert trail.verify() is None
