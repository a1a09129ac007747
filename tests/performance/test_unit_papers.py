"""All papers of a unit: made by a worker that may be killed anywhere, taken by who may; lists as workbooks."""

import csv
import io
import zipfile
from datetime import date, timedelta

import openpyxl  # type: ignore[import-untyped]
import pytest

from betang.batch.appraise.load import load
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.documents.models import Document
from betang.kernel.jobs import JobRun, run_now
from betang.kernel.jobs.models import Status
from betang.performance import jobs_papers
from betang.performance.actions.bundles import bundles_clear
from betang.performance.models import Bundle, Evaluation
from betang.regulation.parameters import book
from tests.people.build import NOW
from tests.performance import build

pytestmark = pytest.mark.django_db
ADDRESS = "/kinerja/dokumen/"


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def year(city, users):
    """Agreed plans; the third period of chief and clerk was sent."""
    made = build.plans(city, agreed=True)
    third = build.period(made.cycle, 3)
    for plan, rater in ((made.chief, users.head), (made.clerk, users.chief)):
        build.achievement(plan.unit, third, by=users.mayor)
        build.sent(plan, third, by=rater)
    return made


def asked(client, user, unit, span):
    client.force_login(user)
    answer = client.post(f"{ADDRESS}kemas/", {"unit": unit.code, "span": span})
    place = answer.headers["Location"]
    assert place.startswith("/pekerjaan/")
    return JobRun.objects.get(pk=place.split("/")[2])


def taken(client, bundle):
    answer = client.post(f"{ADDRESS}{bundle.pk}/unduh/")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_head_takes_the_papers_of_the_own_unit(client, city, year, users):
    run = asked(client, users.head, city.office, "2026-3")
    assert asked(client, users.head, city.office, "2026-3") == run  # asked again while it waits: the same
    bundle = Bundle.objects.get()
    assert client.post(f"{ADDRESS}{bundle.pk}/unduh/").status_code == 409
    done = run_now(run)
    assert (done.status, done.done, done.total) == (Status.DONE, 2, 2)
    page = client.get(ADDRESS).content.decode()
    assert "Unduh" in page
    archive = taken(client, bundle)
    lines = list(csv.reader(archive.read("daftar.csv").decode("utf-8-sig").splitlines()))
    assert {line[2] for line in lines[1:]} == {year.chief.employee.full_name, year.clerk.employee.full_name}
    assert sorted(archive.namelist()) == sorted(["daftar.csv", *(f"{line[0]}.pdf" for line in lines[1:])])
    assert all(archive.read(f"{line[0]}.pdf").startswith(b"%PDF-1.7") for line in lines[1:])
    assert Document.objects.count() == len(lines) - 1 == 4
    run_now(asked(client, users.head, city.office, "2026-3"))  # another bundle, the same papers
    assert (Document.objects.count(), Bundle.objects.count()) == (4, 2)
    client.force_login(users.mayor)
    assert client.post(f"{ADDRESS}{bundle.pk}/unduh/").status_code == 404  # not who asked
    assert bundles_clear(now=NOW + timedelta(days=300)) == 2
    assert EncryptedFile.objects.count() == Document.objects.count()


def test_who_may_not_gets_nothing(client, city, year, users):
    for user, unit, span, status in (
        (users.stranger, city.office, "2026-3", 422),  # leads another unit
        (users.head, city.other, "2026-skp", 422),
        (users.head, city.office, "2027-3", 422),
        (users.clerk, city.office, "2026-3", 403),
    ):
        for part in ("kemas", "ekspor"):
            client.force_login(user)
            assert client.post(f"{ADDRESS}{part}/", {"unit": unit.code, "span": span}).status_code == status
    assert not Bundle.objects.exists()
    assert not JobRun.objects.exists()


@pytest.mark.parametrize("dies_at", range(4))
def test_a_killed_worker_loses_and_doubles_nothing(client, city, year, users, monkeypatch, dies_at):
    monkeypatch.setattr(jobs_papers, "CHUNK", 1)
    run = asked(client, users.mayor, city.office, "2026-skp")
    steps = iter(range(100))

    def dying(real):
        def step(*args, **kwargs):
            if next(steps) == dies_at:
                raise RuntimeError("killed")
            return real(*args, **kwargs)

        return step

    for name in ("documents_issue", "bundle_finish"):
        monkeypatch.setattr(jobs_papers, name, dying(getattr(jobs_papers, name)))
    with pytest.raises(RuntimeError, match="killed"):
        run_now(run)
    before = set(Document.objects.values_list("number", flat=True))
    assert len(before) == min(dies_at, 3)
    JobRun.objects.filter(pk=run.pk).update(status=Status.FAILED)
    run_now(asked(client, users.mayor, city.office, "2026-skp"))
    archive = taken(client, Bundle.objects.get())
    assert len(archive.namelist()) == 4
    assert before <= set(Document.objects.values_list("number", flat=True))
    assert Document.objects.count() == 3


def test_the_rekap_goes_out_as_it_comes_in(client, city, year, users, tmp_path):
    client.force_login(users.head)
    sent = {"unit": city.office.code, "span": "2026-3"}
    rekap = client.post(f"{ADDRESS}ekspor/", {**sent, "bentuk": "rekap"}).content
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(rekap)
    found = load(path, rules="eksp-2022", law=book().on(date(2026, 9, 30)))
    rows = list(Evaluation.objects.filter(state="dikirim").order_by("plan__employee__name"))
    assert found.people.nip.tolist() == [int(row.plan.employee.nip or 0) for row in rows]
    assert found.people.name.to_list() == [row.plan.employee.full_name for row in rows]
    assert found.printed is not None
    assert (found.printed.result.tolist(), found.printed.behaviour.tolist()) == ([1, 1], [1, 1])
    assert found.printed.predikat.tolist() == [3, 3]
    assert not found.warnings
    detail = client.post(f"{ADDRESS}ekspor/", {**sent, "bentuk": "rincian"})
    sheet = openpyxl.load_workbook(io.BytesIO(detail.content)).active
    values = [
        dict(zip([cell.value for cell in sheet[1]], line, strict=True)) for line in sheet.iter_rows(2, values_only=True)
    ]
    assert [row["predikat"] for row in values] == ["Baik", "Baik"]
    assert values[0]["nip"] == rows[0].plan.employee.nip
    assert client.post(f"{ADDRESS}ekspor/", {"unit": city.office.code, "span": "2026-skp"}).status_code == 422
