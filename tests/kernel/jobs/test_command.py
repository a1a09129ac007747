"""The command `betang worker`, and the loop behind it."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from betang.cli import main
from betang.kernel.jobs import JobRun, job_start
from betang.kernel.jobs.models import JobWorker
from betang.kernel.jobs.queries import worker_alive
from betang.kernel.jobs.worker import Worker
from tests.kernel.jobs import samples
from tests.kernel.jobs.conftest import NOW

pytestmark = pytest.mark.django_db


def test_the_command_does_what_waits_and_ends_when_asked_to(user):
    before = signal.getsignal(signal.SIGTERM)
    for name in ("satu", "dua"):
        job_start(samples.greet, actor=user, args={"name": name}, now=timezone.now())
    assert main(["worker", "--sekali"]) == 0
    assert {(run.status, run.message) for run in JobRun.objects.all()} == {
        ("done", "Halo, satu"),
        ("done", "Halo, dua"),
    }
    assert not JobWorker.objects.exists()
    assert signal.getsignal(signal.SIGTERM) is before


def test_help_says_what_it_does(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["worker", "--help"])
    assert ended.value.code == 0
    assert "pekerjaan latar" in capsys.readouterr().out


def test_a_database_without_tables_is_told_in_words(monkeypatch, capsys):
    def broken(self: Worker, **named: bool) -> None:
        raise OperationalError("no such table: jobs_jobrun")

    monkeypatch.setattr(Worker, "work", broken)
    assert main(["worker"]) == 2
    assert "jalankan migrate lebih dahulu" in capsys.readouterr().err


def test_a_worker_does_not_start_in_production_without_keys(settings, tmp_path, capsys):
    settings.BETANG_KEYS, settings.BETANG_MODE = tmp_path / "keys.json", "production"
    assert main(["worker", "--sekali"]) == 2
    assert "betang keys init" in capsys.readouterr().err
    assert not JobWorker.objects.exists()


def test_a_job_lets_others_write_between_its_chunks_but_not_inside(user, monkeypatch, settings, transactional_db):
    settings.BETANG_JOB_BREATH_SECONDS = 0.5
    with connection.cursor() as cursor:
        cursor.execute(samples.MARKS)
    inside: list[bool] = []
    monkeypatch.setattr("betang.kernel.jobs.run.sleep", lambda seconds: inside.append(connection.in_atomic_block))
    job_start(samples.chunks_write, actor=user, args={"chunks": 3, "seconds": 0}, now=NOW)
    Worker().work(until_idle=True)
    assert inside == [False] * 3
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE job_marks")


def test_a_failed_job_does_not_stop_the_worker(user):
    job_start(samples.break_down, actor=user, now=NOW)
    job_start(samples.greet, actor=user, now=NOW)
    Worker().work(until_idle=True)
    assert sorted(JobRun.objects.values_list("status", flat=True)) == ["done", "failed"]


def test_a_database_that_is_away_is_waited_for(user, monkeypatch, caplog, settings):
    settings.BETANG_JOB_POLL_SECONDS = 0
    job_start(samples.greet, actor=user, now=NOW)
    worker = Worker()
    asked: list[str] = []

    def ask() -> bool:
        asked.append("once")
        if len(asked) == 1:
            raise OperationalError("server closed the connection")
        worker.stop()
        return True

    monkeypatch.setattr("betang.kernel.jobs.worker.ticket_waits", ask)
    monkeypatch.setattr("betang.kernel.jobs.worker.connection.close", lambda: None)
    worker.work()
    assert "server closed the connection" in caplog.text
    assert JobRun.objects.get().status != "failed"


def test_a_worker_is_alive_for_two_leases_after_its_last_beat():
    assert worker_alive(now=NOW) is None
    Worker(clock=lambda: NOW).beat()
    assert worker_alive(now=NOW + timedelta(seconds=60)) == NOW
    assert worker_alive(now=NOW + timedelta(seconds=61)) is None
