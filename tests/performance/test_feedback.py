"""Feedback through the year: given, asked for, answered, replied to, made evidence once; and who had none is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices.models import Notice
from betang.performance.actions import feedback as actions
from betang.performance.actions.feedback import Said, Topic
from betang.performance.actions.quiet import quiet_remind
from betang.performance.feedback_wording import hints
from betang.performance.models import (
    BehaviourRating,
    Evaluation,
    Feedback,
    FeedbackRequest,
    ItemRating,
    Relation,
    RequestState,
)
from tests.people.build import NOW, TODAY, account, nip, person, post
from tests.performance import build

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
SAID = {
    "thumb": "DI_ATAS",
    "situation": "Selasa pagi di loket 3, antrean tiga puluh orang.",
    "behaviour": "Nirmala membagi antrean menjadi dua jalur.",
    "impact": "Waktu tunggu turun menjadi sepuluh menit.",
    "next_step": "Pakai dua jalur setiap Selasa.",
}


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def year(city):
    return build.plans(city, agreed=True)


@pytest.fixture
def result(year):
    return year.clerk.versions.get().results.first()


def give(users, city, topic, *, by=None, **changed):
    return actions.feedback_give(
        actor=by or users.chief, receiver=city.clerk, topic=topic, said=Said(**{**SAID, **changed}), now=NOW
    )


def asked(client, user, url):
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, (url, answer.content[:300])
    return len(queries), answer.content.decode()


def test_a_superior_gives_feedback_on_a_result_and_one_click_makes_it_evidence(client, city, users, year, result):
    client.force_login(users.chief)
    url = reverse("feedback_to", args=[city.clerk.uid])
    data = {**SAID, "topic": f"hasil:{result.lineage}"}
    looked = client.post(url, {**data, "behaviour": "Bagus, selalu rajin", "periksa": "1"})
    assert "Beri satu contoh nyata" in looked.content.decode()
    assert "menilai orangnya" in looked.content.decode()
    assert not Feedback.objects.exists()
    assert client.post(url, data).status_code == 302
    row = Feedback.objects.get()
    assert (row.relation, row.plan, row.lineage) == (Relation.SUPERIOR, year.clerk, result.lineage)
    assert Notice.objects.get(kind="performance.feedback").user == users.clerk
    client.force_login(users.clerk)
    for _twice in range(2):
        assert client.post(reverse("feedback_use", args=[row.uid])).status_code == 302
    item = ItemRating.objects.get(lineage=result.lineage)
    assert item.feedback.count("Citra Lestari") == 1
    assert "Waktu tunggu turun" in item.feedback
    row.refresh_from_db()
    assert row.evidence == Evaluation.objects.get()
    assert row.evidence.period.number == 4
    assert AuditEntry.objects.filter(action="performance.feedback_use").count() == 1
    said = str(list(AuditEntry.objects.filter(action="performance.feedback_give").values()))
    assert "antrean" not in said


def test_a_value_goes_beside_what_the_rater_wrote_and_what_was_sent_stays(city, users, year):
    fourth = build.period(year.cycle, 4)
    build.achievement(city.division, fourth, by=users.head)
    rated = build.rated(year.clerk, fourth, by=users.chief)
    BehaviourRating.objects.filter(evaluation=rated, value="KOMPETEN").update(feedback="Dari penilai.")
    row = give(users, city, Topic(value="KOMPETEN"))
    later = give(users, city, Topic(value="LOYAL"))
    general = give(users, city, Topic())
    actions.feedback_use(actor=users.chief, feedback=row, now=NOW)
    text = BehaviourRating.objects.get(evaluation=rated, value="KOMPETEN").feedback
    assert text.startswith("Dari penilai.\n[")
    with pytest.raises(Invalid, match="hasil kerja atau nilai"):
        actions.feedback_use(actor=users.clerk, feedback=general, now=NOW)
    with pytest.raises(Forbidden):
        actions.feedback_use(actor=users.head, feedback=later, now=NOW)
    rated.refresh_from_db()
    build.sent(year.clerk, fourth, by=users.chief)
    with pytest.raises(Conflict, match="sudah dikirim"):
        actions.feedback_use(actor=users.clerk, feedback=later, now=NOW)
    assert Feedback.objects.filter(evidence__isnull=False).get() == row


def test_feedback_is_refused_to_strangers_to_oneself_and_when_it_is_incomplete(client, city, users, year, result):
    client.force_login(users.stranger)
    assert client.get(reverse("feedback_to", args=[city.clerk.uid])).status_code == 403
    with pytest.raises(Forbidden, match="rekan setim"):
        give(users, city, Topic(), by=users.stranger)
    with pytest.raises(Forbidden):
        give(users, city, Topic(), by=users.clerk)
    with pytest.raises(Invalid, match="belum lengkap"):
        give(users, city, Topic(), situation=" ")
    foreign = year.stranger.versions.get().results.first()
    with pytest.raises(Invalid, match="dari daftar"):
        give(users, city, Topic(lineage=foreign.lineage))
    client.force_login(users.chief)
    answer = client.post(reverse("feedback_to", args=[city.clerk.uid]), {"topic": "hasil:x", "thumb": "SESUAI"})
    assert answer.status_code == 422
    assert not Feedback.objects.exists()
    peer = person(7, "Rekan Satu", post("staf-b", city.division))
    client.force_login(account(peer, "rekan"))
    page = client.get(reverse("feedback_to", args=[city.clerk.uid])).content.decode()
    assert "nilai:LOYAL" in page
    assert result.text not in page


def test_a_request_is_answered_by_a_stranger_or_declined_once(client, city, users, year, result):
    client.force_login(users.clerk)
    url = reverse("feedback_ask") + "?q=Rusdi"
    data = {"giver": city.stranger.uid, "topic": f"hasil:{result.lineage}", "question": "Bagaimana berkasnya?"}
    assert client.post(url, data).status_code == 302
    again = client.post(url, data)
    assert again.status_code == 422
    assert "masih menunggu" in again.content.decode()
    wanted = FeedbackRequest.objects.get()
    queries, page = asked(client, users.stranger, reverse("feedback_request", args=[wanted.uid]))
    assert queries <= MOST_QUERIES
    assert result.text in page
    assert client.post(reverse("feedback_request", args=[wanted.uid]), SAID).status_code == 302
    row = Feedback.objects.get()
    assert (row.request, row.lineage, row.relation) == (wanted, result.lineage, Relation.PEER)
    assert client.post(reverse("feedback_decline", args=[wanted.uid])).status_code == 409
    assert client.get(reverse("feedback_one", args=[row.uid])).status_code == 200
    second = actions.feedback_ask(actor=users.clerk, giver=city.head, topic=Topic(), question="", now=NOW)
    with pytest.raises(Forbidden):
        actions.feedback_decline(actor=users.chief, request=second, reason="", now=NOW)
    actions.feedback_decline(actor=users.head, request=second, reason="Belum melihat.", now=NOW)
    second.refresh_from_db()
    assert second.state == RequestState.DECLINED


def test_both_sides_and_the_rater_read_and_reply_and_nobody_else(client, city, users, year):
    row = give(users, city, Topic(value="LOYAL"))
    for user in (users.head, users.stranger, users.mayor):
        client.force_login(user)
        assert client.get(reverse("feedback_one", args=[row.uid])).status_code == 404
        assert client.post(reverse("feedback_reply", args=[row.uid]), {"text": "x"}).status_code == 404
    client.force_login(users.clerk)
    assert client.post(reverse("feedback_reply", args=[row.uid]), {"text": " "}).status_code == 422
    assert client.post(reverse("feedback_reply", args=[row.uid]), {"text": "<b>Terima kasih</b>"}).status_code == 302
    queries, page = asked(client, users.chief, reverse("feedback_one", args=[row.uid]))
    assert "&lt;b&gt;Terima kasih" in page
    assert queries <= MOST_QUERIES


def test_lists_ask_as_many_questions_for_many_as_for_one(client, city, users, year):
    pages = ["feedback", "feedback_choose", "feedback_ask", "feedback_team"]
    give(users, city, Topic(value="LOYAL"))
    before = {name: asked(client, users.chief, reverse(name))[0] for name in pages}
    before["own"] = asked(client, users.clerk, reverse("feedback"))[0]
    of_plan = reverse("feedback_of_plan", args=[year.clerk.uid])
    one = asked(client, users.chief, of_plan)[0]
    for number in range(8, 12):
        more = person(number, f"Rekan {nip(number)}", post(f"staf-{number}", city.division))
        build.plan(year.cycle, more, city.chief, city.division)
        give(users, city, Topic(value="KOMPETEN"))
    after = {name: asked(client, users.chief, reverse(name))[0] for name in pages}
    after["own"] = asked(client, users.clerk, reverse("feedback"))[0]
    assert after == before
    assert max(after.values()) <= MOST_QUERIES
    assert asked(client, users.chief, of_plan)[0] == one <= MOST_QUERIES


def test_who_had_none_for_long_is_told_once_and_so_is_the_rater(city, users, year):
    give(users, city, Topic())
    assert quiet_remind(today=TODAY, now=NOW) == 5  # head, chief, stranger; and mayor, head: who rate them
    told = Notice.objects.filter(kind="performance.feedback_none").values_list("user__username", flat=True)
    assert sorted(told) == ["kabid", "kepala", "lain"]
    assert quiet_remind(today=TODAY + timedelta(days=1), now=NOW + timedelta(days=1)) == 0


def test_hints_name_what_a_feedback_leaves_out():
    assert hints(SAID) == []
    found = " ".join(hints({"situation": "Kemarin", "behaviour": "kurang maksimal", "impact": "", "next_step": ""}))
    for word in ("Situasi:", "Perilaku:", "Dampak:", "Langkah:", "kurang maksimal"):
        assert word in found
