"""A workbook goes up and its result comes out: the same rows as the command writes, in every format that is taken."""

import csv
import io
import re
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from betang.cli import main
from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.crypto import folder
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.jobs import run_now
from betang.kernel.jobs.models import JobRun
from betang.portal.workbook import actions, computing, extent, samples
from betang.portal.workbook.models import RunState, WorkbookRun
from tests.access.people import user_with
from tests.batch.appraise.inputs import A, book, numeric_book, write_xlsx
from tests.batch.appraise.test_rekap import rekap
from tests.portal.workbook.uploads import (
    NOW,
    XLSX,
    keeper,
    post,
    ready_run,
    sent,
    signed_in,
    workbook,
)

pytestmark = pytest.mark.django_db
EXAMPLE = Path("examples/penilaian-200.xlsx")
POLICY = Path("examples/kebijakan.toml")


def tables(client, url):
    """Read every table of a result's downloads: from CSV, and from the workbook."""
    page = client.get(url).content.decode()
    names = re.findall(r"bentuk=csv&amp;tabel=(\w+)", page)
    texts = {name: client.get(f"{url}unduh/?bentuk=csv&tabel={name}").content.decode() for name in names}
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{url}unduh/?bentuk=xlsx").content))
    return texts, {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def by_command(source, tmp_path, *options):
    """Read what the command writes for the same input."""
    assert main(["appraise", str(source), "--out", str(tmp_path / "out"), *options]) == 0
    assert main(["appraise", str(source), "--out", str(tmp_path / "out.xlsx"), *options]) == 0
    book = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    texts = {file.stem: file.read_text() for file in (tmp_path / "out").iterdir()}
    return texts, {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("policy", [False, True], ids=["national", "local policy"])
def test_the_example_gives_the_rows_of_the_command(policy, tmp_path):
    client = signed_in(keeper())
    more = {"kebijakan": sent(POLICY.read_bytes(), name="kebijakan.toml", said="application/toml")} if policy else {}
    url = post(client, sent(EXAMPLE.read_bytes()), **more)["Location"]
    options = ["--on", "2026-06-30", *(["--policy", str(POLICY)] if policy else [])]
    assert tables(client, url) == by_command(EXAMPLE, tmp_path, *options)


def test_num_2019_gives_the_rows_of_the_command(tmp_path):
    source = write_xlsx(tmp_path / "num.xlsx", numeric_book())
    client = signed_in(keeper())
    url = post(client, sent(source.read_bytes()), rules="num-2019")["Location"]
    found = tables(client, url)
    assert found == by_command(source, tmp_path, "--rules", "num-2019", "--on", "2021-12-31")
    assert [*found[0]] == ["indikator", "evaluasi"]
    person = client.get(f"{url}orang/1/").content.decode()
    assert "Skor" in person
    assert "Kategori dan nilai" in person


def test_csv_files_together_stand_for_a_workbook():
    files = []
    for name, rows in book().items():
        made = io.StringIO()
        csv.writer(made).writerows(["" if cell is None else cell for cell in row] for row in rows)
        files.append(sent(made.getvalue().encode(), name=f"C:\\Berkas\\{name.upper()}.csv", said="text/csv"))
    client = signed_in(keeper())
    url = post(client, *files)["Location"]
    whole = post(client, sent(workbook()))["Location"]
    assert tables(client, url) == tables(client, whole)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_rekap_alone_is_taken(kind):
    rows = rekap()
    if kind == "csv":
        text = "\n".join(";".join(str(cell) for cell in [*row, *[""] * (7 - len(row))]) for row in rows)
        file = sent(text.encode(), name="Rekap Penilaian (3).csv", said="application/vnd.ms-excel")
    else:
        file = sent(workbook({"Rekap": [[str(cell) for cell in row] or [None] for row in rows]}))
    client = signed_in(keeper())
    url = post(client, file)["Location"]
    page = client.get(f"{url}unit/0/").content.decode()
    assert "Tanpa unit" in page
    assert "Predikat tercetak SB, kuadran memberi BP" in page


def test_template_and_example_are_workbooks_that_can_be_used():
    client = signed_in(user_with(Role.UNIT_ADMIN))
    template, example = client.get("/penilaian/templat/"), client.get("/penilaian/contoh/")
    names = CalamineWorkbook.from_filelike(io.BytesIO(template.content)).sheet_names
    assert names == [*samples.HEADERS]
    assert [answer["Content-Type"] for answer in (template, example)] == [XLSX, XLSX]
    url = post(client, sent(example.content))["Location"]
    assert WorkbookRun.objects.get().counts["dinilai"] == 14
    assert "14 pegawai" in client.get(url).content.decode()


def test_the_day_is_today_or_the_last_day_of_the_rule_set(freeze):
    freeze(NOW)
    client = signed_in(keeper())
    post(client, sent(workbook()), pada="")
    post(client, sent(workbook(numeric_book())), rules="num-2019", pada="")
    days = {run.rules: run.day.isoformat() for run in WorkbookRun.objects.all()}
    assert days == {"eksp-2022": "2026-11-24", "num-2019": "2021-12-31"}
    assert {run.rule_version for run in WorkbookRun.objects.all()} == {"EKSP-2022/2022-01-01", "NUM-2019/2021-07-01"}


def test_upload_download_and_deletion_are_in_the_trail_without_content():
    user = keeper()
    client = signed_in(user)
    url = post(client, sent(workbook()))["Location"]
    client.get(f"{url}unduh/?bentuk=xlsx")
    assert client.post(f"{url}hapus/", {"yakin": "1"})["Location"] == "/penilaian/"
    entries = list(AuditEntry.objects.order_by("seq"))
    assert [entry.action for entry in entries] == [
        "workbook.run_upload", "workbook.run_download", "workbook.run_delete",
    ]  # fmt: skip
    assert {entry.actor_id for entry in entries} == {user.pk}
    assert {entry.object_id for entry in entries} == {url.split("/")[2]}


def test_deletion_erases_the_files_with_their_keys(django_capture_on_commit_callbacks):
    client = signed_in(keeper())
    url = post(client, sent(workbook()))["Location"]
    paths = [folder.path_of(file.id) for file in EncryptedFile.objects.all()]
    assert len(paths) == 3
    assert all(path.is_file() for path in paths)
    assert client.post(f"{url}hapus/").status_code == 422
    assert WorkbookRun.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{url}hapus/", {"yakin": "1"})
    assert not WorkbookRun.objects.exists()
    assert not EncryptedFile.objects.exists()
    assert not any(path.exists() for path in paths)
    assert client.get(url).status_code == 404


def test_the_stored_files_are_not_readable():
    signed = signed_in(keeper())
    post(signed, sent(workbook()))
    bytes_on_disk = b"".join(folder.path_of(file.id).read_bytes() for file in EncryptedFile.objects.all())
    assert A.encode() not in bytes_on_disk
    assert b"PAR1" not in bytes_on_disk
    assert b"PK\x03\x04" not in bytes_on_disk
    report, name = WorkbookRun.objects.values_list("report", "name").get()
    assert "penilaian.xlsx" not in f"{report}{name}"


def large(monkeypatch):
    monkeypatch.setattr(extent, "MOST_CELLS", 10)


@pytest.mark.db
def test_a_large_workbook_is_left_to_a_worker_and_the_page_says_so(monkeypatch):
    large(monkeypatch)
    user = user_with(Role.UNIT_ADMIN)
    client = signed_in(user)
    url = post(client, sent(workbook()))["Location"]
    run, job = WorkbookRun.objects.get(), JobRun.objects.get()
    assert (run.state, run.job, job.url, job.args) == (RunState.WAITING, job, url, {"workbook": str(run.pk)})
    waiting = client.get(url).content.decode()
    assert f"/pekerjaan/{job.pk}/" in waiting
    assert "Menunggu" in waiting
    assert "Muat ulang" in signed_in(keeper()).get(url).content.decode()
    assert [client.get(f"{url}{place}").status_code for place in ("unit/1/", "orang/1/")] == [404, 404]
    assert client.get(f"{url}unduh/?bentuk=xlsx").status_code == 409
    run_now(job)
    assert "Distribusi predikat" in client.get(url).content.decode()
    assert [entry.action for entry in AuditEntry.objects.order_by("seq")] == [
        "workbook.run_upload", "workbook.run_compute",
    ]  # fmt: skip


def test_a_large_workbook_that_is_wrong_keeps_its_faults_only(monkeypatch):
    large(monkeypatch)
    tables = book()
    tables["perilaku"][1][2] = "hebat"
    client = signed_in(keeper())
    url = post(client, sent(workbook(tables), name="bidang.xlsx"))["Location"]
    run_now(JobRun.objects.get())
    page = client.get(url)
    assert page.context["run"].state == RunState.REFUSED
    assert page.context["faults"][0].file == "bidang.xlsx"
    assert not EncryptedFile.objects.exists()


def test_a_worker_comes_back_to_what_was_deleted_or_done_and_changes_nothing(monkeypatch):
    large(monkeypatch)
    client = signed_in(keeper())
    first, second = (post(client, sent(workbook()))["Location"] for _ in range(2))
    client.post(f"{first}hapus/", {"yakin": "1"})
    for job in JobRun.objects.order_by("created_at"):
        assert run_now(job).status == "done"
    run = WorkbookRun.objects.get()
    result = run.result_id
    actions.run_compute(run=run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.result_id) == (RunState.READY, result)
    assert client.get(second).status_code == 200


def test_a_failed_job_is_told_to_whoever_waits(monkeypatch):
    large(monkeypatch)
    client = signed_in(keeper())
    url = post(client, sent(workbook()))["Location"]
    monkeypatch.setattr(computing, "compute", lambda path, asked: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_now(JobRun.objects.get())
    assert "terhenti karena kesalahan" in client.get(url).content.decode()
    assert "Gagal dihitung" in client.get("/penilaian/").content.decode()


def test_foreign_row_of_somebody_else_is_not_found_and_bkpsdm_sees_all():
    owner, other = user_with(Role.UNIT_ADMIN), user_with(Role.UNIT_ADMIN)
    run = ready_run(owner)
    url = f"/penilaian/{run.pk}/"
    places = ("", "unit/1/", "orang/1/", "unduh/?bentuk=xlsx")
    for user, answer in ((owner, 200), (other, 404), (keeper(), 200), (user_with(Role.UNIT_HEAD), 404)):
        client = signed_in(user)
        assert [client.get(url + place).status_code for place in places] == [answer] * 4
    assert signed_in(other).post(f"{url}hapus/", {"yakin": "1"}).status_code == 404
    assert str(run.pk) not in signed_in(other).get("/penilaian/").content.decode()
    assert str(run.pk) in signed_in(keeper()).get("/penilaian/").content.decode()
    assert WorkbookRun.objects.exists()
