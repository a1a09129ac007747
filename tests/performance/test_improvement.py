"""Plans to do better: made by the superior, worked off by the person, confirmed, closed; watched by role only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.notices.models import Notice
from betang.performance.actions.improvement_reminders import improvement_remind
from betang.performance.models import ImprovementPlan, ImprovementStep
from tests.people import build as people
from tests.people.build import NOW, TODAY
from tests.performance import build

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=14)


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def low(city, users):
    """The clerk was rated Butuh Perbaikan in the third quarter."""
    made = build.plans(city, agreed=True)
    third = build.period(made.cycle, 3)
    build.achievement(city.division, third, by=users.head)
    build.sent(made.clerk, third, by=users.chief, item="DI_BAWAH", value=40)
    return made.clerk


def first(**more):
    return {"need": "Berkas terlambat.", "step_1": "Susun daftar berkas.", "due_1": SOON.isoformat(), **more}


def opened(client, users, low):
    client.force_login(users.chief)
    answer = client.post(reverse("improvement_new", args=[low.uid, 3]), first())
    assert answer.status_code == 302, answer.content[:800]
    return ImprovementPlan.objects.get()


def test_from_the_low_predikat_to_the_outcome(client, users, low):
    client.force_login(users.chief)
    assert "Perlu Anda susun" in client.get(reverse("improvements")).content.decode()
    url = reverse("improvement_new", args=[low.uid, 3])
    refused = client.post(url, first(due_1=TODAY.isoformat()))
    assert refused.status_code == 422
    assert "harus sesudah hari ini" in refused.content.decode()
    assert not ImprovementPlan.objects.exists()
    plan = opened(client, users, low)
    step = ImprovementStep.objects.get()
    assert client.post(url, first()).status_code == 409
    assert Notice.objects.filter(user=users.clerk, kind="performance.improvement").count() == 1

    client.force_login(users.clerk)
    one, at = reverse("improvement", args=[plan.uid]), reverse("improvement_step", args=[plan.uid, step.pk])
    with CaptureQueriesContext(connection) as queries:
        page = client.get(one).content.decode()
    assert len(queries) <= 12
    assert "Susun daftar berkas." in page
    client.post(at, {"aksi": "selesai", "catatan": "Daftarnya di map."})
    assert client.post(at, {"aksi": "terima"}).status_code == 403

    client.force_login(users.chief)
    close = reverse("improvement_close", args=[plan.uid])
    assert client.post(close, {"outcome": "tercapai", "note": "Baik."}).status_code == 409
    client.post(at, {"aksi": "kembali", "catatan": ""})
    step.refresh_from_db()
    assert step.done_at is not None
    client.post(at, {"aksi": "terima"})
    client.post(close, {"outcome": "tercapai", "note": "Berkas tepat waktu."})
    plan.refresh_from_db()
    assert plan.outcome == "tercapai"
    verbs = AuditEntry.objects.filter(action__startswith="performance.improvement_").order_by("seq")
    assert [row.action.removeprefix("performance.improvement_") for row in verbs] == [
        "open", "step_done", "step_confirm", "close",
    ]  # fmt: skip


def test_nobody_else_sees_it_and_leaders_watch_by_role(client, city, users, low):
    plan = opened(client, users, low)
    for who in (users.stranger, users.head, people.account(None, "periksa", Role.AUDITOR)):
        client.force_login(who)
        assert client.get(reverse("improvement", args=[plan.uid])).status_code == 404
        assert client.get(reverse("improvement_watch")).status_code == 403
    client.force_login(users.mayor)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("improvement_watch"), {"tahun": 2026, "periode": 3}).content.decode()
    assert len(queries) <= 12
    assert "Nirmala Tumon" in page
    assert "berjalan" in page


def test_a_good_predikat_asks_for_none(client, city, users):
    made = build.plans(city, agreed=True)
    third = build.period(made.cycle, 3)
    build.achievement(city.division, third, by=users.head)
    build.sent(made.clerk, third, by=users.chief)
    client.force_login(users.chief)
    assert client.post(reverse("improvement_new", args=[made.clerk.uid, 3]), first()).status_code == 409


def test_an_overdue_step_reminds_whoever_it_waits_for(client, users, low):
    opened(client, users, low)
    late, day = Notice.objects.filter(kind="performance.improvement_late"), SOON + timedelta(days=1)
    assert improvement_remind(today=SOON, now=NOW) == 0
    assert improvement_remind(today=day, now=NOW + timedelta(days=15)) == 1
    assert improvement_remind(today=day, now=NOW + timedelta(days=15)) == 0
    ImprovementStep.objects.update(done_at=NOW)
    assert improvement_remind(today=day + timedelta(days=7), now=NOW + timedelta(days=22)) == 1
    assert list(late.order_by("id").values_list("user__username", flat=True)) == ["staf", "kabid"]
