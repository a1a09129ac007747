"""Thanks between colleagues: limited, public by the receiver's word alone, taken back, hidden; no part of a rating."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices.models import Notice
from betang.performance.actions import recognition as actions
from betang.performance.actions.feedback import Topic
from betang.performance.models import Thanks
from tests.people import build as people
from tests.people.build import NOW, person, post
from tests.performance import build

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
TEXT = "Terima kasih sudah menjaga loket sendirian kemarin."


@pytest.fixture
def users(city):
    return build.accounts(city)


def give(user, receiver, *, text=TEXT, topic=None):
    return actions.thanks_give(actor=user, receiver=receiver, topic=topic or Topic(), text=text, now=NOW)


def page_of(client, user, part):
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("thanks"), {"bagian": part})
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES
    return answer.content.decode(), len(queries)


def test_thanks_are_public_only_as_long_as_the_receiver_agrees_and_leave_without_a_trace(client, city, users):
    client.force_login(users.stranger)
    url = reverse("thanks_to", args=[city.clerk.uid])
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": f"<b>{TEXT}</b>", "topic": "nilai:HARMONIS"}).status_code == 302
    row = Thanks.objects.get()
    assert (row.value, row.unit, row.public_at) == ("HARMONIS", city.division, None)
    assert Notice.objects.get(kind="performance.thanks").user == users.clerk
    assert TEXT not in page_of(client, users.chief, "unit")[0]
    show, withdraw = (reverse(name, args=[row.uid]) for name in ("thanks_show", "thanks_withdraw"))
    for user, status in ((users.chief, 404), (users.stranger, 403)):
        client.force_login(user)
        assert client.post(show, {"public": "1"}).status_code == status
    client.force_login(users.clerk)
    assert "Terima kasih untuk Anda" in client.get(reverse("desk")).content.decode()
    assert client.post(withdraw).status_code == 403
    assert client.post(show, {"public": "1"}).status_code == 302
    for user in (users.chief, users.head):  # of the unit, and who leads the one above
        assert f"&lt;b&gt;{TEXT}" in page_of(client, user, "unit")[0]
    assert TEXT not in page_of(client, users.stranger, "unit")[0]
    client.force_login(users.stranger)
    assert client.post(withdraw).status_code == 302
    for user, part in ((users.chief, "unit"), (users.clerk, "diterima"), (users.stranger, "diberikan")):
        assert TEXT not in page_of(client, user, part)[0]
    row.refresh_from_db()
    assert row.text == ""
    entries = AuditEntry.objects.filter(action__startswith="performance.thanks_")
    assert sorted(entries.values_list("action", flat=True)) == [
        "performance.thanks_give", "performance.thanks_show", "performance.thanks_withdraw",
    ]  # fmt: skip
    assert TEXT not in str(list(entries.values()))


def test_the_unit_s_administrator_hides_what_is_public_with_a_reason(client, city, users):
    keeper = people.account(person(8, "Admin Unit", post("admin", city.office)), "admin", Role.UNIT_ADMIN,
                            where=city.office)  # fmt: skip
    row = give(users.chief, city.clerk)
    actions.thanks_show(actor=users.clerk, thanks=row, public=True, now=NOW)
    url = f"{reverse('thanks_hide', args=[row.uid])}?bagian=unit"
    client.force_login(users.chief)
    assert client.post(url, {"reason": "Uji."}).status_code == 403
    client.force_login(keeper)
    refusal = client.post(url, {"reason": " "})
    assert (refusal.status_code, "Tulis alasannya." in refusal.content.decode()) == (422, True)
    assert client.post(url, {"reason": "Menyebut nama warga."}).status_code == 302
    assert TEXT not in page_of(client, keeper, "unit")[0]
    assert "Menyebut nama warga." in page_of(client, users.clerk, "diterima")[0]
    assert Notice.objects.filter(kind="performance.thanks").count() == 3  # given; hidden, to both
    with pytest.raises(Conflict):
        actions.thanks_show(actor=users.clerk, thanks=row, public=False, now=NOW)


def test_thanks_are_limited_by_day_and_person_and_refused_when_wrong(client, city, users):
    client.force_login(users.chief)
    url = reverse("thanks_to", args=[city.clerk.uid])
    assert client.post(url, {"text": "", "topic": "umum"}).status_code == 422
    assert client.get(reverse("thanks_to", args=[city.chief.uid])).status_code == 404
    for wrong in (Topic(value="BAIK"), Topic(lineage=row_of_another(city))):
        with pytest.raises(Invalid, match="dari daftar"):
            give(users.chief, city.clerk, topic=wrong)
    with pytest.raises(Invalid, match="280"):
        give(users.chief, city.clerk, text="x" * 281)
    with pytest.raises(Forbidden):
        give(people.account(None, "tanpa"), city.clerk)
    assert not Thanks.objects.exists()
    first = give(users.chief, city.clerk)
    actions.thanks_withdraw(actor=users.chief, thanks=first, now=NOW)
    with pytest.raises(Conflict, match="orang ini hari ini"):
        give(users.chief, city.clerk)
    before = page_of(client, users.chief, "diberikan")[1]
    for number in range(11, 15):
        give(users.chief, person(number, f"Rekan {number}"))
    assert page_of(client, users.chief, "diberikan")[1] == before
    refusal = client.post(reverse("thanks_to", args=[city.head.uid]), {"text": TEXT, "topic": "umum"})
    assert (refusal.status_code, "Batas ucapan hari ini" in refusal.content.decode()) == (422, True)
    assert Thanks.objects.count() == 5


def row_of_another(city):
    return build.plans(city, agreed=True).stranger.versions.get().results.order_by("pk")[0].lineage


def test_no_part_of_a_rating_reads_thanks():
    """Who reads them is told by the names of the files: recognition, its pages and the home card, nobody else."""
    folder = Path(actions.__file__).parent.parent
    files = [path for path in folder.rglob("*.py") if path.parent.name not in {"migrations", "seed"}]
    readers = {path.stem for path in files if "Thanks" in path.read_text()}
    assert readers == {"recognition", "__init__"}
