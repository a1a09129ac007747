"""A job from start to end: progress, outcome, errors in words, and the same key giving the same run."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import translation

from betang.kernel.errors import DomainError, Invalid
from betang.kernel.jobs import JobRun, job_start, registry, run_now
from betang.kernel.jobs.queries import names_unknown
from betang.kernel.jobs.tickets import perform_ticket, ticket_take, ticket_waits
from tests.kernel.jobs import samples
from tests.kernel.jobs.conftest import NOW

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def clock():
    return NOW + timedelta(seconds=5)


def test_a_job_runs_and_says_how_far_it_came(user):
    run = job_start(samples.greet, actor=user, args={"name": "Betang"}, url="/pegawai/", now=NOW)
    assert (run.status, run.attempts, run.percent) == ("waiting", 0, None)
    run = run_now(run, clock=clock)
    assert (run.status, run.done, run.total, run.message) == ("done", 1, 1, "Halo, Betang")
    assert (run.percent, run.attempts, run.error) == (100, 1, "")
    assert (run.created_at, run.started_at, run.finished_at) == (NOW, clock(), clock())
    assert not ticket_waits()


def test_the_sentence_of_a_domain_error_is_kept_for_the_one_who_started_it(user):
    run = job_start(samples.refuse, actor=user, now=NOW)
    with pytest.raises(Invalid):
        run_now(run, clock=clock)
    run.refresh_from_db()
    assert (run.status, run.error) == ("failed", "Lembar kedua kosong. Isi dahulu, lalu unggah lagi.")
    assert run.traceback == ""


def test_an_error_in_the_code_is_told_in_general_words_and_kept_without_values(user, caplog):
    with translation.override("en"):
        run = job_start(samples.break_down, actor=user, now=NOW)
    with pytest.raises(ValueError, match="odd"):
        run_now(run, clock=clock)
    run.refresh_from_db()
    assert (run.status, run.language) == ("failed", "en")
    assert run.error
    assert "odd" not in run.error
    assert "samples.py" in run.traceback
    assert run.traceback.index("KeyError") < run.traceback.index("ValueError")
    for secret in samples.SECRETS:
        assert secret not in run.traceback + run.error + caplog.text


def test_a_repeat_with_the_same_key_gives_the_same_run_until_it_ends(user):
    first = job_start(samples.greet, actor=user, key="unggahan:7", now=NOW)
    assert job_start(samples.greet, actor=None, key="unggahan:7", now=NOW) == first
    assert job_start(samples.greet, actor=user, key="unggahan:8", now=NOW) != first
    assert job_start(samples.refuse, actor=user, key="unggahan:7", now=NOW) != first
    assert job_start(samples.greet, actor=user, now=NOW) != job_start(samples.greet, actor=user, now=NOW)
    run_now(first, clock=clock)
    assert job_start(samples.greet, actor=user, key="unggahan:7", now=NOW) != first


def test_of_two_that_start_the_same_key_at_once_the_second_gets_the_first_ones_run(user, monkeypatch):
    first = job_start(samples.greet, actor=user, key="unggahan:7", now=NOW)
    looks = iter([None, first])  # the first look comes before the other process commits
    monkeypatch.setattr("betang.kernel.jobs.actions._open_run", lambda name, key: next(looks))
    assert job_start(samples.greet, actor=user, key="unggahan:7", now=NOW) == first
    assert (JobRun.objects.count(), ticket_take(), ticket_take()) == (1, first.pk, None)


def test_a_job_whose_action_is_undone_was_never_started(user):
    def action() -> None:
        with transaction.atomic():
            job_start(samples.greet, actor=user, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        action()
    assert (JobRun.objects.count(), ticket_waits()) == (0, False)


def test_what_cannot_be_done_is_refused_before_anything_is_written(user):
    with pytest.raises(TypeError, match="chunks"):
        job_start(samples.chunks_write, actor=user, args={"seconds": 1}, now=NOW)
    with pytest.raises(ValueError, match="address of this site"):
        job_start(samples.greet, actor=user, url="https://lain.example/", now=NOW)
    with pytest.raises(TypeError), transaction.atomic():
        job_start(samples.greet, actor=user, args={"name": NOW}, now=NOW)
    assert JobRun.objects.count() == 0


def test_a_run_is_done_once(user):
    run = run_now(job_start(samples.greet, actor=user, now=NOW), clock=clock)
    with pytest.raises(ValueError, match="does not wait"):
        run_now(run, clock=clock)


def test_a_name_that_the_code_forgot_fails_with_a_sentence_and_is_named(user):
    run = job_start(samples.greet, actor=user, now=NOW)
    JobRun.objects.update(name="tests.gone")
    assert names_unknown() == ["tests.gone"]
    with pytest.raises(DomainError):
        run_now(run, clock=clock)
    run.refresh_from_db()
    assert (run.status, run.title) == ("failed", "tests.gone")
    assert "tidak dikenal" in run.error
    assert names_unknown() == []


def test_two_jobs_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"Two jobs are called tests\.greet"):
        registry.job(name="tests.greet", title="Lain")(lambda run: None)
    with pytest.raises(TypeError):
        registry.nightly("tests.night", title="Malam")(samples.chunks_write.function)


def test_a_ticket_leads_to_its_run_for_any_worker_of_the_library(user):
    run = job_start(samples.greet, actor=user, args={"name": "x"}, now=NOW)
    perform_ticket.call(run=str(run.pk))
    run.refresh_from_db()
    assert (run.status, ticket_take()) == ("done", None)
