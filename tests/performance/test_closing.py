"""The end of a period: what raters rated and did not send is frozen together, once, and never in a rater's place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Invalid
from betang.kernel.jobs import JobRun, run_now
from betang.kernel.notices.models import Notice
from betang.performance.actions.closing import evaluations_close
from betang.performance.jobs_closing import period_close_start
from betang.performance.models import BehaviourRating, Decision, Evaluation, EvaluationState, ItemRating, VersionState
from betang.performance.queries.verification import verify
from tests.people import build as people
from tests.people.build import NOW
from tests.performance import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def agency(city):
    return people.account(None, "bkpsdm", Role.BKPSDM)


@pytest.fixture
def third(city, users):
    """A third quarter in which the chief rated three, and one of them not to the end."""
    year = build.plans(city, agreed=True)
    plans = [year.clerk]
    for number, name in ((8, "Rangga Sawung"), (9, "Dayang Sari")):
        plans.append(
            build.plan(year.cycle, people.person(number, name, city.posts["clerk"]), city.chief, city.division)
        )
        build.filled(plans[-1], VersionState.AGREED)
    found = build.period(year.cycle, 3)
    build.achievement(city.division, found, by=users.head)
    for plan in plans:
        build.rated(plan, found, by=users.chief)
    BehaviourRating.objects.filter(evaluation__plan=plans[-1], value="LOYAL").delete()
    build.rated(year.head, found, by=users.mayor)  # its unit's achievement is not set
    return found


def test_what_is_rated_is_frozen_as_the_raters_decision_and_repeating_it_changes_nothing(users, third, agency):
    run = run_now(period_close_start(actor=agency, period=third, now=NOW))
    assert (run.status, run.state) == ("done", {"sent": 2, "told": users.chief.employee.pk})
    assert Evaluation.objects.exclude(state=EvaluationState.OPEN).count() == 2
    assert {row.decided_by for row in Decision.objects.all()} == {users.chief}
    entries = AuditEntry.objects.filter(action="performance.evaluation_send")
    assert {entry.actor_id for entry in entries} == {agency.pk}
    assert Notice.objects.filter(user=users.chief, text__contains="tenggatnya lewat").count() == 1
    checked = verify()
    assert (checked.evaluations, checked.difference) == (2, None)
    before = AuditEntry.objects.count(), Notice.objects.count(), Decision.objects.count()
    run_now(period_close_start(actor=agency, period=third, now=NOW))
    assert (AuditEntry.objects.count(), Notice.objects.count(), Decision.objects.count()) == before
    BehaviourRating.objects.create(evaluation=open_one(), value="LOYAL", rating="SESUAI")
    assert run_now(period_close_start(actor=agency, period=third, now=NOW)).state["sent"] == 1


def open_one():
    return Evaluation.objects.get(state=EvaluationState.OPEN, plan__employee__name="Dayang Sari")


def test_nothing_is_sent_before_the_deadline_nor_ones_own(city, users, third, agency):
    fourth = build.period(third.cycle, 4)
    with pytest.raises(Invalid, match="masih mempunyai waktu"):
        period_close_start(actor=agency, period=fourth, now=NOW)
    third.deadlines.create(cycle=third.cycle, step="evaluasi", due_date=NOW.date(), set_at=NOW)
    keys = list(Evaluation.objects.values_list("pk", flat=True))
    with pytest.raises(Invalid, match="masih mempunyai waktu"):
        evaluations_close(actor=agency, period=third, keys=keys, now=NOW)
    third.deadlines.all().delete()
    evaluations_close(actor=users.clerk, period=third, keys=keys, now=NOW)
    assert set(Decision.objects.values_list("evaluation__plan__employee__name", flat=True)) == {"Rangga Sawung"}


def test_the_agency_sends_from_the_monitor_and_others_do_not(client, users, third, agency):
    page = reverse("cycle_monitor", args=[2026, "evaluasi-3"])
    client.force_login(agency)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
    assert len(asked) <= 12
    assert "<b>4 evaluasi</b>" in answer.content.decode()
    close = reverse("cycle_close", args=[2026, "evaluasi-3"])
    client.force_login(users.head)
    assert client.post(close).status_code == 403
    assert not JobRun.objects.exists()
    client.force_login(agency)
    early = client.post(reverse("cycle_close", args=[2026, "evaluasi-4"]))
    assert early.status_code == 422
    assert "masih mempunyai waktu" in early.content.decode()
    assert client.post(reverse("cycle_close", args=[2026, "sepakat"])).status_code == 404
    assert not JobRun.objects.exists()
    answer = client.post(close)
    run = JobRun.objects.get()
    assert answer.headers["Location"] == reverse("job", args=[run.pk])
    assert ItemRating.objects.exclude(evaluation__state="terbuka").count() == 0
    run_now(run)
    left = client.get(page).content.decode()
    assert "<b>2 evaluasi</b>" in left
    assert "ketujuh nilai perilaku belum semuanya diberi rating (1)" in left
    assert "capaian kinerja unitnya belum ditetapkan (1)" in left
