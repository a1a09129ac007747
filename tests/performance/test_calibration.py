"""Calibration: before sending, the sitting proposes, the rater alone decides; both decisions stay and verify."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices.models import Notice
from betang.people.viewer import load
from betang.performance.actions.calibration import calibration_hand_in, calibration_lock, calibration_open
from betang.performance.actions.calibration_cases import calibration_answer, calibration_propose
from betang.performance.actions.sending import evaluation_send
from betang.performance.models import (
    Calibration,
    CalibrationCase,
    CalibrationProposal,
    Decision,
    Evaluation,
    EvaluationState,
    VersionState,
)
from betang.performance.queries.verification import verify
from tests.at_once import at_once
from tests.people import build as people
from tests.people.build import NOW
from tests.performance import build

pytestmark = pytest.mark.django_db
OTHER = {"result": "DI_ATAS", "behaviour": "DI_ATAS", "reason": "Tujuh dari tujuh indikator tercapai."}
YES = {"outcome": "diterima", "answer": "Saya memakai target lama."}


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def third(city, users):
    """The third quarter: the clerk rated by the chief, the chief by the head, nothing sent."""
    year = build.plans(city, agreed=True)
    found = build.period(year.cycle, 3)
    build.achievement(city.division, found, by=users.head)
    build.rated(year.clerk, found, by=users.chief)
    build.rated(year.chief, found, by=users.head, item="SESUAI")
    return found


@pytest.fixture
def agency(city):
    return people.account(people.person(20, "Bina"), "bkpsdm", Role.BKPSDM)


@pytest.fixture
def sitting(city, third, agency):
    """A sitting over the division; the head and the chief are its members."""
    return calibration_open(
        actor=agency, period=third, units=[city.division], members=[city.head, city.chief, city.stranger],
        due=NOW.date() + timedelta(days=7), now=NOW,
    )  # fmt: skip


@pytest.fixture
def case(users, sitting):
    calibration_hand_in(actor=users.chief, calibration=sitting, now=NOW)
    return CalibrationCase.objects.get()


def send(users):
    row = Evaluation.objects.get(plan__employee__user=users.clerk)
    return evaluation_send(actor=users.chief, evaluation=row, edition=row.edition, now=NOW)


def lock(agency, sitting):
    return calibration_lock(actor=agency, calibration=sitting, conclusion="Dibahas.", now=NOW)


def test_what_the_rater_accepted_is_a_second_decision_when_he_sends(users, agency, sitting, case):
    with pytest.raises(Conflict, match="sedang dikalibrasi"):
        send(users)
    proposal = calibration_propose(actor=users.head, case=case, now=NOW, **OTHER)
    with pytest.raises(Conflict, match="menunggu penilai"):
        calibration_propose(actor=users.stranger, case=case, now=NOW, **OTHER)
    for actor in (users.head, users.clerk, agency):
        with pytest.raises(Forbidden):
            calibration_answer(actor=actor, case=case, proposal=proposal, now=NOW, **YES)
    with pytest.raises(Invalid, match="alasan"):
        calibration_answer(actor=users.chief, case=case, proposal=proposal, now=NOW, outcome="diterima", answer=" ")
    calibration_answer(actor=users.chief, case=case, proposal=proposal, now=NOW, **YES)
    with pytest.raises(Conflict, match="sudah dijawab"):
        calibration_answer(actor=users.chief, case=case, proposal=proposal, now=NOW, **YES)
    lock(agency, sitting)
    assert not Decision.objects.exists()
    sent = send(users)
    first, second = Decision.objects.order_by("id")
    assert (first.by, first.predicate, second.by, second.predicate) == ("penilai", "B", "kalibrasi", "SB")
    assert (second.replaces, second.decided_by) == (first, users.chief)
    assert OTHER["reason"] in second.reason
    assert sent.state == EvaluationState.SENT
    assert verify().difference is None
    second.predicate = "B"
    second.save()
    assert verify().difference is not None
    names = ["open", "hand_in", "propose", "answer", "lock", "apply"]
    for name in names:
        assert AuditEntry.objects.filter(action=f"performance.calibration_{name}").count() == 1, name


def test_altering_the_trailless_decision_is_found(users, agency, sitting, case):
    proposal = calibration_propose(actor=users.head, case=case, now=NOW, **OTHER)
    calibration_answer(actor=users.chief, case=case, proposal=proposal, now=NOW, **YES)
    lock(agency, sitting)
    send(users)
    Decision.objects.exclude(replaces=None).delete()
    found = verify().difference
    assert found is not None
    assert "jejak audit" in found.sentence


@pytest.mark.parametrize("kept", [True, False])
def test_kept_or_unanswered_the_rater_s_ratings_stand(users, agency, sitting, case, kept):
    proposal = calibration_propose(actor=users.head, case=case, now=NOW, **OTHER)
    if kept:
        no = {"outcome": "dipertahankan", "answer": "Bukti Juli belum ada."}
        calibration_answer(actor=users.chief, case=case, proposal=proposal, now=NOW, **no)
    lock(agency, sitting)
    with pytest.raises(Conflict, match="dikunci"):
        calibration_answer(actor=users.chief, case=case, proposal=proposal, now=NOW, **YES)
    send(users)
    assert [one.predicate for one in Decision.objects.all()] == ["B"]
    assert verify().difference is None


def test_nobody_sits_on_his_own_case_and_a_head_s_result_stays_the_unit_s(users, sitting, third):
    calibration_hand_in(actor=users.head, calibration=sitting, now=NOW)
    own = CalibrationCase.objects.get(evaluation__plan__employee__user=users.chief)
    with pytest.raises(Forbidden, match="perkaranya sendiri"):
        calibration_propose(actor=users.chief, case=own, now=NOW, **OTHER)
    with pytest.raises(Forbidden, match="anggota"):
        calibration_propose(actor=users.clerk, case=own, now=NOW, **OTHER)
    with pytest.raises(Invalid, match="kepala unit"):
        calibration_propose(actor=users.stranger, case=own, now=NOW, **OTHER)
    with pytest.raises(Invalid, match="alasan"):
        calibration_propose(actor=users.stranger, case=own, now=NOW, **{**OTHER, "reason": ""})
    assert not CalibrationProposal.objects.exists()


def test_opening_is_refused_twice_empty_or_past_and_lapses_by_its_last_day(city, users, agency, sitting, third):
    given = {"actor": agency, "period": third, "units": [city.division], "members": [city.head], "now": NOW}
    with pytest.raises(Conflict, match="sidang kalibrasi lain"):
        calibration_open(due=NOW.date(), **given)
    with pytest.raises(Invalid, match="sudah lewat"):
        calibration_open(due=NOW.date() - timedelta(days=1), **given)
    with pytest.raises(Invalid, match="anggota"):
        calibration_open(due=NOW.date(), **{**given, "members": []})
    assert Calibration.objects.count() == 1
    assert Notice.objects.filter(kind="performance.calibration", user=users.chief).count() == 1
    later = NOW + timedelta(days=8)
    with pytest.raises(Conflict, match="sudah lewat"):
        calibration_hand_in(actor=users.chief, calibration=sitting, now=later)
    row = Evaluation.objects.get(plan__employee__user=users.clerk)
    evaluation_send(actor=users.chief, evaluation=row, edition=row.edition, now=later)


def test_off_the_pattern_the_sitting_is_not_locked_without_a_reason(city, users, agency, sitting, third):
    cycle = third.cycle
    for number in range(5):
        plan = build.plan(cycle, people.person(30 + number, f"Pegawai {number}"), city.chief, city.division)
        build.filled(plan, VersionState.AGREED)
        build.rated(plan, third, by=users.chief)
    calibration_hand_in(actor=users.chief, calibration=sitting, now=NOW)
    with pytest.raises(Invalid, match="pola acuan"):
        calibration_lock(actor=agency, calibration=sitting, conclusion=" ", now=NOW)
    locked = calibration_lock(actor=agency, calibration=sitting, conclusion="Semua target tercapai.", now=NOW)
    assert locked.conclusion
    assert {one.predicate for one in CalibrationCase.objects.all()} == {"B"}


@pytest.mark.django_db(transaction=True)
def test_two_decide_the_same_case_and_one_is_told(users, sitting, case, own_connection):
    proposal = calibration_propose(actor=users.head, case=case, now=NOW, **OTHER)
    told = []

    def answer(outcome):
        try:
            calibration_answer(
                actor=users.chief, case=case, proposal=proposal, outcome=outcome, answer="Alasan.", now=NOW
            )
        except Conflict as refusal:
            told.append(refusal.message)

    at_once([lambda: answer("diterima"), lambda: answer("dipertahankan")], own_connection)
    assert len(told) == 1
    assert "sudah dijawab" in told[0]


def test_the_pages_through_the_front_door(client, city, users, agency, third):
    client.force_login(agency)
    form = {
        "period": third.pk, "units": [city.division.code], "members": [str(city.head.uid), str(city.stranger.uid)],
        "due": f"{NOW.date() + timedelta(days=7):%Y-%m-%d}",
    }  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        everything = client.get(reverse("calibration_new")).content.decode()
    assert len(asked) <= 12
    assert f'value="{city.head.uid}"' in everything
    narrowed = client.post(reverse("calibration_new"), {**form, "units": [], "cari": "tak ada", "saring": "ya"})
    text = narrowed.content.decode()
    assert (narrowed.status_code, Calibration.objects.count()) == (200, 0)
    assert f'value="{city.head.uid}" id="id_members_0_0" checked' in " ".join(text.split())  # what is ticked stays
    assert f'value="{city.division.code}"' not in text
    assert client.post(reverse("calibration_new"), {**form, "units": []}).status_code == 422
    made = client.post(reverse("calibration_new"), form)
    assert made.status_code == 302, made.content.decode()
    sitting = Calibration.objects.get()
    page = reverse("calibration", args=[sitting.uid])
    client.force_login(users.chief)
    assert client.post(reverse("calibration_hand_in", args=[sitting.uid])).status_code == 302
    case = CalibrationCase.objects.get()
    address = reverse("calibration_case", args=[case.uid])
    assert reverse("calibrations") in client.get(reverse("desk")).content.decode()
    client.force_login(users.clerk)
    assert reverse("calibrations") not in client.get(reverse("desk")).content.decode()
    assert [client.get(one).status_code for one in (page, address)] == [404, 404]
    client.force_login(users.head)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        text = client.get(page).content.decode()
    assert len(asked) <= 12
    client.force_login(users.stranger)  # a member who rates nobody here: the role, for this sitting
    assert [client.get(one).status_code for one in (page, address)] == [200, 200]
    assert load(users.stranger, NOW.date()).has(Role.CALIBRATION)
    assert not load(users.stranger, sitting.due_date + timedelta(days=1)).has(Role.CALIBRATION)
    assert city.clerk.name in text
    assert client.post(reverse("calibration_propose", args=[case.uid]), {**OTHER, "reason": ""}).status_code == 422
    assert client.post(reverse("calibration_propose", args=[case.uid]), OTHER).status_code == 302
    assert client.get(f"{reverse('calibration_compare', args=[sitting.uid])}?perkara={case.uid}").status_code == 200
    client.force_login(users.chief)
    assert "Putuskan usulan" in client.get(address).content.decode()
    given = {**YES, "usulan": str(CalibrationProposal.objects.get().uid)}
    assert client.post(reverse("calibration_answer", args=[case.uid]), given).status_code == 302
    assert client.post(reverse("calibration_answer", args=[case.uid]), given).status_code == 422
    client.force_login(agency)
    assert client.post(reverse("calibration_lock", args=[sitting.uid]), {"conclusion": ""}).status_code == 302
    assert "Sidang sudah dikunci" in client.get(page).content.decode()
    client.force_login(users.stranger)
    assert [client.get(one).status_code for one in (page, address)] == [404, 404]
    assert not load(users.stranger, NOW.date()).has(Role.CALIBRATION)
    with pytest.raises(Invalid, match="melekat pada keanggotaan"):
        people.account(None, "lain2", Role.CALIBRATION)


def test_more_cases_ask_no_more_questions(client, city, users, sitting, case, third):
    client.force_login(users.head)
    address = reverse("calibration", args=[sitting.uid])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked()
    before = asked()
    for number in range(6):
        who = people.person(30 + number, f"Pegawai {number}", city.posts["clerk"])
        plan = build.plan(third.cycle, who, city.chief, city.division, draft=False)
        evaluation = Evaluation.objects.create(plan=plan, period=third)
        CalibrationCase.objects.create(
            calibration=sitting, evaluation=evaluation, edition=0, result="SESUAI", behaviour="SESUAI", predicate="B",
            by_indicators="DI_ATAS", handed_at=NOW,
        )  # fmt: skip
    assert asked() == before
    assert before <= 12
