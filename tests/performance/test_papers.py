"""Plans and evaluations as official papers: by the rights of their pages, from what was agreed and frozen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.documents.actions import documents_issue
from betang.kernel.documents.models import Document
from betang.performance.models import AnnexKind, AnnexLine, Approach, Decision, Evaluation, PlanVersion, Result
from betang.performance.papers import evaluations as of_evaluations
from betang.performance.papers import plans as of_plans
from betang.performance.papers.evaluations import evaluation_papers
from betang.performance.papers.plans import plan_papers
from tests.people.build import NOW
from tests.performance import build

pytestmark = pytest.mark.django_db
HOSTILE = '#panic("x") $y$ *tebal* <b> \\ 😀'


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def year(city):
    return build.plans(city, agreed=True)


def versions():
    return list(PlanVersion.objects.select_related(*of_plans.RELATED).order_by("plan_id"))


def sent_ones():
    return list(Evaluation.objects.select_related(*of_evaluations.RELATED).order_by("plan_id"))


def test_a_plan_is_taken_along_by_who_may_read_it(client, year, users):
    version = year.clerk.versions.get()
    result = version.results.first()
    Result.objects.filter(pk=result.pk).update(
        text=HOSTILE, parent_lineage=year.chief.versions.get().results.first().lineage
    )
    AnnexLine.objects.create(version=version, kind=AnnexKind.SUPPORT, text=HOSTILE)
    address = f"/kinerja/rencana/{year.clerk.uid}/dokumen/"
    for user, status in ((users.stranger, 404), (users.clerk, 200), (users.chief, 200)):
        client.force_login(user)
        assert client.post(address).status_code == status
    client.force_login(users.mayor)
    answer = client.post(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    made = Document.objects.get()  # three took it, one paper was issued
    assert made.number in answer.headers["Content-Disposition"]
    assert year.clerk.employee.name not in f"{made.about} {made.holder} {made.issuer} {made.series}"
    client.force_login(users.clerk)
    assert "Unduh SKP" in client.get(f"/kinerja/rencana/{year.clerk.uid}/").content.decode()


def test_what_a_plan_says(year):
    chief = year.chief.versions.get().results.first()
    Result.objects.filter(version__plan=year.clerk).update(parent_lineage=chief.lineage)
    paper = plan_papers([year.clerk.versions.select_related(*of_plans.RELATED).get()])[0]
    row = paper.data["sections"][0]["items"][0]
    assert (row["above"], row["indicators"][0]["target"]) == (chief.text, "90 %")
    assert [one[0] for one in paper.data["rated"]] == ["Nama", "NIP", "Pangkat/Gol. Ruang", "Jabatan", "Unit Kerja"]
    assert len(paper.data["behaviours"]) == 7
    head = plan_papers([year.head.versions.select_related(*of_plans.RELATED).get()])[0]
    assert [one[0] for one in head.data["rater"]] == ["Nama", "Jabatan", "Instansi"]  # the mayor is no ASN


@pytest.mark.parametrize("approach", Approach)
def test_every_form_can_be_set_and_questions_stay_few(city, users, approach):
    plans = build.plans(city, agreed=True, approach=approach)
    third, whole = build.period(plans.cycle, 3), build.period(plans.cycle, 0)
    for plan, rater in ((plans.chief, users.head), (plans.clerk, users.chief)):
        for period in (third, whole):
            build.achievement(plan.unit, period, by=users.mayor)
            build.sent(plan, period, by=rater)
    with CaptureQueriesContext(connection) as few:
        plan_papers(versions()[:1]), evaluation_papers(sent_ones()[:1])
    with CaptureQueriesContext(connection) as many:
        papers = plan_papers(versions()) + [paper for pair in evaluation_papers(sent_ones()) for paper in pair]
    assert len(many) == len(few)
    made = documents_issue(actor=users.head, papers=papers, now=NOW)
    assert len({one.sha256 for one in made}) == 12
    assert documents_issue(actor=users.head, papers=papers, now=NOW) == made


def test_an_evaluation_is_taken_along_and_an_objection_replaces_its_paper(client, year, users):
    third = build.period(year.cycle, 3)
    build.achievement(year.clerk.unit, third, by=users.mayor)
    address = f"/kinerja/evaluasi/{year.clerk.uid}/3/dokumen/"
    client.force_login(users.clerk)
    assert client.post(address).status_code == 409  # not sent yet
    assert not EncryptedFile.objects.exists()
    evaluation = build.sent(year.clerk, third, by=users.chief)
    page = client.get(f"/kinerja/evaluasi/{year.clerk.uid}/3/").content.decode()
    assert "Dokumen Evaluasi" in page
    assert [client.post(address, {"dokumen": kind}).status_code for kind in ("", "ringkas")] == [200, 200]
    client.force_login(users.stranger)
    assert client.post(address).status_code == 404
    first = Document.objects.get(kind="performance.evaluation")
    before = Decision.objects.get(evaluation=evaluation)
    Decision.objects.create(
        evaluation=evaluation, by="keberatan", result="DI_ATAS", behaviour="DI_ATAS", predicate="SB", decided_at=NOW,
        decided_by=users.head, replaces=before,
    )  # fmt: skip
    client.force_login(users.clerk)
    client.post(address)
    assert Document.objects.get(replaces=first).edition == 2
    whole, summary = evaluation_papers(sent_ones())[0]
    assert (whole.data["predicate"], summary.data["predicate"]) == ("SANGAT BAIK", "SANGAT BAIK")
    assert whole.data["sections"][0]["items"][0]["indicators"][0]["realised"] == "95 %\nRegister"
