"""The layers and the purity of pyproject.toml's contracts: `make check` runs them, here each is shown to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.health.layers import broken, made_up_package

EXAMPLES = {
    "a lower layer imports a higher one": {
        "kernel/audit.py": "import betang.people.models",
        "people/models.py": "",
    },
    "siblings import each other": {
        "services/actions.py": "import betang.performance.queries",
        "performance/queries.py": "",
    },
    "a folder that no layer names": {"drawer/things.py": ""},
    "law knows Django": {"regulation/rule.py": "import django.db"},
    "law knows Django by a detour": {
        "regulation/rule.py": "import betang.regulation.detour",
        "regulation/detour.py": "from django.conf import settings",
    },
    "a later pure package knows Django": {"learning/optimise/plan.py": "import django.utils.timezone"},
    "files need Django": {"kernel/exchange/reader.py": "from django.core import files"},
    "batch needs Django by way of the kernel": {
        "batch/appraise.py": "import betang.kernel.errors",
        "kernel/errors.py": "from django.http import Http404",
    },
    "a query imports an action": {
        "people/queries.py": "from betang.people import actions",
        "people/actions.py": "",
    },
    "a rule imports a view, inside the kernel": {
        "kernel/accounts/rules.py": "from betang.kernel.accounts import views",
        "kernel/accounts/views.py": "",
    },
}
GOOD = {
    "urls.py": "import betang.portal.urls",
    "portal/urls.py": "from betang.portal import views",
    "portal/views.py": "from betang.people import queries",
    "people/queries.py": "from betang.people import models",
    "people/models.py": "from django.db import models",
    "batch/appraise.py": "import betang.regulation\nimport betang.kernel.exchange",
    "settings.py": "",
}


@pytest.mark.parametrize("files", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_broken_contract_is_reported(files: dict[str, str], tmp_path: Path):
    made_up_package(tmp_path, files)
    code, printed = broken(tmp_path)
    assert (code, "1 broken" in printed) == (1, True), printed


def test_a_kept_contract_passes(tmp_path: Path):
    made_up_package(tmp_path, GOOD)
    code, printed = broken(tmp_path)
    assert (code, "0 broken" in printed) == (0, True), printed
