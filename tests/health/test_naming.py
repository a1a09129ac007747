"""The names of jobs, and all other dotted names in text, resolve."""

from __future__ import annotations

from tests.health import naming
from tests.health.sources import Source, holds, own_sources


def test_every_dotted_name_resolves():
    assert any(naming.dotted_names(file) for file in own_sources())
    holds(naming.unresolved(own_sources()))


def test_a_job_that_leads_nowhere_is_found():
    text = 'JOBS = {"hitung": "betang.regulation.no_such_job", "lain": "betang.sqlite3"}\n'
    assert naming.unresolved([Source("betang/people/jobs.py", text)]) == [
        "betang/people/jobs.py:1: betang.regulation.no_such_job leads nowhere"
    ]
    assert naming.resolves("betang.nowhere.jobs.run") is False
    assert naming.resolves("betang.regulation.exact.no_such_function") is False
