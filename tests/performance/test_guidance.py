"""Coaching and counselling: written by who guides, answered, confirmed by both; counselling is for the two alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.notices.models import Notice
from betang.performance.models import CheckIn, Guidance
from tests.people import build as people
from tests.people.build import NOW, TODAY, person, post
from tests.performance import build

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
TOPIC, TALKED = "Antrean pagi", "Mengapa antrean pagi selalu panjang <b>"
OPEN = {"kind": "bimbingan", "day": TODAY.isoformat(), "topic": TOPIC}
WRITE = {
    "talked": TALKED, "agreed": "Loket 3 buka lebih awal.", "about_employee": "Datang siap.", "name_0": "Pelayanan",
    "score_0": "4", "reason_0": "Tenang saat ramai.",
}  # fmt: skip


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def year(city):
    return build.plans(city, agreed=True)


@pytest.fixture
def agency(city):
    return people.account(person(20, "Bina", post("bina", city.other)), "bkpsdm", Role.BKPSDM)


def opened(client, users, year, **data):
    client.force_login(users.chief)
    assert client.post(reverse("guidance_new", args=[year.clerk.uid]), {**OPEN, **data}).status_code == 302
    return Guidance.objects.latest("id")


def send(client, user, name, row, **data):
    client.force_login(user)
    return client.post(reverse(name, args=[row.uid]), data)


def page(client, user, row):
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("guidance", args=[row.uid]))
    assert len(queries) <= MOST_QUERIES
    return answer.status_code, answer.content.decode()


def test_coaching_is_written_answered_and_confirmed_and_its_feedback_goes_up(client, city, users, year, agency):
    talk = CheckIn.objects.create(
        plan=year.clerk, day=TODAY, agenda="Antrean", proposed_by=city.chief, proposed_at=NOW
    )  # fmt: skip
    url = f"{reverse('guidance_new', args=[year.clerk.uid])}?dialog={talk.uid}"
    client.force_login(users.chief)
    assert "Buka catatan bimbingan" in client.get(reverse("checkin", args=[talk.uid])).content.decode()
    assert client.post(url, OPEN).status_code == 302
    row = Guidance.objects.get()
    assert (row.checkin, row.guide) == (talk, city.chief)
    assert send(client, users.chief, "guidance_confirm", row, seen="1").status_code == 409  # nothing is written yet
    assert send(client, users.clerk, "guidance_write", row, **WRITE).status_code == 403
    assert send(client, users.chief, "guidance_write", row, **{**WRITE, "reason_0": ""}).status_code == 422
    assert send(client, users.chief, "guidance_write", row, talked=TALKED).status_code == 422
    assert send(client, users.chief, "guidance_write", row, **WRITE).status_code == 302
    assert send(client, users.clerk, "guidance_reply", row, reply=" ").status_code == 422
    told = {"reply": "Saya setuju.", "about_leader": "Memberi waktu."}
    assert send(client, users.clerk, "guidance_reply", row, **told).status_code == 302
    assert send(client, users.clerk, "guidance_confirm", row, seen="2").status_code == 409  # an older edition
    assert page(client, users.head, row)[0] == 404
    for user in (users.clerk, users.chief):
        assert send(client, user, "guidance_confirm", row, seen="3").status_code == 302
    assert send(client, users.chief, "guidance_write", row, **WRITE).status_code == 409
    status, whole = page(client, users.clerk, row)
    assert (status, "&lt;b&gt;" in whole, "Tenang saat ramai." in whole) == (200, True, True)
    status, handed = page(client, users.head, row)  # the rater's rater
    assert status == 200
    assert "Memberi waktu." in handed
    for hidden in ("Antrean pagi", "Mengapa antrean", "Saya setuju.", "Tenang saat ramai."):
        assert hidden not in handed
    assert Notice.objects.filter(kind="performance.guidance", user=users.head).count() == 1
    for user in (agency, users.mayor, users.stranger):
        assert page(client, user, row)[0] == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM performance_guidance")
        assert "Memberi waktu" not in str(cursor.fetchall())
    said = str(list(AuditEntry.objects.filter(action__startswith="performance.guidance_").values()))
    assert "Antrean" not in said
    assert "bimbingan" not in said


def test_counselling_is_read_by_the_two_alone_whoever_opened_it(client, city, users, year, agency):
    client.force_login(users.chief)
    wrong = client.post(reverse("guidance_new", args=[year.clerk.uid]), {**OPEN, "guide": people.nip(999)})
    assert (wrong.status_code, "Tidak ada pegawai" in wrong.content.decode()) == (422, True)
    outside = {**OPEN, "day": "2020-01-01"}
    assert client.post(reverse("guidance_new", args=[year.clerk.uid]), outside).status_code == 422
    client.force_login(users.head)
    assert client.post(reverse("guidance_new", args=[year.clerk.uid]), OPEN).status_code == 403
    assert not Guidance.objects.exists()
    row = opened(client, users, year, kind="konseling", guide=city.stranger.nip)
    assert row.guide == city.stranger
    only = {"talked": TALKED, "agreed": "Bertemu lagi pekan depan."}
    assert send(client, users.stranger, "guidance_write", row, **only).status_code == 302
    assert send(client, users.clerk, "guidance_reply", row, reply="Baik.", about_leader="x").status_code == 302
    for user in (users.stranger, users.clerk):
        assert send(client, user, "guidance_confirm", row, seen="3").status_code == 302
        status, seen = page(client, user, row)
        assert (status, TOPIC in seen, "Rahasia" in seen, "B.1.8" in seen) == (200, True, True, False)
    for user in (users.chief, users.head, users.mayor, agency):
        assert page(client, user, row)[0] == 404
        client.force_login(user)
        assert city.clerk.full_name not in client.get(reverse("guidances")).content.decode()
    assert not Notice.objects.filter(kind="performance.guidance", user__in=[users.chief, users.head]).exists()
    assert Guidance.objects.get().about_leader.reveal() == ""


def test_the_list_asks_as_many_questions_for_many_as_for_one(client, users, year):
    numbers = []
    for times in (1, 4):
        for _n in range(times):
            opened(client, users, year)
        client.force_login(users.clerk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("guidances")).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= MOST_QUERIES
