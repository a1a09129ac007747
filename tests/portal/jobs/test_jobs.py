"""Jobs on screens: the administrator sees what failed and starts it again; whoever started a job follows it, alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Invalid
from betang.kernel.jobs import JobRun, job_start, registry, run_now
from betang.kernel.jobs.keeping import worker_beat
from betang.kernel.jobs.performing import run_take
from betang.kernel.jobs.run import Run
from tests.access.people import user_with
from tests.kernel.jobs import samples
from tests.kernel.jobs.conftest import NOW

pytestmark = pytest.mark.django_db
LIST = "/admin/pekerjaan/"
HTMX = {"HX-Request": "true"}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def samples_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests may have put the jobs for tests aside."""
    own = [value for value in vars(samples).values() if isinstance(value, registry.Job)]
    monkeypatch.setattr(registry, "_jobs", {job.name: job for job in own})


def client_of(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


@pytest.fixture
def admin() -> User:
    return user_with(Role.ADMIN)


@pytest.fixture
def staff() -> User:
    return user_with(Role.EMPLOYEE)


def failed(user: User | None, job: registry.Job = samples.refuse) -> JobRun:
    run = job_start(job, actor=user, now=NOW)
    with pytest.raises((Invalid, ValueError)):
        run_now(run, clock=lambda: NOW)
    run.refresh_from_db()
    return run


def taken(user: User) -> Run:
    job_start(samples.greet, actor=user, url="/pegawai/", now=NOW)
    row = run_take(worker="satu", now=NOW)
    assert row is not None
    return Run(row, clock=lambda: NOW)


def test_the_administrator_sees_what_failed_and_why_and_starts_it_again(admin, staff):
    client, run = client_of(admin), failed(staff, samples.break_down)
    text = client.get(LIST).content.decode()
    for part in ("Rusak", staff.username, run.error, "Jejak kesalahan", "samples.py", "Tidak ada pekerja yang hidup"):
        assert part in text
    worker_beat("satu", started_at=timezone.now(), now=timezone.now())
    response = client.post(reverse("job_retry", args=[run.pk]), follow=True)
    text = response.content.decode()
    assert response.redirect_chain == [(LIST, 302)]
    assert "Rusak menunggu pekerja lagi." in text
    assert "Tidak ada yang gagal" in text
    assert "Pekerja hidup" in text
    run.refresh_from_db()
    assert run.status == "waiting"
    assert run_take(worker="satu", now=NOW) is not None
    entry = AuditEntry.objects.get(action="jobs.run_retry")
    assert (entry.actor_id, entry.object_id) == (admin.pk, str(run.pk))


def test_a_retry_pressed_twice_says_so_and_changes_nothing(admin, staff):
    client, run = client_of(admin), failed(staff)
    address = reverse("job_retry", args=[run.pk])
    client.post(address)
    again = client.post(address)
    assert again.status_code == 409
    assert "tidak sedang gagal" in again.content.decode()
    assert AuditEntry.objects.filter(action="jobs.run_retry").count() == 1
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("state", ["berjalan", "menunggu", "selesai", "lainnya"])
def test_each_state_has_its_list(admin, staff, state):
    runs = {"gagal": failed(staff), "selesai": run_now(job_start(samples.greet, actor=staff, now=NOW))}
    runs["berjalan"] = JobRun.objects.get(pk=taken(staff).id)
    runs["menunggu"] = job_start(samples.greet, actor=None, now=NOW)
    text = client_of(admin).get(f"{LIST}?keadaan={state}").content.decode()
    shown = {name for name, run in runs.items() if str(run.pk) in text}
    assert shown == {state if state in runs else "gagal"}


def test_the_list_asks_the_database_as_often_for_many_runs_as_for_one(admin, staff):
    client = client_of(admin)
    counts = []
    for more in (1, 35):
        for _ in range(more):
            failed(staff)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] <= 12
    assert client.get(f"{LIST}?h=2").content.decode().count("Ulangi") == 6


def test_foreign_row_the_page_of_a_job_is_for_whoever_started_it(admin, staff):
    run = job_start(samples.greet, actor=staff, now=NOW)
    nightly = job_start(samples.greet, actor=None, now=NOW)
    address = reverse("job", args=[run.pk])
    assert client_of(staff).get(address).status_code == 200
    for other in (admin, user_with(Role.EMPLOYEE), user_with(Role.RESIDENT)):
        assert client_of(other).get(address).status_code == 404
        assert client_of(other).get(address, headers=HTMX).status_code == 404
    assert client_of(staff).get(reverse("job", args=[nightly.pk])).status_code == 404
    assert Client(headers={"host": "localhost"}).get(address).status_code == 302


def test_progress_is_followed_with_and_without_javascript(staff):
    client, run = client_of(staff), taken(staff)
    run.progress(3, 12, f"baris {HOSTILE}")
    address = reverse("job", args=[run.id])
    page = client.get(address)
    text = page.content.decode()
    assert "3 dari 12" in text
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text
    assert f'href="{address}"' in text, "without JavaScript a link brings the page up to date"
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert "HX-Request" in page.headers["Vary"]
    polled = re.search(r'hx-get="([^"]+)" hx-trigger="every 2s"', text)
    assert polled is not None
    assert client.get(polled[1], headers=HTMX).status_code == 204
    run.progress(4, 12)
    part = client.get(polled[1], headers=HTMX).content.decode()
    assert "4 dari 12" in part
    assert "<html" not in part


def test_polling_ends_with_the_job_and_leads_to_the_result(staff):
    client, run = client_of(staff), taken(staff)
    run.write(status="done", finished_at=NOW + timedelta(seconds=5), lease_until=None)
    part = client.get(reverse("job", args=[run.id]), headers=HTMX).content.decode()
    assert "Selesai" in part
    assert 'href="/pegawai/"' in part
    assert "hx-get" not in part


def test_a_failure_is_told_as_a_sentence_without_its_trace(staff):
    run = failed(staff, samples.break_down)
    text = client_of(staff).get(reverse("job", args=[run.pk])).content.decode()
    assert run.error in text
    assert "samples.py" not in text


def test_waiting_without_a_worker_is_said(staff):
    run = job_start(samples.greet, actor=staff, now=NOW)
    address = reverse("job", args=[run.pk])
    assert "Tidak ada pekerja yang hidup" in client_of(staff).get(address).content.decode()
    worker_beat("satu", started_at=timezone.now(), now=timezone.now())
    assert "Tidak ada pekerja yang hidup" not in client_of(staff).get(address).content.decode()
