"""Several plans in one year: each in its own periods, the whole year on the last one, with the others' periods."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from betang.kernel.errors import Conflict
from betang.performance.actions.answering import self_send
from betang.performance.actions.sending import evaluation_send
from betang.performance.models import Evaluation, EvaluationState, Plan, VersionState
from betang.performance.queries.verification import frozen_of, verify
from betang.performance.rating_rows import Given
from tests.people import build as people
from tests.people.build import NOW
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def moved(freeze):
    """The clerk moved on 1 July from the division, rated by the chief, to the other office, rated by its head."""
    freeze(NOW)
    city = people.city()
    users, year = build.accounts(city), build.plans(city, agreed=True)
    old = year.clerk
    Plan.objects.filter(pk=old.pk).update(to_date=date(2026, 6, 30), closed_at=NOW)
    old.refresh_from_db()
    new = Plan.objects.create(
        cycle=year.cycle, employee=city.clerk, unit=city.other, rater=city.stranger, approach=old.approach,
        from_date=date(2026, 7, 1), to_date=date(2026, 12, 31), opened_at=NOW,
    )  # fmt: skip
    build.filled(new, VersionState.AGREED)
    for number in (0, 1, 2, 3):
        for where in (city.division, city.other):
            build.achievement(where, build.period(year.cycle, number), by=users.mayor)
    return city, users, year, old, new


def browser(user) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def test_the_last_rater_decides_the_year_with_the_earlier_plans_periods_before_him(moved):
    city, users, year, old, new = moved
    for number in (1, 2):
        build.sent(old, build.period(year.cycle, number), by=users.chief, item="DI_BAWAH", behaviour="DI_BAWAH")
    Evaluation.objects.create(plan=new, period=build.period(year.cycle, 3))
    Evaluation.objects.create(plan=new, period=build.period(year.cycle, 0))
    rater = browser(users.stranger)
    with CaptureQueriesContext(connection) as asked:
        page = rater.get(f"/tim/evaluasi/{new.uid}/0/").content.decode()
    assert len(asked) <= 12
    assert page.count("SKP sebelumnya di") == 2
    assert city.chief.full_name in page
    assert page.count("Sangat Kurang") >= 2
    assert "Belum dievaluasi" in page
    made = build.rated(new, build.period(year.cycle, 0), by=users.stranger)
    sent = evaluation_send(actor=users.stranger, evaluation=made, edition=1, now=NOW + timedelta(hours=1))
    assert [(one["plan"], one["period"], one["predicate"]) for one in frozen_of(sent)["content"]["year"]] == [
        (str(old.uid), 1, "SK"), (str(old.uid), 2, "SK"),
    ]  # fmt: skip
    assert sent.decisions.get().predicate == "B"  # decided afresh, not averaged
    # What is decided after the year was sent changes nothing that it took into account.
    made = build.rated(new, build.period(year.cycle, 3), by=users.stranger)
    evaluation_send(actor=users.stranger, evaluation=made, edition=1, now=NOW + timedelta(hours=2))
    assert verify().difference is None
    reader = browser(users.clerk)
    with CaptureQueriesContext(connection) as asked:
        page = reader.get(f"/kinerja/evaluasi/{new.uid}/0/").content.decode()
    assert len(asked) <= 12
    assert page.count("SKP sebelumnya di") == 2
    assert "Belum dievaluasi" in page


def test_the_year_is_not_offered_on_an_earlier_plan_nor_taken_there(moved):
    _city, users, year, old, new = moved
    clerk, chief = browser(users.clerk), browser(users.chief)
    for path in (f"/kinerja/evaluasi/{old.uid}/0/", f"/kinerja/evaluasi/{old.uid}/0/fakta/"):
        assert clerk.get(path).status_code == 404
    assert clerk.get(f"/kinerja/evaluasi/{new.uid}/0/").status_code == 200
    assert chief.get(f"/tim/evaluasi/{old.uid}/0/").status_code == 404
    assert chief.get(f"/tim/evaluasi/{old.uid}/1/").status_code == 200
    mine = clerk.get("/kinerja/evaluasi/").content.decode()
    assert f"{old.uid}/0/" not in mine
    assert f"{new.uid}/0/" in mine
    # Opened and begun before the move: what was written stays, but the year is not sent from there.
    annual = build.period(year.cycle, 0)
    there = Evaluation.objects.create(plan=old, period=annual)
    with pytest.raises(Conflict, match="SKP terakhir"):
        build.rated(old, annual, by=users.chief)
    with pytest.raises(Conflict, match="SKP terakhir"):
        self_send(actor=users.clerk, plan=old, period=annual, given=Given(), now=NOW)
    there.refresh_from_db()
    assert (there.state, there.edition, there.self_sent_at) == (EvaluationState.OPEN, 0, None)
    assert f"{old.uid}/0/" not in clerk.get("/kinerja/evaluasi/").content.decode()


def test_a_plan_of_a_post_that_was_not_held_does_not_count_as_the_last(moved):
    _city, users, _year, old, new = moved
    Plan.objects.filter(pk=new.pk).update(closed_at=NOW)
    assert browser(users.chief).get(f"/tim/evaluasi/{old.uid}/0/").status_code == 200
    assert browser(users.stranger).get(f"/tim/evaluasi/{new.uid}/0/").status_code == 404
