"""Every job that is declared is known to every process under one name, and so is every name that a row can hold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils.module_loading import import_string
from django_tasks.base import Task

from betang.kernel.jobs import JobRun, registry
from betang.kernel.jobs.queries import names_unknown
from betang.kernel.jobs.tickets import perform_ticket
from tests.health import job_names
from tests.health.sources import Source, holds, sources


def test_every_job_is_loaded_under_a_name_of_its_own():
    found = list(job_names.declared(sources("betang")))
    assert len(found) > 1
    holds(job_names.faults(found, known={job.name for job in registry.jobs()}))


def test_a_job_that_no_process_would_find_is_named():
    text = "@job(name='a.b_c', title='')\ndef f(run): ...\n@nightly(NAME, title='')\ndef g(run): ...\n"
    files = [
        Source("betang/x/jobs.py", text),
        Source("betang/y/work.py", "@job(name='a.b_c', title='')\ndef h(r): ..."),
    ]
    said = job_names.faults(list(job_names.declared(files)), known=set())
    assert [line.split(": ")[0] for line in said] == ["betang/x/jobs.py:1", "betang/x/jobs.py:3", "betang/y/work.py:1"]
    assert "names 2 jobs" in said[0]
    assert "is no name of a job" in said[1]
    alone = job_names.faults([("betang/y/work.py:1", "a.b_c")], known={"a.b_d"})
    assert alone == ["betang/y/work.py:1: a.b_c is not loaded; jobs stand in a file jobs.py of an installed app"]


@pytest.mark.django_db
def test_every_stored_name_leads_to_a_job():
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for job in registry.jobs():
        JobRun.objects.create(name=job.name, attempts_allowed=1, created_at=now)
    assert names_unknown() == []
    JobRun.objects.create(name="tests.gone", attempts_allowed=1, created_at=now)
    assert names_unknown() == ["tests.gone"]
    assert isinstance(import_string(perform_ticket.module_path), Task)
