"""Who imports what, where the layers of import-linter cannot say it."""

from __future__ import annotations

import pytest

from tests.health import importing
from tests.health.sources import Source, all_sources, holds, own_sources


@pytest.mark.parametrize(
    "check",
    [importing.batch_reaches_up, importing.side_doors, importing.early_loads, importing.relative_imports],
)
def test_the_project_keeps_the_rule(check):
    holds(check(own_sources()))


def test_nothing_uses_a_package_that_is_kept_out():
    holds(importing.kept_out(all_sources()))
    wrong = Source("tests/browser/conftest.py", "import pytest_playwright\n")
    assert importing.kept_out([wrong]) == ["tests/browser/conftest.py:1: pytest_playwright is kept out"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from betang.people import models\n", 1),
        ("from betang.kernel import accounts\n", 1),
        ("import betang.ui\n", 1),
        ("from betang.ui.charts import line\n", 0),
        ("from betang.regulation import eksp2022\nfrom betang.kernel.exchange import tables\n", 0),
        ("from betang.kernel import exchange\n", 0),
    ],
)
def test_batch_uses_only_what_is_pure(text: str, found: int):
    assert len(importing.batch_reaches_up([Source("betang/batch/appraise.py", text)])) == found
    assert importing.batch_reaches_up([Source("betang/portal/views.py", text)]) == []


def test_a_replaceable_package_has_one_door():
    text = "from django_tasks import task\n"
    assert importing.side_doors([Source("betang/kernel/jobs/queue.py", text)]) == []
    assert importing.side_doors([Source("betang/learning/jobs.py", text)]) == [
        "betang/learning/jobs.py:1: django_tasks.task belongs to betang/kernel/jobs"
    ]


def test_a_slow_package_is_loaded_late():
    late = Source("a.py", "def f():\n    import statsmodels.api\n")
    early = Source("a.py", "import statsmodels.api\n")
    assert importing.early_loads([late]) == []
    assert importing.early_loads([early]) == ["a.py:1: import statsmodels.api inside the function that needs it"]


def test_a_relative_import_is_found():
    assert importing.relative_imports([Source("a.py", "from . import b\n")]) == ["a.py:1: a relative import"]
