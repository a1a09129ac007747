"""Check-ins: proposed by either side, confirmed by the other; what is changed is confirmed anew; steps are ticked."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.audit.models import AuditEntry
from betang.kernel.notices.models import Notice
from betang.performance.actions.checkin_reminders import checkin_steps_remind
from betang.performance.models import CheckIn, CheckInStep
from tests.people.build import NOW, TODAY
from tests.performance import build

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
GIVEN = {"day": TODAY.isoformat(), "agenda": "Antrean loket 3 <b>"}
STEP = {"text": "Pasang nomor antrean", "due_date": (TODAY + timedelta(days=7)).isoformat()}


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def year(city):
    return build.plans(city, agreed=True)


@pytest.fixture
def proposed(client, users, year):
    """A check-in that the clerk proposed."""
    client.force_login(users.clerk)
    assert client.post(reverse("checkins", args=[year.clerk.uid]), GIVEN).status_code == 302
    return CheckIn.objects.get()


def asked(client, user, url):
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, (url, answer.content[:300])
    return len(queries), answer.content.decode()


def send(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(name, args=args), data).status_code


def test_one_side_proposes_the_other_confirms_and_a_step_asks_for_both_again(client, users, year, proposed):
    uid = proposed.uid
    assert Notice.objects.get(kind="performance.checkin").user == users.chief
    first = {"seen": proposed.proposed_at.isoformat()}
    assert send(client, users.clerk, "checkin_confirm", uid, **first) == 409
    assert send(client, users.chief, "checkin_confirm", uid, seen="lama") == 409
    for _twice in range(2):
        assert send(client, users.chief, "checkin_confirm", uid, **first) == 302
    assert CheckIn.objects.get().confirmed_at
    assert AuditEntry.objects.filter(action="performance.checkin_confirm").count() == 1
    assert send(client, users.chief, "checkin_step_add", uid, **STEP) == 302
    row, step = CheckIn.objects.get(), CheckInStep.objects.get()
    assert (row.confirmed_at, row.proposed_by) == (None, year.chief.employee)
    for _twice in range(2):
        assert send(client, users.clerk, "checkin_step_done", uid, step.pk, done="1") == 302
    assert CheckInStep.objects.get().done_at
    assert AuditEntry.objects.filter(action="performance.checkin_step_done").count() == 1
    assert send(client, users.clerk, "checkin", uid, **{**GIVEN, "agenda": "Baru"}) == 302
    assert CheckIn.objects.get().agenda == "Baru"


def test_what_does_not_hold_is_refused_and_nothing_is_written(client, users, year, proposed):
    before = AuditEntry.objects.count()
    assert send(client, users.chief, "checkins", year.clerk.uid, day="2031-01-01", agenda="x") == 422
    assert send(client, users.chief, "checkins", year.clerk.uid, day="", agenda="x") == 422
    early = date(2026, 1, 1).isoformat()
    assert send(client, users.chief, "checkin_step_add", proposed.uid, **{**STEP, "due_date": early}) == 422
    assert send(client, users.chief, "checkin_step_done", proposed.uid, 10**9, done="1") == 404
    for user in (users.head, users.stranger, users.mayor):
        assert send(client, user, "checkin", proposed.uid, **GIVEN) == 404
        assert send(client, user, "checkin_confirm", proposed.uid) == 404
    assert send(client, users.stranger, "checkins", year.clerk.uid, **GIVEN) == 404
    assert send(client, users.mayor, "checkins", year.clerk.uid, **GIVEN) == 403
    assert (CheckIn.objects.count(), CheckInStep.objects.count()) == (1, 0)
    assert AuditEntry.objects.count() == before


def test_pages_ask_as_many_questions_for_many_as_for_one(client, users, year, proposed):
    send(client, users.chief, "checkin_step_add", proposed.uid, **STEP)
    urls = [reverse("checkins", args=[year.clerk.uid]), reverse("checkin", args=[proposed.uid])]
    before = [asked(client, users.chief, url)[0] for url in urls]
    for _more in range(3):
        send(client, users.clerk, "checkins", year.clerk.uid, **GIVEN)
        send(client, users.clerk, "checkin_step_add", proposed.uid, **STEP)
    after = [asked(client, users.chief, url) for url in urls]
    assert [count for count, _page in after] == before
    assert max(before) <= MOST_QUERIES
    assert "loket 3 &lt;b&gt;" in after[1][1]


def test_both_sides_are_reminded_of_agreed_steps_before_and_after_their_day(client, users, year, proposed):
    assert send(client, users.chief, "checkin_step_add", proposed.uid, **STEP) == 302
    due, told = CheckInStep.objects.get().due_date, Notice.objects.filter(kind__startswith="performance.checkin_")

    def remind(days: int) -> int:
        day = due + timedelta(days=days)
        return checkin_steps_remind(today=day, now=NOW + (day - TODAY))

    assert remind(-3) == 0  # not agreed by both yet
    CheckIn.objects.update(confirmed_at=NOW)
    before = {"text": "Langkah kedua", "due_date": due - timedelta(days=4), "checkin": proposed}
    CheckInStep.objects.create(**before)
    assert [remind(-3), remind(-3), remind(-2), remind(0)] == [2, 0, 0, 0]
    assert set(told.values_list("kind", "user__username")) == {
        ("performance.checkin_late", "staf"), ("performance.checkin_late", "kabid"),
    }  # fmt: skip
    CheckInStep.objects.filter(text="Langkah kedua").update(done_at=NOW)
    with CaptureQueriesContext(connection) as queries:
        assert [remind(1), remind(2), remind(8)] == [2, 0, 2]
    assert len(queries) <= 3 * MOST_QUERIES
    CheckInStep.objects.update(due_date=due + timedelta(days=30))
    assert remind(27) == 2
    assert told.filter(kind="performance.checkin_soon").count() == 2
    year.clerk.closed_at = NOW
    year.clerk.save(update_fields=["closed_at"])
    assert remind(31) == 0
