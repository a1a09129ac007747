"""Evaluations: rated, sent, frozen, answered; and the refusals that keep them fair."""

from datetime import timedelta
from decimal import Decimal

import pytest

from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices.models import Notice
from betang.performance import frozen
from betang.performance.actions.achievements import rater_assign, unit_achievement_set
from betang.performance.actions.answering import evaluation_answer, evaluation_receive, self_send
from betang.performance.actions.ratings import ratings_save
from betang.performance.actions.sending import evaluation_send, evaluations_send
from betang.performance.models import (
    BehaviourRating,
    Decision,
    Evaluation,
    EvaluationState,
    ItemRating,
    RaterChange,
    UnitAchievement,
    VersionState,
)
from betang.performance.rating_rows import Given
from betang.regulation.eksp2022.levels import NILAI
from tests.at_once import at_once
from tests.people import build as people
from tests.people.build import NOW
from tests.performance import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def year(city):
    return build.plans(city, agreed=True)


@pytest.fixture
def third(year):
    return build.period(year.cycle, 3)


def counted():
    """Count what a refusal must leave alone."""
    return (
        Evaluation.objects.exclude(state="terbuka").count(),
        Decision.objects.count(),
        ItemRating.objects.count(),
        AuditEntry.objects.count(),
    )


def test_a_sent_evaluation_is_decided_by_the_rules_and_frozen_with_its_inputs(city, users, year, third):
    build.achievement(city.division, third, by=users.head)
    sent = build.sent(year.clerk, third, by=users.chief, item="DI_ATAS", behaviour="DI_ATAS")
    decision = sent.decisions.get()
    assert (decision.result, decision.behaviour, decision.predicate) == ("DI_ATAS", "DI_ATAS", "SB")
    assert (decision.proposed_result, decision.proposed_behaviour) == ("DI_ATAS", "DI_ATAS")
    sent.refresh_from_db()
    assert sent.state == EvaluationState.SENT
    assert sent.snapshot is not None
    assert sent.snapshot_digest == frozen.digest(sent.snapshot)
    content = sent.snapshot["content"]
    assert (content["day"], content["rules"], content["achievement"]) == ("2026-09-30", "eksp-2022", "BAIK")
    assert sent.snapshot["values"]["eksp-2022/kuadran"] == "2022-01-01"
    assert [item["indicators"][0]["value"] for item in content["items"]] == ["95", "95"]
    # 95 of 90 is above 100 %: the rule's own proposal for each item stands beside the rating.
    assert set(ItemRating.objects.values_list("proposed", flat=True)) == {"DI_ATAS"}
    notice = Notice.objects.get(user=users.clerk)
    assert "Baik" not in notice.text
    entry = AuditEntry.objects.get(action="performance.evaluation_send")
    assert {"snapshot_digest", "decision"} <= set(entry.fields)


def test_the_head_of_a_unit_has_the_units_achievement_for_result(city, users, year, third):
    build.achievement(city.office, third, "BUTUH_PERBAIKAN", by=users.mayor)
    with pytest.raises(Invalid, match="capaian unitnya"):
        build.sent(year.head, third, by=users.mayor, chosen_result="SESUAI", reason="Menurut saya cukup.")
    sent = build.sent(year.head, third, by=users.mayor, item="DI_ATAS", chosen_result="")
    decision = sent.decisions.get()
    assert (decision.proposed_result, decision.result, decision.predicate) == ("DI_BAWAH", "DI_BAWAH", "BP")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("unit", "capaian kinerja unitnya belum ditetapkan"),
        ("item", "belum diberi rating"),
        ("behaviour", "ketujuh nilai perilaku"),
        ("decision", "memerlukan alasan"),
        ("feedback", "memerlukan umpan balik"),
    ],
)
def test_what_is_incomplete_is_not_sent_and_nothing_is_written(city, users, year, third, change, said):
    if change != "unit":
        build.achievement(city.division, third, by=users.head)
    chosen = {"chosen_result": "DI_BAWAH"} if change == "decision" else {}
    made = build.rated(year.clerk, third, by=users.chief, **chosen)
    if change == "item":
        ItemRating.objects.update(rating="")
    if change == "behaviour":
        BehaviourRating.objects.filter(value="LOYAL").delete()
    if change == "feedback":
        ItemRating.objects.update(feedback=" ")
    before = counted()
    with pytest.raises(Invalid, match=said):
        evaluation_send(actor=users.chief, evaluation=made, edition=made.edition, now=NOW)
    assert counted() == before


def test_a_decision_that_is_not_the_proposal_stands_with_its_reason(city, users, year, third):
    build.achievement(city.division, third, by=users.head)
    sent = build.sent(year.clerk, third, by=users.chief, chosen_behaviour="DI_ATAS", reason="Warga berulang memuji.")
    decision = sent.decisions.get()
    assert (decision.proposed_behaviour, decision.behaviour, decision.predicate) == ("SESUAI", "DI_ATAS", "B")
    assert decision.reason == "Warga berulang memuji."


def test_only_the_rater_rates_and_nobody_himself(city, users, year, third):
    build.achievement(city.division, third, by=users.head)
    for actor in (users.clerk, users.stranger, users.head, users.mayor):
        with pytest.raises(Forbidden):
            build.rated(year.clerk, third, by=actor)
    made = build.rated(year.clerk, third, by=users.chief)
    before = counted()
    for actor in (users.clerk, users.head):
        with pytest.raises(Forbidden):
            evaluation_send(actor=actor, evaluation=made, edition=made.edition, now=NOW)
    assert counted() == before


def test_an_older_edition_a_second_sending_and_strange_ratings_are_refused(city, users, year, third):
    build.achievement(city.division, third, by=users.head)
    made = build.rated(year.clerk, third, by=users.chief)
    assert made.edition == 1
    with pytest.raises(Conflict, match="disimpan dari tempat lain"):
        ratings_save(actor=users.chief, plan=year.clerk, period=third, edition=0, given=Given(), now=NOW)
    for given, said in (
        (Given(behaviours={"AKUNTABEL": {"rating": "HEBAT"}}), "rating yang tidak dikenal"),
        (Given(behaviours={"HEBAT": {"rating": "SESUAI"}}), "nilai perilaku"),
        (Given(items={year.clerk.uid: {"rating": "SESUAI"}}), "tidak terdapat dalam SKP"),
        (Given(values={year.clerk.uid: (Decimal(1), "")}), "tidak terdapat dalam SKP"),
    ):
        with pytest.raises(Invalid, match=said):
            ratings_save(actor=users.chief, plan=year.clerk, period=third, edition=1, given=given, now=NOW)
    with pytest.raises(Conflict, match="berubah sejak"):
        evaluation_send(actor=users.chief, evaluation=made, edition=0, now=NOW)
    evaluation_send(actor=users.chief, evaluation=made, edition=1, now=NOW)
    with pytest.raises(Conflict, match="sudah dikirim"):
        evaluation_send(actor=users.chief, evaluation=made, edition=2, now=NOW)
    with pytest.raises(Conflict, match="sudah dikirim"):
        ratings_save(actor=users.chief, plan=year.clerk, period=third, edition=2, given=Given(), now=NOW)
    with pytest.raises(Invalid, match="belum dimulai"):
        ratings_save(
            actor=users.chief, plan=year.clerk, period=third, edition=2, given=Given(), now=NOW - timedelta(days=300)
        )


def test_several_are_sent_together_or_none(city, users, year, third):
    other = people.person(9, "Dayang Sari", city.posts["clerk"])
    second = build.plan(year.cycle, other, city.chief, city.division)
    build.filled(second, VersionState.AGREED)
    build.achievement(city.division, third, by=users.head)
    made = [build.rated(plan, third, by=users.chief) for plan in (year.clerk, second)]
    BehaviourRating.objects.filter(evaluation=made[1], value="LOYAL").delete()
    before = counted()
    with pytest.raises(Invalid, match="Dayang Sari: ketujuh nilai"):
        evaluations_send(actor=users.chief, editions={one.pk: one.edition for one in made}, now=NOW)
    assert counted() == before
    again = build.rated(second, third, by=users.chief)
    sent = evaluations_send(actor=users.chief, editions={made[0].pk: 1, again.pk: again.edition}, now=NOW)
    assert len(sent) == 2
    assert Decision.objects.count() == 2


def test_the_units_achievement_needs_a_reason_comes_from_above_and_stays_once_used(city, users, year, third):
    wanted = {"unit": city.division, "period": third, "now": NOW}
    with pytest.raises(Invalid, match="alasannya"):
        unit_achievement_set(actor=users.head, level="BAIK", reason=" ", **wanted)
    with pytest.raises(Invalid, match="Pilih capaian"):
        unit_achievement_set(actor=users.head, level="HEBAT", reason="x", **wanted)
    with pytest.raises(Forbidden):
        unit_achievement_set(actor=users.chief, level="ISTIMEWA", reason="Kami hebat.", **wanted)
    unit_achievement_set(actor=users.head, level="BAIK", reason="Sesuai rencana aksi.", **wanted)
    unit_achievement_set(actor=users.head, level="ISTIMEWA", reason="Melampaui.", **wanted)
    assert UnitAchievement.objects.count() == 2
    sent = build.sent(year.clerk, third, by=users.chief)
    sent.refresh_from_db()
    assert sent.snapshot is not None
    assert sent.snapshot["content"]["achievement"] == "ISTIMEWA"
    with pytest.raises(Conflict, match="sudah menjadi dasar"):
        unit_achievement_set(actor=users.head, level="KURANG", reason="Berubah.", **wanted)


def test_self_assessment_receipt_comment_and_acceptance(city, users, year, third):
    given = Given(behaviours={name: {"own": "DI_ATAS"} for name in NILAI.names})
    with pytest.raises(Forbidden):
        self_send(actor=users.chief, plan=year.clerk, period=third, given=given, now=NOW)
    own = Given(behaviours={"LOYAL": {"rating": "DI_ATAS"}})
    with pytest.raises(Invalid, match="penilaian Anda sendiri"):
        self_send(actor=users.clerk, plan=year.clerk, period=third, given=own, now=NOW)
    made = self_send(actor=users.clerk, plan=year.clerk, period=third, given=given, now=NOW)
    assert made.self_sent_at == NOW
    assert set(BehaviourRating.objects.values_list("own", "rating")) == {("DI_ATAS", "")}
    with pytest.raises(Conflict, match="belum dikirim"):
        evaluation_receive(actor=users.clerk, evaluation=made, now=NOW)
    build.achievement(city.division, third, by=users.head)
    sent = build.sent(year.clerk, third, by=users.chief)
    with pytest.raises(Conflict, match="sudah dikirim"):
        self_send(actor=users.clerk, plan=year.clerk, period=third, given=given, now=NOW)
    with pytest.raises(Conflict, match="sesudah diterima"):
        evaluation_answer(actor=users.clerk, evaluation=sent, text="Setuju", accept=True, now=NOW)
    with pytest.raises(Forbidden):
        evaluation_receive(actor=users.chief, evaluation=sent, now=NOW)
    evaluation_receive(actor=users.clerk, evaluation=sent, now=NOW)
    received = evaluation_receive(actor=users.clerk, evaluation=sent, now=NOW)
    assert (received.state, received.received_at) == (EvaluationState.RECEIVED, NOW)
    assert AuditEntry.objects.filter(action="performance.evaluation_receive").count() == 1
    with pytest.raises(Invalid, match="Tulis tanggapan"):
        evaluation_answer(actor=users.clerk, evaluation=sent, text=" ", accept=False, now=NOW)
    evaluation_answer(actor=users.clerk, evaluation=sent, text="Ada data yang kurang.", accept=False, now=NOW)
    done = evaluation_answer(actor=users.clerk, evaluation=sent, text="", accept=True, now=NOW)
    assert (done.state, done.answer) == (EvaluationState.ACCEPTED, "Ada data yang kurang.")


def test_another_rater_takes_over_by_a_dated_reassignment(city, users, year, third):
    build.achievement(city.division, third, by=users.head)
    agency = people.account(None, "bkpsdm")
    with pytest.raises(Invalid, match="alasannya"):
        rater_assign(actor=agency, plan=year.clerk, rater=city.head, reason="", now=NOW)
    with pytest.raises(Invalid, match="dirinya sendiri"):
        rater_assign(actor=agency, plan=year.clerk, rater=city.clerk, reason="x", now=NOW)
    with pytest.raises(Forbidden):
        rater_assign(actor=users.clerk, plan=year.clerk, rater=city.head, reason="x", now=NOW)
    rater_assign(actor=agency, plan=year.clerk, rater=city.head, reason="Penilai cuti besar.", now=NOW)
    year.clerk.refresh_from_db()
    with pytest.raises(Forbidden):
        build.sent(year.clerk, third, by=users.chief)
    build.sent(year.clerk, third, by=users.head)
    change = RaterChange.objects.get()
    assert (change.before, change.after, change.changed_at) == (city.chief, city.head, NOW)


def test_the_year_is_decided_afresh_not_averaged(city, users, year):
    for number in (0, 1, 2, 3):
        build.achievement(city.division, build.period(year.cycle, number), by=users.head)
    for number in (1, 2, 3):
        build.sent(year.clerk, build.period(year.cycle, number), by=users.chief, item="DI_BAWAH", behaviour="DI_BAWAH")
    annual = build.period(year.cycle, 0)
    sent = build.sent(year.clerk, annual, by=users.chief, item="DI_ATAS", behaviour="DI_ATAS")
    assert [one.predicate for one in Decision.objects.order_by("id")] == ["SK", "SK", "SK", "SB"]
    assert sent.decisions.get().proposed_result == "DI_ATAS"


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_one_wins_and_the_other_is_told(city, own_connection):
    users, year = build.accounts(city), build.plans(city, agreed=True)
    third = build.period(year.cycle, 3)
    build.rated(year.clerk, third, by=users.chief)
    told, saved = [], []

    def save(rating: str) -> None:
        given = Given(behaviours={"LOYAL": {"rating": rating}})
        try:
            ratings_save(actor=users.chief, plan=year.clerk, period=third, edition=1, given=given, now=NOW)
            saved.append(rating)
        except Conflict as refusal:
            told.append(refusal.message)

    at_once([lambda: save("DI_ATAS"), lambda: save("DI_BAWAH")], own_connection)
    assert (len(saved), len(told)) == (1, 1)
    assert BehaviourRating.objects.get(value="LOYAL").rating == saved[0]
